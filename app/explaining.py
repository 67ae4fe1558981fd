"""`acciones explain …`: what the program understands of a text, for people and for scoring (one JSON object a line)."""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.speech import say

explain = typer.Typer(help=say("Qué entiende el programa de un texto.", "What the program understands of a text."), no_args_is_help=True)

Data = dict[str, Any]
Text = Annotated[str, typer.Argument()]
Jsonl = Annotated[bool, typer.Option("--jsonl", help=say("Casos JSON, uno por línea.", "JSON cases, one a line."))]
AsJson = Annotated[bool, typer.Option("--json", help=say("Todo, como JSON.", "Everything, as JSON."))]
Now = Annotated[datetime | None, typer.Option("--now", help=say("El «ahora» del texto; hora local.", "The text's «now»; local time."))]
Lang = Annotated[str, typer.Option("--lang", help="es, en")]
DirectoryFile = Annotated[
    Path | None,
    typer.Option("--directory", exists=True, dir_okay=False, help=say("Los nombres, en JSON.", "The names, as JSON.")),
]


@explain.command("dates", help=say("Las fechas de un texto.", "The dates of a text."))
def dates(text: Text = "", *, jsonl: Jsonl = False, now: Now = None, lang: Lang = "") -> None:
    from crm.parsing.explain import explain_dates  # noqa: PLC0415 - the parser costs half of the start

    _answer(_cases(text, now, lang, jsonl=jsonl), explain_dates, lines=jsonl)


@explain.command("phrase", help=say("Las acciones de una frase.", "The actions of a sentence."))
def phrase(
    text: Text = "",
    *,
    directory: DirectoryFile = None,
    jsonl: Jsonl = False,
    as_json: AsJson = False,
    now: Now = None,
    lang: Lang = "",
) -> None:
    from crm.parsing.explain import explain_phrase  # noqa: PLC0415
    from crm.who.directory import Directory  # noqa: PLC0415

    names = Directory.from_json(json.loads(directory.read_text(encoding="utf-8"))) if directory else Directory()
    cases = _cases(text, now, lang, jsonl=jsonl)
    if jsonl or as_json:
        _answer(cases, lambda case: explain_phrase(case, names), lines=jsonl)
        return
    for case in cases:
        typer.echo("\n".join(_told(case["text"], explain_phrase(case, names))))


@explain.command("reply", help=say("Lo que una respuesta trae de nuevo.", "What a reply newly says."))
def reply(text: Text = "", *, jsonl: Jsonl = False) -> None:
    from mailgw.explain import explain_reply  # noqa: PLC0415

    _answer(_cases(text, None, "", jsonl=jsonl), explain_reply, lines=jsonl)


@explain.command("mail", help=say("Cómo se leen unos correos (.eml).", "How mails (.eml) are read."))
def mail(files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)], *, jsonl: Jsonl = False) -> None:
    from mailgw.explain import explain_mail  # noqa: PLC0415

    _answer(files, explain_mail, lines=jsonl)


def _answer(cases: Iterable[Any], explained: Callable[[Any], Data], *, lines: bool) -> None:
    for case in cases:
        typer.echo(json.dumps(explained(case), ensure_ascii=False, indent=None if lines else 2))


def _cases(text: str, now: datetime | None, lang: str, *, jsonl: bool) -> Iterable[Data]:
    """The cases of standard input, or the text of the command line: now, here, in the office's language."""
    if jsonl:
        return (json.loads(line) for line in sys.stdin if line.strip())
    from app.settings import load  # noqa: PLC0415

    settings = load()
    moment = (now or datetime.now(UTC).astimezone(settings.zone)).replace(tzinfo=None)
    return [
        {"id": 1, "text": text, "now": moment.isoformat(timespec="minutes"), "lang": lang or settings.language, "zone": settings.zone.key}
    ]


def _told(text: str, found: Data) -> Iterable[str]:
    """What was understood, one block an action: the words it comes from, its values, what was said and what was implied, why."""
    for intent in found["intents"]:
        yield f"«{text[intent['start'] : intent['end']]}»"
        done = say("hecho", "done") if intent["done"] else say("por hacer", "to do")
        yield f"  {intent['kind']} · {done}"
        for name in ("partner", "contact", "responsible", "when", "amount", "outcome", "text"):
            if intent[name]:
                yield f"  {name}: {intent[name]}"
        moment = intent.get("moment")
        if moment:
            said, implied = ", ".join(moment["said"]), ", ".join(moment["implied"]) or "–"
            yield f"    «{moment['text']}» said: {said} · implied: {implied} · {moment['rule']}"
        for name in ("guessed", "ask", "why"):
            if intent[name]:
                yield f"  {name}: {', '.join(intent[name])}"
    if found.get("command"):
        yield f"command: {found['command']['name']}"
    if found["ask"]:
        yield f"ask: {', '.join(found['ask'])}"
