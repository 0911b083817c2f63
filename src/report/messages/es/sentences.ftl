### Lo que se dice de un resultado. Ninguna oración dice más de lo que permite su nivel de afirmación.
others-in-table = Los demás están en la tabla.
plainly = { $about }: { $amount }.

# One number at one time.
on-scale = , en una escala de { $low } a { $high }
mean-over = { $about }: { $value } en promedio{ $scale }, con { $of }.
median-of = { $about }: la mitad de { $of } está por encima de { $value }.
amount-of = { $about }: { $value }, de { $of }.
interval-holds-zero = El intervalo contiene el 0, así que puede que no haya diferencia.
chance-alone = El azar por sí solo bien puede producir una diferencia así.
top-box-answered = { $value } { $units } respondieron { $answers }.
top-box-answered-to = { $value } { $units } respondieron { $answers } a { $subject }.
top-box-top = { $value } { $units } dieron una de las respuestas más altas.
top-box-top-to = { $value } { $units } dieron una de las respuestas más altas a { $subject }.
promised-meetings = Prometieron { $number } al mes.
promised-hours = Prometieron { $number } horas al mes.

# The same people twice.
share-with = el porcentaje con { $about }
average-for = el promedio en { $about }
change-means-among = : { $before } antes, { $after } después, entre quienes tienen ambos valores ({ $n })
change-means = : { $before } antes, { $after } después
change-among = , entre quienes tienen ambos valores ({ $n })
change-higher = { $average } fue mayor en el seguimiento, con una diferencia de { $distance }{ $among }.
change-lower = { $average } fue menor en el seguimiento, con una diferencia de { $distance }{ $among }.
change-unclear = { $average } no muestra un cambio claro, { $change }{ $among }.
change-differs = { $average } difiere entre los dos momentos en { $change }{ $among }.
change-among-tests = Entre varias pruebas de este tipo, el azar por sí solo bien puede producir un cambio así.
change-short-higher = en el seguimiento los promedios fueron mayores que en la línea base en { $list }
change-short-lower = en el seguimiento los promedios fueron menores que en la línea base en { $list }
change-short-unclear = no hay un cambio claro en { $list }

# Totals by kind.
kind-awarded = { $amount } de { $kind }
kind-counted = { $kind }: { $amount }
kinds-left = el resto en otros { $n }
awarded = se otorgaron { $amount } { $units }
in-all = { $about }: { $amount } en total
of-these = { $what }; por tipo, { $list }.
busiest-week = { $what }; el máximo, { $amount }, en la semana que empieza el { $date }.

# How long matches last.
still-meeting-after = { $units } que siguen encontrándose después de { $months }
lasting = después de { $months }, { $value } { $units } seguían encontrándose{ $interval }
lasting-as-promised = { $text }. Después de { $months }, el tiempo que prometieron, eran { $value }{ $interval }
mean-time = De los primeros { $of }, { $the_units } duraron { $value } en promedio{ $interval }.
half-lasted = La mitad de { $the_units } duró { $value } o más{ $interval }.
more-than-half-meet = Más de la mitad de { $the_units } seguían encontrándose al terminar los datos, así que aún no se puede dar una duración típica.
most-frequent-reasons = Al cabo de { $months }, los motivos más frecuentes de un cierre no planeado fueron: { $list }.
reasons = Al cabo de { $months }, los motivos de un cierre no planeado fueron: { $list }.
ended-as-planned = { $value } { $units } ya habían terminado según lo planeado{ $interval }, lo que no es un fracaso.

# Mentor and mentee about the same thing.
their-expectations = sus expectativas
about-plainly = Sobre { $about }: { $amount }.
about-over = Sobre { $about }, con { $of }: { $verdict }.
gap-unclear = Sobre { $about }, los promedios de mentores y participantes no muestran una diferencia clara: { $change }.
gap-higher = Sobre { $about }, las respuestas de los mentores son en promedio más altas que las de los participantes, con una diferencia de { $distance }.
gap-lower = Sobre { $about }, las respuestas de los mentores son en promedio más bajas que las de los participantes, con una diferencia de { $distance }.
nearest-answers = El promedio de los mentores está más cerca de “{ $mentors }”; el de los participantes, de “{ $mentees }”.
aligned-same = En { $value } parejas{ $interval } las respuestas son iguales.
aligned-one-apart = En { $value } parejas{ $interval } las respuestas difieren en 1~punto como máximo.
aligned-apart = En { $value } parejas{ $interval } las respuestas difieren en { $points }~puntos como máximo.

# Two groups.
about-two = { $about }, { $one } y { $two }
about-against = { $about }, { $one } frente a { $two }
difference-unclear = { $about } no muestra una diferencia clara entre { $one } y { $two }: { $change }.
difference-higher = { $about } fue mayor en { $one } que en { $two }, con una diferencia de { $distance }.
difference-lower = { $about } fue menor en { $one } que en { $two }, con una diferencia de { $distance }.
share-for = el porcentaje de { $about }
at-wave = { $about } ({ $wave })
arm-people = los { $word }
arm-group = el { $word }
arm-named = el grupo “{ $word }”
compared-by-chance =
    { $about } fue { $way ->
        [higher] mayor
       *[lower] menor
    } en { $one } que en { $two }, con una diferencia de { $distance }, pero entre tantas comparaciones el azar por sí solo puede producir una diferencia así.
the-program = el programa
being-drawn = salir sorteado para { $arm }
compared-by-lot =
    { $what } { $way ->
        [higher] elevó
       *[lower] redujo
    } la medida “{ $about }” en { $distance }, en comparación con { $two }.
compared-alike =
    { $about } fue { $way ->
        [higher] mayor
       *[lower] menor
    } en { $one } que en { $two }, con una diferencia de { $distance }; los grupos eran similares al inicio: indicios compatibles con un efecto, aunque no hubo sorteo.
compared-otherwise =
    { $about } fue { $way ->
        [higher] mayor
       *[lower] menor
    } en { $one } que en { $two }, con una diferencia de { $distance }; los dos grupos pueden diferir en otras cosas, así que esto no dice nada del motivo.
clear-at-each = La diferencia es claramente { $way ->
        [higher] mayor
       *[lower] menor
    } en cada uno de los { $n } momentos.
clear-at = claramente { $way ->
        [higher] mayor
       *[lower] menor
    } en { $list }
times-none-stays-clear = En ninguno de los { $n } momentos la diferencia sigue siendo clara entre tantas comparaciones.
times-none-clear = En ninguno de los { $n } momentos hay una diferencia clara.
times-some-stay-clear = En los { $n } momentos fue { $list }. En los demás, ninguna diferencia sigue siendo clara entre tantas comparaciones.
times-some-clear = En los { $n } momentos fue { $list }. En los demás, no hay una diferencia clara.

# Targets.
target-met = Se alcanzó el objetivo de { $wanted }.
target-not-met = No se alcanzó el objetivo de { $wanted }.
target-uncertain = No es seguro que se haya alcanzado el objetivo de { $wanted }: el intervalo lo contiene.

# Steps of participants.
step-referred-or-applied = llegaron por derivación o por solicitud
step-eligible = cumplían los requisitos
step-enrolled = se inscribieron
step-matched = obtuvieron un mentor
step-met-at-least-once = se encontraron al menos una vez
step-answered-at-baseline = respondieron en la línea base
step-answered-at-baseline-and-follow-up = respondieron tanto en la línea base como en el seguimiento
reached-step = llegaron a “{ $step }”
all-did = todos { $did }
steps-taken = { $counted } { $begun }. De ese total, { $list }.
