### Lo que está en los dibujos y debajo de ellos. En los dibujos hay poco espacio.
chart-nps = índice neto de recomendación
chart-lines = Líneas: { $intervals }.
chart-filled = Relleno: el intervalo no incluye el cero.
chart-hollow = Hueco: el intervalo incluye el cero.
chart-promised = prometido: { $months }
chart-all = Todos
chart-standardised-change = cambio estandarizado, g de Hedges
chart-change-own-unit = cambio, cada uno en su unidad
chart-before = antes
chart-after = después
chart-after-with-interval = después, con intervalo
chart-change = cambio
chart-bands-numbers = Bandas, y los números bajo cada cambio: { $intervals }.
chart-top-answers = más altas
chart-likert = Porcentaje de respuestas, centrado en la respuesta del medio; los porcentajes pequeños no llevan número.
chart-likert-right = A la derecha: porcentaje de las respuestas más altas con su { $interval }.
chart-dots-lines = Puntos: estimaciones; líneas: { $intervals }.
chart-dots = Puntos: estimaciones, sin intervalo.
chart-dotted-target = Marca punteada: objetivo, { $value }.
chart-dotted-targets = Marcas punteadas: objetivos.
chart-dashed-all = Línea discontinua: el conjunto.
chart-ended-by-reason = porcentaje que terminó, por motivo
chart-months-since-meeting = meses desde el primer encuentro
chart-other-reasons = Otros motivos ({ $n })
chart-ended-by = Números: terminaron al cabo de { $months }, con { $intervals }.
chart-above-meeting = Por encima de las áreas: siguen encontrándose.
chart-slopes = Números: el cambio con su { $interval }. Gris: sin cambio claro.
chart-standardised = { $what } (estandarizada), g de Hedges
chart-adjusted-difference = diferencia en el seguimiento, ajustada por la línea base
chart-difference-in-change = diferencia en el cambio
chart-difference = diferencia
chart-higher = { $side }: mayor
chart-first-week = 1.ª sem.
chart-calendar = El mes en que empieza cada semana; un recuento completo no tiene intervalo.
chart-calendar-dash = Un guion: demasiado pocos para mostrarse.
chart-bullet = Cada fila en su propia escala. Barras: { $intervals }. Rayado: el intervalo contiene el objetivo, así que no es seguro que se haya alcanzado.
chart-estimate = estimación
chart-interval = intervalo
chart-target = objetivo
chart-target-value = objetivo { $value }
chart-share = porcentaje
chart-share-of-matches = porcentaje de las parejas
chart-middle = mediana { $value }
chart-average = promedio { $value }
chart-promised-value = prometido { $value }
chart-few-left-out = Las barras de muy pocas personas no se muestran.
chart-mentors = mentores
chart-mentees = participantes
chart-gap = diferencia
chart-dumbbell = Promedios, y la diferencia (mentores menos participantes) con su { $interval }; primero la mayor.
chart-changed = cambió
chart-upright-lines = Líneas verticales: { $intervals }.
chart-broken = A partir de { $term } no se compara con lo anterior: { $reasons }.
chart-control-limits = Líneas horizontales discontinuas: límites de control; un período dentro de ellos no difiere más de lo que difieren los períodos por azar.
chart-latest-term = Números: el último período.
chart-hidden = Oculto: se reserva para proteger la privacidad de un grupo pequeño.
chart-more-in-table =
    { $n ->
        [one] { $n }~más está solo en la tabla.
       *[other] { $n }~más están solo en la tabla.
    }
chart-diamond = Rombo y línea discontinua: el conjunto.
chart-counted-from = Contado a partir de { $counted }.
chart-full-count = Un recuento completo: no hay intervalo.
chart-funnel =
    { $n ->
        [one] Cada marca es un grupo: { $n }~grupo. Líneas: el conjunto, y donde el azar por sí solo deja a 95 y { 99.8 } de cada 100 grupos de un tamaño. Los rombos quedan fuera de las líneas interiores.
       *[other] Cada marca es un grupo: { $n }~grupos. Líneas: el conjunto, y donde el azar por sí solo deja a 95 y { 99.8 } de cada 100 grupos de un tamaño. Los rombos quedan fuera de las líneas interiores.
    }
chart-groups-hidden =
    { $n ->
        [one] { $n }~grupo está oculto para proteger la privacidad.
       *[other] { $n }~grupos están ocultos para proteger la privacidad.
    }
chart-group-size = tamaño del grupo (n)
chart-gap-of = diferencia: mentor menos participante
chart-rings = { $counted }; cada anillo es un par de respuestas, más grande donde más lo dieron. Discontinuas: límites que contienen 95 de cada 100 diferencias.
chart-rare-answers = { $n } con respuestas poco frecuentes no se dibujan, para proteger la privacidad.
chart-in-brackets = Entre paréntesis: { $intervals }.
chart-average-of-both = promedio de ambas partes
chart-still-meeting = que sigue encontrándose
chart-share-in-state = porcentaje { $state }
chart-the-first-meeting = el primer encuentro
chart-months-since = meses desde { $since }
chart-at-months = a los { $months }
chart-value-at = { $value } a los { $months } ({ $interval })
chart-still-followed = en seguimiento
chart-bands = Bandas: { $intervals }. Las curvas terminan donde se sigue a menos de { $least }.
chart-smaller-groups =
    { $n ->
        [one] { $n }~grupo más pequeño está solo en la tabla.
       *[other] { $n }~grupos más pequeños están solo en la tabla.
    }
chart-flow = Parte rellena y porcentaje: proporción de la primera casilla. Son recuentos, así que no hay intervalos.
chart-did-not-go-on = { $counted } no siguieron
chart-everyone-went-on = todos siguieron
chart-more-came = { $n } más
chart-themes = Barras: personas que nombran el tema, entre todas las que escribieron una respuesta en la que se busca; una persona puede nombrar varios.
chart-people-of = { $n } de { $all }

# Counts in a drawing, where they are called otherwise than in a sentence.
chart-counted-response =
    { $n ->
        [one] { $n }~respuesta
       *[other] { $n }~respuestas
    }
chart-counted-credential =
    { $n ->
        [one] { $n }~reconocimiento
       *[other] { $n }~reconocimientos
    }
chart-counted-cost =
    { $n ->
        [one] { $n }~costo
       *[other] { $n }~costos
    }
