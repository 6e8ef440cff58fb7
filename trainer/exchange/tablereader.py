"""Tables → questions: our own columns, those people make by hand, and Quizlet's two."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf

from trainer.errors import TrainerError
from trainer.exchange.arrivals import Arrival, Arrivals, UnreadableError, made
from trainer.exchange.rows import body_of, cell_list, cell_pairs, raw_list
from trainer.exchange.table import COLUMNS
from trainer.exchange.texts import from_plain
from trainer.question import Citation, Media, Question, Source
from trainer.wording.slug import slug

_GUARD = re.compile(r"'(?='*[=+\-@\t\r])")
_OPTION = re.compile(r"(?:option|choice|answer|alternative)s?\W*([a-j]|\d)\b|([a-j])", re.I)
_MEANINGS: Mapping[str, re.Pattern[str]] = {
    "ask": re.compile(r"(?:question|ask|stem|prompt|front|statement|item)\b", re.I),
    "correct": re.compile(r"(?:correct|right|key|solution)\b", re.I),
    "answer": re.compile(r"(?:answers?|back|definition|meaning|means|response)\b", re.I),
    "term": re.compile(r"(?:term|word)\b", re.I),
    "wrong": re.compile(r"(?:wrong|incorrect|distractor|false)", re.I),
    "explain": re.compile(r"(?:explain|explanation|feedback|rationale)\b", re.I),
    "tags": re.compile(r"(?:tags?|topic|category|chapter)\b", re.I),
    "hints": re.compile(r"hints?\b", re.I),
}


def read_table(text: str, delimiter: str, file: str) -> Arrivals:
    """Every row of a table. Raises TrainerError where it is none."""
    rows = _rows(text, delimiter, file)
    if not rows or max(map(len, rows)) < 2:
        raise TrainerError(
            f"{file} has only one column; a table of questions needs what is asked and the answer."
        )
    header = [cell.strip().lower() for cell in rows[0]]
    arrivals = Arrivals()
    if "ask" in header and "kind" in header:
        _ours(rows, header, arrivals)
        return arrivals
    names = [_meaning(cell) for cell in header]
    if ("ask" in names or "term" in names) and len(set(names) - {""}) > 1:
        rows = rows[1:]
    else:
        names = ["term", "answer"] if len(header) == 2 else ["ask", "answer"]
        names += ["wrong"] * (len(header) - 2)
    for row in rows:
        try:
            arrivals.found.append(Arrival(_foreign(names, row)))
        except UnreadableError as error:
            arrivals.skipped.note(str(error), row[0])
    return arrivals


def _rows(text: str, delimiter: str, file: str) -> list[list[str]]:
    first = text.lstrip("\n").partition("\n")[0]
    if delimiter == "," and first.count(",") < max(first.count(";"), first.count("\t")):
        delimiter = max(";\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise TrainerError(f"{file} can't be read as a table: {error}.") from None
    return [
        [_GUARD.sub("", cell, count=1) if cell[:1] == "'" else cell for cell in row]
        for row in rows
        if any(cell.strip() for cell in row)
    ]


def _meaning(cell: str) -> str:
    """What a column's head says that it has; '' for one that isn't known."""
    if option := _OPTION.match(cell):
        letter = option[1] or (option[2] if len(cell) == 1 else "")
        if letter:
            return f"option {letter}"
    return next((name for name, head in _MEANINGS.items() if head.match(cell)), "")


def _ours(rows: Sequence[Sequence[str]], header: Sequence[str], arrivals: Arrivals) -> None:
    sources: dict[str, Source] = {}
    for row in rows[1:]:
        cells = {n: c.replace("\r\n", "\n").strip() for n, c in zip(header, row, strict=False)}
        try:
            body = body_of(cells)
            question = _common(made(body, cells.get("id", "")), cells, sources)
        except UnreadableError as error:
            arrivals.skipped.note(str(error), cells.get("ask", ""))
            continue
        if cells.get("image") or cells.get("audio"):
            arrivals.skipped.loss("its picture or sound isn't in a table", question.ask)
        arrivals.found.append(Arrival(question))
    unknown = [name for name in header if name and name not in COLUMNS]
    for name in unknown:
        arrivals.skipped.loss(f"the column `{name[:40]}` isn't known", name)


def _common(question: Question, cells: Mapping[str, str], sources: dict[str, Source]) -> Question:
    def said(name: str) -> str:
        return cells.get(name, "")

    points = _points(said("points"))
    level = said("level")
    return replace(
        question,
        tags=tuple(said("tags").split()),
        level=int(level) if level in ("1", "2", "3", "4", "5") else None,
        objective=said("objective"),
        sources=tuple(
            Citation(_source(title, sources), locator)
            for title, locator in cell_pairs(said("source"))
        ),
        explain=said("explain"),
        hints=cell_list(said("hints")),
        image=Media(said("image"), said("alt")) if said("image") else None,
        audio=Media(said("audio")) if said("audio") else None,
        points=points,
        lang=said("lang"),
        fact=said("fact"),
        after=tuple(said("after").split()),
        was=tuple(said("was").split()),
        names=cell_list(said("names")),
        romanisation=said("romanisation"),
        retired=said("retired").lower() == "true",
    )


def _points(cell: str) -> float:
    try:
        points = float(cell or 1)
    except ValueError:
        points = 0.0
    if not 0 < points < inf:
        raise UnreadableError(f"`points` is a number above 0, not `{cell[:20]}`")
    return points


def _source(title: str, sources: dict[str, Source]) -> Source:
    """The source of that title; each gets a key of its own."""
    if title not in sources:
        key = base = slug(title) or "source"
        taken = {source.key for source in sources.values()}
        number = 1
        while key in taken:
            number += 1
            key = f"{base}-{number}"
        sources[title] = Source(key, from_plain(title))
    return sources[title]


def _foreign(names: Sequence[str], row: Sequence[str]) -> Question:
    """A row of a table that someone made."""
    cells: dict[str, list[str]] = {}
    for name, cell in zip(names, row, strict=False):
        if name and (said := " ".join(cell.split())):
            cells.setdefault(name, []).append(said)
    tags = [tag for cell in cells.get("tags", []) for tag in re.split(r"[,;]\s*", cell)]
    explain = "\n\n".join(cells.get("explain", []))
    hints = tuple(cells.get("hints", []))
    return made(raw_list(cells), "", tags=tags, explain=explain, hints=hints)
