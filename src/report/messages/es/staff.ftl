### Lo que lee el personal: la lista restringida, la página de una comprobación, el registro de tratamiento.

# The list of those whom staff has to turn to.
staff-warning = Uso restringido: esta lista nombra a personas. Es para el personal que trabaja con ellas y para nadie más; no la pase a otros y bórrela cuando haya terminado.
staff-title = Lista restringida para el personal: { $program }
staff-heading = Parejas que necesitan atención: { $program }
staff-verdict =
    { $needing ->
        [one] { $needing } de { $open } parejas abiertas necesita atención, al { $day }.
       *[other] { $needing } de { $open } parejas abiertas necesitan atención, al { $day }.
    }
staff-unknown-day = un día desconocido
staff-matches = Parejas
staff-match = Pareja
staff-site = Sede
staff-mentor = Mentor
staff-mentor-id = Id. del mentor
staff-mentee = Participante
staff-mentee-id = Id. del participante
staff-to-do = Por hacer
staff-as-of = Al
staff-pair = { $mentor } con { $mentee }
staff-nobody = nadie conocido
staff-silent = ningún encuentro registrado desde hace { $days }, el último el { $day }
staff-never-met = ningún encuentro registrado desde el inicio el { $day }, hace { $days }
staff-contact-due = toca un contacto de apoyo, el último fue el { $day }
staff-contact-never = toca un contacto de apoyo, ninguno desde el inicio el { $day }
staff-overdue = el tiempo prometido terminó hace { $days }: cierre la pareja o renuévela
staff-ends-today = el tiempo prometido termina hoy
staff-ends-in = el tiempo prometido termina en { $days }
staff-why-listed = Una pareja aparece cuando no se registró ningún encuentro en más de 30 días, cuando toca un contacto de apoyo, y desde 30 días antes de que termine su tiempo prometido. Un encuentro que nadie registró parece aquí como si no hubiera tenido lugar.

# The page of a check.
check-title = Comprobación de las exportaciones: { $program }
check-files = Archivos
check-files-note = Un archivo que leen varias fuentes aparece una vez por cada una.
check-file = archivo
check-source = fuente
check-fills = llena
check-format = formato
check-read = filas leídas
check-kept = conservadas
check-aside = apartadas
check-replaced = reemplazadas por una fila posterior
check-equal = iguales a una fila posterior
check-gone = borradas o sin consentimiento
check-skipped = dejadas a otras fuentes
check-refused =
    { $n ->
        [one] No se puede publicar nada: primero hay que corregir { $n } archivo o columna.
       *[other] No se puede publicar nada: primero hay que corregir { $n } archivos o columnas.
    }
check-clean = Cada fila es como dice el plan.
check-without = Se puede publicar tal como está, sin { $rows } y { $cells }.
check-rows =
    { $n ->
        [one] { $n } fila que se apartó
       *[other] { $n } filas que se apartaron
    }
check-cells =
    { $n ->
        [one] { $n } celda que se trata como faltante
       *[other] { $n } celdas que se tratan como faltantes
    }
check-mend = Qué corregir
check-in-column = { $n } × en `{ $column }` de `{ $source }`, contra la regla: { $rule }
check-in-source = { $n } × en `{ $source }`, contra la regla: { $rule }
check-costs-refused = rechazado: no se publica nada hasta que se corrija
check-costs-error = error: la fila se aparta
check-costs-warning = advertencia: la celda se trata como faltante
check-costs-note = nota: no se pierde nada
check-where = dónde
check-found = encontrado
check-allowed = permitido
check-first = Se listan los primeros { $n } de { $all }.
check-to-mend = Para corregir:

# The draft of a record of processing.
record-title = Registro de actividades de tratamiento: { $program }
record-draft = Un borrador según el artículo 30(1) del RGPD, hecho a partir del plan de evaluación ({ $plan }) y de { $snapshot }. No nombra a nadie. Lo que está entre corchetes lo debe completar una persona.
record-no-snapshot = ningún almacén, pues aún no se ha leído nada
record-controller = Responsable
record-controller-fill = por completar: nombre y datos de contacto de la organización, de su representante y de su delegado de protección de datos
record-purposes = Fines
record-evaluation = Evaluación del programa
record-legal-basis = Base jurídica:
record-legal-basis-fill = por completar: artículo 6(1), y artículo 9(2) para categorías especiales de datos
record-subjects = Interesados
record-none-yet = Ninguno todavía.
record-role = papel
record-persons = personas
record-data = Datos personales
record-table = tabla
record-grain = una fila por
record-columns = columnas llenas
record-from = de
record-rows = filas
record-worked-out = se calcula
record-not-read = Las columnas de las exportaciones que el plan no nombra no se leen.
record-attributes = Atributos de las personas: { $list }.
record-attributes-fill = por completar: cuáles de ellos, y qué preguntas de las encuestas, son categorías especiales (artículo 9), y por qué se necesitan
record-places = Dónde están, quién puede leerlos, por cuánto tiempo
record-what = qué
record-where = dónde
record-readers = quién puede leerlo
record-kept = se conserva
record-consent = Consentimiento
record-purpose = fin
record-column = columna
record-yes = sí
record-no = no
record-not-said = no se dijo
record-no-does = qué implica un no
record-no-export = ninguna exportación lo da
record-not-told = «{ $words }»: menos de { $n }, o revelaría a menos de { $n }. Quienes ya no están en el almacén porque dijeron que no, no se cuentan aquí.
record-recipients = Destinatarios
record-no-transfer = Ningún dato personal va a un tercer país ni a una organización internacional: ninguna orden abre una conexión.
record-recipients-fill = por completar: quién más recibe la carpeta, una copia de seguridad o un informe, y bajo qué acuerdo
record-measures = Medidas técnicas y organizativas
record-measures-fill = por completar: quién tiene la cuenta de la máquina, cómo se hacen copias de seguridad, quién atiende la solicitud de un interesado
record-role-mentee = participante
record-role-mentor = mentor
record-role-comparison = grupo de comparación
record-role-parent = madre o padre
record-role-staff = personal
