"""Edits of spans: what a machine can mend in a file, with its comments and layout untouched."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trainer.language.diagnostics import Diagnostic, Edit
from trainer.language.grammar import ALL_KEYS
from trainer.language.reading import Entry, Reading
from trainer.question import Choice, Choices, Cloze, Question, Short, Term
from trainer.wording.slug import slug

_KEY = re.compile(rb"['\"]?([a-z-]+)['\"]?[ ]*:(?=\s|\Z)")
_KEYS = frozenset(key.encode() for key in ALL_KEYS)
_WRITTEN = re.compile(rb"\bid[ ]*:[ ]*['\"]?([\w.\x80-\xff-]+)")


def apart(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those with a fix, from the top of the file, without any whose fix overlaps one before it:
    half of a fix, such as the first of two quotes, would be worse than none."""
    found: list[Diagnostic] = []
    at = 0
    for one in sorted((one for one in diagnostics if one.fix), key=_first):
        if _first(one) >= at:
            found.append(one)
            at = max(edit.end for edit in one.fix)
    return found


def _first(one: Diagnostic) -> int:
    return min(edit.start for edit in one.fix)


def fix(data: bytes, diagnostics: Iterable[Diagnostic]) -> bytes:
    """The bytes of a file with the fixes of its diagnostics made, except those that overlap; what
    is mended isn't reported again, so that a second run makes those and a third none."""
    return apply(data, (edit for one in apart(diagnostics) for edit in one.fix))


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes of a file with these edits made; of two that overlap the first in the file wins."""
    pieces: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start >= at:
            pieces += (data[at : edit.start], edit.text.encode())
            at = edit.end
    return b"".join([*pieces, data[at:]])


def ids(data: bytes, reading: Reading) -> tuple[tuple[str, Edit], ...]:
    """For each question without an id: the id it has now, and the edit that writes one.

    An id is a slug of the answer, else of the stem, and differs from all others of the file.
    """
    # Also those of questions that couldn't be read, or a later mending would make them doubles.
    taken = {found.decode(errors="replace") for found in _WRITTEN.findall(data)}
    taken |= {old.rpartition("/")[2] for question in reading.questions for old in question.was}
    found: list[tuple[str, Edit]] = []
    for entry in reading.entries:
        if not entry.question.named:
            name = _unused(_name(entry.question), taken)
            taken.add(name)
            found.append((entry.question.id, _written(data, entry, name)))
    return tuple(found)


def _unused(name: str, taken: set[str]) -> str:
    unused, number = name, 1
    while unused in taken:
        number += 1
        unused = f"{name}-{number}"
    return unused


def _name(question: Question) -> str:
    """A short name: of the answer where it is short and there is one, else of the stem."""
    match question.body:
        case Choice(options=options) | Choices(options=options):
            answer = next(option.text for option in options if option.right)
        case Short(answer=answer) | Term(term=answer):
            pass
        case Cloze() as cloze:
            answer = cloze.blanks(cloze.groups[0])[0].answer
        case _:
            answer = ""
    name = slug(answer) if len(answer) <= 40 else ""
    return name if any(c.isalpha() for c in name) else slug(question.ask) or question.kind


def _written(data: bytes, entry: Entry, name: str) -> Edit:
    """The edit that writes an id below the first key of an item."""
    item = data[entry.start : entry.end]
    brace = item.find(b"{")
    dash = item.find(b"-")
    if (brace >= 0 and not item[dash + 1 : brace].strip() and dash < brace) or item[:1] == b"{":
        at = entry.start + brace + 1
        return Edit(at, at, f"id: {name}, ")
    end = "\r\n" if b"\r\n" in item else "\n"
    column = entry.question.place.column - 1
    line = f"{' ' * column}id: {name}{end}"
    at, last = 0, 0
    for number, raw in enumerate(item.splitlines(keepends=True)):
        bare = raw.strip()
        indent = len(raw) - len(raw.lstrip(b" "))
        # Not within a text that goes on below its key, nor between `?` and `:`.
        if number and indent == column and (key := _KEY.match(bare)) and key[1] in _KEYS:
            return Edit(entry.start + at, entry.start + at, line)
        at += len(raw)
        if bare and not (bare.startswith(b"#") and indent < column):
            last = at
    if not item[:last].endswith(b"\n"):
        line = end + line.removesuffix(end)
    return Edit(entry.start + last, entry.start + last, line)
