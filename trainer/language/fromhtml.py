r"""HTML from another program → paragraphs, lists and code, as `trainer.language.markup` has them.

Emphasis, strong, code, links, lists and mathematics (`\(…\)`, `[latex]`) stay; scripts, styles,
colours and layout go. Pictures and sounds are listed beside the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser

from trainer.language.gathering import MATH, STYLES, Attributes, Gathering, printable
from trainer.language.markup import Block, CodeBlock, ListItem, Paragraph, Span, Style
from trainer.language.tidyspans import spaced_once, tidied
from trainer.records import record

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
_UNCLOSED = re.compile(r"<(?![^<>]*>)")
# What most fields are made of; the parser of the standard library takes three times as long.
_BARE_TAG = re.compile(r"<(/?)(b|br|code|div|em|i|li|ol|p|span|strong|sub|sup|u|ul)\s*(/?)>", re.I)

_LINES = re.compile("</?(?:div|p)>|<br ?/?>")
_EMPHASISED = re.compile("<(b|i|em|strong)>([^<]*)</\\1>")


@record(frozen=True, slots=True)
class Content:
    """What a field says, and the media files it names, in their order."""

    blocks: tuple[Block, ...] = ()
    images: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """All of it as one text, with a line break where a block ends."""
        if len(self.blocks) == 1:
            only = self.blocks[0]
            return only.spans if isinstance(only, Paragraph) else _line(only)
        lines = [_line(block) for block in self.blocks]
        parts = [part for line in lines for part in (Span("\n"), *line)]
        return tuple(parts[1:])

    @property
    def is_empty(self) -> bool:
        return not (self.blocks or self.images or self.sounds)

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def read_html(html: str) -> Content:
    """The content of a field; nothing in it makes this raise."""
    if not _SPECIAL.search(html):
        text = spaced_once(html).strip()
        return Content((Paragraph((Span(text),)),)) if text else Content()
    sounds: tuple[str, ...] = ()
    if html.count("<") > MOST_TAGS:
        html = _UNCLOSED.sub("&lt;", html)
    if "[sound:" in html:
        sounds = tuple(found.strip() for found in _SOUND.findall(html))
        html = _SOUND.sub(" ", html)
    if "[" in html or "\\" in html or "<anki-mathjax" in html:
        html = _MATH.sub(_shield, html)
    simple = _paragraphs(html)
    if simple is not None:
        return Content(simple, (), sounds)
    gathering = Gathering()
    _tell(html, gathering)
    gathering.end_block()
    return Content(tuple(gathering.blocks), tuple(gathering.images), sounds)


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
    return f"<{MATH}>{tex}</{MATH}>" if tex else ""


def _paragraphs(html: str) -> tuple[Block, ...] | None:
    """The blocks of a field in which nothing but lines and emphasis is marked, as in most; None
    for any other. A gathering makes the same of them in three times as long."""
    blocks: list[Block] = []
    for line in _LINES.split(html):
        if "<" in line:
            parts = _EMPHASISED.split(line)
            if "<" in "".join(parts[::3]):
                return None
            spans = _emphasis(parts if _as_it_is(line) else list(map(_said, parts)))
            if spans:
                blocks.append(Paragraph(spans))
        elif text := (line if _as_it_is(line) else _said(line)).strip():
            blocks.append(Paragraph((Span(text),)))
    return tuple(blocks)


def _as_it_is(text: str) -> bool:
    return text.isprintable() and "&" not in text and "  " not in text


def _said(text: str) -> str:
    return printable(unescape(text))


def _emphasis(parts: Sequence[str]) -> tuple[Span, ...]:
    """Spans of a plain text, then of a tag, the words in it and a plain text, any number of
    times."""
    start, *inner, end = parts[::3]
    spans = [Span(text)] if (text := start.lstrip()) else []
    neat = all(inner)
    for tag, words, plain in zip(parts[1::3], parts[2::3], [*inner, end.rstrip()], strict=True):
        spans.append(Span(words, STYLES[tag]))
        if plain:
            spans.append(Span(plain))
        neat = neat and words != "" and words.strip() == words
    return tuple(spans) if neat else tidied(spans)


def _tell(html: str, gathering: Gathering) -> None:
    """Every tag and text of a field, one after another."""
    parts = _BARE_TAG.split(html)
    if html.count("<") * 4 + 1 != len(parts):
        parser = _Parser(gathering)
        parser.feed(html)
        parser.close()
        return
    if "&" in html:
        parts[::4] = map(unescape, parts[::4])
    if parts[0]:
        gathering.text(parts[0])
    for closes, name, alone, text in zip(
        parts[1::4], parts[2::4], parts[3::4], parts[4::4], strict=True
    ):
        tag = name.lower()
        if not closes:
            gathering.begin(tag)
        if closes or alone:
            gathering.end(tag)
        if text:
            gathering.text(text)


class _Parser(HTMLParser):
    """The parser of the standard library, telling what it finds."""

    def __init__(self, gathering: Gathering) -> None:
        super().__init__(convert_charrefs=True)
        self._gathering = gathering

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._gathering.begin(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._gathering.end(tag)

    def handle_data(self, data: str) -> None:
        self._gathering.text(data)
