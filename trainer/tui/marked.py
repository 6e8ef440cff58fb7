"""Texts with marks and formulas → Textual's Content, in the styles of `trainer.tui.inks`."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.style import Style

from trainer.language.formula import unicode_formula
from trainer.language.markup import Block, CodeBlock, ListItem, Span, blocks, inline
from trainer.language.markup import Style as Set
from trainer.tui.content import hang, plain, wrapped
from trainer.wording.controls import strip_controls

Ink = Callable[[str], Style]
"""The style of a name in `trainer.tui.inks`."""

HIGHLIT = ("Comment", "Keyword", "Literal.String", "Literal.Number", "Name")
LONGEST_CODE = 20_000
"""Characters of a block of code that are still looked into."""

BOLD, ITALIC, UNDERLINE = Style(bold=True), Style(italic=True), Style(underline=True)


def rich(text: str, ink: Ink, style: Style | None = None) -> Content:
    """A text field's inline Markdown and mathematics, set on top of `style`."""
    content = _set(inline(text), ink)
    return content.stylize_before(style) if style else content


def explanation(text: str, ink: Ink, width: int) -> list[Content]:
    """The wrapped lines of an `explain`: paragraphs, lists with hanging indents, code."""
    lines: list[Content] = []
    before: Block | None = None
    for block in blocks(text):
        if before and not (isinstance(block, ListItem) and isinstance(before, ListItem)):
            lines.append(Content())
        lines += _block(block, ink, width)
        before = block
    return lines


def _block(block: Block, ink: Ink, width: int) -> list[Content]:
    match block:
        case ListItem(spans, depth, marker):
            indent = "  " * min(depth, 4)
            return hang(Content(f"{indent}{marker or ' ':>2} "), _set(spans, ink), width)
        case CodeBlock(lang, text):
            code = _code(text, lang, ink)
            return [line for row in code.split("\n") for line in row.fold(max(width, 2))]
        case _:
            return wrapped(_set(block.spans, ink), max(width, 1))


def _code(text: str, lang: str, ink: Ink) -> Content:
    """A block of code, in the colours of its parts where its language is known."""
    plainly = plain(text, ink("code"))
    if not lang or len(text) > LONGEST_CODE:
        return plainly
    # 7 ms, paid by the first block that names its language.
    from pygments.lexers import get_lexer_by_name
    from pygments.token import string_to_tokentype
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(lang, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return plainly
    inks = {
        string_to_tokentype(kind): ink(f"code-{kind.rpartition('.')[2].lower()}")
        for kind in HIGHLIT
    }
    parts = []
    for kind, part in lexer.get_tokens(plainly.plain):
        style = next((style for token, style in inks.items() if kind in token), ink("code"))
        parts.append(Content.styled(part, style))
    return Content("").join(parts)


def _set(spans: tuple[Span, ...], ink: Ink) -> Content:
    runs = [_run(span, ink) for span in spans]
    return runs[0] if len(runs) == 1 else Content("").join(runs)


def _run(span: Span, ink: Ink) -> Content:
    if not span.style:
        return plain(span.text)
    text = unicode_formula(span.text) if Set.MATH in span.style else span.text
    style = Style()
    if Set.CODE in span.style:
        style += ink("code")
    if Set.STRONG in span.style:
        style += BOLD
    if Set.EMPHASIS in span.style or Set.MATH in span.style:
        style += ITALIC
    if Set.LINK in span.style:
        style += UNDERLINE + Style(link=strip_controls(span.url))
    return plain(text, style)
