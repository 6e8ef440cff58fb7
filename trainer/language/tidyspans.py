"""Spans as a person would have written them: neighbours joined, spaces once, outside of marks."""

from __future__ import annotations

import re

from trainer.language.markup import Span, Style

_SPACES = re.compile(r"\s+")


def spaced_once(text: str) -> str:
    # Of all white space only the space itself is printable.
    plain = text.isprintable() and "  " not in text
    return text if plain else _SPACES.sub(" ", text)


def tidied(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbours of one style as one, spaces once and outside of marks, none at the ends."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else None
        if before and (before.style, before.url) == (span.style, span.url):
            joined[-1] = Span(before.text + span.text, span.style, span.url)
        elif span.text:
            joined.append(span)
    tidy: list[Span] = []
    spaced = True
    for span in joined:
        text = spaced_once(span.text)
        core = text.strip()
        if text[:1] == " " and not spaced:
            _space(tidy)
            spaced = True
        if not core:
            continue
        tidy.append(Span(core, span.style, span.url))
        spaced = False
        if text[-1] == " ":
            _space(tidy)
            spaced = True
    while tidy and not tidy[-1].text.strip():
        tidy.pop()
    if tidy and tidy[-1].style is Style.PLAIN:
        tidy[-1] = Span(tidy[-1].text.rstrip(), Style.PLAIN)
    return _merged(tidy)


def _space(spans: list[Span]) -> None:
    spans.append(Span(" "))


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in spans:
        if merged and (merged[-1].style, merged[-1].url) == (span.style, span.url):
            merged[-1] = Span(merged[-1].text + span.text, span.style, span.url)
        else:
            merged.append(span)
    return tuple(merged)
