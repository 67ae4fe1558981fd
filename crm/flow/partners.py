"""The partner field, typed: a RUT, whole or in part, or a part of a name."""

import re

from stdnum.cl import rut as ruts

from crm.flow.model import Answer, Choice, Choices, NotForThisField, Outcome, Refused, Step
from crm.kinds import Field
from crm.model import Partner
from crm.text import quoted

_RUT = re.compile(
    r"^(?:rut\s*:?\s*)?(?P<body>\d[\d.\s]{3,11})(?:\s*-\s*(?P<check>[\dk]?))?$|^(?:rut\s*:?\s*)?(?P<bare>\d{7,8}k)$", re.IGNORECASE
)
_SHOWN = 5
_LONGEST = 8  # digits of a RUT before its check digit


def read_partner(step: Step, _: Field, text: str) -> Outcome:
    """A partner by RUT or by name."""
    rut = _RUT.match(text.strip())
    return _by_rut(step, rut) if rut else _by_name(step, text)


def _by_rut(step: Step, found: re.Match[str]) -> Outcome:
    body = re.sub(r"\D", "", found.group("body") or found.group("bare") or "")
    check = (found.group("check") or ("k" if found.group("bare") else "")).upper()
    typed = body + check
    if ruts.is_valid(typed) and (check or len(body) > _LONGEST):
        exact = next((p for p in step.know.by_rut(typed) if p.rut and ruts.compact(p.rut) == typed), None)
        if exact:
            return Answer(exact.id)
        return Refused(step.words("I have nobody with the RUT {rut}.", rut=ruts.format(typed)), _or_new(step))
    if check or len(body) > _LONGEST:
        stem = body if check else body[:-1]
        return Refused(*_did_you_mean(step, step.words("The check digit of that RUT is wrong."), step.know.by_rut(stem)))
    return Refused(*_did_you_mean(step, step.words("That RUT is incomplete."), step.know.by_rut(body)))


def _did_you_mean(step: Step, sentence: str, maybe: tuple[Partner, ...]) -> tuple[str, Choices]:
    if not maybe:
        return f"{sentence} {step.words('I have nobody whose RUT begins like that.')}", _again(step)
    rows = tuple((Choice(f"{p.rut} · {p.name}", str(p.id)),) for p in maybe[:_SHOWN])
    return f"{sentence} {step.words('Did you mean…?')}", (*rows, *_again(step))


def _by_name(step: Step, text: str) -> Outcome:
    found = step.know.find(text)
    if found.sure:
        return Answer(found.sure.id)
    rows = tuple((Choice(f"{p.name} · {p.city}" if p.city else p.name, str(p.id)),) for p in found.maybe[:_SHOWN])
    if rows:
        return Refused(step.words("Which «{name}»?", name=quoted(text)), (*rows, *_or_new(step)))
    return NotForThisField(_unknown(step, text), _or_new(step))


def _unknown(step: Step, text: str) -> str:
    return step.words(
        "I find no customer or supplier called «{name}»: write part of the name or the RUT, like 76.123.456-0.", name=quoted(text)
    )


def _again(step: Step) -> Choices:
    return ((Choice(step.words("Search again"), "again"),),)


def _or_new(step: Step) -> Choices:
    """Nobody fits, or it may be somebody else."""
    return ((Choice(step.words("➕ New customer"), "new"), Choice(step.words("Search again"), "again")),)
