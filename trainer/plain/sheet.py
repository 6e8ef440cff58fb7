"""A file's questions as lines: every card with its answer marked, for its author."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.judging.judge import right_answer
from trainer.plain.view import citation, explanation, plain, view
from trainer.question import Card, Choice, Choices, Kind, Match, Order, Recall, Truth
from trainer.study.draft import Draft, Stop, showing_of
from trainer.study.remarks import remarks
from trainer.wording.controls import strip_controls

INDENT = "   "


def sheet(draft: Draft) -> Iterator[str]:
    """The lines of the whole file, what was found at its questions."""
    yield f"{plain(draft.title)} ({draft.shown})"
    yield from (strip_controls(str(one)) for one in draft.elsewhere)
    if not draft.stops:
        yield "There are no questions in it yet."
    for stop in draft.stops:
        yield ""
        yield from _broken(stop) if stop.card is None else _card(stop, stop.card)
        if stop.part == 1:
            yield from (f"{INDENT}{strip_controls(str(one))}" for one in stop.found)


def _broken(stop: Stop) -> Iterator[str]:
    yield f"{stop.question}. Can't be read:"
    yield from (f"{INDENT}| {strip_controls(line)}" for line in stop.written.split("\n"))


def _card(stop: Stop, card: Card) -> Iterator[str]:
    question = card.question
    texts = view(showing_of(card))
    part = f", card {stop.part} of {stop.parts}" if stop.parts > 1 else ""
    named = question.id if question.named else "no id yet"
    true_or_false = "True or false? " if question.kind is Kind.TRUTH else ""
    yield f"{stop.question}. {true_or_false}{texts.ask}"
    yield f"{INDENT}({question.kind}, {named}, line {stop.line}{part})"
    if question.image is not None:
        yield f"{INDENT}Picture: {plain(question.image.alt or question.image.file)}"
    yield from (f"{INDENT}{line}" for line in _answer(card))
    for label, text in (("Explain", explanation(card)), ("Source", citation(card))):
        if text:
            yield f"{INDENT}{label}: {text}"
    for label, text in remarks(card):
        yield f"{INDENT}{label}: {plain(text)}"


def _answer(card: Card) -> Iterator[str]:
    match card.question.body:
        case Choice(options=options) | Choices(options=options):
            for option in options:
                yield f"[{'x' if option.right else ' '}] {plain(option.text)}"
        case Truth(answer=answer, correction=correction):
            yield f"[x] {'True' if answer else 'False'}"
            if correction:
                yield f"Correction: {plain(correction)}"
        case Order(items=items):
            for number, item in enumerate(items, 1):
                label = f" ({plain(item.label)})" if item.label else ""
                yield f"{number}. {plain(item.text)}{label}"
        case Match(pairs=pairs, extra=extra):
            for left, right in pairs:
                yield f"{plain(left)} -> {plain(right)}"
            for text in extra:
                yield f"   -> {plain(text)} (belongs to none)"
        case Recall(model=model, rubric=rubric):
            if model:
                yield f"Answer: {plain(model)}"
            for point in rubric:
                weight = f" (counts {point.weight} times)" if point.weight > 1 else ""
                yield f"Point: {plain(point.text)}{weight}"
        case _:
            for text in right_answer(card):
                yield f"Answer: {plain(text)}"
