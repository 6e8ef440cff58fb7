"""Nodes into texts, lists and maps of texts; what can't be read is reported and becomes None."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from trainer.language.diagnostics import Edit, Severity
from trainer.language.escapes import misread
from trainer.language.keys import MAX_TEXT, Key, Shape
from trainer.language.quoting import quote
from trainer.language.reporter import Reporter, report_twice
from trainer.language.slip import report_slip, takes_text
from trainer.language.source import MappingNode, Node, ScalarNode, SequenceNode
from trainer.question import Source
from trainer.wording.brief import brief

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


@dataclass(slots=True, repr=False, eq=False)
class Context:
    """What reading a question needs to know of its file.

    `folder` is the file's folder under `questions/`. `wary` says that the text has something
    (a comment, a backslash, sheer length) for which every scalar must be looked at twice.
    `sources_known` is false where the head couldn't be read, so that nobody is told of unknown
    sources on top of that.
    """

    reporter: Reporter
    file_id: str
    sources: Mapping[str, Source]
    folder: str = ""
    sources_known: bool = True
    wary: bool = True


def wary(text: str, start: int, end: int) -> bool:
    """Whether scalars of this piece of text need the second look."""
    return (
        text.find(" #", start, end) >= 0
        or text.find("\\", start, end) >= 0
        or end - start > MAX_TEXT // 4
    )


def read_text(context: Context, key: Key, node: Node) -> str | None:
    if node.__class__ is not ScalarNode:
        _not_a_text(context, key, node)
        return None
    value: str = node.value
    if node.style in ("|", ">"):
        value = value.rstrip("\n")
    if not value or value.isspace():
        _empty(context, key, node)
        return None
    if context.wary and not _sound(context, key, node, value):
        return None
    return value


def _sound(context: Context, key: Key, node: Node, value: str) -> bool:
    reporter, style = context.reporter, node.style  # type: ignore[attr-defined]
    if len(value) > MAX_TEXT and len(value.encode()) > MAX_TEXT:
        reporter.report("Y006", node, "this text is longer than 64 KiB", "split the question")
        return False
    raw = reporter.text[node.start_mark.index : node.end_mark.index] if style == '"' else ""
    if "\\" in raw and (slip := misread(raw, node.start_mark.index)):
        report_slip(reporter, slip)
        return False
    if style == '"' and (found := _CONTROL.search(value)):
        name = f"U+{ord(found[0]):04X}"
        reporter.report("Y007", node, f"control character {name} in a text", "leave it out")
        return False
    end = node.end_mark.index
    text = reporter.text
    if not style and text.startswith(" #", end) and _is_meant(key, text[end + 2 : end + 3]):
        stop = reporter.line_from(end)[1]
        quoted = (node.start_mark.index, stop)
        reporter.report(
            "Y020",
            (end + 1, stop),
            "all after ` #` is a comment and not part of the text",
            "quote the whole text, or put two spaces before the `#` of a comment",
            severity=Severity.WARNING,
            fix=(reporter.edit(*quoted, quote(text[slice(*quoted)])),),
        )
    return True


def _is_meant(key: Key, sign: str) -> bool:
    """Whether what follows ` #` may be part of a text: in prose always, in a list or a map, where
    comments are usual, before a sign that isn't a space (`Symphony #5`)."""
    return key.prose or (key.shape in _WITHIN and bool(sign.strip()) and sign != "#")


_WITHIN = {Shape.TEXTS, Shape.FEEDBACK, Shape.ITEMS, Shape.PAIRS, Shape.RUBRIC}


def _not_a_text(context: Context, key: Key, node: Node) -> None:
    reporter = context.reporter
    if getattr(node, "flow_style", False):
        start, end = node.start_mark.index, node.end_mark.index
        help, whole = "quote the whole text", reporter.text[start:end]
        fix: tuple[Edit, ...] = (reporter.edit(start, end, quote(whole)),)
        if key.name == "answer" and isinstance(node, SequenceNode):
            help += "; several right answers go under `answers`, other spellings under `accept`"
            if len(node.value) > 1:
                # Hardly one text, and which of these keys is meant only its author knows.
                fix = ()
        if "\n" in whole:
            end, fix = reporter.line_from(start)[1], ()
        sign = reporter.text[start : start + 2] if reporter.text[start] == "{" else "["
        reporter.report(
            "Y012",
            (start, max(end, start + 1)),
            f"`{key.name}` is a text, but `{sign}` begins a {_what(node)}",
            help,
            fix=fix,
        )
        return
    lines = reporter.line_from(node.start_mark.index)
    reporter.report(
        "Q015",
        lines,
        f"`{key.name}` is one text, not a {_what(node)}",
        f"for example `{key.name}: {key.example}`; a text of several lines goes below `>-`",
    )


def _what(node: Node) -> str:
    return "list" if isinstance(node, SequenceNode) else "map of keys to values"


