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
_ESCAPES = (None, _MEANT, _ANY)
Escapes = re.Pattern[str] | None
_LIST_LIKE = re.compile(r"([-+*]|\d{1,9}[.)])(?=\s|$)|`{3}|~{3}")
_NOT_IN_URL = re.compile(r"[\s()<>\\]")


def write_inline(spans: Sequence[Span]) -> str:
    """One text field. A line break becomes a blank line."""
    wanted = "".join(span.text for span in spans)
    if len(spans) == 1 and spans[0].style is Style.PLAIN and _is_bare(wanted):
        return wanted
    for escapes in _ESCAPES:
        text = _spans(spans, escapes)
        if "".join(span.text for span in inline(text)) == wanted:
            return text
    return _escaped(wanted.replace("\n", "\n\n"))


def _is_bare(text: str) -> bool:
    """Whether it is read back as it is, and needs no trying out."""
    return text.isprintable() and text == text.strip() and not _ANY.search(text)


def write_blocks(content: Sequence[Block]) -> str:
    """An explanation: paragraphs, lists and code."""
    for escapes in _ESCAPES:
        text = _joined(content, escapes)
        if [_said(block) for block in blocks(text)] == [_said(block) for block in content]:
            return text
    return "\n\n".join(_guarded(_escaped(_said(block))) for block in content)


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
