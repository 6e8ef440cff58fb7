"""Ids at the head of a file: where a question file's or a library's is written."""

from __future__ import annotations

from trainer.language.diagnostics import Diagnostic, Edit
from trainer.language.door import open_bytes
from trainer.language.quoting import scalar
from trainer.language.source import (
    MappingNode,
    Node,
    RefusedError,
    ScalarNode,
    YAMLError,
    compose,
)


def head_id(data: bytes, id: str) -> Edit | None:
    """The edit that writes `id` at the head of a file that has none: below its title, else above
    its first key. None where there is an id already, or nothing that a head could be told from."""
    opened = open_bytes(data, "")
    if isinstance(opened, Diagnostic):
        return None
    try:
        node = compose(opened.text)
    except (YAMLError, RefusedError):
        return None
    if not isinstance(node, MappingNode) or not node.value:
        return None
    if any(key.value == "id" for key, _ in node.value):
        return None
    if node.flow_style:
        at = opened.reporter.byte(node.start_mark.index + 1)
        return Edit(at, at, f"id: {scalar(id, flow=True)}, ")
    at = opened.reporter.byte(_below_title(opened.text, node))
    end = "\r\n" if b"\r\n" in data else "\n"
    return Edit(at, at, f"id: {scalar(id)}{end}")


def _below_title(text: str, node: MappingNode) -> int:
    for key, value in node.value:
        if key.value == "title" and _on_one_line(key, value):
            return text.find("\n", value.end_mark.index) + 1 or node.start_mark.index
    return int(node.start_mark.index)


def _on_one_line(key: Node, value: Node) -> bool:
    """Not in a block below its key, of which libyaml says only that it ends before what follows."""
    same = key.start_mark.line == value.end_mark.line
    return isinstance(value, ScalarNode) and same and value.style not in ("|", ">")
