r"""HTML from another program → paragraphs, lists and code, as `trainer.language.markup` has them.

Emphasis, strong, code, links, lists and mathematics (`\(…\)`, `[latex]`) stay; scripts, styles,
colours and layout go. Pictures and sounds are listed beside the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from trainer.language.formula import unicode_formula
from trainer.language.markup import Block, CodeBlock, ListItem, Paragraph, Span, Style
from trainer.language.tidyspans import spaced_once, tidied

DEEPEST = 20
"""How deep lists may be nested; deeper ones go on at this depth."""

MOST_TAGS = 1_000
"""With more of them, those that never close are text: Python's parser would look for the end of
each through all of the rest."""

_MATH = re.compile(
    r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\[\$\$?\](.+?)\[/\$\$?\]"
    r"|<anki-mathjax[^>]*>(.+?)</anki-mathjax>|\[latex\](.+?)\[/latex\]",
    re.DOTALL,
)
_DISPLAY = re.compile(r"\\begin\{(displaymath|math|equation\*?)\}(.+)\\end\{\1\}", re.DOTALL)
_DOLLARS = re.compile(r"\$\$?([^$]+)\$\$?")
_TAG = re.compile(r"<[^<>]*>")
_SOUND = re.compile(r"\[sound:([^\]\r\n]+)\]")
_SPECIAL = re.compile(r"[<&\[\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# What the language refuses, or an editor can't show.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAKS = str.maketrans({"\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\xa0": " ", "\r": "\n"})
_SPACES = re.compile(r"\s+")
_UNCLOSED = re.compile(r"<(?![^<>]*>)")
# What most fields are made of; the parser of the standard library takes three times as long.
_BARE_TAG = re.compile(r"<(/?)(b|br|code|div|em|i|li|ol|p|span|strong|sub|sup|u|ul)\s*(/?)>", re.I)

_MARKS: Mapping[str, Style] = {
    **dict.fromkeys(("b", "strong"), Style.STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), Style.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "tt", "samp"), Style.CODE),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Style.STRONG),
    "th": Style.STRONG,
}
_HIDDEN = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
_APART = re.compile(
    "p|div|blockquote|h[1-6]|table|tr|section|article|header|footer|figure|figcaption|center|dl|dt"
    "|dd|hr|br|address|main|details|summary"
)
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
_BOLD = re.compile(r"font-weight:\s*(bold|[6-9]00)", re.I)
_ITALIC = re.compile(r"font-style:\s*italic", re.I)


@dataclass(frozen=True, slots=True)
class Content:
    """What a field says, and the media files it names, in their order."""

    blocks: tuple[Block, ...] = ()
    images: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """All of it as one text, with a line break where a block ends."""
        lines = [_line(block) for block in self.blocks]
        parts = [part for line in lines for part in (Span("\n"), *line)]
        return tuple(parts[1:])

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def read_html(html: str) -> Content:
    """The content of a field; nothing in it makes this raise."""
    if not _SPECIAL.search(html):
        text = _SPACES.sub(" ", html).strip()
        return Content((Paragraph((Span(text),)),)) if text else Content()
    sounds = tuple(found.strip() for found in _SOUND.findall(html))
    if html.count("<") > MOST_TAGS:
        html = _UNCLOSED.sub("&lt;", html)
    reader = _Reader()
    reader.read(_MATH.sub(_shield, _SOUND.sub(" ", html)))
    reader.end_block()
    return Content(tuple(reader.blocks), tuple(reader.images), sounds)


def _line(block: Block) -> tuple[Span, ...]:
    match block:
        case Paragraph(spans):
            return spans
        case ListItem(spans, _, marker):
            return (Span(f"{marker} "), *spans) if marker else spans
        case CodeBlock(_, text):
            lines = text.split("\n")
            parts = [p for line in lines for p in (Span("\n"), Span(line, Style.CODE))]
            return tuple(part for part in parts[1:] if part.text.strip(" "))


def _shield(found: re.Match[str]) -> str:
    """A formula as an element, so that what is in it isn't read as HTML."""
    tex = next(group for group in found.groups() if group is not None)
    tex = re.sub(r"<br\s*/?>|</?div[^>]*>", " ", tex, flags=re.I)
    tex = _TAG.sub("", tex).replace("&nbsp;", " ").strip()
    if found[5] is not None:
        inner = _DISPLAY.fullmatch(tex) or _DOLLARS.fullmatch(tex)
        if inner is None and ("$" in tex or not re.search(r"[\\^_=]", tex)):
            return f" {tex} "
        tex = inner[inner.lastindex or 1].strip() if inner else tex
    return f"<trainer-math>{tex}</trainer-math>" if tex else ""


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int


