"""Ids: what can be one, and short names for them and for facets, made of what a text says."""

from __future__ import annotations

import unicodedata

from trainer.patterns import pattern

ID = r"\w[\w.-]*"
"""The pattern of an id."""

_ID = pattern(ID)
_APOSTROPHES = pattern(r"['’ʼ`]")
_GAPS = pattern(r"[\W_]+")
# The same in a table, which is twice as fast.
_GAP = {chr(code): " " for code in range(128) if not chr(code).isalnum()}
_ASCII = str.maketrans(_GAP | {"'": "", "`": ""})


def is_id(text: str) -> bool:
    """Whether a text can be an id: one word of letters, digits, `-`, `_` and `.`."""
    return _ID.fullmatch(text) is not None


def slug(text: str, longest: int = 40) -> str:
    """Lower-case letters and digits joined by hyphens, at most `longest`; "" if nothing is left.

    Accents go (`Ürümqi` → `urumqi`), letters of other scripts stay (`迪化`). A long text is cut
    between words where it can be.
    """
    if text.isascii():
        folded = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
        folded = unicodedata.normalize("NFC", bare)
    # What comes far behind can't show in it, and most of a long question does.
    words = _words(folded[: 2 * longest])
    if len(words) <= longest and len(folded) > 2 * longest:
        words = _words(folded)
    if len(words) <= longest:
        return words
    cut = words[: longest + 1]
    return cut.rpartition("-")[0] if "-" in cut else words[:longest]


def _words(folded: str) -> str:
    if folded.isascii():
        return "-".join(folded.translate(_ASCII).split())
    return _GAPS.sub("-", _APOSTROPHES.sub("", folded)).strip("-")
