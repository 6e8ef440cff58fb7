"""What is wrong in a file, where, and what to do: one value a mistake, shown in several formats."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum

from trainer.records import record
from trainer.wording.cells import JOINERS, cells, fitting

_SHOWN = f"\n{JOINERS}"
"""What is shown as it is, although it isn't printable to Python."""
_WIDTH, _LEAST = 100, 20
"""Columns of a line that are shown at most, and in the narrowest terminal."""
_RED, _YELLOW, _CYAN, _BLUE, _BOLD, _RESET = (
    f"\x1b[{n}m" for n in ("1;31", "1;33", "1;36", "1;34", "1", "0")
)


TOO_LONG = "…"
"""In the place of a line that is too long to be shown."""


class Severity(StrEnum):
    """Errors cost a question, warnings probably differ from what was meant, infos are advice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_PAINT = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW, Severity.INFO: _CYAN}


@record(frozen=True, slots=True)
class Edit:
    """Bytes `start` to `end` of the file give way to `text`."""

    start: int
    end: int
    text: str


@record(frozen=True, slots=True)
class Related:
    """A second place that a diagnostic points at, such as the first of two equal keys."""

    file: str
    line: int
    column: int
    message: str
    excerpt: str = ""


@record(frozen=True, slots=True)
class Diagnostic:
    """One mistake. Lines and columns count characters from 1; the end column is exclusive.

    `line` 0 means the file as a whole. `excerpt` is the text of the line, or
    `TOO_LONG`. `fix` holds the edits that mend it, where a machine can know them.
    """

    code: str
    message: str
    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    help: str = ""
    severity: Severity = Severity.ERROR
    excerpt: str = ""
    related: tuple[Related, ...] = ()
    fix: tuple[Edit, ...] = ()

    @property
    def where(self) -> str:
        """The place as people and editors know it: `questions/tang.yaml:9:3`."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}[{self.code}] {self.message}"


FORMATS = ("full", "concise", "json", "github", "sarif")


def render(
    diagnostics: Iterable[Diagnostic],
    format: str = "full",
    color: bool = False,
    columns: int | None = None,
) -> str:
    """All diagnostics in one of `FORMATS`; ends in a newline unless there is nothing to say.

    `color` concerns the two formats for people, full and concise; `columns` is how wide their
    terminal is, so that carets stay below what they point at.
    """
    found = list(diagnostics)
    match format:
        case "full":
            return "\n".join(_full(one, color, columns) for one in found)
        case "concise":
            return "".join(f"{_headline(one, color)}\n" for one in found)
        case "github":
            return "".join(f"{_github(one)}\n" for one in found)
        case "json":
            return _json([_plain(one) for one in found])
        case "sarif":
            from trainer.language.sarif import sarif

            return _json(sarif(found))
    raise ValueError(f"no format `{format}`; there are {', '.join(FORMATS)}")


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    # Of a file's name that is no UTF-8 its odd bytes become escapes, as JSON has them.
    return text.encode(errors="backslashreplace").decode() + "\n"


def _headline(one: Diagnostic, color: bool) -> str:
    where, message = visible(one.where).replace("\n", " "), visible(one.message)
    if not color:
        return f"{where}: {one.severity}[{one.code}] {message}"
    paint = _PAINT[one.severity]
    return f"{_BOLD}{where}{_RESET}: {paint}{one.severity}[{one.code}]{_RESET} {message}"


def _full(one: Diagnostic, color: bool, columns: int | None) -> str:
    edge = _BLUE if color else ""
    mark = _PAINT[one.severity] if color else ""
    reset = _RESET if color else ""
    lines = [_headline(one, color)]
    margin = " " * len(str(max([one.line, *(other.line for other in one.related)])))
    # Beside the number, its bar, and a mark at either end.
    width = min(_WIDTH, max(_LEAST, columns - len(margin) - 5)) if columns else _WIDTH
    if one.line and _is_shown(one):
        same = one.end_line in (0, one.line)
        end = one.end_column if same and one.end_column else len(one.excerpt) + 1
        text, before, under = _window(one.excerpt, one.column, end, width)
        lines.append(f"{edge}{margin} |{reset}")
        lines.append(f"{edge}{one.line:>{len(margin)}} |{reset} {text}".rstrip())
        lines.append(f"{edge}{margin} |{reset} {before}{mark}{'^' * under}{reset}")
    for other in one.related:
        elsewhere = f" ({visible(other.file)})" if other.file != one.file else ""
        if not _is_shown(other):
            where = f"{other.line}:{other.column}"
            lines.append(f"{edge}{margin} ={reset} {visible(other.message)}: {where}{elsewhere}")
            continue
        text, before, under = _window(other.excerpt, other.column, other.column + 1, width)
        lines.append(f"{edge}{other.line:>{len(margin)}} |{reset} {text}".rstrip())
        lines.append(f"{edge}{margin} |{reset} {before}- {visible(other.message)}{elsewhere}")
    if one.help:
        lines.append(f"{edge}{margin} ={reset} help: {visible(one.help)}")
    return "\n".join(lines) + "\n"


def _is_shown(one: Diagnostic | Related) -> bool:
    return one.excerpt != TOO_LONG


def _window(excerpt: str, column: int, end: int, width: int) -> tuple[str, str, int]:
    """A line cut to so many columns around its mistake, the blanks before the carets, their
    number."""
    first = 0
    if cells(excerpt) > width:
        before = excerpt[: column - 1]
        first = len(before) - fitting(before[::-1], width // 2)
    text = excerpt[first:]
    text = text[: fitting(text, width)]
    start = column - 1 - first
    stop = min(max(end - 1 - first, start + 1), max(len(text), start + 1))
    lead = "…" if first else ""
    tail = "…" if first + len(text) < len(excerpt) else ""
    before = " " * (cells(text[:start]) + len(lead) + max(0, start - len(text)))
    return lead + visible(text) + tail, before, max(1, cells(text[start:stop]))


def visible(text: str) -> str:
    """A text of which a terminal obeys nothing: control characters become marks."""
    if text.isprintable():
        return text
    return "".join(
        " " if c == "\t" else c if c.isprintable() or c in _SHOWN else "\N{REPLACEMENT CHARACTER}"
        for c in text
    )


def _plain(one: Diagnostic) -> dict[str, object]:
    return {
        "code": one.code,
        "severity": str(one.severity),
        "message": one.message,
        "help": one.help,
        "file": one.file,
        "line": one.line,
        "column": one.column,
        "end_line": one.end_line,
        "end_column": one.end_column,
        "fixable": bool(one.fix),
        "related": [
            {"file": o.file, "line": o.line, "column": o.column, "message": o.message}
            for o in one.related
        ],
    }


def _github(one: Diagnostic) -> str:
    """A workflow command (docs.github.com, "Workflow commands": setting an error message)."""
    level = "notice" if one.severity is Severity.INFO else str(one.severity)
    places = {
        "file": one.file,
        "line": one.line,
        "col": one.column,
        "endLine": one.end_line,
        "endColumn": one.end_column,
        "title": f"trainer {one.code}",
    }
    found = ",".join(
        f"{key}={_escape(visible(str(value)), ',:')}" for key, value in places.items() if value
    )
    text = f"{one.message} ({one.help})" if one.help else one.message
    return f"::{level} {found}::{_escape(visible(text))}"


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
