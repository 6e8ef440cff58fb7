"""Screens at every size: an app is run once, and resized in each phase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

SIZES = ((80, 24), (120, 40), (60, 20), (40, 24))


@dataclass(frozen=True)
class Phase:
    """A screen to compare: its name, the keys that lead to it from the phase before, and the title
    of the dialog if it is one."""

    name: str
    keys: Sequence[str] = ()
    dialog: str = ""
    wide: int = 64
    """Cells of the dialog, where there is room for it."""


def at_each_size(
    golden: Callable[[str, str], None],
    seen: Callable[[Sequence[str]], Sequence[str]],
    *phases: Phase,
    sizes: Sequence[tuple[int, int]] = SIZES,
) -> None:
    """Compares each phase at each size; `seen` plays keys and has the screen at the start and after
    each of them."""
    keys: list[str] = []
    shots: list[tuple[int, Phase, tuple[int, int]]] = []
    for phase in phases:
        keys += phase.keys
        for size in sizes:
            keys.append(f"size:{named(size)}")
            shots.append((len(keys), phase, size))
    shown = seen(keys)
    for at, phase, size in shots:
        wide = min(phase.wide, size[0] * 96 // 100)
        screen = dialog(shown[at], phase.dialog, wide) if phase.dialog else shown[at]
        golden(f"{phase.name}-{named(size)}", screen)


def named(size: tuple[int, int]) -> str:
    return "x".join(map(str, size))


def dialog(shown: str, title: str, width: int) -> str:
    """What lies over the screen, which is painted now or a moment later, and the footer."""
    lines = shown.split("\n")
    row = next(n for n, line in enumerate(lines) if f"▌  {title}" in line)
    left = lines[row].index(f"▌  {title}")
    first = last = row
    while lines[first - 1][left : left + 2] == "▌ " or lines[first - 1][left:] == "▌":
        first -= 1
    while lines[last + 1][left : left + 2] == "▌ " or lines[last + 1][left:] == "▌":
        last += 1
    cut = [line[left : left + width].rstrip() for line in lines[first : last + 1]]
    return "\n".join([*cut, lines[-1]])
