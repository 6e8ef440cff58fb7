"""What a benchmark says: rows that put a figure beside its floor or peer of the same run."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Row:
    """`ours` beside `theirs`, in `unit`; `bar` is the most that ours / theirs may be, or with
    `least` the least.

    Without `theirs` the bar is for `ours` itself. `hard` rows depend on no machine: one that misses
    its bar fails the run. `p95` is of ours, 0 where there is none.
    """

    what: str
    ours: float
    unit: str
    against: str = ""
    theirs: float | None = None
    bar: float | None = None
    p95: float = 0.0
    hard: bool = False
    least: bool = False

    @property
    def ratio(self) -> float:
        return self.ours if self.theirs is None else self.ours / self.theirs

    @property
    def held(self) -> bool:
        if self.bar is None:
            return True
        return self.ratio >= self.bar if self.least else self.ratio <= self.bar


class MissingError(Exception):
    """Something that a benchmark needs isn't here; the text says what, and how it gets here."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: the whole table, or a quick look that CI can afford."""

    quick: bool = False

    def pick(self, whole: int, quick: int) -> int:
        return quick if self.quick else whole


@dataclass(frozen=True, slots=True)
class Cost:
    """One call or process: seconds on the clock, seconds of CPU, peak memory in bytes (0 where it
    was not taken)."""

    wall: float
    cpu: float
    peak: int = 0


def process(command: Sequence[str], env: dict[str, str], cwd: Path) -> Cost:
    """A whole process, its start and its children included. Raises where it fails."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, env=env, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert child.stderr is not None
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stderr.close()
    if child.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)}: {said.decode()}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def call(function: Callable[[], object]) -> Cost:
    """A call in this process, and what it waited for."""
    before, start = os.times(), time.perf_counter()
    function()
    wall, after = time.perf_counter() - start, os.times()
    return Cost(wall, sum(after[:4]) - sum(before[:4]))


def in_turn(works: Sequence[Callable[[], Cost]], rounds: int) -> list[list[Cost]]:
    """The costs of each, all in turn, so that what else the machine does hits all alike; one round
    goes before and is not counted."""
    for work in works:
        work()
    found: list[list[Cost]] = [[] for _ in works]
    for _ in range(rounds):
        for costs, work in zip(found, works, strict=True):
            costs.append(work())
    return found


def paired(
    ours: Callable[[], Cost], theirs: Callable[[], Cost], rounds: int
) -> tuple[list[Cost], list[Cost]]:
    """Two of them in turn."""
    mine, other = in_turn((ours, theirs), rounds)
    return mine, other


def wall_row(
    what: str, against: str, costs: tuple[Sequence[Cost], Sequence[Cost]], bar: float | None
) -> Row:
    """Medians of the clock, in milliseconds."""
    mine = [cost.wall * 1e3 for cost in costs[0]]
    other = median(cost.wall * 1e3 for cost in costs[1])
    return Row(what, median(mine), "ms", against, other, bar, percentile(mine))


def cpu_row(
    what: str, against: str, costs: tuple[Sequence[Cost], Sequence[Cost]], bar: float | None
) -> Row:
    """Medians of CPU time, in milliseconds."""
    mine = [cost.cpu * 1e3 for cost in costs[0]]
    other = median(cost.cpu * 1e3 for cost in costs[1])
    return Row(f"{what}, CPU", median(mine), "ms", against, other, bar, percentile(mine))


def percentile(values: Sequence[float]) -> float:
    """The 95th percentile; the largest where there are fewer than twenty."""
    return quantiles(values, n=20)[-1] if len(values) >= 20 else max(values)


def lines(rows: Iterable[Row]) -> list[str]:
    """The rows as a table of Markdown."""
    head = ["what", "ours", "p95", "against", "theirs", "ratio", "bar", ""]
    table = [head, ["---", "--:", "--:", "---", "--:", "--:", "--:", "---"], *map(_cells, rows)]
    return [f"| {' | '.join(cells)} |" for cells in table]


def _cells(row: Row) -> list[str]:
    bar = (
        []
        if row.bar is None
        else [f"{'≥' if row.least else '≤'} {row.bar:g}", "holds" if row.held else "**misses**"]
    )
    return [
        row.what,
        _figure(row.ours, row.unit),
        _figure(row.p95, row.unit) if row.p95 else "",
        row.against,
        "" if row.theirs is None else _figure(row.theirs, row.unit),
        "" if row.theirs is None else f"{row.ratio:.2f}",
        *(bar or ["", ""]),
    ]


def _figure(value: float, unit: str) -> str:
    digits = 0 if value == int(value) or abs(value) >= 100 else 1 if abs(value) >= 10 else 3
    return f"{value:,.{digits}f} {unit}".rstrip()
