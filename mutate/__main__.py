"""Run a seeded sample of mutants, each against the tests that reach it, and tell which lived: see `make mutate`."""

import argparse
import os
import random
import sys
from pathlib import Path

from mutate.mutants import mutants
from mutate.running import Runner
from mutate.seen import ROOT, Seen
from mutate.table import explanations, told

# Where a slip costs a promise: globs, so that a file may move.
PACKAGES = {
    "store": ["crm/store/*.py"],
    "queue": ["crm/services/queue/*.py", "crm/queue/**/*.py"],
    "write": ["crm/services/write/*.py"],
    "scheduler": ["scheduler/**/*.py"],
    "mailgw": ["mailgw/**/*.py"],
}
DECLARED = {"tables.py"}  # what the database is made of stands in the migrations, and a test compares the two


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutate")
    parser.add_argument("-n", type=int, default=300, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-j", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--budget", type=float, default=60, help="seconds of tests a mutant may cost, fastest first")
    parser.add_argument("--patience", type=float, default=20, help="processor seconds that a mutant may take besides twice its tests' time")
    parser.add_argument("--only", default="", help="mutants whose file, function or words contain this; file:line works too")
    parser.add_argument("--tests", nargs="*", default=["tests"], help="folders whose tests count")
    parser.add_argument("--explained", type=Path, default=Path(__file__).with_name("equivalent.txt"))
    return parser.parse_args()


def watched(root: Path) -> dict[str, str]:
    """The package of each file that is mutated."""
    found = [(file, package) for package, globs in PACKAGES.items() for glob in globs for file in sorted(root.glob(glob))]
    return {str(file.relative_to(root)): package for file, package in found if file.name not in DECLARED}


def main() -> int:
    asked = arguments()
    owners = watched(ROOT)
    every = [mutant for file in owners for mutant in mutants(file, (ROOT / file).read_text(encoding="utf-8"))]
    every = [mutant for mutant in every if asked.only in f"{mutant.file}:{mutant.line} {mutant.key}"]
    chosen = random.Random(asked.seed).sample(every, min(asked.n, len(every)))
    seen = Seen()
    seen.refresh(list(owners), asked.tests, asked.j)
    explained = explanations(asked.explained)
    runner = Runner(seen, asked.budget, asked.patience)
    results = runner.run([mutant for mutant in chosen if mutant.key not in explained], asked.j)
    print(f"\n{len(chosen)} of {len(every)} mutants, seed {asked.seed}")
    print(told(results, [mutant for mutant in chosen if mutant.key in explained], owners))
    return 0


if __name__ == "__main__":
    sys.exit(main())
