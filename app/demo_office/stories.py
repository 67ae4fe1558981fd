"""What the demo office is busy with: references, outcomes and mails, as they are written in such an office."""

TASKS: tuple[tuple[str, str], ...] = (  # reference, code of the task type
    ("Enviar catálogo de temporada", "COT"),
    ("Cotizar 20 cajas de tornillos", "COT"),
    ("Cobrar factura {n}", "COB"),
    ("Despachar pedido {n}", "DESP"),
    ("Enviar lista de precios actualizada", "COT"),
    ("Enviar planos de la bodega", "ADM"),
    ("Revisar guía de despacho {n}", "DESP"),
    ("Confirmar dirección de entrega", "DESP"),
    ("Preparar muestra de pinturas", "COT"),
    ("Actualizar datos de facturación", "ADM"),
    ("Emitir nota de crédito por factura {n}", "ADM"),
    ("Retirar mercadería devuelta", "POST"),
    ("Reemplazar tres planchas dañadas", "POST"),
    ("Pedir orden de compra firmada", "ADM"),
    ("Renovar línea de crédito", "COB"),
    ("Cotizar despacho a regiones", "COT"),
)
CALLS: tuple[tuple[str, str, str], ...] = (  # reference, code of the call type, outcome
    ("Devolver llamado por cotización", "VTA", "Acepta el precio, envía orden de compra"),
    ("Consultar por pedido {n}", "CONS", "El pedido salió ayer, llega mañana"),
    ("Ofrecer promoción de fin de año", "VTA", "Lo conversa con su jefe"),
    ("Cobranza factura {n}", "COB", "Paga el viernes por transferencia"),
    ("Reclamo por atraso en la entrega", "REC", "Queda conforme con la nueva fecha"),
    ("Confirmar recepción de mercadería", "CONS", "Todo llegó bien"),
    ("Seguimiento de cotización {n}", "VTA", "Pide 5 % de descuento"),
    ("Coordinar visita a bodega", "VTA", "Prefiere por la mañana"),
    ("Acordar plan de pago", "COB", "Tres cuotas desde enero"),
)
MAILS: tuple[tuple[str, str], ...] = (  # subject, text
    ("Factura {n}", "Estimados, adjunto comprobante de pago de la factura. Saludos cordiales."),
    ("Solicitud de cotización", "Buenas tardes, ¿me pueden cotizar 20 cajas puestas en bodega? Quedo atenta."),
    ("Orden de compra {n}", "Adjunto orden de compra firmada. Favor confirmar fecha de entrega."),
    ("Lista de precios", "¿Tienen la lista de precios de este mes? Gracias."),
    ("Reclamo pedido {n}", "Faltaron dos cajas en el último despacho. ¿Cuándo las pueden enviar?"),
    ("Horario de recepción", "Recibimos mercadería de lunes a jueves entre 9:00 y 13:00."),
)
APPOINTMENTS: tuple[tuple[str, str], ...] = (  # reference, place
    ("Visita", "En su bodega"),
    ("Presentación de productos", "En sus oficinas"),
    ("Reunión de cobranza", "Videollamada"),
    ("Revisión de contrato", "Sala 2"),
    ("Demostración de herramientas", "Sala de ventas"),
    ("Reunión comercial", "En sus oficinas"),
)
QUOTES: tuple[str, ...] = (
    "20 cajas de tornillos",
    "Pinturas para la obra",
    "Techo de la bodega",
    "Herramientas eléctricas",
    "Planchas de zinc",
    "Despacho a regiones por un año",
)
REASONS: tuple[str, ...] = ("Margen muy bajo", "Sin stock hasta enero", "Supera su línea de crédito")
VISITS: tuple[tuple[str, str], ...] = (  # outcome, code of the activity type
    ("Quedó conforme, pide lista de precios", "VTA"),
    ("Entregó cheque por dos facturas", "COB"),
    ("Cambiamos tres planchas dañadas", "SOP"),
    ("Curso de uso de herramientas", "CAP"),
    ("Interesado en la línea de pinturas", "VTA"),
    ("Paga a fin de mes", "COB"),
)
