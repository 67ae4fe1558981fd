"""What is never a date: addresses of the web and of streets, mails, money, phones, RUTs, versions, codes.

Every pattern has bounded repetition, so that the work stays linear in the length of the text.
"""

from __future__ import annotations

import re

_NUMBER = r"\d[\d.,]{0,20}"
_MONEY_BEFORE = r"(?:[$€£¥₡₿₭]|\b(?:us\$|usd|clp|eur|gbp|uf|utm|rs|ars|pen|mxn|brl|chf|cny|uah|myr)(?![a-z]))\s?" + _NUMBER
_MONEY_AFTER = _NUMBER + (
    r"\s?(?:[$€£¥%]|(?:lucas?|palos?|pesos?|dolares|dollars?|euros?|usd|clp|eur|uf|utm|mil|millon(?:es)?|million|billion|"
    r"por ciento|percent|kg|kilos?|grs?|gramos?|mg|lts?|litros?|ml|km|mts?|metros?|cm|mm|m2|m3|cms|cajas?|unidades|"
    r"uds?|pallets?|sacos?|toneladas?|ton|gb|mb|kb|rad|cups?|gallons?|grados?|degrees?|piso)\b)"
)
_PHONE_WORD = r"\b(?:tel|fono|telefono|phone|cel|celular|fax|movil|mobile|whatsapp|wsp|anexo)\b[.:#\s]{0,4}\(?[+\d][\d\s().-]{5,22}\d"
_PATTERNS = (
    r"(?:\bhttps?://|\bftp://|\bwww\.)\S+",
    r"\+\d[\d\s().-]{6,20}\d",
    r"\(\d{2,4}\)[\s\d-]{5,15}\d",
    r"\b\d{3}[-.\s]\d{3}[-.\s]\d{4}\b",
    r"(?<![\d/.:-])0?9[\s-]?[2-9]\d{3}[\s-]?\d{4}\b",
    r"(?<![\d/.:-])\d{1,2}\.?\d{3}\.?\d{3}\s?-\s?[\dk]\b",
    _PHONE_WORD,
    _MONEY_BEFORE,
    _MONEY_AFTER,
    r"\b\d{1,3}(?:[.,]\d{3}){1,5}\b(?![:/-])",
    r"\b\d{1,3}[.,]\d{1,2}[mk]\b",
    r"\b\d{1,4}(?:\.\d{1,4}){3,8}\b",
    r"\bv(?:ersion)?[.:]?\s?\d{1,4}(?:\.\d{1,4}){0,5}\b",
    r"(?:#|\bn[º]|\bnro\.?|\bnum\.?)\s?\d{1,9}\b",
    r"\b(?:factura|boleta|guia|cotizacion|orden|oc|folio|pedido|ticket|invoice|quote|order|po)\s(?:n[º.]?\s?|#)?\d{1,9}(?![\d/:-]|\.\d)",
)
_OPAQUE = re.compile("|".join(_PATTERNS))
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}|(?<!\w)@[a-z]\w{0,63}")


def opaque(folded: str) -> list[tuple[int, int]]:
    """The stretches of a folded text that no rule may look into."""
    found = []
    if any(c.isdecimal() for c in folded) or "/" in folded or "www" in folded:
        found = [m.span() for m in _OPAQUE.finditer(folded)]
    if "@" in folded:
        found += [m.span() for m in _MAIL.finditer(folded)]
    return found
