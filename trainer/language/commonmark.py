"""The part of CommonMark that texts may use, by markdown-it, with `$…$` for mathematics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from trainer.language.spans import Block, CodeBlock, ListItem, Paragraph, Span, Style
from trainer.patterns import pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_FORMULA = pattern(r"\$(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\$(?!\d)", re.DOTALL)


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("zero", {"maxNesting": 100})
    made.enable(["list", "fence", "newline", "escape", "backticks", "emphasis", "link"])
    made.inline.ruler.enable("autolink")
    made.inline.ruler.before("escape", "math", _math)
    # Anything but these could run a script or reach into the reader's files.
    made.validateLink = _is_web_link  # type: ignore[method-assign]  # how it is meant to be set
    return made


def _is_web_link(url: str) -> bool:
    return url.lower().startswith(("http://", "https://", "mailto:"))


def _math(state: StateInline, silent: bool) -> bool:
    """`$…$`: opens before and closes after a non-space, and never closes before a digit.

    As in Pandoc the next plain `$` decides, so `$5 and $10, so $x$` has one formula and two prices.
    """
    found = _FORMULA.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("math", "", 0)
        token.content = found[1]
    state.pos = found.end()
    return True


_OPENING = {"em": Style.EMPHASIS, "strong": Style.STRONG, "link": Style.LINK}


def spans_of(tokens: list[Token] | tuple[()]) -> Iterator[Span]:
    """Neighbours of one style become one span, so that equal texts give equal spans."""
    style, url = Style.PLAIN, ""
    pending: Span | None = None
    for token in tokens:
        name, _, side = token.type.partition("_")
        if side in ("open", "close"):
            style ^= _OPENING[name]
            if name == "link":
                url = str(token.attrs.get("href", ""))
            continue
        text, more = token.content, Style.PLAIN
        if name == "softbreak":
            text = " "
        elif name == "hardbreak":
            text = "\n"
        elif name == "code":
            more = Style.CODE
        elif name == "math":
            more = Style.MATH
        if not text:
            continue
        span = Span(text, style | more, url)
        if pending and not more and (pending.style, pending.url) == (span.style, span.url):
            pending = Span(pending.text + text, span.style, url)
            continue
        if pending:
            yield pending
        pending = span
    if pending:
        yield pending


def walk(tokens: list[Token]) -> Iterator[Block]:
    depth, marker = -1, ""
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "list_item_open":
                marker = f"{token.info}." if token.info else "•"
            case "inline":
                spans = tuple(spans_of(token.children or ()))
                yield Paragraph(spans) if depth < 0 else ListItem(spans, depth, marker)
                marker = ""
            case "fence":
                yield CodeBlock(token.info.strip(), token.content.rstrip("\n"))
            case _:
                pass
