"""What the demo office's standard texts say, by their code in the table `standard_text`."""

from collections.abc import Mapping

_GREETING = "{% if contacto %}Estimado(a) {{ contacto }}{% else %}Estimados señores{% endif %}:"

BODIES: Mapping[str, str] = {
    "COB1": f"""\
{_GREETING}

Junto con saludar, le recordamos que {{% if referencia %}}la {{{{ referencia }}}}{{% else %}}su cuenta{{% endif %}} a nombre de \
{{{{ cliente }}}}{{% if rut %}}, RUT {{{{ rut }}}},{{% endif %}} se encuentra vencida y a la fecha no registra pago.

Entendemos que puede tratarse de una omisión involuntaria. Si el pago ya fue hecho, le rogamos enviarnos el comprobante\
{{% if correo_remitente %}} a {{{{ correo_remitente }}}}{{% endif %}} y no considerar esta carta. De lo contrario, agradeceremos \
regularizarla dentro de los próximos diez días.

Quedamos a su disposición para cualquier aclaración.""",
    "COB2": f"""\
{_GREETING}

Con fecha anterior le escribimos por {{% if referencia %}}la {{{{ referencia }}}}{{% else %}}su deuda vencida{{% endif %}}, sin haber \
recibido hasta hoy respuesta ni pago.

Le solicitamos regularizar la situación de {{{{ cliente }}}} dentro de cinco días hábiles, o comunicarse con {{{{ remitente }}}} para \
acordar un plan de pago. Pasado ese plazo, los nuevos despachos quedarán suspendidos.""",
    "PRE": f"""\
{_GREETING}

{{{{ empresa }}}} distribuye materiales de construcción y ferretería a todo Chile desde 1987. Nos gustaría trabajar con \
{{{{ nombre_fantasia }}}} y presentarle nuestras condiciones.

Adjuntamos nuestra lista de precios. {{{{ remitente }}}} lo contactará en los próximos días.""",
    "DEV": f"""\
{_GREETING}

Acusamos recibo de la mercadería devuelta{{% if referencia %}} ({{{{ referencia }}}}){{% endif %}}. Una vez revisada en nuestra \
bodega, emitiremos la nota de crédito correspondiente a nombre de {{{{ cliente }}}}.

Lamentamos las molestias.""",
}
