"""Where a line may end in Chinese and Japanese, which have no spaces to end it at.

Closing marks don't begin a line and opening ones don't end one (kinsoku shori, JIS X 4051; W3C,
*Requirements for Chinese Text Layout*, 3.1.1). Loaded by the first text that needs it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import get_character_cell_size
from textual.content import Content

CLOSING = frozenset(
    "、。，．：；？！）」』】〉》〕］｝〗〙〛〟”’…‥‧・～〜ー—–％℃々ゝゞヽヾ"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ｡､｣･ｰ.,:;?!)]}%"
)
OPENING = frozenset("（「『【〈《〔［｛〖〘〚〝“‘｢([{")


def broken(text: Content, width: int) -> list[Content]:
    """The text in lines of at most `width` cells, each word that is longer cut."""
    lines: list[Content] = []
    for paragraph in text.split(allow_blank=True):
        parts = paragraph.divide(list(_ends(paragraph.plain, width)))
        lines += [*(part.rstrip() for part in parts[:-1]), *parts[-1:]]
    return lines


def _ends(text: str, width: int) -> Iterator[int]:
    """Where all lines but the last end: each holds as many pieces as fit."""
    begin, used = 0, 0
    for start, end in _pieces(text):
        cells = [get_character_cell_size(character) for character in text[start:end]]
        wide = sum(cells) if text[end - 1] != " " else sum(cells[: len(text[start:end].rstrip())])
        if used + wide > width:
            if start > begin:
                yield start
            begin, used = start, 0
            if wide > width:
                for at, cell in enumerate(cells, start):
                    if used + cell > width and at > begin:
                        yield at
                        begin, used = at, 0
                    used += cell
                continue
        used += sum(cells)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """What must stay together, and the spaces behind it."""
    start = 0
    for at in range(1, len(text)):
        if _may_end(text[at - 1], text[at]):
            yield start, at
            start = at
    if start < len(text):
        yield start, len(text)


def _may_end(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if before == " " or after == " ":
        return before == " " != after
    if before in OPENING or after in CLOSING or not get_character_cell_size(after):
        return False
    return _ideographic(before) or _ideographic(after)


def _ideographic(character: str) -> bool:
    """Whether it is written without spaces around it. Korean is written with them."""
    return (
        "\u2e80" <= character <= "\ua4cf"
        or "\uf900" <= character <= "\ufaff"
        or ("\uff00" <= character <= "\uffef" or "\U00020000" <= character <= "\U0003ffff")
    )
