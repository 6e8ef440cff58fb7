"""Texts of the bank on a page of ours: everything escaped, mathematics in Unicode."""

from __future__ import annotations

from html import escape

from trainer.exchange.printed import printed, printed_blocks
from trainer.wording.controls import strip_controls


def plain(text: str) -> str:
    """A text as it stands."""
    return escape(strip_controls(text))


def rich(text: str) -> str:
    """A text field's inline Markdown."""
    return strip_controls(printed(text))


def paragraphs(text: str) -> str:
    """An `explain`: paragraphs, lists, code."""
    return strip_controls(printed_blocks(text))
