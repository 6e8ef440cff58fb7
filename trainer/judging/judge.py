"""The judge: a card and an answer in, a verdict out."""

from __future__ import annotations

from dataclasses import replace

from trainer.judging.choices import judge_choice, judge_choices, judge_truth
from trainer.judging.numbers import judge_number
from trainer.judging.sequences import judge_cloze, judge_match, judge_order, labelled
from trainer.judging.text import Known, judge_text
from trainer.judging.verdict import Outcome, Verdict
from trainer.question import (
    FORWARD,
    Answer,
    Arranged,
    Card,
    Choice,
    Choices,
    Claimed,
    Cloze,
    GaveUp,
    Match,
    Number,
    Order,
    Paired,
    Picked,
    Question,
    Recall,
    Recalled,
    Short,
    Term,
    Truth,
    Typed,
)


def judge(card: Card, answer: Answer, known: Known) -> Verdict:
    """The verdict on `answer`.

    `known` says whether the library knows a text, in its `trainer.wording.normalise.known_form`,
    as an answer, option, term or name; such a text is never taken for a slip. A recall, and a
    term that isn't typed, are for the learner to grade. Raises ValueError for an answer that
    doesn't go with the card: another kind's, or with a position or blank that isn't there.
    """
    question = card.question
    if isinstance(answer, GaveUp):
        return Verdict(Outcome.WRONG, 0.0, expected=right_answer(card))
    try:
        return _judge(question, card.facet, answer, known)
    except (IndexError, ValueError) as error:
        raise ValueError(f"{answer} doesn't answer {card.id}, a {question.kind}") from error


def _judge(question: Question, facet: str, answer: Answer, known: Known) -> Verdict:
    names, romanisation = question.names, question.romanisation
    match question.body, answer:
        case Short() as body, Typed((text,)):
            return judge_text(body, text, known, names=names, romanisation=romanisation)
        case Cloze() as body, Typed(texts):
            return judge_cloze(body, facet, texts, known, names=names, romanisation=romanisation)
        case Term(typed=True) as body, Typed((text,)):
            short, shown = _asked(body, facet)
            names += (shown,)
            return judge_text(short, text, known, names=names, romanisation=romanisation)
        case Number() as body, Typed((text,)):
            return judge_number(body, text)
        case Choice() as body, Picked(options):
            return judge_choice(body, _positions(options, len(body.options)))
        case Choices() as body, Picked(options):
            return judge_choices(body, _positions(options, len(body.options)))
        case Truth() as body, Claimed(value):
            return judge_truth(body, value)
        case Order() as body, Arranged(items):
            if sorted(items) != list(range(len(body.items))):
                raise ValueError("an order names every item once")
            return judge_order(body, items)
        case Match() as body, Paired(rights):
            _positions([right for right in rights if right is not None], len(body.rights))
            return judge_match(body, rights)
        case ((Recall() | Term(typed=False)), (Recalled() | Typed())):
            return Verdict(Outcome.SELF, 0.0, _given(answer), right_answer(Card(question, facet)))
    raise ValueError("another kind's answer")


def _positions(given: tuple[int, ...] | list[int], size: int) -> tuple[int, ...]:
    if any(not 0 <= position < size for position in given):
        raise ValueError("no such position")
    return tuple(given)


def _given(answer: Recalled | Typed) -> tuple[str, ...]:
    if isinstance(answer, Typed):
        return answer.texts
    return (answer.text,) if answer.text else ()


def _asked(body: Term, facet: str) -> tuple[Short, str]:
    """What is typed, and what is shown: forward the term is shown, backward its meaning."""
    if facet == FORWARD:
        return Short(body.term, body.means), body.term
    return Short(body.means, body.term), body.means


def right_answer(card: Card) -> tuple[str, ...]:
    """The right answer as texts for people, one for each option, item, pair or blank."""
    match card.question.body:
        case Choice(options=options) | Choices(options=options):
            return tuple(option.text for option in options if option.right)
        case Truth(answer=answer):
            return ("true" if answer else "false",)
        case Short(answer=answer):
            return (answer,)
        case Number(number=number):
            return (number.shown,)
        case Cloze() as cloze:
            return tuple(blank.answer for blank in cloze.blanks(card.facet))
        case Order(items=items):
            return tuple(labelled(item) for item in items)
        case Match(pairs=pairs):
            return tuple(f"{left} → {right}" for left, right in pairs)
        case Recall(model=model, rubric=rubric):
            return tuple(filter(None, (model, *(point.text for point in rubric))))
        case Term(term=term, means=means):
            return (means if card.facet == FORWARD else term,)


def overruled(verdict: Verdict, right: bool) -> Verdict:
    """The verdict after the learner said "I was right" or "I was wrong".

    Raises ValueError for one that nobody has judged yet.
    """
    if verdict.outcome in (Outcome.SELF, Outcome.UNSURE):
        raise ValueError(f"a verdict that is {verdict.outcome} can't be overruled")
    outcome = Outcome.RIGHT if right else Outcome.WRONG
    parts = (float(right),) * len(verdict.parts)
    return replace(verdict, outcome=outcome, score=float(right), parts=parts)


def settled(verdict: Verdict, right: bool) -> Verdict:
    """An unsure verdict after the learner said whether the answer was meant.

    What was right anyway, such as a cloze's other blanks, stays right. Raises ValueError for a
    verdict that isn't unsure.
    """
    if verdict.outcome is not Outcome.UNSURE:
        raise ValueError(f"only an unsure verdict is settled, not one that is {verdict.outcome}")
    if right:
        return replace(verdict, outcome=Outcome.RIGHT, score=1.0, parts=(1.0,) * len(verdict.parts))
    return replace(verdict, outcome=Outcome.PARTLY if any(verdict.parts) else Outcome.WRONG)
