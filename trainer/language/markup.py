"""Inline Markdown and `$…$` mathematics → neutral spans → HTML or plain text.

A question's texts may use emphasis, strong, code, links and mathematics; `explain` also
paragraphs, lists and fenced code. Nothing else has a meaning: HTML is text, a picture from
somewhere is text. Faces turn the spans into what they can show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Flag
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from trainer.language.formula import unicode_formula

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


class Style(Flag):
    """How a run of text is set; styles nest, so a span has any number of them."""

    PLAIN = 0
    EMPHASIS = 1
    STRONG = 2
    CODE = 4
    LINK = 8
    MATH = 16


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. `url` is set for a link; the text of MATH is TeX as typed.

    A newline in the text is a line break that was meant.
    """

    text: str
    style: Style = Style.PLAIN
    url: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: `depth` from 0, `marker` is `•` or `3.`, or empty for its further paragraphs."""

    spans: tuple[Span, ...]
    depth: int
    marker: str


@dataclass(frozen=True, slots=True)
class CodeBlock:
    lang: str
    text: str


Block = Paragraph | ListItem | CodeBlock

# Importing markdown-it costs 40 ms and parsing a line 30 µs; most texts need neither.
_SPECIAL = re.compile(r"[*_`\[\]\\<$]|  \n")
_BEYOND_STARS = re.compile(r"[_`\[\]\\<$\r\0]|  \n")
# Emphasis that no rule of CommonMark could read in another way: words between spaces or stops.
_EMPHASIS = re.compile(r"(?<![^ \n(])(\*\*?)([^\W_](?:[^*]*[^\W_])?)\1(?![^ \n.,;:!?)])")
_FORMULA = re.compile(r"\$(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\$(?!\d)", re.DOTALL)
_NOT_AS_IT_IS = re.compile(r"[&<>\"'\\\n]")
_MARKED = re.compile(r"[*_`\[\]\\<$\n]")
_DELIMITER = re.compile(r"\\(?=[()\[\]])")
_BLOCK = re.compile(r"^ {0,3}(?:[-+*]|\d{1,9}[.)])(?:\s|$)|```|~~~", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_SOFT_BREAK = re.compile(r"[ \t]*\n[ \t]*")


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
    return tuple(_walk(_parser().parse(text)))


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
                html.append(f"<pre><code>{escape(code)}</code></pre>")
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
    token = _parser().parseInline(text)[0]
    return tuple(_spans(token.children or ()))


def _plain(spans: tuple[Span, ...]) -> str:
    return "".join(unicode_formula(s.text) if Style.MATH in s.style else s.text for s in spans)


def _span_html(span: Span) -> str:
    if span.style is Style.PLAIN:
        return _text_html(span.text)
    if span.style.value == Style.EMPHASIS.value:
        return f"<em>{_text_html(span.text)}</em>"
    is_math = Style.MATH in span.style
    html = rf"\({escape(span.text)}\)" if is_math else _text_html(span.text)
    if Style.CODE in span.style:
        html = f"<code>{html}</code>"
    if Style.EMPHASIS in span.style:
        html = f"<em>{html}</em>"
    if Style.STRONG in span.style:
        html = f"<strong>{html}</strong>"
    if Style.LINK in span.style:
        html = f'<a href="{escape(span.url)}">{html}</a>'
    return html


def _text_html(text: str) -> str:
    if not _NOT_AS_IT_IS.search(text):
        return text
    # A typed delimiter isn't ours; an element inside it keeps MathJax from reading on.
    html = escape(text).replace("\n", "<br>")
    return _DELIMITER.sub(r"\\<span></span>", html) if "\\" in html else html


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"maxNesting": 100})
    parser.enable(["list", "fence", "newline", "escape", "backticks", "emphasis", "link"])
    parser.inline.ruler.enable("autolink")
    parser.inline.ruler.before("escape", "math", _math)
    # Anything but these could run a script or reach into the reader's files.
    parser.validateLink = _is_web_link  # type: ignore[method-assign]  # how it is meant to be set
    return parser


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


def _spans(tokens: list[Token] | tuple[()]) -> Iterator[Span]:
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


def _walk(tokens: list[Token]) -> Iterator[Block]:
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
                spans = tuple(_spans(token.children or ()))
                yield Paragraph(spans) if depth < 0 else ListItem(spans, depth, marker)
                marker = ""
            case "fence":
                yield CodeBlock(token.info.strip(), token.content.rstrip("\n"))
            case _:
                pass
