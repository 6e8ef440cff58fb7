"""Nodes into values, one function a shape; what can't be read is reported and becomes None."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from posixpath import normpath
from typing import Any

from trainer.language.cloze import ClozeError, parse_cloze
from trainer.language.diagnostics import Severity
from trainer.language.grammar import MEDIA, by_name
from trainer.language.ids import read_id, read_ids, read_tags
from trainer.language.keys import Key, Shape
from trainer.language.measures import (
    read_count,
    read_counts,
    read_level,
    read_levels,
    read_points,
    read_quantity,
    read_share,
)
from trainer.language.reporter import (
    Reporter,
    did_you_mean,
    listed,
    report_twice,
    unknown_key,
)
from trainer.language.rubric import weighted
from trainer.language.source import MappingNode, Node, ScalarNode, SequenceNode
from trainer.language.texts import Context, read_pairs, read_text, read_texts
from trainer.language.words import read_bool, read_lang, read_pattern, read_word
from trainer.question import Citation, Cloze, Item, Media, Point
from trainer.wording.brief import brief


def read_cloze(context: Context, key: Key, node: Node) -> Cloze | None:
    text = read_text(context, key, node)
    if text is None:
        return None
    try:
        return parse_cloze(text)
    except ClozeError as error:
        at = _within(context.reporter, node, text, error.start, error.end)
        context.reporter.report("Q034", at, str(error), error.help)
        return None


def _within(reporter: Reporter, node: Node, value: str, start: int, end: int) -> tuple[int, int]:
    """Where a part of a value stands in the file, if it stands there as it is."""
    written = reporter.text[node.start_mark.index : node.end_mark.index]
    part = value[start : end or 1].split("\n")[0]
    nth = value.count(part, 0, start) if part else 0
    at = -1
    for _ in range(nth + 1):
        at = written.find(part, at + 1)
    if at < 0:
        return reporter.line_from(node.start_mark.index)
    first = node.start_mark.index + at
    return first, first + len(part)


def read_items(context: Context, key: Key, node: Node) -> tuple[Item, ...] | None:
    if isinstance(node, MappingNode):
        pairs = read_pairs(context, key, node)
        return None if pairs is None else tuple(Item(text, label) for text, label in pairs)
    if not isinstance(node, SequenceNode):
        message = "`order` is a list of at least two items, in their right order"
        context.reporter.report("Q015", node, message, f"for example `order: {key.example}`")
        return None
    found = [_item(context, key, entry) for entry in node.value]
    items = tuple(item for item in found if item is not None)
    return items if len(items) == len(found) else None


def _item(context: Context, key: Key, node: Node) -> Item | None:
    if isinstance(node, MappingNode):
        pairs = read_pairs(context, key, node)
        if pairs and len(pairs) == 1:
            return Item(*pairs[0])
        if pairs:
            message = "an item has one text and, after a colon, one label"
            context.reporter.report("Q015", node, message, "begin each item with a dash")
        return None
    text = read_text(context, key, node)
    return None if text is None else Item(text)


def read_rubric(context: Context, key: Key, node: Node) -> tuple[Point, ...] | None:
    texts = read_texts(context, key, node)
    return None if texts is None else tuple(map(weighted, texts))


def read_media(context: Context, key: Key, node: Node) -> Media | None:
    if isinstance(node, SequenceNode):
        at = context.reporter.line_from(node.start_mark.index)
        message = f"`{key.name}` is one file, not a list"
        context.reporter.report("Q015", at, message, f"for example `{key.name}: {key.example}`")
        return None
    if isinstance(node, MappingNode):
        fields = read_map(context, node, by_name(MEDIA), key.name)
        if fields is None:
            return None
        if "file" not in fields:
            message = f"`{key.name}` wants a `file`"
            context.reporter.report("Q013", node, message, f"for example `{key.example}`")
            return None
        file = next(v for k, v in node.value if k.value == "file")
        path = _media_path(context, file, fields["file"])
        return None if path is None else Media(path, fields.get("alt", ""))
    text = read_text(context, key, node)
    path = None if text is None else _media_path(context, node, text)
    return None if path is None else Media(path)


def _media_path(context: Context, node: Node, text: str) -> str | None:
    message = ""
    if "\\" in text:
        message = "a path has forward slashes, on every system"
    elif "://" in text:
        message = "only files beside the questions can be shown, no addresses"
    elif text.startswith(("/", "~")) or text[1:2] == ":":
        message = "a path is relative to the question's file"
    path = normpath(f"{context.folder}/{text}" if context.folder else text)
    if not message and (path == ".." or path.startswith("../")):
        message = "this path leads out of `questions/`"
    if message:
        help = "put the file beside the questions and write its name, such as `map.png`"
        context.reporter.report("Q025", node, message, help)
        return None
    return path


def read_citations(context: Context, key: Key, node: Node) -> tuple[Citation, ...] | None:
    texts = read_texts(context, key, node)
    if texts is None:
        return None
    nodes = node.value if isinstance(node, SequenceNode) else [node]
    found: list[Citation] = []
    sound = True
    for one, text in zip(nodes, texts, strict=True):
        name, _, locator = text.partition(",")
        source = context.sources.get(name.strip())
        if source is not None:
            found.append(Citation(source, locator.strip()))
        elif context.sources_known:
            sound = _unknown_source(context, one, name.strip())
    return tuple(found) if sound else None


def _unknown_source(context: Context, node: Node, name: str) -> bool:
    meant = did_you_mean(name, context.sources)
    first, _, rest = name.partition(" ")
    if (known := first.rstrip(":;.,")) in context.sources:
        help = f"a comma parts a source from the place in it: `{known}, {brief(rest.strip())}`"
    elif meant:
        help = f"did you mean `{meant}`?"
    elif context.sources:
        help = f"there are {listed(context.sources)}; a place in a source follows after a comma"
    else:
        help = "list it under `sources:` at the head of the file, or in questions/library.yaml"
    start = node.start_mark.index + (node.style in ("'", '"'))  # type: ignore[attr-defined]
    at = (start, start + len(name))
    context.reporter.report("Q024", at, f"there is no source `{brief(name)}`", help)
    return False


def read_feedback(context: Context, key: Key, node: Node) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(node, MappingNode):
        texts = read_texts(context, key, node)
        bare = isinstance(node, ScalarNode) and not node.style
        if texts and bare and key.name != "options":
            _warn_of_commas(context, key, node)
        return None if texts is None else tuple((text, "") for text in texts)
    return read_pairs(context, key, node, optional=True)


def _warn_of_commas(context: Context, key: Key, node: Node) -> None:
    """Say of a text that looks like several that it is one."""
    if ", " in node.value:
        message = f"this is one text for `{key.name}`, with its commas"
        help = f"write `{key.name}: [{brief(node.value)}]` if it is several; quote it if it is one"
        context.reporter.report("Q015", node, message, help, severity=Severity.WARNING)


def read_map(
    context: Context, node: Node, keys: Mapping[str, Key], what: str
) -> dict[str, Any] | None:
    """A map of known keys; None where any of it can't be read."""
    if not isinstance(node, MappingNode):
        message = f"`{what}` is a map of keys to values"
        help = f"its keys are {listed(keys)}"
        context.reporter.report(
            "Q015", context.reporter.line_from(node.start_mark.index), message, help
        )
        return None
    fields: dict[str, Any] = {}
    seen: dict[str, Node] = {}
    sound = True
    for knode, vnode in node.value:
        name = knode.value
        key = keys.get(name) if isinstance(name, str) else None
        if key is None:
            unknown_key(context.reporter, knode, keys)
            sound = False
        elif name in seen:
            report_twice(context.reporter, knode, seen[name], name)
            sound = False
        else:
            seen[name] = knode
            value = READERS[key.shape](context, key, vnode)
            if value is None:
                sound = False
            else:
                fields[name] = value
    return fields if sound else None


