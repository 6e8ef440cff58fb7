"""Question files and library files: bytes in, questions and diagnostics out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Any

from trainer.language.diagnostics import Diagnostic, Severity
from trainer.language.door import Opened, folder_of, open_bytes
from trainer.language.foreign import report_foreign
from trainer.language.heading import read_head, read_shared
from trainer.language.item import read_question
from trainer.language.mending import Mended, mend, parse_map
from trainer.language.reading import Entry, Head, Reading, Shared
from trainer.language.reporter import Reporter
from trainer.language.skim.file import Skim
from trainer.language.skim.written import UnsureError
from trainer.language.source import (
    MappingNode,
    Node,
    RefusedError,
    SequenceNode,
    YAMLError,
    compose,
)
from trainer.language.texts import Context, wary
from trainer.question import Question

__all__ = ["Entry", "Head", "Reading", "Shared", "read", "read_library"]


def read(data: bytes, file: str, stem: str, shared: Shared) -> Reading:
    """Every question of a file and every mistake in it; nothing in `data` makes this raise.

    `file` is the path as people see it, `stem` the file's id unless it gives one. A syntax error
    costs its own question, never the next one.
    """
    try:
        return Skim(data, file, stem, shared).reading()
    except UnsureError:
        return read_fully(data, file, stem, shared)


def read_fully(data: bytes, file: str, stem: str, shared: Shared) -> Reading:
    """`read`, by the YAML parser whatever the file is like."""
    opened = open_bytes(data, file)
    if isinstance(opened, Diagnostic):
        return Reading(file, Head(stem), (), (opened,))
    reporter = opened.reporter
    context = Context(reporter, stem, shared.sources, folder_of(file))
    mended = _parse(opened)
    spoiled = sorted((*opened.spoiled, *mended.foreign))
    context.sources_known = mended.sources_known
    head, defaults, listed = read_head(context, mended.head, stem, shared)
    items, lost = mended.items, mended.lost
    if any(one.code == "Y019" for one in reporter.found):
        items, lost = _all_lists(mended)
    items = items or _questions(context, mended, listed)
    entries = _entries(context, items, defaults, shared.library, lost, spoiled)
    entries = _distinct(entries, reporter)
    return Reading(file, head, tuple(entries), reporter.sorted())


def _parse(opened: Opened) -> Mended:
    reporter = opened.reporter
    try:
        node = compose(opened.text)
    except (YAMLError, RefusedError):
        return mend(opened.text, reporter)
    if isinstance(node, MappingNode):
        return Mended(node, None, (), foreign=_foreign(opened))
    if isinstance(node, SequenceNode):
        at = reporter.line_from(node.start_mark.index)
        reporter.report(
            "Q002",
            at,
            "the list of questions has no `questions:` above it",
            "write `questions:` on a line of its own",
        )
        return Mended(None, node, (), foreign=_foreign(opened))
    if node is None:
        reporter.report(
            "Q001", (0, 0), "this file is empty", "begin with `questions:` and a line `- ask: …`"
        )
    else:
        reporter.report(
            "Q002",
            reporter.line_from(node.start_mark.index),
            "this is no file of questions",
            "begin with `questions:` and a line `- ask: …`",
        )
    return Mended(None, None, ())


def _foreign(opened: Opened) -> tuple[int, ...]:
    return tuple(report_foreign(opened.reporter, opened.text, 0, len(opened.text)))


def _questions(context: Context, mended: Mended, listed: Node | None) -> SequenceNode | None:
    """The list of questions, or a word on why there is none."""
    reporter = context.reporter
    if isinstance(listed, SequenceNode):
        if not listed.value:
            reporter.report(
                "Q001",
                listed,
                "this file has no questions yet",
                "begin with a line `- ask: …`",
                severity=Severity.WARNING,
            )
        return listed
    if mended.lost or mended.head is None:
        return None
    if listed is None:
        if not any(one.code == "Y019" or one.code == "Q010" for one in reporter.found):
            at = reporter.line_from(mended.head.start_mark.index)
            reporter.report(
                "Q001",
                at,
                "this file has no `questions:`",
                "write `questions:` above the list of questions",
            )
        return None
    if isinstance(listed, MappingNode):
        at = reporter.line_from(listed.start_mark.index)
        reporter.report(
            "Q002", at, "`questions` is a list", "begin each question with a dash: `- ask: …`"
        )
        return None
    if listed.value:
        reporter.report(
            "Q002", listed, "`questions` is a list", "begin each question with a dash: `- ask: …`"
        )
    else:
        reporter.report(
            "Q001",
            listed,
            "this file has no questions yet",
            "begin with a line `- ask: …`",
            severity=Severity.WARNING,
        )
    return None


def _all_lists(mended: Mended) -> tuple[SequenceNode | None, tuple[int, ...]]:
    """The questions of all lists of a file, as a second one is reported but loses none; and where
    pieces begin that end the question before them."""
    pairs = mended.head.value if mended.head is not None else []
    lists = [value for key, value in pairs if key.value == "questions" and _is_block(value)]
    if mended.items is not None:
        lists.append(mended.items)
    if len(lists) < 2:
        return lists[0] if lists else None, mended.lost
    lists.sort(key=lambda one: int(one.start_mark.index))
    nodes = [node for one in lists for node in one.value]
    start, end = lists[0].start_mark, lists[-1].end_mark
    lost = {*mended.lost, *(int(key.start_mark.index) for key, _ in pairs)}
    return SequenceNode("", nodes, start, end, flow_style=False), tuple(sorted(lost))


def _is_block(node: Node) -> bool:
    return isinstance(node, SequenceNode) and bool(node.value) and not node.flow_style


def _entries(
    context: Context,
    items: SequenceNode | None,
    defaults: Mapping[str, Any],
    library: str,
    lost: tuple[int, ...],
    spoiled: list[int],
) -> list[Entry]:
    if items is None or not items.value:
        return []
    text = context.reporter.text
    spans = item_spans(text, items, lost)
    entries: list[Entry] = []
    byte, at = context.reporter.bom, 0
    ascii_only = text.isascii()
    for node, (start, end) in zip(items.value, spans, strict=True):
        if spoiled and _holds(spoiled, start, end):
            continue
        context.wary = wary(text, start, end)
        question = read_question(context, node, defaults, library)
        if question is None:
            continue
        if ascii_only:
            first, last = start + byte, end + byte
        else:
            first = byte + len(text[at:start].encode())
            last = first + len(text[start:end].encode())
            byte, at = last, end
        line = question.place.line
        if node.start_mark.index - node.start_mark.column != start:
            line = context.reporter.place(start)[0]
        entries.append(Entry(question, first, last, line))
    return entries


def _holds(places: list[int], start: int, end: int) -> bool:
    first = bisect_left(places, start)
    return first < len(places) and places[first] < end


def item_spans(text: str, items: SequenceNode, lost: tuple[int, ...] = ()) -> list[tuple[int, int]]:
    """The characters of each item: whole lines from its dash, or a flow item as it is.

    `lost` are the starts of pieces that couldn't be parsed, which end the item before them.
    """
    if items.flow_style:
        return [(item.start_mark.index, item.end_mark.index) for item in items.value]
    starts = [_dash_line(text, item.start_mark.index) for item in items.value]
    ends = [*starts[1:], _last_line(text, items.end_mark.index)]
    if lost:
        spans = zip(starts, ends, strict=True)
        ends = [min(end, _next(lost, start, end)) for start, end in spans]
    return list(zip(starts, ends, strict=True))


def _next(places: tuple[int, ...], after: int, otherwise: int) -> int:
    """The first of sorted places behind one."""
    position = bisect_right(places, after)
    return places[position] if position < len(places) else otherwise


def _dash_line(text: str, at: int) -> int:
    """The start of the line with the dash that an item's first key follows."""
    start = text.rfind("\n", 0, at) + 1
    while start and not text[start:at].lstrip(" ").startswith("-"):
        start = text.rfind("\n", 0, start - 1) + 1
    return start


