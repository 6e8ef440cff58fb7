"""Nodes into single words: truth values, one of a few, language tags; and into patterns."""

from __future__ import annotations

import re

from trainer.language.keys import Key
from trainer.language.reporter import did_you_mean
from trainer.language.source import Node
from trainer.language.texts import Context, read_text
from trainer.wording.brief import brief
from trainer.wording.pattern import compile_pattern

_BOTH = "write `true` or `false`"
# RFC 5646 knows first parts of up to eight letters, but none beyond three was ever registered.
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def read_bool(context: Context, key: Key, node: Node) -> bool | None:
    text = read_text(context, key, node)
    if text is None:
        return None
    lower = text.lower()
    if lower in ("true", "false"):
        return lower == "true"
    meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(lower)
    guess = did_you_mean(lower, ("true", "false"))
    help = f"write `{meant}`" if meant else f"did you mean `{guess}`?" if guess else _BOTH
    start, end = node.start_mark.index, node.end_mark.index
    context.reporter.report(
        "Q016",
        node,
        f"`{key.name}` is `true` or `false`, not `{brief(text)}`",
        help,
        fix=(context.reporter.edit(start, end, meant),) if meant else (),
    )
    return None


def read_word(context: Context, key: Key, node: Node) -> str | None:
    text = read_text(context, key, node)
    if text is None or text in key.words:
        return text
    meant = did_you_mean(text, key.words)
    help = f"did you mean `{meant}`?" if meant else ""
    message = f"`{key.name}` is {' or '.join(f'`{w}`' for w in key.words)}, not `{brief(text)}`"
    context.reporter.report("Q017", node, message, help)
    return None


def read_lang(context: Context, key: Key, node: Node) -> str | None:
    text = read_text(context, key, node)
    if text is None or _LANG.fullmatch(text):
        return text
    message = f"`{brief(text)}` is no language tag"
    context.reporter.report("Q027", node, message, "for example `en`, `fr` or `zh-Hant`")
    return None


def read_pattern(context: Context, key: Key, node: Node) -> str | None:
    text = read_text(context, key, node)
    if text is None:
        return None
    try:
        compile_pattern(text)
    except ValueError as error:
        context.reporter.report("Q026", node, str(error), "see docs.python.org/3/library/re.html")
        return None
    return text
