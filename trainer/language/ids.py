"""Nodes into ids and tags."""

from __future__ import annotations

from trainer.language.keys import Key, Shape
from trainer.language.source import Node, SequenceNode
from trainer.language.texts import Context, read_text, read_texts
from trainer.wording.brief import brief
from trainer.wording.slug import is_id, slug


def _ids(context: Context, key: Key, node: Node, full: bool) -> tuple[str, ...] | None:
    texts = read_texts(context, key, node)
    if texts is None:
        return None
    nodes = node.value if isinstance(node, SequenceNode) else [node]
    checked = [_checked_id(context, key, n, t, full) for n, t in zip(nodes, texts, strict=True)]
    return tuple(c for c in checked if c) if all(checked) else None


def _checked_id(context: Context, key: Key, node: Node, text: str, full: bool) -> str | None:
    file, slash, own = text.rpartition("/")
    if not full and not slash and is_id(text):
        return text
    if full and is_id(own) and (not slash or is_id(file)):
        return text if slash else f"{context.file_id}/{text}"
    meant = slug(text.replace("/", " "))
    what = "a tag" if key.shape is Shape.TAGS else "an id"
    message = f"{what} is one word of letters, digits, `-`, `_` and `.`, not `{brief(text)}`"
    start, end = node.start_mark.index, node.end_mark.index
    context.reporter.report(
        "Q020",
        node,
        message,
        f"for example `{meant}`" if meant else "",
        fix=(context.reporter.edit(start, end, meant),) if meant and not full else (),
    )
    return None


def read_id(context: Context, key: Key, node: Node) -> str | None:
    text = read_text(context, key, node)
    return None if text is None else _checked_id(context, key, node, text, full=False)


def read_ids(context: Context, key: Key, node: Node) -> tuple[str, ...] | None:
    return _ids(context, key, node, full=True)


def read_tags(context: Context, key: Key, node: Node) -> tuple[str, ...] | None:
    return _ids(context, key, node, full=False)
