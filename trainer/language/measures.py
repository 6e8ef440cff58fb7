"""Nodes into numbers: levels, points, quantities, counts and shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trainer.language.keys import Key, Shape
from trainer.language.reporter import report_twice, span
from trainer.language.source import MappingNode, Node, ScalarNode
from trainer.language.texts import Context, read_text
from trainer.wording.brief import brief

if TYPE_CHECKING:
    from trainer.wording.quantity import Quantity


def read_level(context: Context, key: Key, node: Node) -> int | None:
    text = read_text(context, key, node)
    if text is None or text in ("1", "2", "3", "4", "5"):
        return None if text is None else int(text)
    message = f"`level` is a whole number from 1 to 5, not `{brief(text)}`"
    context.reporter.report("Q018", node, message, "1 is the easiest, 5 the hardest")
    return None


def read_points(context: Context, key: Key, node: Node) -> float | None:
    text = read_text(context, key, node)
    if text is None:
        return None
    if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text, re.A) and float(text) > 0:
        return float(text)
    message = f"`points` is a number above 0, not `{brief(text)}`"
    context.reporter.report("Q018", node, message, "for example `2` or `0.5`")
    return None


def read_quantity(context: Context, key: Key, node: Node) -> Quantity | None:
    text = read_text(context, key, node)
    if text is None:
        return None
    # Six patterns and the units, which a first question that is no number need not wait for: 5 ms.
    from trainer.wording.numbers import parse_quantity

    try:
        return parse_quantity(text)
    except ValueError as error:
        if turned := _turned(text):
            start = node.start_mark.index + bool(node.style)  # type: ignore[attr-defined]
            fix = (context.reporter.edit(start, start + len(text), turned),)
            message = "this range runs backwards"
            context.reporter.report("Q041", node, message, f"write `{turned}`", fix=fix)
            return None
        context.reporter.report(
            "Q019",
            node,
            str(error).rstrip("."),
            "for example `618`, `9.81 ± 0.05 m/s²`, `30..50 km`",
        )
        return None


_ENDS = re.compile(r"([\d.,]+)(\s*(?:\.\.|[-–—]|to)\s*)([\d.,]+)((?:\s.*)?)")


def _turned(text: str) -> str:
    """A range with its ends in the other order, if that makes it one; else ""."""
    found = _ENDS.fullmatch(text)
    if found is None:
        return ""
    from trainer.wording.numbers import parse_quantity

    turned = f"{found[3]}{found[2]}{found[1]}{found[4]}"
    try:
        parse_quantity(turned)
    except ValueError:
        return ""
    return turned


def read_levels(context: Context, key: Key, node: Node) -> tuple[int, int] | None:
    text = read_text(context, key, node)
    if text is None:
        return None
    found = re.fullmatch(r"([1-5])(?:\s*(?:\.\.|-|–)\s*([1-5]))?", text)
    if found is None:
        message = f"`level` is a level or a range of levels, not `{brief(text)}`"
        context.reporter.report("Q018", node, message, "for example `2` or `1..3`")
        return None
    low, high = int(found[1]), int(found[2] or found[1])
    if low > high:
        fix = (context.reporter.edit(*span(node), f"{high}..{low}"),)
        message = "this range runs backwards"
        context.reporter.report("Q041", node, message, f"write `{high}..{low}`", fix=fix)
        return None
    return low, high


def read_count(context: Context, key: Key, node: Node) -> int | None:
    text = read_text(context, key, node)
    if text is None or re.fullmatch(r"\d{1,6}", text, re.A):
        return None if text is None else int(text)
    message = f"`{key.name}` is a whole number, not `{brief(text)}`"
    context.reporter.report("Q018", node, message, f"for example `{key.example}`")
    return None


def read_share(context: Context, key: Key, node: Node) -> float | None:
    text = read_text(context, key, node)
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%|(0?\.\d+|1(?:\.0+)?)", text, re.A)
    share = -1.0 if found is None else float(found[1]) / 100 if found[1] else float(found[2])
    if 0 <= share <= 1:
        return share
    message = f"`{key.name}` is a share such as `{key.example}`, not `{brief(text)}`"
    context.reporter.report("Q018", node, message, f"write it with a percent sign: `{key.example}`")
    return None


def read_counts(context: Context, key: Key, node: Node) -> dict[str, int] | None:
    if not isinstance(node, MappingNode):
        at = context.reporter.line_from(node.start_mark.index)
        message = f"`{key.name}` is a map of tags to numbers"
        context.reporter.report("Q015", at, message, f"for example `{key.name}: {key.example}`")
        return None
    found: dict[str, int] = {}
    first: dict[str, Node] = {}
    for knode, vnode in node.value:
        name = knode.value
        if not isinstance(knode, ScalarNode):
            at = context.reporter.line_from(knode.start_mark.index)
            help = f"for example `{key.name}: {key.example}`"
            context.reporter.report("Q015", at, "a tag is one word", help)
            return None
        if name in first:
            report_twice(context.reporter, knode, first[name], name)
            return None
        first[name] = knode
        count = read_count(context, Key(name, Shape.COUNT, "", "8"), vnode)
        if count is None:
            return None
        found[name] = count
    return found
