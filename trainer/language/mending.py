"""A file with syntax errors, cut at its questions so that each error costs its own question."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from trainer.language.door import Opened
from trainer.language.foreign import report_foreign
from trainer.language.grammar import HEAD
from trainer.language.lines import lines_of
from trainer.language.lookalikes import COLONS, DASHES, lookalike
from trainer.language.reporter import Reporter
from trainer.language.slip import report_slip
from trainer.language.source import (
    MappingNode,
    Node,
    RefusedError,
    SequenceNode,
    YAMLError,
    compose,
)
from trainer.language.syntax import explain_syntax
from trainer.records import record

_LIST = re.compile(r"^questions[ ]*:[ ]*(?:#.*)?\r?$", re.M)
_LIST_LOST = re.compile(
    r"^([A-Za-z]+)[ ]*:?[ ]*(?:#.*)?\r?\n(?=(?:[ ]*(?:#.*)?\r?\n)*[ ]*-[ ])", re.M
)
_DASH = re.compile(r"([ ]*)-(?:[ \t]|\r?$)", re.M)
_QUESTION = re.compile(
    rf"[ \t]*(?:-?[ \t]*-[ \t]+|{DASHES})(?:ask|statement|cloze|term)[ \t]*[:{COLONS}]"
)
_NEXT = re.compile(f"^{_QUESTION.pattern}", re.M)
_HEAD = re.compile(
    rf"(?:{'|'.join(key.name for key in HEAD if key.name != 'id')})[ ]*:(?:[ ]|\r?$)", re.M
)
_AGAIN = re.compile(
    r"(?:(?!questions)[a-z]+[ ]*:.*\n(?:[ \t#].*\n|\r?\n)*+)*+"
    r"questions[ ]*:[ ]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*+[ ]*-[ ]"
)
"""The head of a second file that was copied below the first, up to its list."""
_TOP = re.compile(rf"^(?:id[ ]*:|{_HEAD.pattern})", re.M)
_BEGUN = re.compile(r"^(?!---|\.\.\.)[^\s#%]", re.M)
_SOURCES = re.compile(r"^[ ]*sources[ ]*:", re.M)
_SAID = re.compile(r"^[ ]*[^\s#]", re.M)
_DOCUMENT = re.compile(r"^(---|\.\.\.)(?=[ \t\r\n]|\Z)", re.M)
_PIECE = re.compile(r"^(?=[^\s#\-])", re.M)

Piece = tuple[int, int]


@record(frozen=True, slots=True)
class Mended:
    """What could be saved: the head, the questions, and where the pieces that couldn't begin.

    `sources_known` is false if the head lost its sources. `foreign` are the characters at which
    anchors, aliases and tags were reported.
    """

    head: MappingNode | None
    items: SequenceNode | None
    lost: tuple[int, ...]
    sources_known: bool = True
    foreign: tuple[int, ...] = ()


def mend(text: str, reporter: Reporter) -> Mended:
    """Parse the pieces of a text that is no YAML as a whole; report those that are none alone."""
    before = len(reporter.found)
    text, parted = _one_document(text, reporter)
    region, pieces, tail = _cut(text)
    indents = [_indent(text, piece) for piece in pieces]
    expected = max(indents, key=indents.count, default=0)
    good = [
        piece
        for piece in pieces
        if _aligned(text, piece, expected, reporter)
        and not any(_parts(text, piece, at) for at in parted)
        and _sound(text, piece, reporter)
    ]
    rims = [
        piece for start, end in ((0, region), (tail, len(text))) for piece in _rim(text, start, end)
    ]
    kept = [piece for piece in rims if _sound(text, piece, reporter)]
    found = [report_foreign(reporter, text, *piece) for piece in (*kept, *good)]
    head = _composed(_only(text, kept))
    items = _composed(_only(text, good))
    if len(reporter.found) == before:
        _as_a_whole(text, reporter)
    return Mended(
        head if isinstance(head, MappingNode) else None,
        items if isinstance(items, SequenceNode) else None,
        tuple(sorted({*_starts({*pieces, *rims} - {*good, *kept}), *parted})),
        not any(
            _SOURCES.search(text, *piece)
            for piece in (set(rims) - set(kept) if isinstance(head, MappingNode) else rims)
        ),
        tuple(at for places in found for at in places),
    )


def parse_map(opened: Opened, what: str) -> MappingNode | None:
    """The map that a deck or a library file is; what can't be read is reported."""
    reporter = opened.reporter
    try:
        node = compose(opened.text)
    except (YAMLError, RefusedError):
        return mend(opened.text, reporter).head
    report_foreign(reporter, opened.text, 0, len(opened.text))
    if isinstance(node, MappingNode):
        return node
    start = node.start_mark.index if node is not None else 0
    message = f"this is not {what}" if node is not None else "this file is empty"
    reporter.report("Q002", reporter.line_from(start), message, "it begins with `title: …`")
    return None


def _starts(pieces: Iterable[Piece]) -> Iterator[int]:
    return (start for start, _ in pieces)


