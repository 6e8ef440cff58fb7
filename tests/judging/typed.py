"""Judges what is typed into a short question, for tests of the judge of texts."""

from __future__ import annotations

from collections.abc import Callable

from trainer.judging.text import judge_text
from trainer.judging.verdict import Outcome, Verdict
from trainer.question import Short
from trainer.wording.normalise import known_form

RIGHT, SPELLING, UNSURE, WRONG = (
    Outcome.RIGHT,
    Outcome.RIGHT_SPELLING,
    Outcome.UNSURE,
    Outcome.WRONG,
)


def knows(*texts: str) -> Callable[[str], bool]:
    return {known_form(text) for text in texts}.__contains__


def judged(answer: str, typed: str, *known: str, **settings: object) -> Verdict:
    short = Short("Who?", answer, **settings)  # type: ignore[arg-type]  # named as in Short
    return judge_text(short, typed, knows(answer, *known))


def outcome(answer: str, typed: str, *known: str, **settings: object) -> Outcome:
    return judged(answer, typed, *known, **settings).outcome
