"""Texts of the bank on a page of ours: everything escaped, mathematics in Unicode."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from trainer.language.formula import unicode_formula
from trainer.language.markup import (
    CodeBlock,
    Span,
    Style,
    blocks,
    blocks_html,
    inline,
    spans_html,
)
from trainer.wording.controls import strip_controls


def plain(text: str) -> str:
    """A text as it stands."""
    return escape(strip_controls(text))


def rich(text: str) -> str:
    """A text field's inline Markdown."""
    return strip_controls(spans_html(_read(inline(text))))


def paragraphs(text: str) -> str:
    """An `explain`: paragraphs, lists, code."""
    parts = (
        part if isinstance(part, CodeBlock) else replace(part, spans=_read(part.spans))
        for part in blocks(text)
    )
    return strip_controls(blocks_html(tuple(parts)))


def _read(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Without TeX, which a page without scripts can't set."""
    return tuple(
        replace(
            span, text=unicode_formula(span.text), style=span.style ^ Style.MATH | Style.EMPHASIS
        )
        if Style.MATH in span.style
        else span
        for span in spans
    )
