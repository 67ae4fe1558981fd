"""What can be imported: the fields of a partner, a contact and a staff member, how their columns are usually headed, and what fits them.

Labels are msgids. `heads` are headings as `columns.key` writes them; of two columns that fit one field the earlier wording wins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crm.kinds.tables import LONGEST_BODY
from crm.languages import LANGUAGES
from crm.sheets import values

LINES = 100_000  # that any file may have
CELL = 2000  # characters: more is no value of an ordinary field


@dataclass(frozen=True, slots=True)
class Column:
    """A field: its name in the store, how it is called, how it is headed in files, and the check that gives its value.

    `written` is whether an export has it: what other columns say more exactly is only read. `behind` names the field behind whose
    value it is put, with a hyphen: a check digit in a column of its own.
    """

    name: str
    label: str
    heads: tuple[str, ...]
    check: Callable[[str], Any]
    written: bool = True
    longest: int = CELL
    behind: str = ""
    dated: bool = False  # a date is what it says, and no accident of a spreadsheet program


@dataclass(frozen=True, slots=True)
class Target:
    """What a file is imported as. Of each group of `needs` one column must be there, and in each line one value.

    `plain` are the names in the order in which they usually stand where no heading says which is which; one alone is the last.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]
    example: str  # msgid: headings as they are usually written
    plain: tuple[str, ...] = ()
    most: int = LINES  # of one file

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]


_NAME = values.text(200)
_DIGIT = ("dv", "digito verificador", "digito", "d v", "check digit", "verifier")
_PHONE = ("telefono", "fono", "telefonos", "tel", "celular", "movil", "whatsapp", "phone", "telephone", "mobile", "cell")
_MAIL = ("correo", "correo electronico", "e mail", "email", "mail", "direccion correo", "email address", "mail address")
_ACTIVE = ("activo", "vigente", "active", "habilitado")
_PERSON = ("nombre completo", "nombre y apellido", "nombre", "nombres", "contacto", "persona", "full name", "name", "first name", "contact")
_SURNAME = ("apellido", "apellidos", "apellido paterno", "last name", "surname", "family name")

PARTNERS = Target(
    "partners",
    "Customers and suppliers",
    (
        Column("rut", "RUT", ("rut", "r u t", "rut empresa", "rut cliente", "rut proveedor", "tax id", "tax number"), values.rut),
        Column("digit", "Check digit", _DIGIT, values.text(2), written=False, behind="rut"),
        Column(
            "name",
            "Name",
            (
                "razon social",
                "nombre",
                "nombre o razon social",
                "empresa",
                "name",
                "company",
                "company name",
                "legal name",
                "nombre empresa",
            ),
            _NAME,
        ),
        Column(
            "trade_name",
            "Trade name",
            ("nombre fantasia", "fantasia", "nombre comercial", "trade name", "trading name", "marca"),
            _NAME,
        ),
        Column("address", "Address", ("direccion", "domicilio", "calle", "address", "street", "direccion comercial"), _NAME),
        Column("city", "City", ("ciudad", "comuna", "localidad", "city", "town"), _NAME),
        Column("phone", "Phone", _PHONE, values.phone),
        Column("email", "Mail address", _MAIL, values.mail),
        Column(
            "kind",
            "Customer or supplier",
            ("tipo", "cliente proveedor", "customer or supplier", "type", "clase", "relacion"),
            values.side,
            written=False,
        ),
        Column("is_customer", "Customer", ("cliente", "es cliente", "customer", "is customer"), values.flag),
        Column("is_supplier", "Supplier", ("proveedor", "es proveedor", "supplier", "is supplier", "vendor"), values.flag),
        Column("active", "Active", _ACTIVE, values.flag),
    ),
    (("rut", "name"),),
    "RUT; Name; Phone; Mail address",
    ("name",),
)