def _cut(text: str) -> tuple[int, list[Piece], int]:
    """Where the questions begin, the span of each, and where what follows them begins."""
    found = _LIST.search(text) or next(
        (m for m in _LIST_LOST.finditer(text) if _QUESTION.search(text, m.end())), None
    )
    if found is None:
        return len(text), [], len(text)
    at = found.end() + text.startswith("\n", found.end())
    region, tail = at, len(text)
    starts: list[int] = []
    indent = -1
    last = max((found.start() for found in _NEXT.finditer(text, at)), default=at)
    while at < len(text):
        dash = _DASH.match(text, at)
        if dash and indent < 0:
            indent = len(dash[1])
        if (dash and len(dash[1]) == indent) or _QUESTION.match(text, at):
            starts.append(at)
        elif starts and _HEAD.match(text, at) and (at > last or _AGAIN.match(text, at)):
            # Before a question it is a key of the one above, in the column of the head's.
            tail = at
            break
        stop = text.find("\n", at)
        at = len(text) if stop < 0 else stop + 1
    if not starts:
        return region, [], region
    return starts[0], list(zip(starts, [*starts[1:], tail], strict=True)), tail


def _one_document(text: str, reporter: Reporter) -> tuple[str, list[int]]:
    """A text with lines blank that begin another document, and where they stand; they are reported.

    The questions go on behind such a line, unless what follows has a head of its own: then it is
    another file, and blank to its end.
    """
    begun = _BEGUN.search(text)
    found = list(_DOCUMENT.finditer(text, begun.start())) if begun else []
    if not found:
        return text, []
    asked = [one.start() for one in _NEXT.finditer(text)]
    heads = [one.start() for one in _TOP.finditer(text)]
    listed = _LIST.search(text)
    parted: list[int] = []
    kept: list[str] = []
    at = 0
    for one in found:
        start, stop = one.start(), text.find("\n", one.start()) + 1 or len(text)
        parted.append(start)
        message = f"`{one[1]}` ends the file's one document"
        help = "one file holds one list of questions; remove the line, or make two files"
        upto = next(iter(asked[bisect_left(asked, start) :][:1]), len(text))
        own = heads[bisect_left(heads, start) : bisect_left(heads, upto)]
        again = listed is not None and listed.start() < start
        if any(not text.startswith("questions", head) for head in own):
            reporter.report("Y018", one.span(1), message, help)
            kept.append(text[at:start] + _blank(text[start:]))
            return "".join(kept), parted
        bare = not (own and again) and not text[one.end() : stop].strip()
        fix = (reporter.edit(start, stop, ""),) if bare else ()
        reporter.report("Y018", one.span(1), message, help, fix=fix)
        if own and again:
            stop = text.find("\n", own[-1]) + 1 or len(text)
        kept += (text[at:start], _blank(text[start:stop]))
        at = stop
    return "".join([*kept, text[at:]]), parted


def _parts(text: str, piece: Piece, at: int) -> bool:
    """Whether a line that began another document stands within a question, not behind it."""
    start, end = piece
    return start < at < end and _SAID.search(text, at, end) is not None


def _aligned(text: str, piece: Piece, expected: int, reporter: Reporter) -> bool:
    """Whether a question's dash stands where those of the others do."""
    start, end = piece
    indent = _indent(text, piece)
    if indent == expected:
        return True
    stop = text.find("\n", start, end)
    message = f"this question stands in column {indent + 1}, the others in column {expected + 1}"
    if indent < 0:
        first = next(lines_of(text, start, end))
        if slip := lookalike(first):
            report_slip(reporter, slip)
            return False
        message = "this question's dash isn't where the others have theirs"
    where = (start + max(indent, 0), end if stop < 0 else stop)
    reporter.report("Y022", where, message, "let all dashes of one list begin in one column")
    return False


def _indent(text: str, piece: Piece) -> int:
    found = _DASH.match(text, piece[0])
    return len(found[1]) if found else -1


def _sound(text: str, piece: Piece, reporter: Reporter) -> bool:
    start, end = piece
    try:
        compose(text[start:end])
    except YAMLError as error:
        explain_syntax(reporter, start, end, error)
    except RefusedError as refused:
        where = (start + refused.start, start + refused.end)
        reporter.report(refused.code, where, refused.message, refused.help)
    else:
        return True
    return False


def _rim(text: str, start: int, end: int) -> list[Piece]:
    """What stands outside the questions, cut at its keys if it is no YAML as a whole."""
    if not text[start:end].strip():
        return []
    try:
        compose(text[start:end])
    except (YAMLError, RefusedError):
        starts = [
            start,
            *(m.start() for m in _PIECE.finditer(text, start, end) if m.start() > start),
        ]
        return list(zip(starts, [*starts[1:], end], strict=True))
    return [(start, end)]


def _only(text: str, pieces: list[Piece]) -> str:
    """The text with all but these pieces blank, so that positions stay what they are."""
    kept: list[str] = []
    at = 0
    for start, end in pieces:
        kept += (_blank(text[at:start]), text[start:end])
        at = end
    return "".join(kept)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _composed(text: str) -> Node | None:
    try:
        return compose(text)
    except (YAMLError, RefusedError):
        return None


def _as_a_whole(text: str, reporter: Reporter) -> None:
    """Each piece is YAML alone, only together they are not: say what libyaml says of the whole."""
    try:
        compose(text)
    except YAMLError as error:
        explain_syntax(reporter, 0, len(text), error)
    except RefusedError as refused:
        reporter.report(refused.code, (refused.start, refused.end), refused.message, refused.help)
