"""Looking through questions without a screen: searches over states, marks, and a card's past."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import Hands, make_desk
from tests.years import study_for_a_year
from trainer.bank.search import BadSearchError
from trainer.history.event import What
from trainer.question import Kind
from trainer.study.browsing import Browser, Found
from trainer.study.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path, Hands()) as desk:
        yield desk


def asks(browser: Browser, search: str) -> list[str]:
    found = browser.search(search)
    return [line.cards[0].key.partition("/")[2] for line in browser.lines(found, 0, len(found))]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("kind:match", ["match"]),
        ("xinj", []),
        ("commanded", ["short"]),
        ("why ask", ["recall"]),
        ("-tag:setting", []),
        ("kind:order entry", ["order"]),
        ("id:ch -id:choices", ["choice", "match"]),
        ("is:suspended", []),
    ],
)
def test_searches(desk: Desk, search: str, found: list[str]) -> None:
    assert asks(desk.browser(), search) == found


def test_a_search_is_in_the_order_of_the_files(desk: Desk, tmp_path: Path) -> None:
    every = asks(desk.browser(), "")
    assert every[:3] == ["choice", "choices", "truth"] and len(every) == len(Kind)
    file = tmp_path / "library" / "questions" / "kinds.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("- ask: Which month?", "- ask: When?"))
    browser = desk.browser()
    browser.reread(next(iter(desk.banks[0].cards(["local:kinds/choice"]).values())))
    assert asks(browser, "") == every and asks(browser, "when") == ["choice"]


def test_a_mark_is_found_at_once_and_no_longer_once_it_is_off(desk: Desk) -> None:
    browser = desk.browser()
    assert asks(browser, "is:flagged") == []
    assert browser.flag("local:kinds/truth") and asks(browser, "is:flagged") == ["truth"]
    assert not browser.flag("local:kinds/truth") and asks(browser, "is:flagged") == []
    browser.bury("local:kinds/order")
    assert asks(browser, "is:buried") == ["order"] and "order" not in asks(browser, "-is:buried")


def test_a_question_is_found_by_one_of_its_cards(desk: Desk) -> None:
    browser = desk.browser()
    browser.suspend("local:kinds/term#back")
    found = browser.search("is:suspended")
    (line,) = browser.lines(found, 0, 1)
    assert [(card.key.partition("#")[2], card.meant) for card in line.cards] == [
        ("forward", False),
        ("back", True),
    ]
    assert line.marks == ("new", "suspended")


def test_a_past_says_what_the_memory_made_of_each_answer(desk: Desk) -> None:
    study_for_a_year(desk)
    look = desk.browser().look("local:kinds/choice")
    assert look is not None and look.recall is not None and look.state.memory is not None
    newest, oldest = look.past[0], look.past[-1]
    assert newest.stability == look.state.memory.stability and newest.recall is not None
    assert oldest.recall is None and oldest.what is What.ANSWER
    times = [one.at_ms for one in look.past]
    assert times == sorted(times, reverse=True)


def test_a_drill_takes_what_was_found(desk: Desk) -> None:
    browser = desk.browser()
    every = browser.drill(browser.search("id:kinds")).progress.total
    browser.suspend("local:kinds/choice")
    assert browser.drill(browser.search("id:kinds")).progress.total == every - 1
    assert browser.drill(browser.search("is:suspended")).progress.total == 1


def test_what_means_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(BadSearchError, match="is:lost"):
        desk.browser().search("is:lost")


def test_places_beyond_the_list_are_empty(desk: Desk) -> None:
    browser = desk.browser()
    found = browser.search("")
    assert len(browser.lines(found, len(found) - 2, 20)) == 2
    assert browser.lines(Found(()), 0, 5) == [] and len(Found(())) == 0


def test_a_first_search_that_would_be_felt_tells_how_far_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = desk.browser()
    assert list(browser.readied("month")) == []
    monkeypatch.setattr("trainer.study.searching.UNFELT", 0)
    assert list(browser.readied("tag:setting")) == []
    steps = list(browser.readied("month"))
    assert steps[0][0] == 0 and steps[-1][0] == steps[-1][1]
    assert list(browser.readied("month")) == []
    with pytest.raises(BadSearchError):
        next(browser.readied("colour:red"))
