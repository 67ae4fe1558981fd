"""How long a text takes to read: `python -m bench.parsing [CASES.jsonl …]`; the project's golden sentences where none are given.

Prints the median and the slowest of each file (the issue's aim: 0.5 ms and 20 ms), and what a hostile text twice as long costs.
"""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from crm.parsing.moments import read_moments
from crm.parsing.phrase import read
from crm.who.directory import Directory

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("America/Santiago"))
GOLDEN = sorted((Path(__file__).parents[1] / "tests" / "parsing" / "golden").glob("phrases-*.jsonl"))
HOSTILE = ("el lunes a las 10 y ", "ayer 2 horas de inventario. ", "ayer estuve de 8 a 9. ", "1/1/", "viernes ", "de 9 a ", "a")


def moments(text: str, lang: str = "es") -> object:
    return read_moments(text, NOW, lang)


def sentence(text: str, lang: str = "es") -> object:
    return read(text, NOW, lang, Directory())


def milliseconds(work: Callable[[str], object], text: str) -> float:
    """The best of three runs, so that another program's turn does not count."""
    best = 1e9
    for _ in range(3):
        began = time.perf_counter()
        work(text)
        best = min(best, time.perf_counter() - began)
    return best * 1000


def main() -> None:
    gc.freeze()
    for path in [Path(name) for name in sys.argv[1:]] or GOLDEN:
        lang = "en" if "en" in path.stem.split("-") else "es"
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for what, work in (("moments", moments), ("sentence", sentence)):
            timed = partial(work, lang=lang)
            timed(texts[0])
            took = [milliseconds(timed, text) for text in texts]
            print(f"{path.name:28} {what:9} {len(took):5} texts · median {statistics.median(took):.2f} ms · slowest {max(took):.1f} ms")
    for piece in HOSTILE:
        short, long = ((piece * 4096)[:length] for length in (2048, 4096))
        a, b = (milliseconds(sentence, text) for text in (short, long))
        print(f"hostile {piece!r:24} 4096 characters {b:.1f} ms · twice as long costs {b / a:.1f} times")


if __name__ == "__main__":
    main()
