"""Plain tables: columns aligned by what a terminal shows, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.wording.cells import cells


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under their headings, two spaces between columns; nothing is cut."""
    told = [[_cell(value) for value in row] for row in rows]
    numeric = [
        bool(rows) and all(isinstance(row[i], int | float) for row in rows)
        for i in range(len(head))
    ]
    widths = [max(cells(row[i]) for row in [list(head), *told]) for i in range(len(head))]
    lines = [_line(head, widths, numeric), *(_line(row, widths, numeric) for row in told)]
    return "\n".join(lines)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _line(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = [
        " " * (w - cells(text)) + text if right else text + " " * (w - cells(text))
        for text, w, right in zip(row, widths, numeric, strict=True)
    ]
    return "  ".join(padded).rstrip()
