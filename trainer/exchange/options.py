"""Options and typed answers with their shares of the mark → choices, shorts and clozes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.exchange.arrivals import UnreadableError
from trainer.exchange.gift import LINE
from trainer.exchange.losses import Skipped
from trainer.exchange.texts import BLANK, from_plain
from trainer.question import Blank, Body, Choice, Choices, Cloze, Option, Reject, Short
from trainer.wording.slug import slug

Scored = tuple[str, float, str]
"""A text, its share of the mark from −1 to 1, and its feedback."""

NO_MODEL = "There is no model answer yet."
NO_MODEL_LOSS = "an essay came without a model answer; write one under `recall` or `rubric`"
_LINE = re.compile(rf"(?<!_){LINE}(?!_)")
_STAR = re.compile(r"(?<!\\)\*")


def choice(
    stem: str, scored: Sequence[Scored], single: bool, skipped: Skipped, fixed: bool = False
) -> tuple[Body, str]:
    """A choice of one, or of all that apply; and what the feedback of the right ones says, for
    the explanation. The right ones come first, as the language has them, unless the order is
    `fixed`."""
    full = [share >= 1 for _, share, _ in scored] if single else []
    options = [
        Option(text, right, feedback)
        for (text, share, feedback), right in zip(
            scored, full or [share > 0 for _, share, _ in scored], strict=True
        )
        if text
    ]
    right = sum(option.right for option in options)
    if not right:
        raise UnreadableError("none of its options is right")
    if right == len(options):
        raise UnreadableError("none of its options is wrong")
    if single and any(0 < share < 1 for _, share, _ in scored):
        skipped.loss("an option that is worth part of the mark is now wrong", stem)
    if single and right > 1:
        skipped.loss("any of several options was right; now all of them are to be picked", stem)
    one = single and right == 1
    if fixed:
        kept = tuple(options)
        return (Choice(stem, kept, True) if one else Choices(stem, kept, True)), ""
    ordered = tuple(
        Option(o.text, o.right, "" if o.right else o.feedback)
        for o in sorted(options, key=lambda option: not option.right)
    )
    said = "\n\n".join(dict.fromkeys(o.feedback for o in options if o.right and o.feedback))
    return (Choice(stem, ordered) if one else Choices(stem, ordered)), said


def typed(
    stem: str, scored: Sequence[Scored], skipped: Skipped, case: bool = False
) -> tuple[Body, str]:
    """A short answer, or a cloze where the stem has a line for the word; and what its right
    answers' feedback says, for the explanation."""
    right: list[str] = []
    patterns: list[str] = []
    rejects: dict[str, str] = {}
    said: dict[str, None] = {}
    for text, share, feedback in scored:
        if text.strip() == "*" and share < 1:
            if feedback:
                skipped.loss("feedback for any other answer is left out", stem)
        elif share >= 1:
            if _STAR.search(text):
                patterns.append(_pattern(text))
            right.append(from_plain(_unstarred(text, "…")))
            said.update([(feedback, None)] if feedback else [])
        else:
            if share > 0:
                skipped.loss("an answer that is worth part of the mark is now wrong", stem)
            rejects.setdefault(from_plain(_unstarred(text, "…")), feedback)
    right = list(dict.fromkeys(filter(None, right)))
    if not right:
        raise UnreadableError("none of its answers is right")
    explain = "\n\n".join(said)
    parts = stem.split(BLANK) if BLANK in stem else _LINE.split(stem)
    if len(parts) == 2 and not patterns and not rejects and not case:
        return _cloze(parts, right), explain
    stem = stem.replace(BLANK, LINE)
    reject = tuple(Reject(t, f) for t, f in rejects.items() if t and t not in right)
    pattern = "|".join(patterns) if len(patterns) < 2 else f"(?:{'|'.join(patterns)})"
    return Short(stem, right[0], tuple(right[1:]), reject, case=case, pattern=pattern), explain


def _cloze(around: Sequence[str], answers: Sequence[str]) -> Cloze:
    before, after = around
    group = slug(answers[0]) or "blank"
    blank = Blank(answers[0], tuple(answers[1:]), "", group)
    return Cloze(tuple(part for part in (before, blank, after) if part))


def _unstarred(text: str, star: str) -> str:
    r"""An answer without Moodle's wildcards; `\*` is a star."""
    return _STAR.sub(star, text).replace(r"\*", "*")


def _pattern(text: str) -> str:
    """A regular expression for an answer with wildcards."""
    parts = (re.escape(part.replace(r"\*", "*")) for part in _STAR.split(text))
    return ".*".join(parts).replace("\\ ", " ")
