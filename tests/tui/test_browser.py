"""The browser: what is listed, searched, looked at, marked and edited."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

import pytest

from tests.tui.conftest import PATIENCE, painted, press, screen_text, settled
from tests.tui.phases import Phase, at_each_size
from tests.years import study_for_a_year
from trainer.tui.app import TrainerApp
from trainer.tui.screens.browse import BrowseScreen

Golden = Callable[[str, str], None]
MANY = "\n".join(f'- {{ask: "Question {n}?", id: q{n}, answer: "yes {n}"}}' for n in range(3000))


@pytest.fixture
def practised(learner: Any) -> Any:
    study_for_a_year(learner.desk, keep=3)
    return learner


def test_browser(practised: Any, golden: Golden) -> None:
    at_each_size(
        golden,
        practised.from_home,
        Phase("browse-1-list", ["b"]),
        Phase("browse-2-answer", ["space"]),
        Phase("browse-3-past", ["w"]),
        Phase("browse-4-marked", ["w", "space", "exclamation_mark", "at"]),
        Phase("browse-5-searching", ["slash", "'kind:cloze'"]),
        Phase("browse-6-found", ["enter"]),
        Phase("browse-7-not-understood", ["slash", "ctrl+u", "'colour:red'"]),
        Phase("browse-8-nothing-found", ["ctrl+u", "'xylophone'", "enter"]),
    )


def test_a_search_lists_what_it_finds_while_it_is_typed(learner: Any) -> None:
    learner.home("b", "slash", "'kind:cloze'", "enter", "j")
    assert "1 of 10" in learner.seen[1]
    assert "1 of 1" in learner.seen[3] and "____" in learner.seen[3]


def test_a_search_that_means_nothing_gets_a_sentence(learner: Any) -> None:
    shown = learner.home("b", "slash", "'colour:red'", "enter")
    assert "A search has no `colour:`" in shown
    shown = learner.home("b", "slash", "'is:lost'")
    assert "can't be `is:lost`" in shown
    assert "no deck `nowhere`" in learner.home("b", "slash", "'deck:nowhere'")


def test_the_cursor_of_a_long_search_stays_in_sight(learner: Any) -> None:
    long = "'" + "x" * 40 + "y" + "唐朝" * 40 + "z'"
    learner.home("b", "slash", long, *["ctrl+left"], "'w'", "end")
    rows = [shown.split("\n")[1].strip() for shown in learner.seen[3:]]
    assert rows[0].endswith("朝z") and rows[1].startswith("/ xxxx")
    assert rows[2].startswith("/ wxxx") and rows[3].endswith("朝z")


def test_nothing_found_is_said(learner: Any) -> None:
    shown = learner.home("b", "slash", "'xylophone'", "enter", "space", "d", "j")
    assert "none" in shown and "Nothing is found." in shown


@pytest.mark.parametrize(
    ("search", "count"), [("is:new", 2), ("-is:new", 8), ("is:review", 8), ("is:suspended", 0)]
)
def test_states_are_searched(search: str, count: int, practised: Any) -> None:
    shown = practised.home("b", "slash", f"'{search}'", "enter")
    assert (f"1 of {count}" if count else "none") in shown


def test_marks_are_set_and_taken_off_again(learner: Any) -> None:
    learner.home("b", "at", "at", "exclamation_mark", "minus")
    _, listed, aside, again, flagged, buried = learner.seen
    assert "Suspended until" in aside and "Marked     suspended" in aside and "‖" in aside
    assert "‖" not in again and "Marked" not in again
    assert "Marked     flagged" in flagged and "Marked" not in listed
    assert "buried until tomorrow, flagged" in buried


def test_the_other_cards_of_a_question_are_looked_at_in_turn(only: Any) -> None:
    learner = only("- {term: Tang, id: t, means: a dynasty}")
    learner.home("b", "right", "at", "right")
    assert "t#forward  (1 of 2)" in learner.seen[1] and "t#back  (2 of 2)" in learner.seen[2]
    assert learner.desk.store.suspended() == {"local:all/t#back"}


def test_what_was_found_is_drilled_but_for_what_is_suspended(learner: Any) -> None:
    shown = learner.home("b", "slash", "'tag:tang'", "enter", "at", "d")
    assert "Found" in shown and learner.desk.store.suspended()


def test_where_no_editor_can_open_that_is_told(learner: Any) -> None:
    """The test's terminal can't stand aside; that much is told."""
    assert "There is no terminal" in learner.home("b", "e")


def test_a_list_of_thousands_reads_only_what_is_in_sight(only: Any) -> None:
    learner = only(MANY)
    learner.home("b", "end", "k", "pageup", "home")
    assert "3,000 of 3,000" in learner.seen[2] and "Question 2999?" in learner.seen[2]
    assert "2,999 of 3,000" in learner.seen[3]
    assert "1 of 3,000" in learner.seen[5]


def test_a_question_that_was_broken_meanwhile_is_told_of(learner: Any) -> None:
    learner.desk.banks[0].decks()
    file = learner.desk.banks[0].library.questions / "all.yaml"
    file.write_text(file.read_text().replace("- ask:", "- asks:"), encoding="utf-8")
    shown = learner.home("b")
    assert "can't be read now" in shown


def test_the_browser_opens_with_a_search_of_its_own(learner: Any, play: Any) -> None:
    app = TrainerApp(learner.desk, first=lambda keys: BrowseScreen(keys, "kind:order"))
    shown = play(app, (80, 24), [["escape"]])
    assert "kind:order" in shown[0] and "1 of 1" in shown[0]
    assert "enter Study" in shown[1]


@pytest.mark.parametrize(
    "text", ["x [/] [@click=app.quit]y[/] path [/", "唐朝" * 60, "\u202eשלום [["]
)
def test_odd_texts_are_listed_literally(text: str, only: Any) -> None:
    learner = only(f"- {{ask: '{text}', id: q, answer: '{text}', tags: [t]}}", size=(60, 20))
    learner.home("b", "space", "w", "slash", "'[/] [b'", "enter", "escape")
    assert text[:8].strip("\u202e") in learner.seen[1]
    assert "/ [/] [b" in learner.seen[6]


ON_ITS_WAY = re.compile(r"preparing the first search, [1-9]\d?%")


async def search(app: TrainerApp, then: Sequence[str] = ()) -> list[str]:
    """Every screen from a first search on until it is on its way, and the one that comes of the
    keys pressed then."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for key in ("b", "slash", "'Ürümqi'"):
            await settled(pilot)
            await press(pilot, key)
        seen, end = [""], perf_counter() + PATIENCE
        while not ON_ITS_WAY.search(seen[-1]) and perf_counter() < end:
            await painted(app)
            seen.append(screen_text(app))
        for key in then:
            await press(pilot, key)
        return [*seen, await settled(pilot)]


