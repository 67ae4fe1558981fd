"""The words of companies' names that tell none from another."""

# Words are laid out to be read, not one a line.
# fmt: off
# A list of words is easier to read and to extend as words.
# ruff: noqa: SIM905

#: Words that tell no company from another.
COMPANY_WORDS = frozenset(
    "comercial comercializadora ferreteria distribuidora constructora minera servicios sociedad importadora exportadora transportes "
    "transporte "
    "industrias industrial inmobiliaria inversiones ingenieria agricola forestal maderas muebles empresa empresas grupo compania tienda "
    "almacen "
    "supermercado panaderia restaurante restaurant hotel clinica colegio taller maestranza metalurgica quimica pinturas electrica "
    "electrico norte "
    "sur centro central chile chilena nacional internacional andina pacifico hermanos hnos asociados consultores consultora store company "
    "group trading "
    "services supplies hardware automotora lubricentro bodegas logistica textil confecciones alimentos frutas viveros vina banco".split()
)
#: Of those the ones that name a customer where the office has one only: «la minera», «the clinic» in its own language.
SECTORS = frozenset(
    "comercializadora ferreteria distribuidora constructora minera importadora exportadora inmobiliaria agricola forestal supermercado "
    "panaderia restaurante restaurant hotel clinica colegio maestranza metalurgica automotora lubricentro".split()
)
#: Little words that are said or left out.
COMPANY_STOPS = frozenset("de del la las los el y e & the of and".split())
