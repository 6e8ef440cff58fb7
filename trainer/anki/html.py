"""Texts as they may stand in a field of an Anki note."""

from __future__ import annotations

import re
from html import escape

from trainer.language.markup import to_html, to_plain

# What Anki itself reads in a field, wherever it stands: clozes and their hints, sounds and other
# `[…:…]` tags, old LaTeX tags, and the control characters it keeps its database with.
_READ_BY_ANKI = re.compile(r"\{\{|\}\}|::|\[(?=sound:|anki:|latex|/latex|\$)|[\x00-\x08\x0b-\x1f]")
_HINTS = ("{{", "}}", "::", "[")


def rich(text: str, block: bool = False) -> str:
    """An author's text as HTML that means in Anki just what it means here."""
    return literal(to_html(text, block))


def plain(text: str) -> str:
    """The same without marks, for a tooltip, a typed answer or the browser's columns."""
    return literal(escape(to_plain(text)))


def literal(html: str) -> str:
    """HTML in which nothing is an instruction to Anki: entities show the same characters."""
    if html.isprintable() and not any(map(html.__contains__, _HINTS)):
        return html
    return _READ_BY_ANKI.sub(_entities, html)


def _entities(found: re.Match[str]) -> str:
    text = found[0]
    if text < " ":
        return chr(0x2400 + ord(text))
    return "".join(f"&#{ord(char)};" for char in text)
