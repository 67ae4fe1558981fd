"""Amounts as people here write them: «$1.250.000», «35 UF», «US$ 20,50»."""

import re
from decimal import Decimal

TOO_MUCH = 10**14  # what the column of amounts holds no more
_AMOUNT = re.compile(
    r"^(?:(?P<sign>us\$|usd|\$|clp|uf|clf)\s*)?(?P<number>\d[\d.,]*)\s*(?P<times>mil|lucas|k|mill[oó]n(?:es)?|million)?"
    r"\s*(?:de\s+)?(?P<after>uf|clf|usd|clp|pesos|d[oó]lares)?$",
    re.IGNORECASE,
)
_CURRENCY = {"us$": "USD", "usd": "USD", "dolares": "USD", "dólares": "USD", "uf": "CLF", "clf": "CLF"}


def money_of(text: str) -> dict[str, str] | None:
    """The JSON of an amount, {"amount", "currency"}; None where the text is none."""
    found = _AMOUNT.match(text.strip())
    if not found:
        return None
    sign = (found.group("sign") or found.group("after") or "").lower()
    amount = _number(found.group("number"))
    times = (found.group("times") or "").lower()
    if amount is not None and times:
        amount *= 1000 if times in ("mil", "lucas", "k") else 1_000_000
    return (
        {"amount": f"{amount.normalize() if times else amount:f}", "currency": _CURRENCY.get(sign, "CLP")} if amount is not None else None
    )


def _number(text: str) -> Decimal | None:
    """Dots group thousands and the comma divides; a single dot not followed by three digits divides as well."""
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text) and text.count(",") + text.count(".") > 1:
        text = text.replace(",", "")
    else:
        text = text.replace(",", ".")
    return Decimal(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None
