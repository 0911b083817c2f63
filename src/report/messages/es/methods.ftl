### Métodos, límites y glosario.
clusters = Personas que comparten mentor o grupo
clusters-about = Sus respuestas se parecen entre sí, así que cuentan como independientes menos de ellas: los errores estándar son del tipo CR2 con grados de libertad de Satterthwaite.
correction-benjamini-hochberg = Cuando una familia de indicadores tiene varias pruebas, sus valores p se corrigen en conjunto con el método de Benjamini y Hochberg, que limita el porcentaje de falsas alarmas entre las diferencias que se llaman claras.
correction-benjamini-yekutieli = Cuando una familia de indicadores tiene varias pruebas, sus valores p se corrigen en conjunto con el método de Benjamini y Yekutieli, que limita el porcentaje de falsas alarmas entre las diferencias que se llaman claras, sea cual sea la relación entre las pruebas.
correction-holm = Cuando una familia de indicadores tiene varias pruebas, sus valores p se corrigen en conjunto con el método de Holm, que limita la probabilidad de que haya siquiera una falsa alarma.
correction-none = El plan no pide corrección por muchas pruebas: entre veinte comparaciones, alrededor de una parece clara solo por azar.
correction = { $how } Los resultados sobre todas las personas se corrigen aparte de los de cada período y grupo. Un valor p dice qué tan inusuales serían los datos si no hubiera ninguna diferencia; no dice qué tan grande o importante es una diferencia, y ningún resultado se juzga solo por él.
level-l0 = Recuentos de lo que se hizo. No dicen nada sobre cambios.
level-l1 = Respuestas en un solo momento. El informe dice qué respondieron las personas, no que algo haya mejorado.
level-l2 = Las mismas personas en dos momentos, sin nadie con quien comparar. El informe dice que algo fue mayor o menor, no por qué.
level-l3 = Dos grupos que pueden haber sido distintos desde el inicio. El informe dice en qué difirieron y agrega que el motivo queda abierto.
level-l4 = Dos grupos similares al inicio en lo que se midió. El informe habla de indicios que encajan con un efecto.
level-l5 = Grupos formados por sorteo, de los que se perdió a pocas personas. El informe dice qué elevó o redujo el programa.
privacy-fewest = No se publica ningún número sobre menos de { $cell }, ni ningún porcentaje que tenga a favor, o en contra, a menos de { $part }. Las medianas necesitan el doble. Las curvas terminan donde se sigue a menos.
privacy-complement = Donde un número oculto podría deducirse de un total y de lo demás que se muestra, se oculta más, solo lo necesario; ambos dicen lo mismo, porque nombrar al pequeño lo delataría. Antes de escribir este informe se combinó todo su contenido como podría hacerlo un lector, para ver si aparece un número oculto.
privacy-coded = De los porcentajes por debajo del { $low } y por encima del { $high } solo se dice que lo están.
privacy-rounded = Los porcentajes se redondean al { $step }.
privacy-amounts = Un total o un promedio de cantidades, como horas o costos, se oculta cuando una o dos personas aportan tanto que la segunda podría deducir lo de la primera.
privacy-change = Se oculta un grupo que desde un informe anterior que lo mostró cambió en menos de { $n } personas.
privacy-preset = Las reglas son las de `{ $name }`: { $about }. { $source }
privacy-why = Por qué estas reglas: { $why }
definition = { $grain } Valores: { $scale }. Datos faltantes: { $missing }. { $cite } Versión { $version }.