CONTACTS = Target(
    "contacts",
    "Contacts",
    (
        Column(
            "partner_rut",
            "Company's RUT",
            ("rut empresa", "rut cliente", "rut proveedor", "rut", "company s rut", "company rut", "company tax id", "tax id"),
            values.rut,
        ),
        Column("digit", "Check digit", _DIGIT, values.text(2), written=False, behind="partner_rut"),
        Column(
            "partner",
            "Company",
            (
                "empresa",
                "cliente",
                "razon social",
                "proveedor",
                "partner",
                "company",
                "customer",
                "supplier",
                "cliente o proveedor",
                "senores",
            ),
            _NAME,
        ),
        Column("name", "Name", _PERSON, values.person),
        Column("surname", "Surname", _SURNAME, _NAME, written=False),
        Column("position", "Position", ("cargo", "puesto", "funcion", "area", "position", "job title", "title", "role"), _NAME),
        Column("phone", "Phone", _PHONE, values.phone),
        Column("email", "Mail address", _MAIL, values.mail),
        Column("active", "Active", _ACTIVE, values.flag),
    ),
    (("partner_rut", "partner"), ("name", "email")),
    "Company; Name; Position; Phone; Mail address",
    ("partner", "name"),
)

STAFF = Target(
    "staff",
    "Staff",
    (
        Column("name", "Name", (*_PERSON, "usuario", "vendedor", "empleado"), values.person),
        Column("surname", "Surname", _SURNAME, _NAME, written=False),
        Column("email", "Mail address", _MAIL, values.mail),
        Column("role", "Role", ("rol", "perfil", "role", "permisos"), values.role),
        Column("language", "Language", ("idioma", "lengua", "language"), values.language),
        Column("zone", "Time zone", ("zona horaria", "zona", "time zone", "timezone"), values.zone),
    ),
    (("email", "name"),),
    "Name; Mail address; Role",
    ("name",),
)

_TEXT = ("texto", "cuerpo", "texto tipo", "text", "body")
TABLES = Target(
    "tables",
    "Tables",
    (
        Column("table", "Table", ("tabla", "table", "lista", "list"), values.table),
        Column("code", "Code", ("codigo", "code", "cod", "sigla"), values.code),
        *(Column(code, one.english, one.label_titles, values.label) for code, one in LANGUAGES.items()),
        Column("body", "Text", _TEXT, values.body, longest=LONGEST_BODY),
        Column("active", "Active", _ACTIVE, values.flag),
    ),
    (("table",), ("code",)),
    "Table; Code; Spanish; English",
)

QUOTES = Target(
    "quotes",
    "Quotes",
    (
        Column("number", "Number", ("numero", "number"), values.text(40)),
        Column(
            "quote_number",
            "Quote number",
            ("cotizacion", "quote", "presupuesto", "folio", "numero cotizacion", "quote number", "numero presupuesto"),
            values.text(40),
        ),
        Column("partner_rut", "RUT", ("rut", "rut cliente", "rut empresa", "tax id", "tax number"), values.rut),
        Column(
            "partner",
            "Partner",
            ("senores", "cliente", "empresa", "razon social", "partner", "customer", "company", "client"),
            _NAME,
        ),
        Column("contact", "Contact", ("atencion", "atencion a", "contacto", "attention", "contact"), _NAME),
        Column("amount", "Amount", ("monto", "total", "valor", "importe", "neto", "amount", "price"), values.money),
        Column("currency", "Currency", ("moneda", "currency"), values.currency),
        Column("reference", "Reference", ("referencia", "glosa", "detalle", "asunto", "reference", "subject"), values.text(200)),
        Column("due", "Decide by", ("decidir hasta", "decidir antes", "fecha decision", "decide by"), values.day, dated=True),
        Column(
            "valid_until",
            "Valid until",
            ("valida hasta", "valido hasta", "vigencia", "vencimiento", "vence", "valid until", "expires"),
            values.day,
            dated=True,
        ),
        Column(
            "responsible",
            "Responsible",
            ("responsable", "vendedor", "ejecutivo", "responsible", "seller", "sales rep"),
            _NAME,
        ),
        Column("state", "State", ("estado", "state", "status"), values.quote_state),
        Column("reason", "Reason", ("motivo", "reason"), values.text(300)),
        Column("description", "Description", ("descripcion", "observaciones", "description", "remarks"), values.body, longest=LONGEST_BODY),
        Column("dated", "Recorded on", ("registrado", "fecha", "fecha cotizacion", "recorded on", "date"), values.day, dated=True),
        Column("closed", "Closed on", ("cerrado", "fecha cierre", "closed on", "closed"), values.day, dated=True),
    ),
    (("partner_rut", "partner"), ("quote_number", "number", "reference"), ("amount",)),
    "Quote number; Partner; Amount; Reference; State",
    most=1000,  # each is an action with its history, about a millisecond while nobody else writes
)

TARGETS: Mapping[str, Target] = {target.name: target for target in (PARTNERS, CONTACTS, STAFF, TABLES, QUOTES)}
