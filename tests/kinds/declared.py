"""What a kind still lacks, each in one sentence that says where it belongs. Pure: what is known of words and files comes in."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crm.kinds import FieldType, Kind
from crm.languages import LANGUAGES
from crm.text import fold


@dataclass(frozen=True)
class Told:
    """What stands outside of the kinds' modules: msgids with Spanish (context, msgid), example phrases and dialogues by kind and language."""

    words: Collection[tuple[str, str]]
    phrases: Collection[tuple[str, str]]
    dialogues: Collection[tuple[str, str]]


def said_of(kind: Kind) -> Iterator[str]:
    """Every msgid of a kind."""
    yield from (kind.title, kind.plural, kind.example)
    for field in kind.fields:
        yield from (field.label, field.ask, field.skip, field.says, *field.choices)
    for state in kind.states:
        yield from (state.word, state.heading)
    for verb in kind.verbs:
        yield from (verb.label, verb.said)


def lacks(kind: Kind, told: Told) -> Iterator[str]:
    """What that kind has not got yet."""
    module = f"crm/kinds/{kind.name}.py"
    for language in LANGUAGES:
        if not kind.commands.get(language):
            yield f"{module}: `commands` has no command in «{language}»"
        if language not in kind.phrases or not kind.phrases[language].nouns:
            yield f"{module}: `phrases` has no noun in «{language}»"
        if (kind.name, language) not in told.phrases:
            yield f"tests/parsing/golden/phrases-{language}.jsonl: no sentence is a {kind.name}"
        if (kind.name, language) not in told.dialogues:
            yield f"tests/kinds/dialogues/{kind.name}.{language}.txt: there is no such dialogue"
    if not kind.example:
        yield f"{module}: `example` is empty, so that the help has no sentence to try"
    for msgid in dict.fromkeys(filter(None, said_of(kind))):
        if (kind.name, msgid) not in told.words and ("", msgid) not in told.words:
            yield f"locale/es/LC_MESSAGES: no Spanish for «{msgid}» (msgctxt «{kind.name}»)"
    yield from (f"{module}: {problem}" for problem in _wrong(kind))


def _wrong(kind: Kind) -> Iterator[str]:
    """Names that lead nowhere."""
    states, verbs, fields = ({one.name for one in many} for many in (kind.states, kind.verbs, kind.fields))
    for what, name in (("initial", kind.initial), ("did", kind.did)):
        if name and name not in states:
            yield f"`{what}` names no state: «{name}»"
    if kind.finish and kind.finish not in verbs:
        yield f"`finish` names no verb: «{kind.finish}»"
    for what, name in (("body", kind.body), ("number_field", kind.number_field)):
        if name and name not in fields:
            yield f"`{what}` names no field: «{name}»"
    for verb in kind.verbs:
        yield from (f"the verb «{verb.name}» names no state: «{name}»" for name in (verb.to, *verb.sources) if name not in states)
        if (verb.reason or verb.explained) and "reason" not in fields:
            yield f"the verb «{verb.name}» asks for a reason and there is no field «reason»"
    yield from _half_a_field(kind)


def _half_a_field(kind: Kind) -> Iterator[str]:
    """Fields that cannot be asked as they stand."""
    for field in kind.fields:
        if field.type is FieldType.ENTRY and not field.table:
            yield f"the field «{field.name}» names no table"
        if field.type is FieldType.CHOICE and not field.choices:
            yield f"the field «{field.name}» has no choices"
        if (field.asked or field.required) and not field.ask:
            yield f"the field «{field.name}» is asked and `ask` is empty"


def clashes(kinds: Sequence[Kind]) -> Iterator[str]:
    """What two kinds would both answer to."""
    for what, names in (
        ("name", {kind.name: [kind.name] for kind in kinds}),
        ("command", {kind.name: list(dict.fromkeys(kind.commands.values())) for kind in kinds}),
        ("noun", {kind.name: list(dict.fromkeys(_nouns(kind))) for kind in kinds}),
        ("mailbox", {kind.name: list(kind.mailboxes) for kind in kinds}),
    ):
        yield from _twice(what, names)


def _nouns(kind: Kind) -> Iterator[str]:
    yield from (fold(noun) for phrases in kind.phrases.values() for noun in phrases.nouns)


def _twice(what: str, names: Mapping[str, Sequence[str]]) -> Iterator[str]:
    first: dict[str, str] = {}
    for kind, said in names.items():
        for name in said:
            if first.setdefault(name, kind) != kind:
                yield f"crm/kinds: «{name}» is a {what} of {first[name]} and of {kind}"
