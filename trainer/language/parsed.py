"""One item of a file read by itself with the YAML parser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.language.diagnostics import Diagnostic
from trainer.language.door import Opened, folder_of, open_bytes
from trainer.language.heading import defaults_of, node_of
from trainer.language.item import read_question
from trainer.language.reading import Head, Shared
from trainer.language.source import RefusedError, SequenceNode, YAMLError, compose, foreign
from trainer.language.texts import Context, wary
from trainer.question import Question


def parse_item(data: bytes, head: Head, file: str, line: int, shared: Shared) -> Question | None:
    """As `trainer.language.alone.read_item`, however the item is laid out."""
    opened = open_bytes(data, file, line)
    if isinstance(opened, Diagnostic):
        return None
    sources = {**shared.sources, **head.sources} if head.sources else shared.sources
    context = Context(opened.reporter, head.id, sources, folder_of(file), sources_known=False)
    raw = node_of(head.defaults) if head.defaults else None
    return read_alone(opened, context, defaults_of(context, head, raw), shared.library)


def read_alone(
    opened: Opened, context: Context, defaults: Mapping[str, Any], library: str
) -> Question | None:
    """The one question of a piece of a file, whose mistakes go to the context's reporter; None if
    an error costs it, or if it isn't one."""
    if opened.spoiled:
        return None
    try:
        node = compose(opened.text)
    except (YAMLError, RefusedError):
        return None
    if isinstance(node, SequenceNode) and len(node.value) == 1:
        node = node.value[0]
    if node is None or foreign(opened.text):
        return None
    context.wary = wary(opened.text, 0, len(opened.text))
    return read_question(context, node, defaults, library)