def read_section(context: Context, key: Key, node: Node) -> Node | None:
    """A part with keys of its own, which whoever knows them reads; None if it holds nothing."""
    if node.value:
        return node
    context.reporter.report("Q014", node, f"`{key.name}` is empty", f"for example `{key.example}`")
    return None


Reader = Callable[[Context, Key, Node], Any]

READERS: dict[Shape, Reader] = {
    Shape.TEXT: read_text,
    Shape.TEXTS: read_texts,
    Shape.FEEDBACK: read_feedback,
    Shape.BOOL: read_bool,
    Shape.WORD: read_word,
    Shape.LEVEL: read_level,
    Shape.POINTS: read_points,
    Shape.QUANTITY: read_quantity,
    Shape.CLOZE: read_cloze,
    Shape.ITEMS: read_items,
    Shape.PAIRS: read_pairs,
    Shape.RUBRIC: read_rubric,
    Shape.MEDIA: read_media,
    Shape.ID: read_id,
    Shape.IDS: read_ids,
    Shape.TAGS: read_tags,
    Shape.CITATIONS: read_citations,
    Shape.LANG: read_lang,
    Shape.PATTERN: read_pattern,
    Shape.LEVELS: read_levels,
    Shape.COUNT: read_count,
    Shape.COUNTS: read_counts,
    Shape.SHARE: read_share,
    Shape.SECTION: read_section,
    Shape.SECTIONS: read_section,
}
