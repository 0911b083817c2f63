### La página de una edición.

# Head.
as-of = al { $date }
reading = Los números entre paréntesis son intervalos de confianza del { $level }: esperamos que el valor verdadero esté entre los dos. “Sin cambio claro” significa que el intervalo incluye tanto una subida como una bajada.
cannot-say-lots = Hubo sorteo, así que una diferencia entre los grupos puede atribuirse a lo que se les ofreció. Este estudio no puede decir qué vale para otras personas en otros lugares.
cannot-say-lost = Hubo sorteo, pero se perdió a demasiadas personas para atribuir una diferencia solo al programa.
cannot-say-comparison = Hay un grupo de comparación, pero no hubo sorteo. Este diseño no puede decir con certeza si la mentoría es el motivo de una diferencia.
cannot-say-pre-post = Este diseño no puede decir si la mentoría es el motivo de un cambio. No hay grupo de comparación.
design-pre-post = Antes y después, sin grupo de comparación
design-comparison = Con grupo de comparación, sin sorteo
design-randomised = Grupos formados por sorteo
meetings-a-month = { $number } encuentros al mes
fact-promise = Una pareja promete
fact-design = Diseño
fact-claim = Afirmación más fuerte
level-of = { $short } ({ $level }, de L0 a L5)
fact-terms = Períodos

# Cards.
card-matched = { $units } en pareja con un mentor
card-enrolled = { $units } con inscripción
card-of-enrolled = de { $n } que se inscribieron
card-unclear = { $unclear } sin un cambio claro
card-lower-unclear = { $lower } con un valor claramente menor, { $unclear } sin un cambio claro
card-up-to = hasta { $of }
card-of = de { $n }
card-clearly-higher = { $title }: claramente mayor en el seguimiento
card-change-in = cambio en { $about }
no-clear-difference = sin diferencia clara
no-clear-change = sin cambio claro
status-target = objetivo: { $value }

# Contents and headings.
contents-targets = Objetivos
contents-logic-model = Cómo debería funcionar
contents-quality = Calidad de los datos
methods = Métodos
limits = Límites
glossary = Glosario
main-heading = Lo que más importa
main-results = Resultados principales
term-by-term = Período por período
terms-heading = ¿Cómo va de un período a otro?
brief-source = Instantánea { $snapshot } · Mentorlens { $version }

# Beside a measure.
how-we-know = Cómo lo sabemos.
how-large = Qué tan grande.
what-is-counted = Qué se cuenta.
missing-values = Datos faltantes.
left-out-title = Quedan fuera.
who-answered = Quiénes respondieron.
measure-title = Indicador.
measure-in-findings = “{ $id }” en los archivos de resultados.
definition-title = Definición.
definition-version = { $cite } Versión { $version }, nivel de afirmación { $level }.
left-out = n es { $n }; quedan fuera { $missing } sin valor y { $excluded } por una regla del indicador.
method-gap = Diferencia promedio: en cada pareja, la respuesta del mentor menos la del participante, promediada entre las parejas en que ambos respondieron; el intervalo proviene de la distribución t de Student.
method-change = Cambio promedio: el segundo valor de cada persona menos el primero, promediado entre quienes tienen ambos; el intervalo proviene de la distribución t de Student.
method-clusters = Quienes comparten { $what ->
        [mentor] mentor
        [match] pareja
       *[other] grupo
    } no se consideran independientes: { $n } { $what ->
        [mentor] mentores
        [match] parejas
       *[other] grupos
    }.
effect-about = La tabla da el tamaño del efecto: la diferencia en desviaciones estándar. En 70 estudios, los programas de mentoría para jóvenes alcanzaron { 0.21 } en promedio (Raposa y otros 2019).
response-rates = { $rates }. Quienes no respondieron pueden ser distintos.
counted-left-out =
    { $n ->
        [one] { $counted }; queda fuera { $n } sin valor.
       *[other] { $counted }; quedan fuera { $n } sin valor.
    }
