"""What a marked-up text comes down to: spans in a style, and blocks of them."""

from __future__ import annotations

from enum import Flag

from trainer.records import record


class Style(Flag):
    """How a run of text is set; styles nest, so a span has any number of them."""

    PLAIN = 0
    EMPHASIS = 1
    STRONG = 2
    CODE = 4
    LINK = 8
    MATH = 16


@record(frozen=True, slots=True)
class Span:
    """A run of text in one style. `url` is set for a link; the text of MATH is TeX as typed.

    A newline in the text is a line break that was meant.
    """

    text: str
    style: Style = Style.PLAIN
    url: str = ""


@record(frozen=True, slots=True)
class Paragraph:
    spans: tuple[Span, ...]


@record(frozen=True, slots=True)
class ListItem:
    """One item: `depth` from 0, `marker` is `•` or `3.`, or empty for its further paragraphs."""

    spans: tuple[Span, ...]
    depth: int
    marker: str


@record(frozen=True, slots=True)
class CodeBlock:
    lang: str
    text: str


Block = Paragraph | ListItem | CodeBlock
