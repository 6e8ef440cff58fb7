"""The head of a file: its id and title, the sources it cites, what holds for all its questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.language.grammar import ALL_KEYS, DEFAULTABLE, HEAD, LIBRARY, SOURCE, by_name
from trainer.language.keys import Key
from trainer.language.reading import Head, Shared
from trainer.language.reporter import Reporter, report_twice, unknown_key
from trainer.language.source import MappingNode, Node, ScalarNode, SequenceNode, nowhere
from trainer.language.texts import Context
from trainer.language.values import READERS, read_map
from trainer.paths import composed
from trainer.question import Source

_HEAD, _LIBRARY, _SOURCE = by_name(HEAD), by_name(LIBRARY), by_name(SOURCE)


def read_head(
    context: Context, node: MappingNode | None, stem: str, shared: Shared
) -> tuple[Head, Mapping[str, Any], Node | None]:
    """The head, its defaults as values, and the node of `questions` if it has one.

    Fills in the context's file id and sources, which questions are then read with.
    """
    nodes = _keys(context, node, _HEAD) if node is not None else {}
    fields = _fields(context, {n: v for n, v in nodes.items() if n not in _LATER})
    context.file_id = fields.get("id", composed(stem))
    own = _sources(context, nodes.get("sources"))
    context.sources = {**shared.sources, **own} if own else shared.sources
    raw = plain(nodes["defaults"]) if "defaults" in nodes else {}
    head = Head(
        context.file_id,
        fields.get("title", ""),
        fields.get("lang", ""),
        own,
        raw if isinstance(raw, dict) else {},
        fields.get("names", ()),
        fields.get("romanisation", ""),
    )
    return head, defaults_of(context, head, nodes.get("defaults")), nodes.get("questions")


_LATER = ("sources", "defaults", "questions")


def defaults_of(context: Context, head: Head, node: Node | None) -> dict[str, Any]:
    """What holds for every question that doesn't say otherwise, from `defaults` and the head."""
    values: dict[str, Any] = {}
    for name in ("lang", "names", "romanisation"):
        if found := getattr(head, name):
            values[name] = found
    if node is not None:
        values |= _fields(context, _keys(context, node, DEFAULTABLE, "defaults"), DEFAULTABLE)
        if head.names and "names" in values:
            values["names"] = tuple(dict.fromkeys((*head.names, *values["names"])))
    return values


def read_shared(context: Context, node: MappingNode) -> Shared:
    """What `library.yaml` gives to all files."""
    nodes = _keys(context, node, _LIBRARY)
    fields = _fields(context, {n: v for n, v in nodes.items() if n != "sources"}, _LIBRARY)
    return Shared(
        fields.get("id", "local"),
        fields.get("title", ""),
        _sources(context, nodes.get("sources")),
        fields.get("names", ()),
    )


def _keys(
    context: Context, node: Node, known: Mapping[str, Key], what: str = ""
) -> dict[str, Node]:
    """The values of a map's keys, each once and each known."""
    if not isinstance(node, MappingNode):
        if what:
            read_map(context, node, known, what)
        return {}
    found: dict[str, Node] = {}
    first: dict[str, Node] = {}
    for knode, vnode in node.value:
        name = knode.value
        if name.__class__ is not str or name not in known:
            if known is _HEAD and name.__class__ is str and name in ALL_KEYS:
                _stray(context, knode, name)
                continue
            meant = unknown_key(context.reporter, knode, known)
            if meant and meant not in found:
                found[meant], first[meant] = vnode, knode
        elif name in found:
            report_twice(context.reporter, knode, first[name], name)
        else:
            found[name], first[name] = vnode, knode
    return found


def _stray(context: Context, node: Node, name: str) -> None:
    """Report a key of a question that stands at the head of the file, or in its column."""
    help = "indent it as the other keys of its question"
    if name in DEFAULTABLE:
        help += ", or put it under `defaults:` if it holds for all of them"
    message = f"`{name}` is a key of questions, and stands in none"
    context.reporter.report("Q010", node, message, help)


def _fields(
    context: Context, nodes: Mapping[str, Node], known: Mapping[str, Key] = _HEAD
) -> dict[str, Any]:
    values = {n: READERS[known[n].shape](context, known[n], v) for n, v in nodes.items()}
    return {name: value for name, value in values.items() if value is not None}


def _sources(context: Context, node: Node | None) -> dict[str, Source]:
    """The sources of a file or a library; one that can't be read is reported and left out."""
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        at = context.reporter.line_from(node.start_mark.index)
        help = f"for example `sources: {_HEAD['sources'].example}`"
        context.reporter.report("Q015", at, "`sources` is a map of key to source", help)
        context.sources_known = False
        return {}
    found: dict[str, Source] = {}
    first: dict[str, Node] = {}
    for knode, vnode in node.value:
        name = knode.value
        if not isinstance(knode, ScalarNode) or not name or "," in name:
            message = "the key of a source is a word without a comma"
            context.reporter.report("Q020", knode, message, "for example `lewis`")
            context.sources_known = False
            continue
        if name in first:
            report_twice(context.reporter, knode, first[name], name)
            continue
        first[name] = knode
        source = _source(context, knode, vnode)
        if source is None:
            context.sources_known = False
        else:
            found[name] = source
    return found


def _source(context: Context, knode: Node, vnode: Node) -> Source | None:
    reporter: Reporter = context.reporter
    name = knode.value
    help = f"for example `{name}: {{title: {_SOURCE['title'].example}, year: 2009}}`"
    if not isinstance(vnode, MappingNode):
        at = reporter.line_from(vnode.start_mark.index) if vnode.value else knode
        reporter.report("Q015", at, f"source `{name}` is a map of keys to values", help)
        return None
    fields = read_map(context, vnode, _SOURCE, name)
    if fields is None:
        return None
    if "title" not in fields:
        reporter.report("Q013", knode, f"source `{name}` has no `title`", help)
        return None
    return Source(name, **fields)


def plain(node: Node) -> object:
    """A node as texts, lists and dictionaries; the last of two equal keys stays."""
    if isinstance(node, MappingNode):
        return {str(k.value): plain(v) for k, v in node.value}
    if isinstance(node, SequenceNode):
        return [plain(entry) for entry in node.value]
    return node.value


def node_of(value: object) -> Node:
    """`plain` undone, as far as values go; the node has no place in any text."""
    mark = nowhere()
    if isinstance(value, Mapping):
        pairs = [(node_of(str(key)), node_of(entry)) for key, entry in value.items()]
        return MappingNode("", pairs, mark, mark, flow_style=False)
    if isinstance(value, (list, tuple)):
        return SequenceNode("", [node_of(entry) for entry in value], mark, mark, flow_style=False)
    return ScalarNode("", str(value), mark, mark, style="")
