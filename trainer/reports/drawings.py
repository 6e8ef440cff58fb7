"""Pictures of numbers as SVG: each with a text alternative, and a table of what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from trainer.records import record
from trainer.reports.texts import plain
from trainer.study.words import EPOCH, day_date

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BASE = 52, 12, 12, 28

STYLE = """
main { max-width: 76rem; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
  gap: 1rem 2.5rem; }
figure { margin: 1rem 0 0; break-inside: avoid; } figure.wide { grid-column: 1 / -1; }
figcaption { font-weight: 600; margin: 0 0 .4rem; }
figure p { color: var(--muted); font-size: .9rem; margin: .3rem 0 0; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--muted); font: 13px system-ui, sans-serif; }
.axis { stroke: var(--line); fill: none; } .fill { fill: var(--accent); }
.line { stroke: var(--accent); fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.guide { stroke: var(--muted); fill: none; stroke-width: 1.5; stroke-dasharray: 5 5; }
.dot { fill: var(--accent); stroke: var(--ground); stroke-width: 1.5; }
.ring { fill: var(--ground); stroke: var(--accent); stroke-width: 2; }
.day { fill: none; stroke: var(--line); } .day1 { fill: var(--accent); opacity: .35; }
.day2 { fill: var(--accent); opacity: .55; } .day3 { fill: var(--accent); opacity: .78; }
.day4 { fill: var(--accent); }
details { margin: .3rem 0 0; font-size: .9rem; } summary { color: var(--muted); cursor: pointer; }
details div { max-height: 16rem; overflow: auto; }
td.n, th.n { text-align: right; } .numbers { overflow-x: auto; }
h2 { break-after: avoid; }
@media print { .pictures { grid-template-columns: 1fr 1fr; } details { display: none; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


@record(frozen=True, slots=True)
class Series:
    """Points from left to right, as the class of a line (`line`, `guide`) or of marks (`dot`,
    `ring`)."""

    points: tuple[tuple[float, float], ...]
    look: str


def figure(
    heading: str,
    drawn: str,
    said: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    wide: bool = False,
) -> str:
    """A picture with its heading, a sentence on what it shows, and its numbers in a table."""
    return (
        f"<figure{' class=wide' if wide else ''}><figcaption>{plain(heading)}</figcaption>{drawn}"
        f"<p>{plain(said)}</p><details><summary>Numbers</summary><div>{table(head, rows)}</div>"
        "</details></figure>"
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Names in the first column, numbers in the others."""
    first, *rest = head
    names = f'<th scope="col">{plain(first)}</th>' + "".join(
        f'<th scope="col" class="n">{plain(name)}</th>' for name in rest
    )
    body = "".join(
        f'<tr><th scope="row">{plain(row[0])}</th>'
        + "".join(f'<td class="n">{plain(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def curve(
    series: Sequence[Series],
    bounds: tuple[float, float, float, float],
    across: Mapping[float, str],
    up: Mapping[float, str],
    alternative: str,
) -> str:
    """Lines and marks within `bounds` (left, bottom, right, top)."""
    left, bottom, right, top = bounds

    def place(x: float, y: float) -> tuple[float, float]:
        x, y = min(max(x, left), right), min(max(y, bottom), top)
        wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BASE
        return (
            LEFT + (x - left) / (right - left) * wide,
            HEIGHT - BASE - (y - bottom) / (top - bottom) * high,
        )

    parts = [_axes({place(left, y)[1]: label for y, label in up.items()})]
    parts.append(_below({place(x, bottom)[0]: label for x, label in across.items()}))
    for one in series:
        at = [place(x, y) for x, y in one.points]
        if one.look in ("line", "guide"):
            parts.append(f'<polyline class="{one.look}" points="{_points(at)}"/>')
        else:
            parts += [
                f'<circle class="{one.look}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>' for x, y in at
            ]
    return _svg(parts, alternative)


def columns(
    values: Sequence[float], top: float, across: Mapping[int, str], alternative: str
) -> str:
    """A column for each value, up to `top`."""
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BASE
    each = wide / max(len(values), 1)
    parts = [_axes({HEIGHT - BASE - high: f"{top:,.3g}", HEIGHT - BASE: "0"})]
    parts.append(_below({LEFT + (n + 0.5) * each: label for n, label in across.items()}))
    for n, value in enumerate(values):
        tall = value / top * high
        if value > 0:
            x, y = LEFT + n * each + each * 0.1, HEIGHT - BASE - max(tall, 1)
            parts.append(
                f'<rect class="fill" x="{x:.1f}" y="{y:.1f}" width="{each * 0.8:.1f}" '
                f'height="{max(tall, 1):.1f}"/>'
            )
    return _svg(parts, alternative)


def bars(rows: Sequence[tuple[str, float]], alternative: str) -> str:
    """A bar for each name, with its number behind it."""
    most = max((value for _, value in rows), default=0) or 1
    height, name, room = 24, 110, WIDTH - 110 - 60
    parts = []
    for n, (label, value) in enumerate(rows):
        y = n * height
        parts.append(
            f'<text x="{name - 8}" y="{y + 16}" text-anchor="end">{plain(label)}</text>'
            f'<rect class="fill" x="{name}" y="{y + 4}" width="{value / most * room:.1f}" '
            f'height="{height - 8}"/>'
            f'<text x="{name + value / most * room + 6:.1f}" y="{y + 16}">{value:,.0f}</text>'
        )
    return _svg(parts, alternative, height=height * len(rows) + 4)


def heatmap(heat: Mapping[int, int], today: int, alternative: str) -> str:
    """A year of days in weeks from Monday to Sunday: the more answers, the stronger the square."""
    last = day_date(today)
    first = last - timedelta(days=last.weekday() + 7 * 52)
    busy = sorted(heat.values())
    top = max(busy[int(len(busy) * 0.9)], 4) if busy else 4
    cell, left, above = 14, 34, 18
    parts, month = [], 0
    for n, name in ((0, "Mon"), (2, "Wed"), (4, "Fri")):
        parts.append(f'<text x="0" y="{above + n * cell + 11}">{name}</text>')
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        answers = heat.get(day.toordinal() - EPOCH, 0)
        level = min(4, -(-4 * answers // top)) if answers else 0
        x, y = left + n // 7 * cell, above + n % 7 * cell
        parts.append(
            f'<rect class="day{level or ""}" x="{x}" y="{y}" width="11" height="11" rx="2"/>'
        )
        if n % 7 == 0 and day.month != month and n // 7 < 51:
            # A month of which only its last week is in sight would push the next name away.
            if n or day.day <= 21:
                parts.append(f'<text x="{x}" y="11">{day:%b}</text>')
            month = day.month
    return _svg(parts, alternative, width=left + 53 * cell, height=above + 7 * cell)


def _svg(
    parts: Iterable[str], alternative: str, *, width: int = WIDTH, height: int = HEIGHT
) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{plain(alternative)}">'
        f"{''.join(parts)}</svg>"
    )


def _axes(labels: Mapping[float, str]) -> str:
    lines = "".join(
        f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{plain(label)}</text>'
        f'<path class="axis" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        for y, label in labels.items()
    )
    return f'{lines}<path class="axis" d="M{LEFT} {TOP}V{HEIGHT - BASE}H{WIDTH - RIGHT}"/>'


def _below(labels: Mapping[float, str]) -> str:
    found = []
    for x, label in labels.items():
        anchor = "start" if x < LEFT + 30 else "end" if x > WIDTH - RIGHT - 30 else "middle"
        text = f'<text x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="{anchor}">{plain(label)}</text>'
        found.append(text)
    return "".join(found)


def _points(at: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
