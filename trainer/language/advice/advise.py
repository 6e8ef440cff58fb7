"""A file as read, with its bytes, into advice on its questions."""

from __future__ import annotations

from trainer.language.advice.habits import Advice, Tally
from trainer.language.advice.neighbours import on_neighbours
from trainer.language.advice.options import on_options
from trainer.language.advice.page import Page, asked_in
from trainer.language.advice.sourcing import on_sourcing
from trainer.language.reading import Reading
from trainer.question import Choice, Choices, Question, Truth


def advise(data: bytes, reading: Reading) -> Advice:
    """All advice on the questions that could be read; retired ones are left alone.

    `data` are the bytes that `reading` was made from.
    """
    page = Page(data, reading)
    counted = Tally()
    for position, entry in asked_in(page.entries):
        body = entry.question.body
        if isinstance(body, Choice | Choices):
            on_options(page, position, entry.question, body)
        if added := _tally(entry.question):
            counted += added
    on_neighbours(page)
    on_sourcing(page)
    return Advice(page.found, counted)


def _tally(question: Question) -> Tally | None:
    """What one question adds; None for a kind without habits."""
    match question.body:
        case Choice(options=options):
            right = next(len(option.text) for option in options if option.right)
            longest = all(option.right or len(option.text) < right for option in options)
            return Tally(1, int(longest), 1 / len(options))
        case Truth(answer=answer):
            return Tally(truths=1, true=int(answer))
    return None