def _last_line(text: str, at: int) -> int:
    """Where the last item ends: before the line of what follows, or with the text."""
    return at if at >= len(text) else text.rfind("\n", 0, at) + 1


def _distinct(entries: list[Entry], reporter: Reporter) -> list[Entry]:
    """The entries without those whose id is taken already, which are reported."""
    first: dict[str, Entry] = {}
    for entry in entries:
        question = entry.question
        taken = first.setdefault(question.id, entry)
        if taken is entry:
            continue
        where = _id_span(reporter, entry)
        first_at = _id_span(reporter, taken)
        name = question.id.rpartition("/")[2]
        if question.named:
            message, help = f"another question of this file has the id `{name}`", "rename one"
        else:
            message, help = "this question stands here twice", "remove one, or give both ids"
        reporter.report(
            "Q021", where, message, help, related=(reporter.related(first_at, "the first one"),)
        )
    return list(first.values())


def _id_span(reporter: Reporter, entry: Entry) -> tuple[int, int]:
    """Where an entry's id stands, else its first line."""
    return id_span(reporter, entry.line, entry.question)


def id_span(reporter: Reporter, line: int, question: Question) -> tuple[int, int]:
    """Where a question's id is written, else the line it begins on."""
    import re

    start = reporter.start_of(line)
    if not question.named:  # thousands may be equal, and none of them has an id to look for
        return reporter.line_from(start)
    name = question.id.rpartition("/")[2]
    found = re.compile(rf"^[ ]*(?:-[ ]+)?id[ ]*:[ ]*['\"]?({re.escape(name)})", re.M).search(
        reporter.text, start
    )
    return found.span(1) if found else reporter.line_from(start)


def read_library(data: bytes, file: str) -> tuple[Shared, tuple[Diagnostic, ...]]:
    """What `questions/library.yaml` gives to all files; what can't be used is left out."""
    opened = open_bytes(data, file)
    if isinstance(opened, Diagnostic):
        return Shared(), (opened,)
    node = parse_map(opened, "a library file")
    shared = read_shared(Context(opened.reporter, "", {}), node) if node is not None else Shared()
    return shared, opened.reporter.sorted()
