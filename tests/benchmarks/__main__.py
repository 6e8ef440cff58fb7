"""Runs the benchmarks, or those that are named, and prints a table of each.

    python -m tests.benchmarks [NAME …] [--quick] [--json] [--write]

`--quick` measures less, for CI; `--json` prints rows for programs; `--write` puts the tables into
docs/benchmarks.md, each between its marks. The exit status is 1 if a count that depends on no
machine misses its bar; times are information.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from importlib import import_module
from pathlib import Path

from tests.benchmarks.rows import MissingError, Row, Scale, lines

NAMES = (
    "counts",
    "start",
    "growth",
    "search",
    "terminal",
    "language",
    "judging",
    "memory",
    "history",
    "anki",
    "classroom",
    "peers",
)
ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs" / "benchmarks.md"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="measure less")
    parser.add_argument("--json", action="store_true", help="rows for programs, one a line")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {REPORT.name}")
    given = parser.parse_args(arguments)
    unknown = [name for name in given.names if name not in NAMES]
    if unknown:
        parser.error(f"there is no benchmark {unknown[0]}; there are {', '.join(NAMES)}")
    compiled()
    found: dict[str, list[Row]] = {}
    for name in given.names or NAMES:
        try:
            found[name] = measured(name, Scale(given.quick), given.json)
        except MissingError as error:
            print(f"{name} was left out: {error}", file=sys.stderr)
    if given.write:
        REPORT.write_text(report(REPORT.read_text(encoding="utf-8"), found), encoding="utf-8")
    failed = [row for rows in found.values() for row in rows if row.hard and not row.held]
    for row in failed:
        print(f"{row.what}: {row.ratio:g} misses its bar of {row.bar:g}", file=sys.stderr)
    return int(bool(failed))


def compiled() -> None:
    """Bytecode, as an installer leaves it: without, each start compiles 100 modules of ours beside
    a floor that was compiled long ago, and takes twice as long."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(ROOT / "trainer", quiet=2)


def measured(name: str, scale: Scale, as_json: bool) -> list[Row]:
    """The rows of one benchmark, printed as they come."""
    rows: Callable[[Scale], Iterable[Row]] = import_module(f"tests.benchmarks.{name}").rows
    kept = []
    for row in rows(scale):
        kept.append(row)
        if as_json:
            print(json.dumps({"benchmark": name, **asdict(row), "ratio": row.ratio}), flush=True)
    if not as_json:
        print(f"\n{name}", *lines(kept), sep="\n", flush=True)
    return kept


def report(text: str, found: Mapping[str, Sequence[Row]]) -> str:
    """A page with these tables in place of those it had. Raises ValueError for a missing mark."""
    machine = f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    for name, rows in found.items():
        mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        table = "\n".join([*lines(rows), "", f"{date.today().isoformat()}, {machine}."])
        text, times = mark.subn(lambda m, t=table: f"{m[1]}{t}\n{m[2]}", text)  # type: ignore[misc]
        if not times:
            raise ValueError(f"{REPORT} has no place marked <!-- {name} -->")
    return text


if __name__ == "__main__":
    sys.exit(main())
