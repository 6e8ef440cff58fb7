"""Texts as elements of XHTML, for formats that are XML to the last word."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

from trainer.exchange.xml import clean
from trainer.language.markup import to_html


def elements(text: str, block: bool = False) -> Element:
    """An element that holds the text; its own name means nothing."""
    html = to_html(text, block).replace("<br>", "<br/>")
    root = fromstring(f"<span>{clean(html)}</span>")
    for item in root.iter("ol"):
        # A list's first number is no part of the XHTML that QTI knows.
        item.attrib.pop("start", None)
    return root


def fill(parent: Element, text: str, block: bool = False, tail: str = "") -> Element:
    """Put a text into an element, after what is there."""
    said = elements(text, block)
    _append_text(parent, said.text or "")
    for child in list(said):
        parent.append(child)
    _append_text(parent, tail)
    return parent


def _append_text(parent: Element, text: str) -> None:
    last = parent[-1] if len(parent) else None
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
