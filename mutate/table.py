"""What is told at the end: a table of packages, each survivor with its place, and what was explained."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from mutate.mutants import Mutant
from mutate.running import Result

COLUMNS = ("killed", "timed out", "survived", "unreached", "explained")
LIVED = ("survived", "unreached")


def explanations(path: Path) -> dict[str, str]:
    """The mutants that change nothing anybody could see: a line with its words, then its reason, indented."""
    found: dict[str, str] = {}
    key = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith((" ", "\t")):
            found[key] = f"{found[key]} {line.strip()}".strip()
        elif line and not line.startswith("#"):
            key = line.strip()
            found[key] = ""
    return found


def told(results: list[Result], explained: list[Mutant], packages: Mapping[str, str]) -> str:
    counts = Counter((packages[result.mutant.file], result.state) for result in results)
    counts.update((packages[mutant.file], "explained") for mutant in explained)
    lines = [f"{'package':10} {'mutants':>9}" + "".join(f"{name:>11}" for name in COLUMNS)]
    for package in (*dict.fromkeys(packages.values()), "all"):
        numbers = [sum(n for (p, state), n in counts.items() if state == name and package in {p, "all"}) for name in COLUMNS]
        lines.append(f"{package:10} {sum(numbers):9}" + "".join(f"{number:11}" for number in numbers))
    lived = [result for result in results if result.state in LIVED]
    lines.append(f"\n{len(lived)} lived and are not explained ({100 * len(lived) / max(1, len(results) + len(explained)):.0f} %)")
    for result in sorted(lived, key=lambda result: (result.mutant.file, result.mutant.line)):
        mutant = result.mutant
        lines.append(f"{mutant.file}:{mutant.line} {mutant.place.scope or '(top)'} · {result.note}\n    {mutant.words}")
    return "\n".join(lines)
