"""A first question that comes before the files are looked at, and what was changed since the last
start."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desks import Hands, make_desk
from tests.folders import short
from tests.studied import ALL, HAN, TANG, double, questions, studied, written
from trainer.bank.index import Index
from trainer.errors import TrainerError
from trainer.memory.card import Rating
from trainer.question import GaveUp
from trainer.study.desk import Desk
from trainer.study.session import Session


def asked(session: Session) -> list[str]:
    """Which questions come, with their answers, the one that is shown first among them."""
    found, showing = [], session.current
    while showing is not None:
        found.append(f"{showing.card.id}: {showing.card.question.body}")
        session.answer(GaveUp())
        session.rate(Rating.EASY)
        showing = session.advance()
    return found


@pytest.fixture
def library(tmp_path: Path, hands: Hands) -> Path:
    """The root of a library that was studied before: the next question is han1."""
    root = tmp_path / "before" / "library"
    studied(root, hands)
    return root


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda root: None,
    "its text": lambda root: questions(root, "han", [HAN[0], short("han1", "Wu"), HAN[2]]),
    "its key": lambda root: questions(root, "han", [HAN[0], HAN[1].replace("Han", "Gao"), HAN[2]]),
    "its being asked": lambda root: questions(
        root, "han", [HAN[0], short("han1", "Han", "retired: true"), HAN[2]]
    ),
    "its being there": lambda root: questions(root, "han", [HAN[0], HAN[2]]),
    "its place": lambda root: (
        questions(root, "han", [HAN[0], HAN[2]]),
        questions(root, "qin", [HAN[1]]),
    ),
    "its id": lambda root: questions(
        root, "han", [HAN[0], short("new", "Han", "was: han1"), HAN[2]]
    ),
    "its file gone": lambda root: (root / "questions/han.yaml").unlink(),
    "its file broken": lambda root: written(root, "questions/han.yaml", "questions: ["),
    "a question before it": lambda root: questions(root, "han", [*HAN[:1], TANG[0], *HAN[1:]]),
    "a file before it": lambda root: questions(root, "aa", [short("a", "A")]),
    "a file before it with its file's id": double,
    "another file": lambda root: questions(root, "tang", [*TANG[2:], short("t", "T")]),
    "another file gone": lambda root: (root / "questions/tang.yaml").unlink(),
    "a folder of files": lambda root: questions(root, "zhou/zhou", [short("z", "Z")]),
    "what all files share": lambda root: written(root, "questions/library.yaml", "id: mine\n"),
    "the deck's files": lambda root: written(
        root, "decks/all.yaml", ALL.replace("*.yaml", "tang.yaml")
    ),
    "the deck's name": lambda root: (root / "decks/all.yaml").rename(root / "decks/other.yaml"),
}


def opened(root: Path, hands: Hands) -> Desk:
    return make_desk(root.parent, hands, {})


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("deck", ["all", None])
def test_what_comes_is_what_comes_after_a_look(
    library: Path, hands: Hands, change: Callable[[Path], object], deck: str | None
) -> None:
    change(library)
    other = library.parents[1] / "other"
    shutil.copytree(library.parent, other)
    try:
        with opened(other / "library", hands) as desk:
            desk.cache = None
            session = desk.session(deck)
            session.advance()
            wanted = asked(session)
    except TrainerError as error:
        with opened(library, hands) as desk, pytest.raises(type(error)):
            desk.session(deck, at_once=True)
        return
    with opened(library, hands) as desk:
        session = desk.session(deck, at_once=True)
        first = session.advance(ahead=False)
        shown = first and f"{first.card.id}: {first.card.question.body}"
        replaced = session.look()
        assert replaced or session.current is first
        found = asked(session)
    assert sorted(found) == sorted(wanted)
    # A file with an id that another has is told of once it is found, and its questions go.
    assert shown in wanted or replaced


ELSEWHERE = ["nothing", "a file before it", "another file", "another file gone"]


@pytest.mark.parametrize("change", ELSEWHERE)
def test_a_first_question_waits_for_no_look_and_stays(
    library: Path, hands: Hands, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    CHANGES[change](library)
    hands.later(days=1)
    with opened(library, hands) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(Index, "files", property(lambda _: pytest.fail("a row of each file")))
            session = desk.session("all", at_once=True)
            first = session.advance(ahead=False)
            assert session.progress.left == 6
        assert desk._banks[0].unsure
        assert session.look() is False
        assert session.current is first is not None
        assert not desk._banks[0].unsure


@pytest.mark.parametrize("change", ["its text", "its file gone", "what all files share"])
def test_all_is_looked_at_before_a_question_whose_own_file_was_changed(
    library: Path, hands: Hands, change: str
) -> None:
    CHANGES[change](library)
    with opened(library, hands) as desk:
        session = desk.session("all", at_once=True)
        assert session.advance(ahead=False)
        assert not desk._banks[0].unsure
        left = session.progress.left
        assert session.look() is False
        assert session.progress.left == left


def test_a_file_that_was_saved_just_before_the_last_look_is_looked_at(
    library: Path, hands: Hands
) -> None:
    path = library / "questions/han.yaml"
    questions(library, "han", [HAN[0], short("han1", "Han", "retired: false"), HAN[2]])
    os.utime(path, ns=(now := time.time_ns(), now))
    with opened(library, hands) as desk:
        desk.home()
    path.write_text(path.read_text().replace("retired: false", "retired: true "))
    os.utime(path, ns=(now, now))
    with opened(library, hands) as desk:
        session = desk.session("all", at_once=True)
        first = session.advance(ahead=False)
        assert first and first.card.id == "han/han2"


def test_answers_from_elsewhere_find_their_question_before_it_is_asked(
    library: Path, tmp_path: Path, hands: Hands
) -> None:
    other = tmp_path / "other" / "library"
    questions(other, "han", [short("old", "Han")])
    with opened(other, hands) as desk:
        session = desk.session(None)
        session.advance()
        asked(session)
        log = list(desk.store.log())
    questions(library, "han", [HAN[0], short("han1", "Han", "was: old"), HAN[2]])
    with opened(library, hands) as desk:
        desk.home()
        desk.store.receive(log)
    with opened(library, hands) as desk:
        session = desk.session("all", at_once=True)
        first = session.advance(ahead=False)
        assert first and first.card.id == "han/han2"


def test_a_deck_that_came_since_is_found(library: Path, hands: Hands) -> None:
    questions(library, "zhou/zhou", [short("z", "Z")])
    with opened(library, hands) as desk:
        session = desk.session("zhou", at_once=True)
        first = session.advance(ahead=False)
        assert first and first.card.id == "zhou/z"


def test_nothing_to_ask_is_said_only_after_a_look(library: Path, hands: Hands) -> None:
    with opened(library, hands) as desk:
        session = desk.session("all")
        session.advance()
        assert len(asked(session)) == 6
    questions(library, "zhou", [short("z", "Z")])
    with opened(library, hands) as desk:
        session = desk.session("all", at_once=True)
        first = session.advance(ahead=False)
        assert first and first.card.id == "zhou/z"


def test_histories_follow_a_library_that_can_not_be_taken_as_it_was(
    library: Path, hands: Hands
) -> None:
    questions(library, "aa", [short("a", "A")])
    written(library, "questions/bb.yaml", f"id: aa\nquestions:\n{short('b', 'B')}")
    with opened(library, hands) as desk:
        desk.home()
    questions(library, "han", [short("han0", "Gao"), *HAN[1:]])
    with opened(library, hands) as desk:
        desk.glance()
        assert (
            "1 question has a new answer, and it comes again soon: han/han0." in desk.home().notes
        )
