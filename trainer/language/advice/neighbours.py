"""Advice on questions of one file that stand in each other's way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from trainer.language.advice.page import Page, asked_in
from trainer.language.advice.vocabulary import STOPS, content, words
from trainer.question import Choice, Cloze, Question, Short, Truth
from trainer.records import record

ALIKE = 0.8
"""Which share of all words of two stems with one answer both have, if they ask the same."""

TELLS = 0.5
"""Which share of a stem's words another stem has, if it speaks of the same thing."""

GROUP = 200
"""Of so many questions with one answer the first are compared: pairs grow as the square."""


@record(frozen=True, slots=True)
class _Asked:
    position: int
    question: Question
    stem: frozenset[str]
    answer: str


def on_neighbours(page: Page) -> None:
    """Near-duplicates, and answers that stand in another stem."""
    asked = [
        _Asked(n, entry.question, content(entry.question.ask), _answer(entry.question))
        for n, entry in asked_in(page.entries)
    ]
    twins: set[tuple[int, int]] = set()
    for first, second in _near_duplicates(asked):
        if (first.position, second.position) not in twins:
            twins.add((first.position, second.position))
            _say(
                page,
                "W010",
                second,
                first,
                "this asks nearly the same as another question of the file",
                "remove one, or give both the same `fact` so that they never come on one day",
                "the other question",
            )
    for one, teller in _given_away(asked):
        pair = (min(one.position, teller.position), max(one.position, teller.position))
        if pair not in twins:
            _say(
                page,
                "W009",
                teller,
                one,
                f"this stem gives away the answer `{_shown(one.question)}` of another question",
                "reword it, or give both the same `fact` so that they never come on one day",
                "the question that it answers",
            )


def _say(
    page: Page, code: str, at: _Asked, other: _Asked, message: str, help: str, what: str
) -> None:
    if page.silent(code, at.position) or page.silent(code, other.position):
        return
    related = (page.also(other.position, what),)
    page.say(code, at.position, "ask|statement|cloze|term", message, help, related=related)


def _shown(question: Question) -> str:
    body = question.body
    if isinstance(body, Choice):
        return next(option.text for option in body.options if option.right)
    return body.answer if isinstance(body, Short) else ""


def _answer(question: Question) -> str:
    """The answer's words in one line; "" for kinds that have no single text for one."""
    match question.body:
        case Choice() | Short():
            return " ".join(words(_shown(question)))
        case Truth(answer=answer):
            return str(answer)
        case Cloze() as cloze:
            return " ".join(words(cloze.blanks(cloze.groups[0])[0].answer))
    return ""


def _near_duplicates(asked: Sequence[_Asked]) -> Iterator[tuple[_Asked, _Asked]]:
    """Stems with the same words, and stems with nearly the same words and the same answer."""
    same: dict[tuple[object, ...], _Asked] = {}
    groups: dict[tuple[object, ...], list[_Asked]] = {}
    for one in asked:
        # Of two pictures one may ask the same.
        beside = (one.answer, one.question.image, one.question.audio)
        if len(one.stem) < 3:
            # Many questions have these two words, so that only the same stem asks the same.
            first = same.setdefault((" ".join(words(one.question.ask)), *beside), one)
            if one.answer and first is not one and not _siblings(first, one):
                yield first, one
            continue
        first = same.setdefault((one.stem, *beside), one)
        if first is not one and not _siblings(first, one):
            yield first, one
        if one.answer and not isinstance(one.question.body, Truth):
            groups.setdefault(beside, []).append(one)
    for group in groups.values():
        if len(group) > 1:
            yield from _pairs(group[:GROUP])


def _pairs(group: Sequence[_Asked]) -> Iterator[tuple[_Asked, _Asked]]:
    """Each with the first one before it that is like it: of ten alike nine are too many."""
    for n, second in enumerate(group):
        for first in islice(group, n):
            shared = len(first.stem & second.stem)
            every = len(first.stem) + len(second.stem) - shared
            if shared >= ALIKE * every and not _siblings(first, second):
                yield first, second
                break


def _given_away(asked: Sequence[_Asked]) -> Iterator[tuple[_Asked, _Asked]]:
    """Questions, each with another whose stem says its answer and speaks of the same thing."""
    telling: dict[str, list[_Asked]] = {}
    for one in asked:
        if isinstance(one.question.body, Choice | Short) and len(one.answer) > 3:
            first = one.answer.split(" ", 1)[0]
            if first not in STOPS and not one.answer.isdecimal():
                telling.setdefault(first, []).append(one)
    for teller in asked:
        # What two sets share is found in C, so that this costs little for stems that tell nothing.
        for word in teller.stem & telling.keys():
            spoken = f" {' '.join(words(teller.question.ask))} "
            for one in telling[word][:GROUP]:
                if f" {one.answer} " in spoken and _tells(teller, one):
                    yield one, teller


def _tells(teller: _Asked, one: _Asked) -> bool:
    shared = len(teller.stem & one.stem)
    return (
        teller.position != one.position
        and shared >= max(3, TELLS * len(one.stem))
        and one.answer != teller.answer
        and one.question.id not in teller.question.after
        and not _siblings(one, teller)
    )


def _siblings(one: _Asked, other: _Asked) -> bool:
    """Whether the author knows that they belong together, and keeps them apart."""
    return bool(one.question.fact) and one.question.fact == other.question.fact
