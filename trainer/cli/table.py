"""Plain tables: columns aligned by what a terminal shows, numbers to the right."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under their headings, two spaces between columns; nothing is cut."""
    cells = [[_cell(value) for value in row] for row in rows]
    numeric = [
        bool(rows) and all(isinstance(row[i], int | float) for row in rows)
        for i in range(len(head))
    ]
    widths = [max(width(row[i]) for row in [list(head), *cells]) for i in range(len(head))]
    lines = [_line(head, widths, numeric), *(_line(row, widths, numeric) for row in cells)]
    return "\n".join(lines)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _line(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = [
        " " * (w - width(text)) + text if right else text + " " * (w - width(text))
        for text, w, right in zip(row, widths, numeric, strict=True)
    ]
    return "  ".join(padded).rstrip()


def width(text: str) -> int:
    """How many cells a terminal gives a text: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
