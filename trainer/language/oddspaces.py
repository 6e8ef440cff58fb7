"""Spaces that YAML takes for letters: of word processors, web pages, and Chinese input methods."""

from __future__ import annotations

import re
from unicodedata import name

_WIDE = "\u3000"
_NARROW = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
_NOTHING = "\u200b-\u200d\u2060"
ODD = f"{_WIDE}{_NARROW}{_NOTHING}"
"""What a class of a pattern holds for them."""


def is_odd(text: str) -> bool:
    """Whether a text begins or ends with such a space."""
    return not text.isascii() and bare(text) != text


def bare(text: str) -> str:
    """A text without the spaces around it, of whatever sort."""
    return re.sub(rf"^[ {ODD}]+|[ {ODD}]+$", "", text)


def plain(spaces: str) -> str:
    """Spaces as a keyboard has them; a full-width one is two columns wide, some take none."""
    return re.sub(f"[{_NARROW}]", " ", re.sub(f"[{_NOTHING}]", "", spaces)).replace(_WIDE, "  ")


def told(text: str) -> str:
    """What to say of a text's first odd space."""
    odd = re.search(f"[{ODD}]", text)
    which = f" (U+{ord(odd[0]):04X}, {name(odd[0]).lower()})" if odd else ""
    return f"a space that YAML doesn't know{which}"