@pytest.fixture
def large(desk: Any) -> Any:
    """A desk over a library whose files take several portions each to be ready for a search."""

    def file(n: int) -> str:
        words = "Grain went to Ürümqi by lorry. " * 1_000
        items = (f'- {{ask: "{n}, {k}?", id: q{n}-{k}, answer: "{words}"}}\n' for k in range(40))
        return "questions:\n" + "".join(items)

    return desk(one=file(1), two=file(2), three=file(3))


def lacking(desk: Any) -> int:
    """Bytes that no search can look into yet."""
    return sum(bank.catalogue.unsearchable for bank in desk.banks)


def test_a_first_search_that_takes_long_says_how_far_it_is(large: Any) -> None:
    seen = asyncio.run(search(TrainerApp(large)))
    assert any("preparing the first search, 0%" in shown for shown in seen)
    assert any(map(ON_ITS_WAY.search, seen))
    assert "preparing" not in seen[-1] and "1 of 120" in seen[-1]
    assert not lacking(large)


def test_a_first_search_can_be_left_in_its_middle(large: Any, play: Any) -> None:
    seen = asyncio.run(search(TrainerApp(large), ["escape", "escape"]))
    assert ON_ITS_WAY.search(seen[-2]) and "enter Study" in seen[-1]
    assert lacking(large)
    keys = [["b"], ["slash"], ["'Ürümqi'"]]
    assert "1 of 120" in play(TrainerApp(large), (80, 24), keys)[-1]
