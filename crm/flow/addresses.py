"""Mail addresses where one is asked for: whose name that is, an address as it is typed, several for copies."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from crm.checks import mail_address
from crm.errors import InvalidValueError
from crm.flow.model import Answer, Choice, Choices, NotForThisField, Outcome, Recipient, Refused, Step
from crm.kinds import Field
from crm.text import quoted

_SHOWN = 8
SEVERAL = re.compile(r"[,;\n]|\s+(?:y|e|and)\s+(?:a\s+|to\s+)?|\s+(?=[^\s<]+@)", re.IGNORECASE)
_NAMED = re.compile(r".*<([^<>]+)>\s*")


def address_question(step: Step, item: Field) -> tuple[str, Choices]:
    """Which address of whom was named; whoever was named without one is said."""
    offered, say = step.know.offered, step.words.of(step.draft.kind, item.ask)
    if offered.without:
        say = step.words("{name} has no mail address here. Write it.", name=offered.without)
    elif offered.maybe and (step.draft.answers.get("partner") or step.draft.extra.doubt):
        say = step.words("To which address?")
    return say, choices(offered.maybe)


def choices(recipients: tuple[Recipient, ...]) -> Choices:
    """One a row: «Marta Soto · marta.soto@acme.cl»."""
    return tuple((Choice(f"{one.name} · {one.address}", one.code),) for one in recipients[:_SHOWN])


def read_address(step: Step, _: Field, text: str) -> Outcome:
    """An address as it is typed, or whose name that is; several are one answer, whose card is the first one's."""
    parts = _parts(text)
    if len(parts) < 2 or (found := step.know.whom(text)).sure or found.maybe:  # «Sánchez y Cía» is one
        return _one(step, text)
    said = [_one(step, part) for part in parts]
    wrong = next((one for one in said if not isinstance(one, Answer)), None)
    if isinstance(wrong, Refused | NotForThisField):
        again = f"{wrong.sentence} {step.words('Write all of them again, with commas.')}"  # the answer is to all of them
        return Refused(again) if isinstance(wrong, Refused) else NotForThisField(again)
    return Answer(joined([one.value for one in said if isinstance(one, Answer)]))


def joined(answers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Several addressees as one answer."""
    return {**answers[0], "address": ", ".join(dict.fromkeys(one["address"] for one in answers))}


def _parts(text: str) -> list[str]:
    return [part.strip() for part in SEVERAL.split(text) if part.strip()]


def _one(step: Step, text: str) -> Outcome:
    if "@" in text:
        return _typed(step, text)
    found = step.know.whom(text)
    if found.sure:
        return Answer(found.sure.answer)
    if found.maybe:
        return Refused(step.words("Which «{name}»?", name=quoted(text)), choices(found.maybe))
    if found.without:
        return Refused(step.words("{name} has no mail address here. Write it.", name=found.without))
    return NotForThisField(step.words("I find nobody called «{name}»: write a name, or an address like ana@empresa.cl.", name=quoted(text)))


def _typed(step: Step, text: str) -> Outcome:
    try:
        inside = _NAMED.fullmatch(text)  # «Marta Soto <marta.soto@acme.cl>»
        address = mail_address((inside[1] if inside else text).strip(" <>,;."))
    except InvalidValueError:
        return Refused(step.words("«{said}» is no mail address; write it like ana@empresa.cl.", said=quoted(text)))
    known = step.know.whom(address).sure
    if known:
        return Answer(known.answer)
    return Answer({"address": address} if step.know.offered.without else {"address": address, "contact": None})


def tap_address(step: Step, item: Field, value: str) -> Outcome:
    """The code of a button."""
    found = step.know.whom(value).sure if re.fullmatch(r"[cps]\d{1,18}", value) else None
    if found is None:
        raise InvalidValueError(item.name, "somebody who is there")
    return Answer(found.answer)


def read_addresses(step: Step, item: Field, text: str) -> Outcome:
    """Several names or addresses with commas; the first that is not clear is asked about."""
    chosen: list[str] = []
    for part in _parts(text):
        outcome = _one(step, part)
        if not isinstance(outcome, Answer):
            return Refused(outcome.sentence) if isinstance(outcome, Refused) else outcome
        chosen.append(outcome.value["address"])
    return Answer(list(dict.fromkeys(chosen))) if chosen else Refused(step.words.of(step.draft.kind, item.ask))


def tap_addresses(step: Step, item: Field, value: str) -> Outcome:
    """The code of a button as the only copy."""
    outcome = tap_address(step, item, value)
    return Answer([outcome.value["address"]]) if isinstance(outcome, Answer) else outcome
