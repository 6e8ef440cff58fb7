"""Texts with Moodle's gaps, `{1:SHORTANSWER:=Paris~=Lutetia}` → clozes.

Source: https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type.
"""

from __future__ import annotations

import re
from html import unescape

from trainer.exchange.arrivals import UnreadableError
from trainer.exchange.losses import Skipped
from trainer.exchange.texts import BLANK, bare, from_html, from_plain
from trainer.question import Blank, Cloze

_TYPED = "SHORTANSWER|SA|MW|SHORTANSWER_C|SAC|MWC|NUMERICAL|NM"
_GAP = re.compile(r"\{\d*:([A-Z_]+):((?:\\.|[^\\}]){0,4000})\}", re.DOTALL)
_PARTS = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<!\\)(?<!&)#")
_SHARE = re.compile(r"%(-?\d+(?:\.\d+)?)%")
GROUP = "c1"


def read_gaps(html: str, skipped: Skipped) -> Cloze:
    """The cloze, in which all gaps are asked for together, as Moodle does."""
    blanks = []
    for kind, said in _GAP.findall(html):
        if not re.fullmatch(_TYPED, kind):
            skipped.loss("gaps with options are now typed", bare(_GAP.sub("___", html)))
        blanks.append(_blank(said))
    if not blanks:
        raise UnreadableError("its text has no gaps")
    parts = from_html(_GAP.sub(BLANK, html)).split(BLANK)
    if len(parts) != len(blanks) + 1:
        raise UnreadableError("one of its gaps stands in a formula")
    found: list[str | Blank] = [parts[0]]
    for blank, part in zip(blanks, parts[1:], strict=True):
        found += [blank, part]
    return Cloze(tuple(part for part in found if part))


def _blank(said: str) -> Blank:
    answers = []
    for part in _PARTS.split(said):
        share, text = 0.0, part.strip()
        if text.startswith("="):
            share, text = 100.0, text[1:]
        elif weight := _SHARE.match(text):
            share, text = float(weight[1]), text[weight.end() :]
        text = unescape(re.sub(r"\\([~#}\"/\\])", r"\1", _FEEDBACK.split(text)[0]))
        number = re.fullmatch(r"(-?[\d.]+):-?[\d.]+", text.strip())
        text = number[1] if number else text
        if share >= 100 and text.strip():
            answers.append(from_plain(text.replace("\\*", "*")))
    if not answers:
        raise UnreadableError("one of its gaps has no right answer")
    answer, *accept = dict.fromkeys(answers)
    return Blank(answer, tuple(accept), "", GROUP)
