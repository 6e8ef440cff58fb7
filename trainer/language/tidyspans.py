"""Spans as a person would have written them: neighbours joined, spaces once, outside of marks."""

from __future__ import annotations

import re

from trainer.language.markup import Span

_SPACES = re.compile(r"\s+")
_SPACE = Span(" ")


def spaced_once(text: str) -> str:
    # Of all white space only the space itself is printable.
    plain = text.isprintable() and "  " not in text
    return text if plain else _SPACES.sub(" ", text)


def tidied(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbours of one style as one, spaces once and outside of marks, none at the ends."""
    joined = _merged(spans)
    if len(joined) == 1:
        # Most texts by far.
        only = joined[0]
        core = spaced_once(only.text).strip()
        return (_with(only, core),) if core else ()
    tidy: list[Span] = []
    spaced = True
    for span in joined:
        text = spaced_once(span.text)
        core = text.strip()
        if text[:1] == " " and not spaced:
            tidy.append(_SPACE)
            spaced = True
        if not core:
            continue
        tidy.append(_with(span, core))
        spaced = False
        if text[-1] == " ":
            tidy.append(_SPACE)
            spaced = True
    if tidy and tidy[-1] is _SPACE:
        tidy.pop()
    return tuple(_merged(tidy))


def _with(span: Span, text: str) -> Span:
    return span if text == span.text else Span(text, span.style, span.url)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].style is span.style and merged[-1].url == span.url:
            merged[-1] = Span(merged[-1].text + span.text, span.style, span.url)
        elif span.text:
            merged.append(span)
    return merged