@dataclass
class _Reader(HTMLParser):
    blocks: list[Block] = field(default_factory=list)
    images: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._spans: list[Span] = []
        self._open: list[tuple[str, Style, str]] = []
        self._lists: list[_List] = []
        self._marker: str | None = None
        self._hidden = 0
        self._code: list[str] | None = None

    def read(self, html: str) -> None:
        parts = _BARE_TAG.split(html)
        if any("<" in text for text in parts[::4]):
            self.feed(html)
            self.close()
            return
        if parts[0]:
            self.handle_data(unescape(parts[0]))
        for at in range(1, len(parts), 4):
            closes, name, alone, text = parts[at : at + 4]
            tag = name.lower()
            if not closes:
                self.handle_starttag(tag, [])
            if closes or alone:
                self.handle_endtag(tag)
            if text:
                self.handle_data(unescape(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
            return
        if self._hidden:
            return
        values = {name: value or "" for name, value in attrs}
        if tag == "img":
            if source := values.get("src", "").strip():
                self.images.append(unquote(source))
            return
        self._begin(tag, values)
        if tag in ("td", "th", "tr"):
            self._open = [entry for entry in self._open if entry[0] not in ("td", "th")]
        if not _VOID.fullmatch(tag):
            style = _MARKS.get(tag, Style.PLAIN) | _styled(values.get("style", ""))
            url = values.get("href", "") if tag == "a" else ""
            if tag == "trainer-math":
                style = Style.MATH
            self._open.append((tag, style, url))

    def _begin(self, tag: str, values: Mapping[str, str]) -> None:
        if tag in ("ul", "ol"):
            self.end_block()
            start = values.get("start", "1")
            self._lists.append(_List(tag == "ol", int(start) if start.isdecimal() else 1))
        elif tag == "li":
            self.end_block()
            own = self._lists[-1] if self._lists else _List(False, 1)
            self._marker = f"{own.number % 10**9}." if own.ordered else "•"
            own.number += 1
        elif tag == "pre":
            self.end_block()
            self._code = []
        elif tag == "td" or tag == "th":
            if any(span.text.strip() for span in self._spans):
                self._spans.append(Span(" | "))
        elif _APART.fullmatch(tag):
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
            return
        if self._hidden or _VOID.fullmatch(tag):
            return
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                break
        if tag == "pre" and self._code is not None:
            text = _clean("".join(self._code)).strip("\n")
            self._code = None
            if text.strip():
                self.blocks.append(CodeBlock("", text))
        elif tag in ("ul", "ol"):
            self.end_block()
            if self._lists:
                self._lists.pop()
        elif tag == "li":
            self.end_block()
            self._marker = None
        elif _APART.fullmatch(tag):
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._code is not None:
            self._code.append(data)
            return
        style, url, shift = Style.PLAIN, "", ""
        for tag, more, link in self._open:
            if more is not Style.PLAIN:
                style |= more
            url = link or url
            if tag == "sup" or (tag == "sub" and not shift):
                shift = "^" if tag == "sup" else "_"
        text = _clean(data)
        if Style.MATH not in style:
            text = spaced_once(text)
        if shift:
            text = _shifted(text, shift)
        if url and url.lower().startswith(("http://", "https://", "mailto:")):
            style |= Style.LINK
        else:
            url = ""
        self._spans.append(Span(text, style, url))

    def end_block(self) -> None:
        """What was gathered as a paragraph or an item of a list."""
        spans = tidied(self._spans)
        self._spans = []
        if not spans:
            return
        if self._lists:
            depth = min(len(self._lists), DEEPEST) - 1
            self.blocks.append(ListItem(spans, depth, self._marker or ""))
            self._marker = ""
        else:
            self.blocks.append(Paragraph(spans))


def _styled(css: str) -> Style:
    style = Style.PLAIN
    if css:
        style |= Style.STRONG if _BOLD.search(css) else Style.PLAIN
        style |= Style.EMPHASIS if _ITALIC.search(css) else Style.PLAIN
    return style


def _shifted(text: str, sign: str) -> str:
    """Raised or lowered text in Unicode where that has the letters: `x²`, else `x^(q)`."""
    if not text.strip():
        return text
    return unicode_formula(f"{sign}{{{text.strip()}}}") if "\\" not in text else text


def _clean(text: str) -> str:
    if text.isprintable():
        return text
    return _UNWRITABLE.sub("", text.translate(_BREAKS))
