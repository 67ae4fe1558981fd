"""Golden readings: what each mail of `mails/` says. `python -m tests.mailgw.golden` writes them anew; read the diff."""

import json
from pathlib import Path
from typing import Any

from mailgw.explain import explain_mail

FOLDER = Path(__file__).parent / "mails"
CASES = sorted(path.stem for path in FOLDER.glob("*.eml"))
ODD = sorted(path.stem for path in (FOLDER / "odd").glob("*.eml"))


def mail_of(case: str) -> Path:
    return next(path for path in (FOLDER / f"{case}.eml", FOLDER / "odd" / f"{case}.eml") if path.exists())


def reading(case: str) -> dict[str, Any]:
    return explain_mail(mail_of(case))


def golden(case: str) -> Path:
    return mail_of(case).with_suffix(".json")


if __name__ == "__main__":
    for each in (*CASES, *ODD):
        golden(each).write_text(json.dumps(reading(each), ensure_ascii=False, indent=1) + "\n")
