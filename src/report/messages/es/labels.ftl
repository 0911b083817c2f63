### Cómo se llaman las cosas.

# Why a match ended.
word-completed = Terminó según lo planeado
word-mentor-moved = El mentor se mudó
word-mentor-time = El mentor no tenía tiempo
word-mentee-moved = El participante se mudó
word-mentee-interest = El participante perdió el interés
word-parent = Decisión de la familia
word-conflict = Conflicto en la pareja
word-safety = Preocupación por la seguridad
word-program = Decisión del programa
word-stopped-meeting = Dejaron de encontrarse
word-unknown = Motivo desconocido

# Steps of a participant.
word-referred-or-applied = Derivación o solicitud
word-eligible = Cumplen los requisitos
word-enrolled = Inscripción
word-matched = En pareja con un mentor
word-met-at-least-once = Al menos un encuentro
word-answered-at-baseline = Respuesta en la línea base
word-answered-at-baseline-and-follow-up = Respuesta en la línea base y en el seguimiento

# What became of a question.
word-answered = Respondidas
word-skipped = Omitidas
word-not-asked = No formuladas
word-not-applicable = No aplicables
word-unchecked = Casilla sin marcar
word-refused = Rechazadas

# Roles and arms.
word-mentee = Participantes
word-mentor = Mentores
word-comparison = Grupo de comparación
word-control = Grupo de control
word-staff = Personal
word-teacher = Docentes
word-manager = Supervisores

# Who made a match.
word-algorithm = Con una herramienta de emparejamiento
word-self = Por decisión de ambos

# Waves.
word-baseline = Línea base
word-followup = Seguimiento

# Recognition.
word-participation = Participación
word-skills = Habilidades
word-industry = Sector profesional
word-training = Capacitación
word-service = Servicio

# What stands in a contrast.
word-others = Los demás
word-alike = Similares
word-apart = Distantes

# How a meeting took place.
word-in-person = En persona
word-phone = Teléfono
word-video = Video
word-message = Mensaje

# Families of measures: the name in the contents, and the heading of a section.

# Results-based accountability.
rba-how-much = Cuánto
rba-how-well = Con qué calidad
rba-better-off = Qué mejoró

# Editions.
edition = Edición { $name }
edition-funder = Edición para financiadores
edition-board = Edición para la junta directiva
edition-school-term = Edición para la escuela
edition-corporate = Edición para la empresa
edition-evaluator = Edición para evaluadores
edition-public = Edición para el público

# Small words.
outcomes = resultados
versus = { $one } frente a { $two }
interval = intervalo del { $level }
intervals = intervalos del { $level }

# What answers are called in a table.
answer-mean = Promedio
answer-median = Mediana
answer-share = Porcentaje
answer-top-box = Respuestas más altas
answer-nps = Índice neto de recomendación
answer-mean-change = Cambio promedio
answer-wilcoxon = Cambio típico (Hodges–Lehmann)
answer-mean-before = Promedio antes
answer-mean-after = Promedio después
answer-improved = Porcentaje que subió
answer-maintained = Porcentaje que se mantuvo igual
answer-declined = Porcentaje que bajó
answer-correlation = Correlación entre ambos momentos
answer-mean-gap = Diferencia promedio, mentor menos participante
answer-icc-agreement = Acuerdo, ICC(A,1)
answer-icc-consistency = Consistencia, ICC(C,1)
answer-weighted-kappa = Kappa ponderado
answer-share-aligned = Porcentaje que coincide
answer-mean-absolute-gap = Tamaño promedio de la diferencia
answer-limits-of-agreement = Límites de acuerdo
answer-mean-mentor = Promedio de los mentores
answer-mean-mentee = Promedio de los participantes
answer-median-days = Duración típica (mediana)
answer-rate = Tasa
answer-rate-poisson = Tasa, como si los eventos ocurrieran de uno en uno
answer-total = Total
answer-per-unit = Promedio por fila
answer-reached = Alcanzaron
answer-share-of-first = Porcentaje del primer paso
answer-alpha = Alfa de Cronbach
answer-difference = Diferencia
answer-risk-difference = Diferencia de porcentajes
answer-any-difference = Alguna diferencia
answer-difference-in-change = Diferencia en el cambio
answer-adjusted-difference = Diferencia, ajustada por el inicio
answer-baseline-difference = Diferencia al inicio
answer-attrition = Perdidos antes del momento posterior
answer-gap-to-others = Diferencia con los demás
answer-adjusted-gap-to-others = Diferencia con los demás, ajustada
answer-change-from-term-before = Cambio desde el período anterior
answer-partner-check = Diferencia menos la de parejas al azar
answer-krippendorff-alpha = Alfa de Krippendorff
answer-log-rank = Prueba de log-rank
answer-reliably-improved = Porcentaje que subió más que el error
answer-reliably-unchanged = Porcentaje cuyo cambio puede ser error
answer-reliably-declined = Porcentaje que bajó más que el error
answer-response-surface-a1 = Pendiente donde ambos coinciden
answer-response-surface-a2 = Curvatura donde ambos coinciden
answer-response-surface-a3 = Pendiente donde difieren
answer-response-surface-a4 = Curvatura donde difieren
answer-response-surface-a5 = Desvío de la cresta respecto al acuerdo
answer-theil = Índice de Theil
answer-theil-between = La parte entre los grupos
answer-hazard-ratio = Razón de riesgos
answer-ratio = Monto por uno
answer-profile-similarity = Correlación de ambas partes
answer-distinctive-similarity = Lo mismo, menos lo de desconocidos
answer-still-meeting = Siguen encontrándose después de { $months }
answer-rmst = Tiempo promedio
answer-rmst-difference = Más tiempo en promedio
answer-incidence = Terminó, por motivo
answer-longer = Más tiempo en promedio, en los primeros { $months }
answer-average-time = Tiempo promedio en los primeros { $months }
answer-ended-by = { $cause }, al cabo de { $months }
answer-hazard-ratio-of = Razón de riesgos, { $group }
answer-item-rest = La pregunta y las demás: { $item }
answer-alpha-without = Alfa sin: { $item }
