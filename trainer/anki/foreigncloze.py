"""Anki's cloze text → a cloze of ours: `{{c1::answer::hint}}`, each number a group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.language.cloze import write_cloze
from trainer.language.markdown import is_bare, write_inline
from trainer.language.markup import Span, Style
from trainer.question import Blank, Cloze

_MARK = re.compile(r"\{\{c(\d{1,3})(?:,\d+)*::|\}\}")
_BLANK = re.compile(r"\{\{c(\d{1,3})::([^{}]+)\}\}")


class NoBlankError(ValueError):
    """A text without a blank that the question language can hold."""


@dataclass(slots=True)
class _Blank:
    """Where a blank stands in the text: its marks and, between them, its answer."""

    group: int
    start: int
    inner: int
    stop: int = 0
    end: int = 0
    nested: bool = False


def read_cloze(spans: Sequence[Span]) -> tuple[Cloze, tuple[str, ...]]:
    """The cloze, and what of it is lost, as parts of sentences. Raises NoBlankError.

    A blank can't hold another one here: the innermost stays.
    """
    only = spans[0].text if len(spans) == 1 and spans[0].style is Style.PLAIN else ""
    parts = _flat(only) if is_bare(only) else ()
    cloze, gone = (Cloze(parts), ()) if parts else _nested(spans)
    try:
        write_cloze(cloze)
    except ValueError:
        raise NoBlankError("its blanks can't be written here") from None
    return cloze, tuple(f"blank {group} holds another one and goes" for group in gone)


def _flat(text: str) -> tuple[str | Blank, ...]:
    """The parts of a text that says in Markdown just what it says without, if its blanks have
    nothing unusual about them, as most do not; else ()."""
    pieces = _BLANK.split(text)
    parts: list[str | Blank] = [pieces[0]] if pieces[0] else []
    if "{{" in " ".join(pieces[::3]):
        return ()
    for group, inner, plain in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        said, _, hint = inner.partition("::")
        answer, number = said.strip(), int(group)
        if not answer or not number:
            return ()
        parts.append(Blank(answer, hint=hint.strip(), group=f"c{number}"))
        if plain:
            parts.append(plain)
    return tuple(parts) if len(pieces) > 1 else ()


def _nested(spans: Sequence[Span]) -> tuple[Cloze, Sequence[int]]:
    """The same of any spans, and the numbers of the blanks that hold others. Raises
    NoBlankError."""
    text = "".join(span.text for span in spans)
    found = list(_blanks(text))
    kept = [blank for blank in found if not blank.nested]
    if not kept:
        raise NoBlankError("it has no blank")
    gone = {blank.group for blank in found} - {blank.group for blank in kept}
    dropped = sorted(
        edge
        for blank in found
        if blank.nested
        for edge in ((blank.start, blank.inner), (blank.stop, blank.end))
    )
    return Cloze(_joined(_parts(spans, text, kept, dropped))), sorted(gone)


def _blanks(text: str) -> Iterator[_Blank]:
    """The blanks that close and have an answer, by where they begin."""
    stack: list[_Blank] = []
    found: list[_Blank] = []
    for mark in _MARK.finditer(text):
        if mark[1]:
            stack.append(_Blank(int(mark[1]), mark.start(), mark.end()))
        elif stack:
            blank = stack.pop()
            blank.stop, blank.end = mark.span()
            if text[blank.inner : blank.stop].partition("::")[0].strip() and blank.group:
                found.append(blank)
                for outer in stack:
                    outer.nested = True
    return iter(sorted(found, key=lambda blank: blank.start))


def _parts(
    spans: Sequence[Span], text: str, kept: Sequence[_Blank], dropped: Sequence[tuple[int, int]]
) -> Iterator[str | Blank]:
    at = 0
    for blank in kept:
        yield from _between(spans, at, blank.start, dropped)
        answer, mark, hint = text[blank.inner : blank.stop].partition("::")
        said = _slice(spans, blank.inner, blank.inner + len(answer))
        yield Blank(
            _answer(said), hint=write_inline([Span(hint.strip())]) if mark else "",
            group=f"c{blank.group}",
        )  # fmt: skip
        at = blank.end
    yield from _between(spans, at, len(text), dropped)


def _answer(said: Sequence[Span]) -> str:
    """An answer is typed, so only a formula keeps what it is."""
    bare = [Span(span.text.replace("\n", " "), span.style & Style.MATH) for span in said]
    return write_inline(bare).strip()


def _between(
    spans: Sequence[Span], start: int, end: int, dropped: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """The Markdown between two blanks, without the marks of blanks that hold others."""
    at = start
    for first, last in (*dropped, (end, end)):
        if start <= first <= end:
            yield _written(_slice(spans, at, first))
            at = max(at, last)


def _written(spans: Sequence[Span]) -> str:
    """As Markdown, the spaces at its ends kept, which Markdown alone would drop."""
    text = "".join(span.text for span in spans)
    core = text.strip()
    if not core:
        return "\n\n" if "\n" in text else text
    lead, trail = text[: text.index(core[0])], text[len(text.rstrip()) :]
    inner = list(_slice(spans, len(lead), len(text) - len(trail)))
    return f"{_space(lead)}{write_inline(inner)}{_space(trail)}"


def _space(text: str) -> str:
    return "\n\n" if "\n" in text else text


def _slice(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    found: list[Span] = []
    at = 0
    for span in spans:
        first, last = max(start - at, 0), min(end - at, len(span.text))
        if first < last:
            found.append(Span(span.text[first:last], span.style, span.url))
        at += len(span.text)
    return found


def _joined(parts: Iterator[str | Blank]) -> tuple[str | Blank, ...]:
    """Neighbouring texts as one, empty ones out."""
    joined: list[str | Blank] = []
    for part in parts:
        if isinstance(part, Blank) or (part and (not joined or isinstance(joined[-1], Blank))):
            joined.append(part)
        elif part:
            joined[-1] = f"{joined[-1]}{part}"
    return tuple(joined)
