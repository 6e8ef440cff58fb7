"""Inline Markdown and `$…$` mathematics → neutral spans → HTML or plain text.

A question's texts may use emphasis, strong, code, links and mathematics; `explain` also
paragraphs, lists and fenced code. Nothing else has a meaning: HTML is text, a picture from
somewhere is text. Faces turn the spans into what they can show.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trainer.language.commonmark import parser, spans_of, walk
from trainer.language.formula import unicode_formula
from trainer.language.spans import Block, CodeBlock, ListItem, Paragraph, Span, Style
from trainer.patterns import pattern

__all__ = [
    "Block",
    "CodeBlock",
    "ListItem",
    "Paragraph",
    "Span",
    "Style",
    "blocks",
    "blocks_html",
    "inline",
    "spans_html",
    "to_html",
    "to_plain",
]

# Importing markdown-it costs 40 ms and parsing a line 30 µs; most texts need neither.
_SPECIAL = pattern(r"[*_`\[\]\\<$]|  \n")
_BEYOND_STARS = pattern(r"[_`\[\]\\<$\r\0]|  \n")
# Emphasis that no rule of CommonMark could read in another way: words between spaces or stops.
_EMPHASIS = pattern(r"(?<![^ \n(])(\*\*?)([^\W_](?:[^*]*[^\W_])?)\1(?![^ \n.,;:!?)])")
_NOT_AS_IT_IS = pattern(r"[&<>\"'\\\n]")
_MARKED = pattern(r"[*_`\[\]\\<$\n]")
_DELIMITER = pattern(r"\\(?=[()\[\]])")
_BLOCK = pattern(r"^ {0,3}(?:[-+*]|\d{1,9}[.)])(?:\s|$)|```|~~~", re.MULTILINE)
_BLANK_LINES = pattern(r"\n[ \t]*(?:\n[ \t]*)+")
_SOFT_BREAK = pattern(r"[ \t]*\n[ \t]*")


@lru_cache(maxsize=4096)
def inline(text: str) -> tuple[Span, ...]:
    """The spans of a text field. A single newline is a space, a blank line one line break."""
    lines = _BLANK_LINES.split(text.strip())
    spans: list[Span] = []
    for line in lines:
        if spans:
            spans.append(Span("\n"))
        spans.extend(_line(line))
    return tuple(spans)


@lru_cache(maxsize=1024)
def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs, list items and code blocks of an `explain`."""
    if not _BLOCK.search(text):
        paragraphs = [p.strip(" \t") for p in _BLANK_LINES.split(text.strip()) if p]
        simple = [_simple(paragraph) for paragraph in paragraphs]
        if None not in simple:
            return tuple(Paragraph(spans) for spans in simple if spans)
    return tuple(walk(parser().parse(text)))


def to_plain(text: str, block: bool = False) -> str:
    """The text without marks: mathematics in Unicode where it can be, links as their text."""
    if not block:
        return _plain(inline(text)) if _MARKED.search(text) else text.strip()
    lines: list[str] = []
    for part in blocks(text):
        match part:
            case Paragraph(spans):
                lines += ["", _plain(spans)]
            case ListItem(spans, depth, marker):
                lines.append("  " * depth + f"{marker} ".rjust(2) + _plain(spans))
            case CodeBlock(_, code):
                lines += ["", code]
    return "\n".join(lines).strip("\n")


def to_html(text: str, block: bool = False) -> str:
    r"""The text as HTML, everything escaped; mathematics as `\(…\)`, which Anki's MathJax reads."""
    if not _MARKED.search(text):
        words = text.strip()
        if not block:
            return _text_html(words)
        if not _BLOCK.search(words):
            return f"<p>{_text_html(words)}</p>" if words else ""
    return blocks_html(blocks(text)) if block else spans_html(inline(text))


def spans_html(spans: tuple[Span, ...]) -> str:
    return "".join(map(_span_html, spans))


def blocks_html(parts: tuple[Block, ...]) -> str:
    """Lists are nested as deep as their items' depths say."""
    html: list[str] = []
    open_lists: list[str] = []

    def close(depth: int) -> None:
        while len(open_lists) > depth:
            html.append(f"</li></{open_lists.pop()}>")

    for part in parts:
        match part:
            case ListItem(spans, depth, marker):
                tag = "ul" if marker == "•" else "ol"
                if not marker:
                    close(depth + 1)
                    html.append(f"<br>{spans_html(spans)}")
                    continue
                close(depth + 1)
                if len(open_lists) == depth + 1 and open_lists[-1] != tag:
                    close(depth)
                if len(open_lists) == depth + 1:
                    html.append("</li>")
                else:
                    open_lists.append(tag)
                    start = "" if marker in ("•", "1.") else f' start="{marker[:-1]}"'
                    html.append(f"<{tag}{start}>")
                html.append(f"<li>{spans_html(spans)}")
            case Paragraph(spans):
                close(0)
                html.append(f"<p>{spans_html(spans)}</p>")
            case CodeBlock(_, code):
                close(0)
                html.append(f"<pre><code>{_escaped(code)}</code></pre>")
    close(0)
    return "".join(html)


def _simple(text: str) -> tuple[Span, ...] | None:
    """The spans of a line in which nothing but plain emphasis is marked; None for any other."""
    if not _SPECIAL.search(text):
        text = _SOFT_BREAK.sub(" ", text)
        return (Span(text),) if text else ()
    if _BEYOND_STARS.search(text) or text[0] in " \t" or text[-1] in " \t":
        return None
    parts = _EMPHASIS.split(_SOFT_BREAK.sub(" ", text))
    if any("*" in plain for plain in parts[::3]):
        return None
    spans = [Span(parts[0])]
    for mark, words, plain in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        spans += (Span(words, Style.STRONG if mark == "**" else Style.EMPHASIS), Span(plain))
    return tuple(span for span in spans if span.text)


def _line(text: str) -> tuple[Span, ...]:
    spans = _simple(text)
    if spans is not None:
        return spans
    token = parser().parseInline(text)[0]
    return tuple(spans_of(token.children or ()))


def _plain(spans: tuple[Span, ...]) -> str:
    return "".join(unicode_formula(s.text) if Style.MATH in s.style else s.text for s in spans)


def _span_html(span: Span) -> str:
    if span.style is Style.PLAIN:
        return _text_html(span.text)
    if span.style.value == Style.EMPHASIS.value:
        return f"<em>{_text_html(span.text)}</em>"
    is_math = Style.MATH in span.style
    html = rf"\({_escaped(span.text)}\)" if is_math else _text_html(span.text)
    if Style.CODE in span.style:
        html = f"<code>{html}</code>"
    if Style.EMPHASIS in span.style:
        html = f"<em>{html}</em>"
    if Style.STRONG in span.style:
        html = f"<strong>{html}</strong>"
    if Style.LINK in span.style:
        html = f'<a href="{_escaped(span.url)}">{html}</a>'
    return html


def _text_html(text: str) -> str:
    if not _NOT_AS_IT_IS.search(text):
        return text
    # A typed delimiter isn't ours; an element inside it keeps MathJax from reading on.
    html = _escaped(text).replace("\n", "<br>")
    return _DELIMITER.sub(r"\\<span></span>", html) if "\\" in html else html


def _escaped(text: str) -> str:
    # With it come the names of 2,000 characters, which no screen needs: 1.5 ms.
    from html import escape

    return escape(text)
