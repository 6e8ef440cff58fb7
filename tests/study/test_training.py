"""Training on one's own answers: offered in time, once, and for the profile that gave them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import DAY_MS, NOON, Hands, make_desk
from tests.memory.test_fit import QUICK_FORGETTER, STEEP_FORGETTER, learner
from trainer.errors import TrainerError
from trainer.history.event import Event, What
from trainer.memory.fsrs import Weights
from trainer.memory.replay import DEFAULTS
from trainer.study.desk import Desk
from trainer.study.fitting import train
from trainer.study.offering import OFFER

TODAY = NOON // DAY_MS


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path, Hands()) as desk:
        yield desk


def remembers(desk: Desk, w: Weights, cards: int) -> int:
    """Gives the profile a past of which all answers were typed; how many count for training."""
    histories = learner(w, cards)
    ahead = TODAY - 1 - max(one.day for reviews in histories for one in reviews)
    events = [
        Event(
            what=What.ANSWER,
            card=f"elsewhere:q{number}",
            at_ms=one.at_ms + ahead * DAY_MS,
            offset_min=0,
            day=one.day + ahead,
            device="before",
            seq=100 * number + n,
            outcome="right" if one.rating > 1 else "wrong",
            rating=one.rating,
            interval=one.interval,
            phase=one.phase,
        )
        for number, reviews in enumerate(histories)
        for n, one in enumerate(reviews, 1)
    ]
    desk.store.receive(events)
    return sum(len(reviews) - 1 for reviews in histories)


def offered(desk: Desk) -> bool:
    found = desk.statistics(None, days=7, ahead=7)
    assert found.trainable == (OFFER in desk.home().notes)
    return found.trainable


def test_few_answers_are_not_trained_on_and_nothing_is_offered(desk: Desk) -> None:
    assert remembers(desk, QUICK_FORGETTER, 40) == 280
    assert not offered(desk)
    with pytest.raises(TrainerError, match=r"training helps from 400 answers .* there are 280"):
        train(desk)


def test_what_predicts_better_is_kept_and_the_offer_is_gone(desk: Desk) -> None:
    answers = remembers(desk, STEEP_FORGETTER, 200)
    assert offered(desk)
    before = desk.store.states(desk.store.known())
    found = train(desk)
    assert (found.answers, found.kept) == (answers, True)
    assert found.after < found.before
    assert not offered(desk)
    number, parameters = desk.store.parameters()
    assert number and parameters.weights != DEFAULTS.weights
    assert desk.store.states(desk.store.known()) == before
    assert desk.store.calibration(TODAY).b == 0


def test_what_predicts_no_better_changes_nothing_and_is_not_offered_again_soon(desk: Desk) -> None:
    remembers(desk, QUICK_FORGETTER, 200)
    b = desk.store.calibration(TODAY).b
    assert offered(desk) and b < 0
    assert not train(desk).kept
    assert desk.store.parameters() == (0, DEFAULTS)
    assert desk.store.calibration(TODAY).b == b
    assert not offered(desk)
