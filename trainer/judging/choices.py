"""Judges what is picked: one option, several, or whether a statement is true."""

from __future__ import annotations

from trainer.judging.verdict import Outcome, Verdict
from trainer.question import Choice, Choices, Option, Truth


def judge_choice(body: Choice, picked: tuple[int, ...]) -> Verdict:
    """Right or wrong, with the feedback of the option that was picked."""
    options = [body.options[position] for position in picked]
    right = len(options) == 1 and options[0].right
    return Verdict(
        Outcome.RIGHT if right else Outcome.WRONG,
        float(right),
        tuple(option.text for option in options),
        tuple(option.text for option in body.options if option.right),
        " ".join(option.feedback for option in options if option.feedback),
    )


def judge_choices(body: Choices, picked: tuple[int, ...]) -> Verdict:
    """+1/n_right for each hit, −1/max(n_wrong, 2) for each false pick, never below 0.

    The rule `false2` of R/exams: picking everything gains nothing. `parts` has one score for each
    right option. Without `partial`, all or nothing.
    """
    chosen = sorted(set(picked))
    rights = [position for position, option in enumerate(body.options) if option.right]
    hits = sum(position in rights for position in chosen)
    false = len(chosen) - hits
    n_wrong = len(body.options) - len(rights)
    exact = not false and hits == len(rights)
    score = max(0.0, hits / len(rights) - false / max(n_wrong, 2)) if rights else float(exact)
    if not exact and not body.partial:
        score = 0.0
    return Verdict(
        Outcome.RIGHT if exact else Outcome.PARTLY if score > 0 else Outcome.WRONG,
        1.0 if exact else score,
        tuple(body.options[position].text for position in chosen),
        tuple(body.options[position].text for position in rights),
        _feedback([body.options[position] for position in chosen]),
        parts=tuple(float(position in chosen) for position in rights),
    )


def _feedback(picked: list[Option]) -> str:
    """The feedback of what was picked; of several each sentence names its option."""
    said = [option for option in picked if option.feedback]
    if len(said) == 1:
        return said[0].feedback
    return " ".join(f"{option.text}: {option.feedback}" for option in said)


def judge_truth(body: Truth, claimed: bool) -> Verdict:
    """Right or wrong; a false statement's correction is shown either way."""
    right = claimed == body.answer
    return Verdict(
        Outcome.RIGHT if right else Outcome.WRONG,
        float(right),
        (_word(claimed),),
        (_word(body.answer),),
        body.correction if not body.answer else "",
    )


def _word(value: bool) -> str:
    return "true" if value else "false"
