"""Money, quantities, RUTs, telephone numbers, web and mail addresses in a text; prices are never phones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import phonenumbers
from stdnum.cl import rut as chilean

from crm.languages import united
from crm.parsing.moments.tokens import fold

Sort = Literal["money", "quantity", "rut", "phone", "url", "mail"]


@dataclass(frozen=True, slots=True)
class Figure:
    """Something exact in a text. `value` is normal: «76.543.210-3», «+56987654321», a Decimal as text; `valid` as its own rule says."""

    start: int
    end: int
    text: str
    sort: Sort
    value: str
    unit: str = ""
    valid: bool = True


_N = r"\d[\d.,]{0,18}\d|\d"
_CURRENCY_BEFORE = {
    "$": "CLP",
    "clp": "CLP",
    "us$": "USD",
    "u$s": "USD",
    "usd": "USD",
    "us": "USD",
    "€": "EUR",
    "eur": "EUR",
    "uf": "CLF",
    "utm": "UTM",
    "£": "GBP",
    "gbp": "GBP",
}
_CURRENCY_AFTER = {
    "pesos": "CLP",
    "peso": "CLP",
    "clp": "CLP",
    "dolares": "USD",
    "dolar": "USD",
    "usd": "USD",
    "dollars": "USD",
    "dollar": "USD",
    "bucks": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "eur": "EUR",
    "uf": "CLF",
    "utm": "UTM",
    "lucas": "CLP",
    "luca": "CLP",
    "palos": "CLP",
    "palo": "CLP",
    "pounds": "GBP",
    "gbp": "GBP",
    "€": "EUR",
}
_TIMES = {"lucas": 1000, "luca": 1000, "palos": 1_000_000, "palo": 1_000_000}
_SCALE = {
    "mil": 1000,
    "k": 1000,
    "millon": 1_000_000,
    "millones": 1_000_000,
    "mm": 1_000_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "thousand": 1000,
}
#: Glued to a sum («$2.5m», «por 850k»); apart from one an m may be metres.
_SHORT = {**_SCALE, "m": 1_000_000}
#: Small numbers in words before «millones»; «medio millón», "half a million".
_WORDS = {
    "un": 1,
    "uno": 1,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
    "diez": 10,
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_WORDED = "|".join(sorted(_WORDS, key=len, reverse=True))
_AFTER = "|".join(sorted(_CURRENCY_AFTER, key=len, reverse=True))
_SCALES = "millones|millon|millions|million|thousand|mil|mm|k"
_MONEY = re.compile(
    rf"(?P<sign>us\$|u\$s|[$€£]|\b(?:usd|clp|eur|uf|utm|gbp)\b)\s?(?P<a>{_N})(?:\s?(?P<scale_a>{_SCALES})\b|(?P<short>m)\b)?"
    rf"|(?<![\w.,$])(?P<b>{_N})\s?(?:(?P<scale_b>{_SCALES})\s?(?:de\s)?)?(?P<unit>{_AFTER})(?!\w)"
    rf"|(?<![\w.,$])(?P<c>{_N})\s(?P<scale_c>millones|millon|million)\b"
    rf"|\b(?P<d>{_WORDED})\s(?P<half_d>and a half\s)?(?P<scale_d>millones|millon|million)\b"
    rf"|\b(?:medio (?P<half>millon)|half a (?P<half_en>million))\b"
)
_HUNDREDS = {
    "cien": 100,
    "ciento": 100,
    "doscientos": 200,
    "trescientos": 300,
    "cuatrocientos": 400,
    "quinientos": 500,
    "seiscientos": 600,
    "setecientos": 700,
    "ochocientos": 800,
    "novecientos": 900,
}
_BARE_HUNDREDS = r"\s(?P<bare>[1-9]\d0)(?!\d|\s?(?:mil|[a-z]{3,}s)\b|[.,:/]\d)"
#: What may follow millions: «y medio», «200 mil», «doscientos», «1 palo 200»; then what they are millions of.
_MORE = re.compile(
    rf"(?:\sy\s(?P<half>medio)\b|\s(?P<thousands>\d{{1,3}})\smil\b|{_BARE_HUNDREDS}|\s(?P<hundreds>{'|'.join(_HUNDREDS)})\b(?:\smil\b)?)?"
    r"(?:\s(?:de\s)?(?P<unit>pesos|dolares|euros|dollars)\b)?"
)
_AND_HALF = re.compile(r"\sy\s(?P<half>media)\b(?P<unit>)")
_RUT = re.compile(r"(?<![\w.-])(?:\d{1,2}\.\d{3}\.\d{3}|\d{7,8})-[\dk](?![\w-])")
_WITH_COUNTRY = 11  # digits of a Chilean number with its 56
_PHONE = re.compile(
    r"(?<![\w.,$+/-])(?:\+\d[\d\s().-]{6,20}\d|\(?0?\d{1,2}\)?[\s-]\d{3,4}[\s-]?\d{4}|0?9[\s-]?\d{4}[\s-]?\d{4}|"
    r"56[\s-]?[2-9][\s-]?\d{4}[\s-]?\d{4}|[29]\d{8}|\d{4}[\s-]\d{4})(?![\w-]|[.,]\d)"
)
_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]{1,500}")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
#: «por 1.250.000», "for 45,000": a sum that names no currency, where no thing is counted by it.
_SUM = re.compile(
    r"\b(?:por|monto|valor|total|for|amount|worth)(?:\s(?:de|of))?:?\s(?:(?P<n>\d{1,3}(?:[.,]\d{3}){1,3}|\d{5,10})"
    r"|(?P<short>\d{1,3}(?:[.,]\d{1,2})?)(?P<scale>mm|m|k))"
    r"(?=\s*(?:$|[,;:!?)\n]|\.(?!\d)|(?:a|al|para|con|de|del|y|mas|neto|netos|con|to|for|with|and|plus|net)\b))"
)
_NOT_THINGS = united(lambda one: one.sentences.not_things)
_QUANTITY = re.compile(rf"(?<![\w.,$])(?P<n>{_N})\s(?P<what>[a-z]{{3,30}})\b")


def figures(text: str) -> tuple[Figure, ...]:
    """Everything exact in the text, in order; where two readings overlap the stricter one stands."""
    folded, origin = fold(text)
    found: list[Figure] = []
    for read in (_urls, _mails, _ruts, _moneys, _phones, _sums, _quantities):
        for item in read(folded):
            if not any(item.start < other.end and other.start < item.end for other in found):
                found.append(item)
    found.sort(key=lambda f: f.start)
    return tuple(_placed(f, text, origin) for f in found)


def _placed(f: Figure, text: str, origin: list[int] | None) -> Figure:
    start, end = (f.start, f.end) if origin is None else (origin[f.start], origin[f.end - 1] + 1)
    value = text[start:end] if f.sort in ("url", "mail") else f.value
    return Figure(start, end, text[start:end], f.sort, value, f.unit, f.valid)


def _urls(folded: str) -> list[Figure]:
    return [Figure(m.start(), m.start() + len(m.group().rstrip(".,;:!?)")), "", "url", "") for m in _URL.finditer(folded)]


def _mails(folded: str) -> list[Figure]:
    return [Figure(*m.span(), "", "mail", "") for m in _MAIL.finditer(folded)] if "@" in folded else []


def _ruts(folded: str) -> list[Figure]:
    found = []
    for m in _RUT.finditer(folded):
        value = chilean.format(m.group().upper())
        found.append(Figure(*m.span(), "", "rut", value, valid=chilean.is_valid(m.group())))
    return found


def _moneys(folded: str) -> list[Figure]:
    found = []
    for m in _MONEY.finditer(folded):
        scale = m["scale_a"] or m["scale_b"] or m["scale_c"] or m["scale_d"] or m["half"] or m["half_en"] or ""
        unit = (_SCALE.get(scale) or _TIMES.get(scale, 1)) * _TIMES.get(m["unit"] or "", 1) * _SHORT.get(m["short"] or "", 1)
        more = (_MORE if unit == _SCALE["millon"] else _AND_HALF).match(folded, m.end()) if scale or m["unit"] in _TIMES else None
        amount = _count(m) * unit + (_more(more, int(unit)) if more else 0)
        said = (more and more["unit"]) or m["unit"] or ""
        currency = _CURRENCY_BEFORE.get(m["sign"] or "") or _CURRENCY_AFTER.get(said, "CLP")
        found.append(Figure(m.start(), (more or m).end(), "", "money", _plain(amount), currency))
    return found


def _sums(folded: str) -> list[Figure]:
    return [Figure(m.start("n" if m["n"] else "short"), m.end(), "", "money", _plain(_summed(m)), "CLP") for m in _SUM.finditer(folded)]


def _summed(m: re.Match[str]) -> Decimal:
    return number(m["n"]) if m["n"] else number(m["short"]) * _SHORT[m["scale"]]


def _more(m: re.Match[str], unit: int) -> int:
    """What is said behind the millions: half a million, thousands."""
    if m["half"]:
        return unit // 2
    return 1000 * (int(m["thousands"] or m["bare"]) if m["thousands"] or m["bare"] else _HUNDREDS.get(m["hundreds"] or "", 0))


def _count(m: re.Match[str]) -> Decimal:
    """How many units of its scale a sum says: figures, a small number in words, a half."""
    if m["half"] or m["half_en"]:
        return Decimal("0.5")
    if m["d"]:
        return Decimal(_WORDS[m["d"]]) + (Decimal("0.5") if m["half_d"] else 0)
    return number(m["a"] or m["b"] or m["c"])


def number(digits: str) -> Decimal:
    """A number as Chile or the English write it: 1.250.000, 1,200, 35,5, 1.200,50."""
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        decimal = max(digits.rfind("."), digits.rfind(","))
        whole = re.sub(r"[.,]", "", digits[:decimal])
        return Decimal(f"{whole}.{digits[decimal + 1 :]}")
    if dots + commas == 0:
        return Decimal(digits)
    mark = "." if dots else ","
    head, _, tail = digits.rpartition(mark)
    if dots + commas > 1 or len(tail) == 3:
        return Decimal(digits.replace(mark, ""))
    return Decimal(f"{head}.{tail}")


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _phones(folded: str) -> list[Figure]:
    found = []
    for m in _PHONE.finditer(folded):
        value = phone(m.group())
        if value:
            found.append(Figure(*m.span(), "", "phone", value))
    return found


def phone(text: str) -> str | None:
    """A telephone number in E.164, read as in Chile; the old «09 8765 4321» too; None where it is none."""
    digits = re.sub(r"\D", "", text)
    if not text.lstrip().startswith("+") and len(digits) in (10, 11) and digits.startswith("0"):
        text = digits.lstrip("0")
    elif digits.startswith("56") and len(digits) == _WITH_COUNTRY:
        text = f"+{digits}"
    try:
        parsed = phonenumbers.parse(text, "CL")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _quantities(folded: str) -> list[Figure]:
    return [
        Figure(*m.span(), "", "quantity", _plain(number(m["n"])), m["what"])
        for m in _QUANTITY.finditer(folded)
        if m["what"] not in _NOT_THINGS and m["what"].endswith("s")
    ]