def _empty(context: Context, key: Key, node: Node) -> None:
    if _commented_out(context, node, key.name):
        return
    reporter = context.reporter
    start = node.start_mark.index
    before = reporter.text.rfind(key.name, 0, start + 1)
    same_line = before >= 0 and "\n" not in reporter.text[before:start]
    where = (before, before + len(key.name)) if same_line else (start, start + 1)
    if node.end_mark.index > start and reporter.text[start] in "'\"":
        where = start, node.end_mark.index  # written as one without anything in it
    reporter.report("Q014", where, f"`{key.name}` is empty", f"for example `{key.example}`")


def _commented_out(context: Context, node: Node, name: str) -> bool:
    """Report a text that is empty because it begins with `#`; `name` is its key."""
    reporter = context.reporter
    line = reporter.line_from(node.start_mark.index)
    after = reporter.text[slice(*line)].lstrip(" :")
    at = line[0] + (line[1] - line[0] - len(after))
    if not after.startswith("#") or after.startswith("# ") or after == "#":
        return False
    message = "`#` begins a comment, so this text is empty"
    if takes_text(name):
        fix = (reporter.edit(at, line[1], quote(after)),)
        reporter.report("Y012", (at, line[1]), message, "quote the whole text", fix=fix)
    else:
        help = f"write `{name}: {after.lstrip('#')}`"
        reporter.report("Y012", (at, line[1]), message, help)
    return True


def read_texts(context: Context, key: Key, node: Node) -> tuple[str, ...] | None:
    if node.__class__ is ScalarNode:
        one = read_text(context, key, node)
        return None if one is None or _lost_opening(context, key, node, one) else (one,)
    if isinstance(node, MappingNode):
        _map_for_list(context, key, node)
        return None
    entries = [_entry(context, key, entry) for entry in node.value]
    if not entries:
        _empty_list(context, key, node)
        return None
    found = tuple(entry for entry in entries if entry is not None)
    return found if len(found) == len(entries) else None


def _lost_opening(context: Context, key: Key, node: Node, text: str) -> bool:
    """Report a list whose opening bracket is gone, so that it became one text."""
    if not text.endswith("]") or "[" in text or node.style:  # type: ignore[attr-defined]  # scalars have one
        return False
    at = node.end_mark.index
    message = "`]` closes nothing that is open"
    help = f"write `{key.name}: [{brief(text)}`, or quote the text"
    context.reporter.report("Y014", (at - 1, at), message, help)
    return True


def _empty_list(context: Context, key: Key, node: Node) -> None:
    help = f"for example `{key.name}: {key.example}`; or leave the key out"
    context.reporter.report("Q014", node, f"`{key.name}` is empty", help)


def _entry(context: Context, key: Key, node: Node) -> str | None:
    """One text of a list."""
    if isinstance(node, MappingNode) and len(node.value) == 1:
        context.reporter.report(
            "Q035",
            context.reporter.line_from(node.start_mark.index),
            f"a colon makes this entry of `{key.name}` a map of its own",
            "quote the text; or, where feedback goes with each, leave out all the dashes",
        )
        return None
    return read_text(context, key, node)


def _map_for_list(context: Context, key: Key, node: Node) -> None:
    start = node.start_mark.index
    if getattr(node, "flow_style", False) and context.reporter.text.startswith("{{", start):
        _not_a_text(context, key, node)
        return
    context.reporter.report(
        "Q015",
        context.reporter.line_from(start),
        f"`{key.name}` is a text or a list of texts, not a map of keys to values",
        f"for example `{key.name}: {key.example}`; quote a text that holds a colon and a space",
    )


def read_pairs(
    context: Context, key: Key, node: Node, optional: bool = False
) -> tuple[tuple[str, str], ...] | None:
    """A map of text to text; where `optional`, an entry may end in its colon."""
    reporter = context.reporter
    if not isinstance(node, MappingNode):
        reporter.report(
            "Q015",
            reporter.line_from(node.start_mark.index),
            f"`{key.name}` is a map: one side, a colon, the other side",
            f"for example `{key.name}: {key.example}`",
        )
        return None
    if not node.value:
        _empty_list(context, key, node)
        return None
    if context.reporter.text.startswith("{{", node.start_mark.index):
        _not_a_text(context, key, node)
        return None
    found: list[tuple[str, str]] = []
    sound = True
    seen: dict[str, Node] = {}
    for knode, vnode in node.value:
        left = read_text(context, key, knode)
        if left is None:
            sound = False
            continue
        if left in seen:
            report_twice(reporter, knode, seen[left], left)
            sound = False
            continue
        seen[left] = knode
        if vnode.__class__ is ScalarNode and not vnode.value and not vnode.style:
            if node.flow_style and reporter.text[knode.end_mark.index] != ":":
                sound = _comma(reporter, key, knode)
                continue
            if optional:
                if context.wary and _commented_out(context, vnode, left):
                    sound = False
                else:
                    found.append((left, ""))
                continue
        right = read_text(context, key, vnode)
        if right is None:
            sound = False
        else:
            found.append((left, right))
    return tuple(found) if sound else None


def _comma(reporter: Reporter, key: Key, node: Node) -> bool:
    reporter.report(
        "Y021",
        node,
        "a comma inside `{…}` starts a new entry, and this one has no colon",
        f"write one line each below `{key.name}:`, or quote the text that holds the comma",
    )
    return False
