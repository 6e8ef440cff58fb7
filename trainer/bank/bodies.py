"""Questions by their ids: their bytes cut out of the files, and only those read."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from trainer.bank.files import File
from trainer.bank.index import Index
from trainer.bank.library import bytes_there
from trainer.bank.packing import unpack_head
from trainer.bank.search import EACH
from trainer.bank.stamps import AGAIN
from trainer.paths import QUESTIONS

if TYPE_CHECKING:
    from trainer.question import Question


def bytes_of(index: Index, name: str) -> bytes:
    """A question file's bytes; none where it is gone meanwhile."""
    return bytes_there(index.library.questions / name)


def whole_file(index: Index, name: str, ids: Container[str]) -> Iterator[Question]:
    """Those questions of a file in its order: half the time of cutting out each one."""
    from trainer.language.reader import read

    reading = read(bytes_of(index, name), f"{QUESTIONS}/{name}", PurePath(name).stem, index.shared)
    for question in reading.questions:
        if question.id in ids:
            yield _placed(question, index.shown(name))


def _placed(question: Question, shown: str) -> Question:
    return replace(question, place=replace(question.place, file=shown))


class _Span(NamedTuple):
    question: str
    file: int
    name: str
    start: int
    end: int
    line: int


def questions(index: Index, ids: Iterable[str]) -> dict[str, Question]:
    """The questions with these ids (`file-id/question-id`).

    A file that isn't as the index knew it is read again first. What is gone, or broken since,
    is missing.
    """
    found: dict[str, Question] = {}
    wanted = list(ids)
    for last_chance in (False, True):
        spans = _spans(index, wanted)
        changed = [name for name in spans if not _cut(index, name, spans[name], found)]
        wanted = [span.question for name in changed for span in spans[name]]
        if not wanted or last_chance:
            break
        for name in changed:
            index.reread(name)
    return found


def _spans(index: Index, ids: list[str]) -> dict[str, list[_Span]]:
    rows = index.ask(
        "SELECT question, file, name, start, end, line FROM items JOIN files ON files.id = file"
        f" WHERE question IN {EACH} ORDER BY file, start",
        [json.dumps(ids)],
    )
    spans: dict[str, list[_Span]] = {}
    for span in map(_Span._make, rows):
        if index.file(span.name) is not None:
            spans.setdefault(span.name, []).append(span)
    return spans


def _cut(index: Index, name: str, spans: list[_Span], found: dict[str, Question]) -> bool:
    """Reads the spans of one file; whether the file is what the index takes it for."""
    from trainer.language.alone import read_item

    path = index.library.questions / name
    known = index.file(name)
    if known is None or not _unchanged(path, known, sure=not index.unsure):
        return False
    head_row = index.ask("SELECT head FROM files WHERE id = ?", [spans[0].file])
    head, shared = unpack_head(head_row[0][0]), index.shared
    same = True
    with path.open("rb") as file:
        for span in spans:
            file.seek(span.start)
            data = file.read(span.end - span.start)
            question = read_item(data, head, f"{QUESTIONS}/{name}", span.line, shared)
            if question is None or question.id != span.question:
                same = False
            else:
                found[span.question] = _placed(question, index.shown(name))
    return same


def _unchanged(path: Path, file: File, *, sure: bool) -> bool:
    """Whether a file is the one that the index has; `sure` says that it was looked at."""
    try:
        info = path.stat()
    except OSError:
        return False
    # A file too fresh for its time stamp to be trusted shows by its questions' ids.
    stamps = (AGAIN, info.st_mtime_ns) if sure else (info.st_mtime_ns,)
    return info.st_size == file.size and file.mtime_ns in stamps
