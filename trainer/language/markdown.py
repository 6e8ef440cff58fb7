"""Spans and blocks → the inline Markdown that the question language has, for people to edit.

Marks are escaped only where they would be read as such, and what is written is read back before
it is trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from trainer.language.markup import (
    Block,
    CodeBlock,
    ListItem,
    Paragraph,
    Span,
    Style,
    blocks,
    inline,
)

# Where each could mean something; an underscore within a word never does.
_MEANT = re.compile(
    r"(\\(?=[!-/:-@\[-`{-~]|$)|[*`$]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z][\w+.-]*:|[^\s>]+@)"
    r"|\[(?=[^\]]*\]\()|\](?=\())"
)
_ANY = re.compile(r"([\\*_`\[\]<$])")
# What may stand before and behind emphasis ("" for an end of the line), and what no line may begin
# or end with.
_BEFORE, _AFTER, _APART = frozenset(("", " ", "(")), frozenset(" .,;:!?)"), frozenset(("", " "))
_PLAIN, _STRONG, _EMPHASIS = Style.PLAIN, Style.STRONG, Style.EMPHASIS
_ESCAPES = (None, _MEANT, _ANY)
Escapes = re.Pattern[str] | None
_LIST_LIKE = re.compile(r"([-+*]|\d{1,9}[.)])(?=\s|$)|`{3}|~{3}")
_NOT_IN_URL = re.compile(r"[\s()<>\\]")


def write_inline(spans: Sequence[Span]) -> str:
    """One text field. A line break becomes a blank line."""
    certain = _certain(spans)
    if certain is not None:
        return certain
    wanted = "".join(span.text for span in spans)
    for escapes in _ESCAPES:
        text = _spans(spans, escapes)
        if "".join(span.text for span in inline(text)) == wanted:
            return text
    return _escaped(wanted.replace("\n", "\n\n"))


def is_bare(text: str) -> bool:
    """Whether a text is a single line in which nothing could be a mark."""
    return text.isprintable() and not _ANY.search(text)


def _certain(spans: Sequence[Span]) -> str | None:
    """The Markdown of spans that needs no trying out, as most do not: nothing but words, and
    emphasis on whole words between spaces or stops, which no rule could read in another way."""
    text, said, before = "", "", ""
    for span in spans:
        words, style = span.text, span.style
        if style is _PLAIN:
            if words == "\n":
                if before in _APART:
                    return None
                text, before = f"{text}\n\n", ""
                continue
            first = words[:1]
            if first not in _AFTER if before == "*" else not before and first == " ":
                return None
            written, last = words, words[-1:]
        elif style is _STRONG or style is _EMPHASIS:
            if before not in _BEFORE or not (words[:1].isalnum() and words[-1:].isalnum()):
                return None
            mark, last = "**" if style is _STRONG else "*", "*"
            written = f"{mark}{words}{mark}"
        else:
            return None
        if not words:
            return None
        text, said, before = text + written, said + words, last
    return None if before in _APART or not is_bare(said) else text


def write_blocks(content: Sequence[Block]) -> str:
    """An explanation: paragraphs, lists and code."""
    certain = _certain_blocks(content)
    if certain is not None:
        return certain
    for escapes in _ESCAPES:
        text = _joined(content, escapes)
        if [_said(block) for block in blocks(text)] == [_said(block) for block in content]:
            return text
    return "\n\n".join(_guarded(_escaped(_said(block))) for block in content)


def _certain_blocks(content: Sequence[Block]) -> str | None:
    """The same for paragraphs, unless one begins as a list or as code does."""
    parts = []
    for block in content:
        part = _certain(block.spans) if isinstance(block, Paragraph) else None
        if part is None or "\n" in part or _LIST_LIKE.match(part):
            return None
        parts.append(part)
    return "\n\n".join(parts)


def _said(block: Block) -> str:
    return block.text if isinstance(block, CodeBlock) else "".join(s.text for s in block.spans)


def _joined(content: Sequence[Block], escapes: Escapes) -> str:
    parts: list[str] = []
    widths: list[int] = []
    before: Block | None = None
    for block in content:
        tight = isinstance(block, ListItem) and isinstance(before, ListItem) and block.marker
        if parts:
            parts.append("\n" if tight else "\n\n")
        match block:
            case Paragraph(spans):
                parts.append(_guarded(_spans(spans, escapes)))
            case CodeBlock(lang, text):
                parts.append(f"```{lang}\n{text}\n```")
            case ListItem(spans, depth, marker):
                sign = {"•": "-", "": ""}.get(marker, marker)
                depth = min(depth, len(widths))
                margin = sum(widths[:depth])
                if sign:
                    widths[depth:] = [len(sign) + 1]
                    parts.append(f"{' ' * margin}{sign} ")
                else:
                    parts.append(" " * sum(widths[: depth + 1]))
                parts.append(_guarded(_spans(spans, escapes)))
        before = block
    return "".join(parts)


def _guarded(line: str) -> str:
    """A line that doesn't begin as a list or as code does."""
    found = _LIST_LIKE.match(line)
    if not found:
        return line
    at = len(found[0]) - 1 if found[0][0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _spans(spans: Iterable[Span], escapes: Escapes) -> str:
    return "".join(_span(span, escapes) for span in spans)


def _span(span: Span, escapes: Escapes) -> str:
    text = span.text
    if text == "\n":
        return "\n\n"
    if span.style is Style.PLAIN:
        return escapes.sub(r"\\\1", text) if escapes else text
    if Style.MATH in span.style:
        return f"${text}$"
    if Style.CODE in span.style:
        return _code(text)
    text = escapes.sub(r"\\\1", text) if escapes else text
    mark = ("**" if Style.STRONG in span.style else "") + (
        "*" if Style.EMPHASIS in span.style else ""
    )
    text = f"{mark}{text}{mark[::-1]}"
    if Style.LINK in span.style:
        if span.text == span.url:
            return f"<{span.url}>"
        return f"[{text}]({_NOT_IN_URL.sub(_percent, span.url)})"
    return text


def _escaped(text: str) -> str:
    return _ANY.sub(r"\\\1", text)


def _code(text: str) -> str:
    fence = "`"
    while fence in text:
        fence += "`"
    space = " " if "`" in (text[:1], text[-1:]) else ""
    return f"{fence}{space}{text}{space}{fence}"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
