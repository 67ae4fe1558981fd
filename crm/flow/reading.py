"""What an answer means, typed or tapped, by the type of the field; a shown button may be typed as well."""

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from crm.checks import phone_number
from crm.errors import InvalidValueError
from crm.flow import addresses, times
from crm.flow.asking import next_question, open_field
from crm.flow.model import Answer, NotForThisField, Outcome, Refused, Step
from crm.flow.money import TOO_MUCH, money_of
from crm.flow.partners import read_partner
from crm.kinds import Field, FieldType
from crm.text import fold, is_blank, quoted

_DIGITS = re.compile(r"[\d\s()+./-]+")
Reader = Callable[[Step, Field, str], Outcome]


def read(step: Step, text: str) -> Outcome:
    """A typed text as the answer of the open field."""
    item = open_field(step)
    assert item
    if is_blank(text) and item.ask:
        return Refused(step.words("There is nothing to read in that. {ask}", ask=step.words.of(step.draft.kind, item.ask)))
    said = bare(text)
    question = next_question(step)
    for choice in (c for row in question.rows for c in row) if question else ():
        if choice.value and bare(choice.label) == said:
            return tap(step, choice.value)
    return _READ[item.type](step, item, text.strip())


def bare(label: str) -> str:
    """A label as somebody may type it: folded, without signs at its ends."""
    return re.sub(r"^\W+|\W+$", "", fold(label))


def tap(step: Step, value: str) -> Outcome:
    """A tapped value as the answer of the open field; InvalidValueError for a value that no button of it carries."""
    item = open_field(step)
    assert item
    return _TAP[item.type](step, item, value)


# --- tapped


def _known(step: Step, kind: FieldType) -> Collection[int]:
    """The ids that a button of a field may carry."""
    know = step.know
    ids: Mapping[FieldType, Collection[int]] = {
        FieldType.PARTNER: know.partners.keys(),
        FieldType.CONTACT: [c.id for c in know.contacts],
        FieldType.STAFF: [s.id for s in know.staff],
        FieldType.STAFFS: [s.id for s in know.staff],
        FieldType.ENTRY: [e.id for e in know.entries],
    }
    return ids[kind]


def _tap_id(step: Step, item: Field, value: str) -> Outcome:
    if not value.isdecimal() or int(value) not in _known(step, item.type):
        raise InvalidValueError(item.name, "an id that is there")
    return Answer(int(value))


def _tap_flag(_: Step, item: Field, value: str) -> Outcome:
    if value not in ("0", "1"):
        raise InvalidValueError(item.name, "yes or no")
    return Answer(value == "1")


def _tap_partner(step: Step, item: Field, value: str) -> Outcome:
    if value == "again":
        return Refused(step.words.of(step.draft.kind, item.ask or item.label))
    return _tap_id(step, item, value)


def _tap_choice(_: Step, item: Field, value: str) -> Outcome:
    if not value.isdecimal() or int(value) >= len(item.choices):
        raise InvalidValueError(item.name, "a choice")
    return Answer(item.choices[int(value)])


def _tap_nothing(_: Step, item: Field, value: str) -> Outcome:
    raise InvalidValueError(item.name, f"typed, not tapped: {value}")


# --- typed


def _named(step: Step, text: str, named: Mapping[int, str], unknown: str) -> Outcome:
    """Whom of a few people (or lines of a table) a text names: by the whole name, else by the only one that contains it.

    `unknown` is what is said where nobody is meant, with a `{name}` and the `{example}` that the last of them gives.
    """
    wish = fold(text)
    exact = [key for key, name in named.items() if fold(name) == wish]
    found = exact or [key for key, name in named.items() if all(any(w.startswith(p) for w in fold(name).split()) for p in wish.split())]
    if len(found) == 1:
        return Answer(found[0])
    question = next_question(step)
    rows = question.rows if question else ()
    if found:
        return Refused(step.words("Which «{name}»?", name=quoted(text)), rows)
    if not named:
        return NotForThisField(step.words("There is nothing to choose from yet."), rows)
    return NotForThisField(unknown.format(name=quoted(text), example=list(named.values())[-1]), rows)


def _contact(step: Step, _: Field, text: str) -> Outcome:
    unknown = step.words("I find nobody called «{name}» there: choose below, or write a name like {example}.")
    return _named(step, text, {c.id: c.name for c in step.know.contacts}, unknown)


def _staff(step: Step, _: Field, text: str) -> Outcome:
    if fold(text) in (fold(step.words("Me")), fold(step.words("you"))):
        return Answer(step.know.me.id)
    unknown = step.words("Nobody on the staff is called «{name}»: choose below, or write a name like {example}.")
    return _named(step, text, {s.id: s.name for s in step.know.staff}, unknown)


