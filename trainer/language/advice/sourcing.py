"""Advice on what stands behind a question: why its answer is right, and where that is written."""

from __future__ import annotations

from trainer.language.advice.page import Page, asked_in
from trainer.question import Choice, Choices, Question, Recall, Short, Term, Truth

NAMED = 5
"""So many lines are named; who writes without explanations needs no list of all."""


def on_sourcing(page: Page) -> None:
    """One piece of advice a file, at the first question it concerns: a habit isn't many slips."""
    bare: list[int] = []
    vague: list[int] = []
    for position, entry in asked_in(page.entries):
        question = entry.question
        if not question.explain and not _explained(question):
            bare.append(position)
        if question.sources and not any(
            cited.locator or (not cited.source.locators and cited.source.url)
            for cited in question.sources
        ):
            vague.append(position)
    _say(page, "W011", bare, "no `explain`", "a wrong answer teaches most when it says why")
    _say(page, "W012", vague, "a source without a place in it",
         "write `source: lewis, p. 86`, so that others can look it up")  # fmt: skip


def _explained(question: Question) -> bool:
    """Whether its feedback says already why the answer is right."""
    match question.body:
        case Choice(options=options) | Choices(options=options):
            return all(option.right or option.feedback for option in options)
        case Short(reject=reject):
            return any(one.feedback for one in reject)
        case Truth(answer=answer, correction=correction):
            return bool(not answer and correction)
        case Recall(model=model):
            return bool(model)
        case Term():
            return True
    return False


def _say(page: Page, code: str, found: list[int], lacks: str, help: str) -> None:
    heard = [position for position in found if not page.silent(code, position)]
    if not heard:
        return
    first, *others = heard
    message = f"this question has {lacks}"
    if others:
        lines = ", ".join(str(page.entries[n].line) for n in others[:NAMED])
        more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
        message = f"{len(heard):,} questions have {lacks}; this is the first"
        help = f"{help} (also line{'s' * (len(others) > 1)} {lines}{more})"
    key = "source" if code == "W012" else "ask|statement|cloze"
    page.say(code, first, key, message, help)
