"""Texts for paper and for pages without scripts: HTML in which formulas are written out."""

from __future__ import annotations

from dataclasses import replace

from trainer.language.formula import unicode_formula
from trainer.language.markup import (
    Block,
    CodeBlock,
    Span,
    Style,
    blocks,
    blocks_html,
    inline,
    spans_html,
)


def printed(text: str) -> str:
    """One text field."""
    return spans_html(_written(inline(text)))


def printed_blocks(text: str) -> str:
    """An explanation, with its paragraphs and lists."""
    return blocks_html(tuple(map(_block, blocks(text))))


def _block(block: Block) -> Block:
    return block if isinstance(block, CodeBlock) else replace(block, spans=_written(block.spans))


def _written(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(
        Span(unicode_formula(span.text), (span.style & ~Style.MATH) | Style.EMPHASIS, span.url)
        if Style.MATH in span.style
        else span
        for span in spans
    )
