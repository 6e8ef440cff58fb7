"""Drawing an exam: which questions make up one form of it, by its blueprint."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from trainer.errors import TrainerError
from trainer.hashing import blake2b
from trainer.language.reading import ExamPlan
from trainer.memory.candidate import Candidate
from trainer.study.words import counted


class DrawError(TrainerError):
    """A deck that hasn't the questions an exam asks for."""


def draw(
    exam: ExamPlan, offered: Mapping[str, Iterable[Candidate]], form: int
) -> list[tuple[str, Candidate]]:
    """One form of an exam: for each of its questions the tag it was drawn for and the card to ask.

    `offered` has the cards to draw from for each tag of the blueprint, for "" where it has none.
    Which ones come depends on the form's number and on the questions' ids alone, so that a form is
    the same for everybody, on every machine, and changes little when questions are added. A
    question comes once, with one of its cards; of questions that share a fact one comes, unless
    there are too few others. Raises DrawError.
    """
    wanted = exam.draw or {"": exam.questions}
    ranked = {tag: _ranked(offered[tag], form) for tag in wanted}
    seats = [tag for tag, count in wanted.items() for _ in range(count)]
    seated = _seated(seats, _one_a_fact(ranked)) or _seated(seats, ranked)
    if seated is None:
        raise DrawError(_short(exam, wanted, ranked))
    found = list(zip(seats, seated, strict=True))
    return sorted(found, key=lambda one: _rank(form, "place", one[1].key))


def _rank(form: int, what: str, key: str) -> bytes:
    """Where a card stands in a form's order of all cards. Without the library's id, which is
    written only when its file is."""
    name = f"{form}/{what}/{key.partition(':')[2]}"
    return blake2b(name.encode(errors="replace"), digest_size=8).digest()


def _ranked(cards: Iterable[Candidate], form: int) -> list[Candidate]:
    """One card of each question, in the form's order."""
    chosen: dict[str, tuple[bytes, Candidate]] = {}
    for card in cards:
        rank = _rank(form, "card", card.key)
        if card.question not in chosen or rank < chosen[card.question][0]:
            chosen[card.question] = rank, card
    return [
        chosen[question][1]
        for question in sorted(chosen, key=lambda question: _rank(form, "question", question))
    ]


def _one_a_fact(ranked: Mapping[str, Sequence[Candidate]]) -> dict[str, list[Candidate]]:
    """Without questions whose fact another one has: one would give the other away."""
    first: dict[str, str] = {}
    for cards in ranked.values():
        for card in cards:
            if card.fact:
                first.setdefault(card.fact, card.question)
    return {
        tag: [card for card in cards if first.get(card.fact, card.question) == card.question]
        for tag, cards in ranked.items()
    }


def _seated(
    seats: Sequence[str], ranked: Mapping[str, Sequence[Candidate]]
) -> list[Candidate] | None:
    """A card for each seat, which is named for its tag; None where that can't be.

    A question may have several tags of the blueprint, so a seat may have to give its question up
    for another one: augmenting paths, each the shortest.
    """
    holder: dict[str, int] = {}
    held: list[Candidate | None] = [None] * len(seats)
    for seat in range(len(seats)):
        through: dict[str, tuple[int, Candidate]] = {}
        waiting, free = deque([seat]), ""
        while waiting and not free:
            at = waiting.popleft()
            for card in ranked[seats[at]]:
                if card.question in through:
                    continue
                through[card.question] = at, card
                if card.question not in holder:
                    free = card.question
                    break
                waiting.append(holder[card.question])
        if not free:
            return None
        while free:
            at, card = through[free]
            given_up, held[at], holder[free] = held[at], card, at
            free = given_up.question if given_up else ""
    return [card for card in held if card is not None]


def _short(
    exam: ExamPlan, wanted: Mapping[str, int], ranked: Mapping[str, Sequence[Candidate]]
) -> str:
    for tag, count in wanted.items():
        if len(ranked[tag]) < count:
            tagged = f" tagged `{tag}`" if tag else ""
            return (
                f"`{exam.title}` draws {counted(count, 'question')}{tagged}, the deck has "
                f"{len(ranked[tag])}; draw fewer in its deck file, or write more."
            )
    return (
        f"`{exam.title}` can't be drawn: questions that have several tags of its blueprint are "
        "needed for more than one of them; draw fewer in its deck file, or write more."
    )
