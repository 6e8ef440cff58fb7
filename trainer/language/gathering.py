"""Tags and texts as they come → paragraphs, lists and code, and the pictures among them.

What a parser of HTML tells of goes in here, whichever parser it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from trainer.language.formula import unicode_formula
from trainer.language.markup import Block, CodeBlock, ListItem, Paragraph, Span, Style
from trainer.language.tidyspans import spaced_once, tidied

DEEPEST = 20
"""How deep lists may be nested; deeper ones go on at this depth."""

MATH = "trainer-math"
"""The element that stands around a formula."""

Attributes = Sequence[tuple[str, str | None]]

# What the language refuses, or an editor can't show.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAKS = str.maketrans({"\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\xa0": " ", "\r": "\n"})
_BOLD = re.compile(r"font-weight:\s*(bold|[6-9]00)", re.I)
_ITALIC = re.compile(r"font-style:\s*italic", re.I)
_WEB = ("http://", "https://", "mailto:")
_PLAIN = Style.PLAIN


# What a tag does beside setting a style. Numbers: a member of an enum takes longer to look up than
# all that is done with it.
_APART, _VOID, _BREAK, _HIDE, _LIST, _ITEM, _CODE, _CELL, _ROW, _PICTURE = range(10)
_DOES: Mapping[str, int] = {
    name: does
    for does, names in {
        _HIDE: "script style head title template noscript object svg",
        _APART: "p div blockquote h1 h2 h3 h4 h5 h6 table section article header footer figure "
        "figcaption center dl dt dd address main details summary",
        _VOID: "area base col embed input link meta source track wbr",
        _BREAK: "hr br",
        _LIST: "ul ol",
        _ITEM: "li",
        _CODE: "pre",
        _CELL: "td th",
        _ROW: "tr",
        _PICTURE: "img",
    }.items()
    for name in names.split(" ")
}
STYLES: Mapping[str, Style] = {
    **dict.fromkeys(("b", "strong"), Style.STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), Style.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "tt", "samp"), Style.CODE),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Style.STRONG),
    "th": Style.STRONG,
    MATH: Style.MATH,
}


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int


class Gathering:
    """The blocks and pictures of a text, complete after the last `end_block`."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.images: list[str] = []
        self._spans: list[Span] = []
        self._open: list[tuple[str, Style, str]] = []
        self._set: tuple[Style, str, str] | None = (_PLAIN, "", "")
        self._lists: list[_List] = []
        self._marker: str | None = None
        self._hidden = 0
        self._code: list[str] | None = None

    def begin(self, tag: str, attributes: Attributes = ()) -> None:
        does = _DOES.get(tag)
        if does == _HIDE:
            self._hidden += 1
        if self._hidden:
            return
        self._set = None
        if does is None and not attributes:
            self._open.append((tag, STYLES.get(tag, _PLAIN), ""))
            return
        values = {name: value or "" for name, value in attributes} if attributes else {}
        if does == _PICTURE:
            if source := values.get("src", "").strip():
                self.images.append(unquote(source))
            return
        if does is not None:
            self._lay_out(tag, does, values)
            if does in (_BREAK, _VOID):
                return
        style, url = STYLES.get(tag, _PLAIN), ""
        if values:
            style |= _styled(values.get("style", "")) if tag != MATH else _PLAIN
            url = values.get("href", "") if tag == "a" else ""
        self._open.append((tag, style, url))

    def _lay_out(self, tag: str, does: int, values: Mapping[str, str]) -> None:
        if does in (_APART, _BREAK):
            self.end_block()
        elif does == _LIST:
            self.end_block()
            start = values.get("start", "1")
            self._lists.append(_List(tag == "ol", int(start) if start.isdecimal() else 1))
        elif does == _ITEM:
            self.end_block()
            own = self._lists[-1] if self._lists else _List(False, 1)
            self._marker = f"{own.number % 10**9}." if own.ordered else "•"
            own.number += 1
        elif does == _CODE:
            self.end_block()
            self._code = []
        elif does in (_CELL, _ROW):
            if does == _ROW:
                self.end_block()
            elif any(span.text.strip() for span in self._spans):
                self._spans.append(Span(" | "))
            self._open = [entry for entry in self._open if entry[0] not in ("td", "th")]

    def end(self, tag: str) -> None:
        does = _DOES.get(tag)
        if does == _HIDE:
            self._hidden = max(0, self._hidden - 1)
            return
        if self._hidden or does in (_VOID, _BREAK, _PICTURE):
            return
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                self._set = None
                break
        if does is None or does == _CELL:
            return
        if does == _CODE:
            self._end_code()
            return
        self.end_block()
        if does == _LIST and self._lists:
            self._lists.pop()
        elif does == _ITEM:
            self._marker = None

    def _end_code(self) -> None:
        if self._code is None:
            return
        text = _clean("".join(self._code)).strip("\n")
        self._code = None
        if text.strip():
            self.blocks.append(CodeBlock("", text))

    def text(self, text: str) -> None:
        if self._hidden:
            return
        if self._code is not None:
            self._code.append(text)
            return
        style, url, shift = self._set or self._setting()
        is_math = style is not _PLAIN and Style.MATH in style
        text = _clean(text) if is_math else printable(text)
        if shift:
            text = _shifted(text, shift)
        self._spans.append(Span(text, style, url))

    def _setting(self) -> tuple[Style, str, str]:
        """How text is set within the tags that are open: its style, its link, and `^` or `_` where
        it is raised or lowered."""
        style, url, shift = _PLAIN, "", ""
        for tag, more, link in self._open:
            if more is not _PLAIN:
                style = more if style is _PLAIN else style | more
            url = link or url
            if tag == "sup" or (tag == "sub" and not shift):
                shift = "^" if tag == "sup" else "_"
        if url and url.lower().startswith(_WEB):
            style |= Style.LINK
        else:
            url = ""
        self._set = style, url, shift
        return self._set

    def end_block(self) -> None:
        """What was gathered as a paragraph or an item of a list."""
        if not self._spans:
            return
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


def printable(text: str) -> str:
    """A text without what can't be written or shown, spaces once."""
    # Most texts are as they should be.
    return text if text.isprintable() and "  " not in text else spaced_once(_clean(text))


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text.translate(_BREAKS))