gap-in-table = La diferencia promedio y los límites de acuerdo están en la tabla.
title-by-term = { $title }, período por período
values-by-term = Los valores están en la tabla por período.
by-group = Por { $group }
title-by-group = { $title }, por { $group }
values-by-group = Los valores están en la tabla por grupo.

# Tables.
effect-size = Tamaño del efecto
effect-hedges-g = Tamaño del efecto, g de Hedges
effect-g-of-changes = Tamaño del efecto, g de los cambios
effect-by-first-spread = Tamaño del efecto, según la dispersión inicial
effect-cox-index = Tamaño del efecto, índice de Cox
effect-epsilon-squared = Tamaño del efecto, ε²
effect-morris-d = Tamaño del efecto, d de Morris
head-estimate = Estimación
head-missing = Faltantes
head-p-corrected = p, corregido
head-left-out = Fuera
head-statistic = Estadístico (gl)
head-method = Método
head-what = Qué
head-which = Cuál
head-file = Archivo
all-together = En conjunto
by-term = Por período
state-after = { $state } después de { $months }

# Groups.
by-group-declared = Por { $group } (declarado de antemano)
by-group-exploratory = Por { $group } (exploratorio)
by-groups-of-both = Por { $primary }, y por { $others } (exploratorio)
no-group-differs = Ningún grupo difiere claramente de los demás.
no-group-differs-in = Ningún grupo difiere claramente de los demás en { $list }.
exploratory-group = { $group } (exploratorio)
group-differs = { $group }: { $number } respecto a los demás.
group-differs-adjusted = { $group }: { $number } respecto a los demás; con ajuste por { $by }, { $adjusted }.
groups-differ =
    { $n ->
        [one] Un grupo difiere claramente de los demás, por motivos que esto no puede mostrar.
       *[other] Algunos grupos difieren claramente de los demás, por motivos que esto no puede mostrar.
    }
the-start = el inicio
groups-name = Por grupo
groups-heading = ¿Es igual para todos los grupos?
groups-caption = Indicadores principales por grupo, con intervalos del { $level }
group = Grupo
title-by-groups = { $title }, por grupo
groups-description = Cada grupo junto al conjunto.

# Targets.
targets-title = Objetivos y lo alcanzado
targets-met = { $met } de { $n } alcanzados
n-met =
    { $n ->
        [one] { $n }~se alcanzó
       *[other] { $n }~se alcanzaron
    }
n-not-met =
    { $n ->
        [one] { $n }~no se alcanzó
       *[other] { $n }~no se alcanzaron
    }
n-uncertain =
    { $n ->
        [one] { $n }~es incierto
       *[other] { $n }~son inciertos
    }
n-unknown =
    { $n ->
        [one] { $n }~aún no tiene número
       *[other] { $n }~aún no tienen número
    }
of-targets =
    { $n ->
        [one] De { $n }~objetivo, { $list }.
       *[other] De { $n }~objetivos, { $list }.
    }

# How the program should work.
stage-resources = Lo que se aporta
stage-activities = Lo que se hace
stage-outputs = Lo que resulta
stage-short-term = Lo que debería cambiar pronto
stage-long-term = Lo que debería cambiar al final
not-measured = no medido

# Quality of the data.
rows-wait = No se dice cuántas filas se leyeron: con un informe anterior revelaría a un grupo pequeño.
sources-gave = { $sources } aportaron { $rows }.
none-set-aside = No hubo que apartar ninguna.
some-set-aside =
    { $n ->
        [one] { $n } se apartó, porque no dice de qué trata o no remite a nada.
       *[other] { $n } se apartaron, porque no dicen de qué tratan o no remiten a nada.
    }
