"""Texts of scripts that are written without spaces, made findable by their parts."""

from __future__ import annotations

import re
import unicodedata

# Thai, Lao, Burmese, Khmer, kana and ideographs.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)


def spaced(text: str) -> str:
    """A text as the text index takes it, when it is filled and when it is asked.

    Composed (NFC), because a letter and its accent apart would be two words there.
    """
    if text.isascii():
        return text
    return _UNSPACED.sub(r" \g<0> ", unicodedata.normalize("NFC", text))