# Limits of a measure.
limit-dyad = Que los promedios sean iguales no es acuerdo: las respuestas de una pareja pueden diferir mucho aunque los dos promedios coincidan. Si tales diferencias importan para la duración de las parejas, estos números no lo muestran.
limit-credential = Se cuentan reconocimientos, no aprendizaje: un certificado de asistencia dice que alguien participó.
limit-rate = Solo se cuenta lo que se registró. Un mes sin ningún registro puede ser uno sin encuentro, o uno sin anotación.
limit-pre-post = No hay grupo de comparación, así que nadie sabe cómo habrían cambiado las mismas personas sin el programa; las personas también cambian al crecer y ganar experiencia.
limit-one-group = Este cambio es el de un solo grupo; la comparación entre los grupos tiene su propia sección.
limit-regression = Quien empieza bajo tiende a subir de todos modos en un segundo momento, y quien empieza alto, a bajar (regresión a la media).
limit-both-values = Solo cuentan quienes tienen ambos valores, { $n } de { $all }; los demás pueden haber cambiado de otra manera.
limit-lots = Un sorteo decidió qué se ofreció a quién, así que al inicio los grupos diferían solo por azar. La comparación cuenta a cada persona en el grupo que le tocó, haya participado o no.
limit-lots-lost = Un sorteo decidió qué se ofreció a quién, pero en algunos momentos faltaban tantas personas que los grupos quizá ya no sean similares; los resultados de esos momentos se redactan con más cautela.
limit-alike = Los grupos no se formaron por sorteo. Al inicio eran similares en lo que se midió; pueden diferir en lo que no se midió.
limit-not-alike = Los grupos no se formaron por sorteo, y al inicio no eran similares o nadie puede saberlo. Una diferencia puede haber existido desde el principio.
limit-comparisons = Son { $n } comparaciones; la tabla da valores p que lo tienen en cuenta.
limit-lost = De las personas de ambos grupos, { $share } no tienen un valor posterior.
limit-lost-between = Entre { $low } y { $high } personas no tienen un valor posterior, según el resultado y el momento.

# Limits of the whole.
whole-pre-post = Esta evaluación no tiene grupo de comparación. Puede mostrar que algo cambió, no que el programa sea el motivo.
whole-comparison = El grupo de comparación no se formó por sorteo. Las diferencias entre los grupos pueden haber existido antes en aspectos que nadie midió.
whole-randomised = Los grupos se formaron por sorteo entre quienes participaron en el estudio; para otras personas o lugares los resultados pueden no valer.
whole-answered = Quienes respondieron una encuesta pueden ser distintos de quienes no. Las tasas de respuesta están con la calidad de los datos; las respuestas faltantes se dejaron fuera y se contaron, nunca se adivinaron.
whole-themes = Las respuestas abiertas son de quienes quisieron escribir. Los temas se encuentran por palabras que el programa enumeró: lo que se dice con otras palabras se pierde, y una palabra puede significar otra cosa.
whole-duration = Cuánto duran las parejas se sabe solo hasta el último día de los datos; las parejas más nuevas dicen poco sobre los meses posteriores.
whole-exploratory = Los grupos marcados como exploratorios no se declararon de antemano. Con muchos grupos, algunos difieren por azar: tómelos como preguntas, no como respuestas.
whole-groups = Los grupos dentro del programa no se formaron por sorteo, así que una diferencia entre ellos no tiene un motivo conocido.

# Glossary: the words and what they mean.
term-waves = Línea base y seguimiento
about-waves = La primera y la segunda vez que se preguntó o se midió a las personas.
term-clear = Claro
about-clear = El intervalo del { $level } queda a un solo lado de “sin cambio” o “sin diferencia”.
term-interval = Intervalo
about-interval = El rango en el que esperamos que esté el valor verdadero; de muchos intervalos de confianza del { $level }, unos { $number } de cada 100 lo contienen. Uno estrecho significa que se sabe mucho.
term-missing = Faltante
about-missing = Personas o parejas que pertenecen al grupo pero no tienen un valor utilizable.
about-n = En cuántas personas, parejas o respuestas se basa un número.
term-rounding = Redondeo
about-rounding = Cada número se redondea por separado, así que una diferencia puede variar en uno en su última cifra.
term-primary = Principal y exploratorio
about-primary = Los grupos y preguntas principales se escribieron en el plan antes de ver los datos; todos los demás son exploratorios.
term-g = g de Hedges
about-g = Un cambio o una diferencia en desviaciones estándar, la distancia habitual de las personas a su promedio; { 0.20 } es lo que alcanzan en promedio los programas de mentoría para jóvenes. La g de dos momentos de un grupo no puede compararse con la de dos grupos.
about-icc = Correlación intraclase: 1 cuando los dos de cada pareja dan la misma respuesta, 0 cuando no coinciden más de lo que coincidirían dos desconocidos.
term-alpha = Alfa
about-alpha = El alfa de Cronbach, la confiabilidad de una escala hecha de varias preguntas: 1 cuando todas dicen lo mismo, 0 cuando no tienen nada en común.
term-nps = Índice neto de recomendación
about-nps = Quienes lo recomendarían (9 o 10) menos quienes no (de 0 a 6), de cada 100 personas.
term-meeting = Sigue encontrándose
about-meeting = Una pareja que no ha terminado, o que terminó según lo planeado.