def _staffs(step: Step, item: Field, text: str) -> Outcome:
    """Several names with commas or «y»; the first that is not clear is asked about."""
    chosen: list[int] = []
    for name in re.split(r",|;|\by\b|\band\b", text):
        if not name.strip():
            continue
        outcome = _staff(step, item, name.strip())
        if not isinstance(outcome, Answer):
            return outcome
        chosen.append(outcome.value)
    return Answer(list(dict.fromkeys(chosen))) if chosen else Refused(step.words.of(step.draft.kind, item.ask))


def _tap_staffs(step: Step, item: Field, value: str) -> Outcome:
    outcome = _tap_id(step, item, value)
    return Answer([outcome.value]) if isinstance(outcome, Answer) else outcome


def _entry(step: Step, item: Field, text: str) -> Outcome:
    entries = [e for e in step.know.entries if e.table == item.table]
    coded = next((e for e in entries if fold(e.code) == fold(text)), None)
    if coded:
        return Answer(coded.id)
    return _named(step, text, {e.id: e.label(step.words.language) for e in entries}, _unknown(step))


def _choice(step: Step, item: Field, text: str) -> Outcome:
    labels = {n: step.words.of(step.draft.kind, name) for n, name in enumerate(item.choices)}
    outcome = _named(step, text, labels, _unknown(step))
    return Answer(item.choices[outcome.value]) if isinstance(outcome, Answer) else outcome


def _unknown(step: Step) -> str:
    return step.words("I do not know «{name}»: choose below, or write it like «{example}».")


def _line(step: Step, item: Field, text: str) -> Outcome:
    return _text(step, item, " ".join(text.split()))


def _text(step: Step, item: Field, text: str) -> Outcome:
    if len(text) > item.longest:
        return Refused(step.words("That is too long: {n} characters, and {most} fit. Shorter?", n=len(text), most=item.longest))
    return Answer(text)


def _phone(step: Step, _: Field, text: str) -> Outcome:
    try:
        return Answer(phone_number(text))
    except InvalidValueError:
        sentence = step.words("That is no phone number; write it like +56 9 8765 4321.")
        return Refused(sentence) if _DIGITS.fullmatch(text) else NotForThisField(sentence)


def _flag(step: Step, item: Field, _: str) -> Outcome:
    return NotForThisField(step.words("{what}: yes or no?", what=step.words.of(step.draft.kind, item.label)))


def _money(step: Step, _: Field, text: str) -> Outcome:
    amount = money_of(text)
    if amount is None:
        return NotForThisField(step.words("How much is that? For example $1.250.000 or 35 UF."))
    if not 0 < Decimal(amount["amount"]) < TOO_MUCH:
        return Refused(step.words("That cannot be an amount; write it like $1.250.000 or 35 UF."))
    return Answer(amount)


_READ: Mapping[FieldType, Reader] = {
    FieldType.PARTNER: read_partner,
    FieldType.CONTACT: _contact,
    FieldType.STAFF: _staff,
    FieldType.STAFFS: _staffs,
    FieldType.DUE: times.read_due,
    FieldType.SLOT: times.read_slot,
    FieldType.MONEY: _money,
    FieldType.ENTRY: _entry,
    FieldType.CHOICE: _choice,
    FieldType.LINE: _line,
    FieldType.TEXT: _text,
    FieldType.PHONE: _phone,
    FieldType.DATE: times.read_date,
    FieldType.FLAG: _flag,
    FieldType.ADDRESS: addresses.read_address,
    FieldType.ADDRESSES: addresses.read_addresses,
}
_TAP: Mapping[FieldType, Reader] = {
    FieldType.PARTNER: _tap_partner,
    FieldType.CONTACT: _tap_id,
    FieldType.STAFF: _tap_id,
    FieldType.STAFFS: _tap_staffs,
    FieldType.DUE: times.tap_due,
    FieldType.SLOT: times.tap_slot,
    FieldType.MONEY: _tap_nothing,
    FieldType.ENTRY: _tap_id,
    FieldType.CHOICE: _tap_choice,
    FieldType.LINE: _tap_nothing,
    FieldType.TEXT: _tap_nothing,
    FieldType.PHONE: _tap_nothing,
    FieldType.DATE: times.tap_date,
    FieldType.FLAG: _tap_flag,
    FieldType.ADDRESS: addresses.tap_address,
    FieldType.ADDRESSES: addresses.tap_addresses,
}
