### Español. Claro, cercano y neutro; de usted; sin palabras que nombren una causa donde el diseño no la permite.
### `~` es un espacio en el que no se parte la línea; `{ $n }` es un número.
###
### Las palabras del campo, decididas una vez:
###   mentee = participante            match = pareja (mentor–participante)   meeting = encuentro
###   wave = ronda, time = momento     baseline = línea base                  follow-up = seguimiento
###   cohort = cohorte                 closure, dropout = cierre              goal (of a person) = meta
###   target (of the program) = objetivo   measure = indicador                 score = puntaje
###   confidence interval = intervalo de confianza (intervalo)                estimate = estimación
###   term = período                   staff = personal del programa          survey form = formulario

# Numbers and what stands between them.
in-hundred = { $number }~de cada~100
fewer-than-one-in-hundred = menos de 1~de cada~100
more-than-99-in-hundred = más de 99~de cada~100
range = { $low } a { $high }
or-more = { $number } o más
or-less = { $number } o menos
month = { $number }~mes
months = { $number }~meses
list =
    { $first } { $sound ->
        [i] e
       *[other] y
    } { $last }
either = { $first } o { $last }
quoted = “{ $text }”

# Dates.
date = { $day }~de { $month } de { $year }
short-date = { $day }~{ $month } { $year }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
short-month-1 = ene
short-month-2 = feb
short-month-3 = mar
short-month-4 = abr
short-month-5 = may
short-month-6 = jun
short-month-7 = jul
short-month-8 = ago
short-month-9 = sep
short-month-10 = oct
short-month-11 = nov
short-month-12 = dic

# What is counted: one and many, by themselves, and all of them.
counted-mentee =
    { $n ->
        [one] { $n }~participante
       *[other] { $n }~participantes
    }
counted-mentor =
    { $n ->
        [one] { $n }~mentor
       *[other] { $n }~mentores
    }
counted-person =
    { $n ->
        [one] { $n }~persona
       *[other] { $n }~personas
    }
counted-match =
    { $n ->
        [one] { $n }~pareja
       *[other] { $n }~parejas
    }
counted-response =
    { $n ->
        [one] { $n }~formulario
       *[other] { $n }~formularios
    }
counted-goal =
    { $n ->
        [one] { $n }~meta
       *[other] { $n }~metas
    }
counted-meeting =
    { $n ->
        [one] { $n }~encuentro
       *[other] { $n }~encuentros
    }
counted-cost =
    { $n ->
        [one] { $n }~partida de costo
       *[other] { $n }~partidas de costo
    }
counted-credential =
    { $n ->
        [one] { $n }~certificado o insignia
       *[other] { $n }~certificados e insignias
    }
counted-other =
    { $n ->
        [one] { $n }~caso
       *[other] { $n }~casos
    }
counted-row =
    { $n ->
        [one] { $n }~fila
       *[other] { $n }~filas
    }
counted-file =
    { $n ->
        [one] { $n }~archivo
       *[other] { $n }~archivos
    }
counted-source =
    { $n ->
        [one] { $n }~fuente
       *[other] { $n }~fuentes
    }
counted-day =
    { $n ->
        [one] { $n }~día
       *[other] { $n }~días
    }
units-mentee = participantes
units-mentor = mentores
units-person = personas
units-match = parejas
units-response = formularios
units-goal = metas
units-meeting = encuentros
units-cost = partidas de costo
units-credential = certificados e insignias
units-other = casos
the-units-mentee = los participantes
the-units-mentor = los mentores
the-units-person = las personas
the-units-match = las parejas
the-units-response = los formularios
the-units-goal = las metas
the-units-meeting = los encuentros
the-units-cost = las partidas de costo
the-units-credential = los certificados e insignias
the-units-other = los casos

# In place of a number.
hidden = dato oculto para proteger la privacidad
hidden-because = dato oculto para proteger la privacidad ({ $reason })
hidden-word = oculto
hidden-short = oculto por privacidad
not-computed = no calculado
not-computed-because = no calculado ({ $reason })

# Targets.
at-least = al menos~{ $value }
at-most = como máximo~{ $value }
met = alcanzado
not-met = no alcanzado
uncertain = incierto
not-known = desconocido
