r"""Backslashes between double quotes, where YAML makes other characters of them: whoever types TeX
or a pattern means a backslash, and `"\theta"` is a tab and *heta* without a word."""

from __future__ import annotations

import re

from trainer.language.quoting import quote
from trainer.language.slip import BACKSLASHES, Slip, meaningless

_MEANINGLESS = re.compile(
    r"""(?x)"(?: [^"\\] | \\ (?: [0abt\tnvfre\ "/\\N_LP\r\n]
    | x[0-9A-Fa-f]{2} | u[0-9A-Fa-f]{4} | U[0-9A-Fa-f]{8} ))*+ (?P<escape>\\.)"""
)
_CONTROL = re.compile(r'"(?:[^"\\]|\\[^0abefrv])*+(?P<escape>\\[0abefrv])')
_TEX = re.compile(
    r"(?<!\\)\\(?:t(?:au|an|anh|ext\w*|frac|heta|herefore|ilde|imes|o|op|riangle)"
    r"|n(?:abla|e|eg|eq|exists|i|ot|otin|u))(?![A-Za-z])"
)
_NO_WORD = re.compile(
    r"(?<!\\)\\(?:t(?:frac|heta|herefore|ilde|imes|riangle)|n(?:abla|otin))(?![A-Za-z])"
)
"""Those of which no word is left behind their first letter, so that they are meant anywhere."""
_MEANT = re.compile(r"""\\(?:[\\"tn]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})""")
_NAMES = {"t": "a tab", "n": "a line end"}


def unknown(raw: str, at: int) -> Slip | None:
    """The first backslash of a text that begins no escape; `raw` has its quotes, and stands at
    `at`."""
    found = _MEANINGLESS.match(raw)
    if found is None:
        return None
    slip = meaningless(found["escape"], at + found.start("escape"))
    return _mended(slip, raw, at)


def misread(raw: str, at: int) -> Slip | None:
    """The first escape of a text that is one to YAML, and was surely meant as a backslash."""
    if found := _CONTROL.match(raw):
        start, end = found.span("escape")
        message = f"`{found['escape']}` is a control character between double quotes"
    elif found := _TEX.search(raw, raw.find("$") + 1, max(0, raw.rfind("$"))) or _NO_WORD.search(
        raw
    ):
        start, end = found.span()
        is_ = f"`{found[0][:2]}` is {_NAMES[found[0][1]]}"
        message = f"between double quotes {is_}, so this is no `{found[0]}`"
    else:
        return None
    return _mended(Slip("Y015", at + start, at + end, message, BACKSLASHES), raw, at)


def _mended(slip: Slip, raw: str, at: int) -> Slip:
    """With single quotes as the fix, and the whole text as the place, unless an escape among the
    others may be meant."""
    if _MEANT.search(_TEX.sub("", raw)):
        return slip
    end = at + len(raw)
    return Slip(slip.code, at, end, slip.message, slip.help, quote(raw[1:-1]))
