"""Characters that mean the same: digits of every script, dashes, raised digits, spaces."""

from __future__ import annotations

import re
import unicodedata

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛ʻʼʽʹ′´＇", "'") | dict.fromkeys("“”„‟″«»＂", '"'))
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RAISING = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_VULGAR = re.compile(r"(\d?)([¼½¾⅐-⅞])")


def plain_dashes(text: str) -> str:
    """Every dash and minus as a hyphen."""
    return text if text.isascii() else text.translate(_DASHES)


def plain_quotes(text: str) -> str:
    """Every apostrophe and prime as ', every quotation mark as ". ASCII text stays as it is."""
    return text if text.isascii() else text.translate(_QUOTES)


def ascii_digits(text: str) -> str:
    """Decimal digits of every script as 0 to 9: `٦١٨` → `618`."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
    )


def raised(text: str) -> str:
    """The opposite of what `numeric_text` does to powers: `m/s^2` → `m/s²`."""
    return re.sub(r"\^(-?\d+)", lambda match: match[1].translate(_RAISING), text)


def numeric_text(text: str) -> str:
    """`text` as a number's grammar reads it: NFKC, but powers as `^2` and `1½` as `1 1/2`."""
    if text.isascii():
        return " ".join(text.split())
    text = _RAISED.sub(lambda match: "^" + match[0].translate(_RAISED_DIGITS), text)
    text = _VULGAR.sub(lambda match: f"{match[1]} {match[2]}", text)
    text = unicodedata.normalize("NFKC", text).replace("⁄", "/").replace("μ", "µ")
    text = text.replace("٫", ".").replace("٬", ",").replace("Ω", "Ω")
    return " ".join(plain_quotes(plain_dashes(ascii_digits(text))).split())