some-replaced = { $n } cedieron el lugar a una exportación posterior de la misma fila.
some-equal = { $n } no decían nada distinto de una fila posterior.
no-rule-broken = No se infringió ninguna regla del contrato de datos.
no-value-missing = No hubo que tratar ningún valor como faltante.
values-missing =
    { $n ->
        [one] { $n }~valor no se pudo usar y se trata como faltante.
       *[other] { $n }~valores no se pudieron usar y se tratan como faltantes.
    }
rows-read = Leídas
rows-kept = Conservadas
rows-replaced = Reemplazadas
rows-aside = Apartadas
rows-left = Dejadas a otras fuentes
rows-equal = Iguales a una fila posterior
rows-deleted = Borradas
rows-withdrawn = Sin consentimiento
rows-forgotten = Olvidadas
source = Fuente
rows-of-sources = Qué fue de las filas de cada fuente
cost-row = la fila se aparta
cost-value = el valor se trata como faltante
cost-source = la fuente se rechaza
cost-nothing = no se pierde nada
none-hidden = No hubo que ocultar ningún resultado: ninguno se basa en menos de { $least }.
results-hidden = { $n } de { $all } resultados están ocultos para proteger la privacidad, según la regla: { $rules }.

# Quotes.
quotes-intro = Las citas se sortearon dentro de cada tema (semilla { $seed }), entre personas que aceptaron ser citadas, y solo donde escriben sobre él suficientes personas. Se quitó lo que revela de quién se trata; alguien del programa leyó cada una antes de imprimirla. De { $drawn } sorteadas, aquí hay { $printed }.
writer = Una persona del programa ({ $role })
writer-mentee = Participante
writer-mentor = Mentor
writer-edited = { $who }, redacción modificada por el programa

# Foot of the page.
made-from = Elaborado a partir de { $rows } filas de { $files }
made-with = instantánea { $snapshot } · plan { $plan } · Mentorlens { $version } · contrato de datos { $contract }
random-draws = Sorteos: { $seeds }.
no-seed = ninguno con semilla propia; los mismos datos dan los mismos números
seed = semilla { $list }
every-number = Todos los números de este informe, y los que hay detrás: findings.json, findings.csv y, para las curvas, series.json, junto a este archivo.
files-caption = Los archivos que se leyeron y su SHA-256

# The frame of the page.
page-numbers = Los números y cómo se calcularon
cannot-show-lead = Lo que esto no puede mostrar.
page-more-on-measure = Más sobre este indicador
page-about-measure = Sobre este indicador: { $name }
page-more-measures =
    { $n ->
        [one] { $n } indicador más
       *[other] { $n } indicadores más
    }
page-problems = Problemas en los datos
page-rules = Reglas que infringieron filas o celdas
head-rule = Regla
head-where = Dónde
head-how-often = Cuántas veces
head-examples = Ejemplos
head-mend = Cómo corregirlo
page-skip = Ir al informe
page-contents = Contenido
to-look-into = Por revisar
targets-heading = ¿Se alcanzaron los objetivos?
page-targets-caption = Cada objetivo, lo alcanzado y quién lo fijó
head-measure = Indicador
head-target = Objetivo
head-actual = Alcanzado
head-interval = Intervalo
head-status = Estado
head-set-by = Fijado por
page-logic = ¿Cómo debería funcionar y qué vemos?
page-no-measure = Ningún indicador lo muestra.
page-how-we-know = Cómo lo sabemos
page-quality = ¿Qué tan buenos son los datos?
page-wrong = Qué estaba mal y cómo corregirlo
page-not-measured = No medido, por falta de datos: { $n }
page-many-tests = Muchas pruebas
page-levels = Lo que cada tipo de evidencia permite decir
page-privacy = Privacidad
page-statistics = Qué son las estadísticas
page-definitions = Definiciones de todos los indicadores
page-files = Los archivos que se leyeron
page-print = Cómo se calculó cada número, y las tablas detrás de los gráficos, están en el archivo del que se imprimió esto.
nothing-to-count = nada que contar: se necesita { $needs }
