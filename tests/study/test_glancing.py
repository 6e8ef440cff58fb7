"""What is shown before anybody looks whether files were changed, and what holds from then on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desks import Hands
from tests.folders import short
from tests.study.places import FOUNDER, Place, file
from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.history.event import Event, What
from trainer.memory.card import Rating
from trainer.question import GaveUp
from trainer.study.desk import Desk
from trainer.study.forgetting import forget
from trainer.study.moment import Moment
from trainer.study.planning import new_cards

RIVER = "tags: [river]"
TANG = [short("a", "A", RIVER), short("b", "B"), short("c", "C", RIVER), short("d", "D", RIVER)]
SONG = [short("e", "E", RIVER), short("f", "F")]
DECKS = {
    "decks/all.yaml": "title: All\nquestions: ['*.yaml']\n",
    "decks/rivers.yaml": "title: Rivers\nquestions: ['*.yaml']\nwhere: {tags: [river]}\n",
    "decks/tang.yaml": "title: Tang\nquestions: [tang.yaml]\n",
}


def library(tang: list[str], song: list[str] = SONG) -> dict[str, str]:
    return {
        "questions/tang.yaml": f"questions:\n{''.join(tang)}",
        "questions/song.yaml": f"questions:\n{''.join(song)}",
        **DECKS,
    }


def edit(place: Place, tang: list[str]) -> None:
    with place.open(library(tang)) as desk:
        desk.home()


def answer_one(place: Place, deck: str) -> None:
    with place.open() as desk:
        session = desk.session(deck, limit=1)
        assert session.advance()
        session.answer(GaveUp())
        session.close()


def suspend(place: Place, key: str) -> None:
    with place.open() as desk:
        now = Moment.at(desk.clock.now(), desk.days)
        desk.store.append(
            Event(
                what=What.SUSPEND,
                card=key,
                at_ms=now.at_ms,
                offset_min=now.offset_min,
                day=now.day,
            )
        )


def forget_one(place: Place) -> None:
    with place.open() as desk:
        forget(desk, ["local:tang/a"])


def take_back(place: Place) -> None:
    answer_one(place, "all")
    with place.open() as desk:
        now = Moment.at(desk.clock.now(), desk.days)
        assert desk.store.undo(at_ms=now.at_ms, offset_min=now.offset_min, day=now.day)


def sync(place: Place) -> None:
    other = Place(place.folder.parent / "other", place.hands)
    other.study({"questions/song.yaml": f"questions:\n{''.join(SONG)}"})
    place.takes_from(other)


def restore(place: Place) -> None:
    kept = place.folder / "kept.db"
    shutil.copy(place.folder / "profile" / "history.db", kept)
    answer_one(place, "all")
    kept.replace(place.folder / "profile" / "history.db")


STEPS: dict[str, Callable[[Place], object]] = {
    "nothing": lambda place: None,
    "an answer": lambda place: answer_one(place, "all"),
    "an answer where tags choose": lambda place: answer_one(place, "rivers"),
    "an answer taken back": take_back,
    "a day": lambda place: place.hands.later(days=1),
    "a month": lambda place: place.hands.later(days=30),
    "a card forgotten": forget_one,
    "a new card suspended": lambda place: suspend(place, "local:song/f"),
    "another device's answers": sync,
    "a history restored": restore,
    "a question retired": lambda place: edit(
        place, [short("a", "A", RIVER, "retired: true"), *TANG[1:]]
    ),
    "a question gone": lambda place: edit(place, TANG[1:]),
    "a question for another": lambda place: edit(place, [*TANG[1:], short("z", "Z")]),
    "a question renamed": lambda place: edit(place, [short("z", "A", RIVER, "was: a"), *TANG[1:]]),
    "a tag less": lambda place: edit(place, [short("a", "A"), *TANG[1:]]),
    "a new answer": lambda place: edit(place, [short("a", "Z", RIVER), *TANG[1:]]),
}


def learn(place: Place, cards: int) -> None:
    """So many of the four in tang.yaml."""
    with place.open(library(TANG)) as desk:
        session = desk.session("tang", limit=cards)
        while session.advance():
            session.answer(GaveUp())
            session.rate(Rating.EASY)
        session.close()
        desk.home()


def coming(desk: Desk, bank: Bank, deck: Deck) -> list[str]:
    return [card.key for card in new_cards(bank, desk.store, deck, desk.today)]


def never_answered(desk: Desk, bank: Bank, deck: Deck) -> list[str]:
    keys = [card.key for card in bank.candidates(deck)]
    not_new = desk.store.suspended() | desk.store.states(keys).keys()
    return [key for key in keys if key not in not_new]


def card_by_card(desk: Desk) -> Iterator[tuple[str, int, int, int]]:
    """Of each deck its cards, those that were answered, and those to come as new."""
    aside = desk.store.suspended()
    for name, bank, deck in desk.decks():
        keys = [card.key for card in bank.candidates(deck)]
        learned = desk.store.states(keys)
        yield name, len(keys), len(learned), len(set(keys) - aside - learned.keys())


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_a_glance_says_what_a_look_at_every_card_says(
    place: Place, step: Callable[[Place], object]
) -> None:
    learn(place, 2)
    step(place)
    with place.open() as desk:
        glanced = desk.glance().decks
    with place.open() as desk:
        desk.cache = None
        assert desk.home().decks == glanced
        rows = [(row.id, row.total, row.learned, row.new) for row in glanced]
        assert rows == list(card_by_card(desk))


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_new_cards_are_those_that_a_look_at_every_card_finds(
    place: Place, step: Callable[[Place], object]
) -> None:
    learn(place, 4)
    step(place)
    with place.open() as desk:
        decks = desk.decks()
        assert [coming(desk, *deck) for _, *deck in decks] == [
            never_answered(desk, *deck) for _, *deck in decks
        ]


def test_a_question_in_the_place_of_a_learned_one_comes_in_the_next_session(place: Place) -> None:
    learn(place, 4)
    with place.open() as desk:
        desk.home()
        other = "".join([short("z", "Z"), *TANG[1:]])
        (place.folder / "library/questions/tang.yaml").write_text(f"questions:\n{other}")
        for bank in desk.banks:
            bank.refresh()
        session = desk.session("tang")
        assert (shown := session.advance()) and shown.card.key == "local:tang/z"


def test_a_glance_shows_what_was_known_last_and_a_look_what_is_there_now(
    tmp_path: Path, hands: Hands
) -> None:
    place = Place(tmp_path, hands)
    place.study(file(FOUNDER))
    with place.open() as desk:
        desk.home()
    more = "- ask: Which year?\n  answer: 618\n"
    with place.open(file(FOUNDER, more)) as desk:
        assert [row.total for row in desk.glance().decks] == [1]
        assert [row.total for row in desk.home().decks] == [2]
        assert [row.total for row in desk.glance().decks] == [2]


def test_what_changed_counts_from_the_first_session_after_a_glance(
    tmp_path: Path, hands: Hands
) -> None:
    place = Place(tmp_path, hands)
    place.study(file(FOUNDER))
    with place.open(file(FOUNDER.replace("Gaozu", "Li Yuan"))) as desk:
        assert desk.glance().notes == ()
        desk.session(None).close()
        assert desk.home().notes == (
            "1 question has a new answer, and it comes again soon: tang/founder.",
        )


def test_a_library_with_a_mistake_is_looked_at_before_it_is_shown(
    tmp_path: Path, hands: Hands
) -> None:
    place = Place(tmp_path, hands)
    with place.open(file(FOUNDER)) as desk:
        desk.home()
    double = {"questions/zhou.yaml": "id: tang\nquestions:\n" + FOUNDER}
    with place.open(double) as desk:
        said = desk.home().notes
    with place.open() as desk:
        assert desk.glance().notes == said != ()
