"""What each rating would do: order of the buttons, fuzz, calibration, guesses, leeches."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.memory import fsrs
from trainer.memory.calibration import shift
from trainer.memory.card import NEW, CardState, Interval, Memory, Phase, Rating
from trainer.memory.fuzz import bounds, draw, evenly
from trainer.memory.replay import Parameters, ParameterSets, follow, nearest
from trainer.memory.scheduler import Scheduler, SchedulerSettings, is_leech
from trainer.memory.study_day import StudyDays

DAYS = StudyDays(ZoneInfo("Asia/Shanghai"))
TODAY = 20_000
NOW = DAYS.start_ms(TODAY) + 5 * 3_600_000


def reviewed(stability: float, rest: int, ago: int, lapses: int = 0, reps: int = 5) -> CardState:
    return CardState(
        phase=Phase.REVIEW,
        memory=Memory(stability, 5.0),
        due_day=TODAY - ago + rest,
        last_day=TODAY - ago,
        last_ms=NOW - ago * 86_400_000,
        interval=Interval(days=rest),
        reps=reps,
        lapses=lapses,
    )


def scheduler(**settings: object) -> Scheduler:
    return Scheduler(SchedulerSettings(**settings), DAYS)  # type: ignore[arg-type] # by name


states = st.builds(
    reviewed,
    st.floats(0.01, 30_000),
    st.integers(1, 3000),
    st.integers(0, 3000),
    reps=st.integers(1, 50),
)


@given(
    states, st.text(max_size=5), st.none() | st.floats(0, 1), st.floats(0.7, 0.97), st.booleans()
)
def test_hard_good_and_easy_lie_a_day_apart(
    state: CardState, key: str, mix: float | None, retention: float, fuzz: bool
) -> None:
    found = scheduler(retention=retention, fuzz=fuzz).options(state, NOW, key, mix)
    hard, good, easy = (found[rating].interval.days for rating in list(Rating)[1:])
    assert 1 <= hard < good < easy or easy == 36500


@given(states, st.integers(10, 100))
def test_no_interval_exceeds_the_longest(state: CardState, longest: int) -> None:
    found = scheduler(longest=longest).options(state, NOW, "card")
    assert all(one.interval.days <= longest for one in found.values())


@given(states, st.text(max_size=5))
def test_a_preview_is_what_happens(state: CardState, key: str) -> None:
    first, second = (scheduler().options(state, NOW, key) for _ in range(2))
    assert first == second
    for one in first.values():
        again = follow(state, [one.review], ParameterSets().__getitem__)
        assert again == one.state


def test_the_state_follows_weights_of_ones_own() -> None:
    weights = (0.5, 2.0, 4.0, 12.0, *fsrs.DEFAULT[4:])
    good = scheduler(weights=weights, parameters_id=3).options(NEW, NOW, "card")[Rating.GOOD]
    assert good.review.parameters == 3
    assert good.state.memory and good.state.memory.stability == 4.0
    assert (
        follow(NEW, [good.review], ParameterSets({3: Parameters(weights)}).__getitem__)
        == good.state
    )


def test_a_new_card_goes_through_its_steps() -> None:
    find = scheduler().options
    first = find(NEW, NOW, "card")
    assert [one.interval.seconds for one in first.values()] == [60, 330, 600, 0]
    second = find(first[Rating.GOOD].state, NOW + 600_000, "card")
    assert [one.phase for one in second.values()] == [
        Phase.LEARNING,
        Phase.LEARNING,
        Phase.REVIEW,
        Phase.REVIEW,
    ]
    assert [second[rating].interval.seconds for rating in (Rating.AGAIN, Rating.HARD)] == [60, 600]


def test_a_single_step_makes_hard_half_as_long_again() -> None:
    found = scheduler(steps=(600,)).options(NEW, NOW, "card")
    assert found[Rating.HARD].interval == Interval(seconds=900)


def test_without_relearning_steps_a_lapse_rests_for_days() -> None:
    again = scheduler(relearning=()).options(reviewed(40, 40, 40), NOW, "card")[Rating.AGAIN]
    assert again.phase is Phase.REVIEW
    assert again.interval.days >= 1
    assert again.state.lapses == 1


def test_a_learner_who_recalls_more_than_predicted_rests_longer() -> None:
    state = reviewed(40, 40, 40)
    days = {
        b: scheduler(b=b, fuzz=False).options(state, NOW, "card")[Rating.GOOD].interval.days
        for b in (-0.5, 0.0, 0.5)
    }
    assert days[-0.5] < days[0.0] < days[0.5]
    memory = scheduler().options(state, NOW, "card")[Rating.GOOD].state.memory
    assert memory
    aim = shift(0.9, -0.5)
    assert days[0.5] == nearest(fsrs.interval(fsrs.DEFAULT, memory.stability, aim))


def test_recall_is_as_calibrated() -> None:
    state = reviewed(40, 40, 40)
    assert scheduler().recall(NEW, NOW) is None
    assert scheduler().recall(state, NOW) == pytest.approx(0.9)
    assert scheduler(b=0.5).recall(state, NOW) == pytest.approx(shift(0.9, 0.5))


def test_a_guess_brings_the_card_back_sooner_and_is_stored() -> None:
    state = reviewed(40, 40, 40)
    sure = scheduler().options(state, NOW, "card")
    guess = scheduler().options(state, NOW, "card", mix=0.6)
    assert guess[Rating.GOOD].interval.days < sure[Rating.GOOD].interval.days
    assert guess[Rating.GOOD].review.mix == 0.6
    assert guess[Rating.AGAIN] == sure[Rating.AGAIN]


@given(st.floats(0.1, 40_000), st.integers(1, 100), st.integers(1, 36500))
def test_fuzz_stays_within_ankis_bounds(days: float, shortest: int, longest: int) -> None:
    allowed = bounds(days, shortest, longest)
    near = min(max(days, min(shortest, longest)), longest)
    width = 0 if near < 2.5 else 1 + 0.15 * 4.5 + 0.1 * 13 + 0.05 * max(0, near - 20)
    assert min(shortest, longest) <= allowed[0] <= allowed[-1] <= longest
    assert near - width - 0.5 <= allowed[0] and allowed[-1] <= near + width + 1


@pytest.mark.parametrize(
    ("days", "low", "high"),
    [(1.0, 1, 1), (2.4, 2, 2), (3.0, 2, 4), (7.0, 5, 9), (20.0, 17, 23), (100.0, 93, 107)],
)
def test_bounds_widen_by_ankis_shares(days: float, low: int, high: int) -> None:
    assert bounds(days, 1, 36500) == range(low, high + 1)


def test_fuzz_depends_on_card_and_repetition_only() -> None:
    assert draw("a", 1) == draw("a", 1) == pytest.approx(0.7499, abs=1e-4)
    assert len({draw("a", 1), draw("a", 2), draw("b", 1)}) == 3
    drawn = sorted(draw(f"card {n}", 3) for n in range(1000))
    assert all(abs(value - n / 1000) < 0.06 for n, value in enumerate(drawn))
    assert [evenly(range(5, 8), value, 0) for value in (0.0, 0.34, 0.99)] == [5, 6, 7]


def test_longer_stays_longer_when_fuzzed() -> None:
    state = reviewed(20, 20, 20)
    for reps in range(200):
        found = scheduler().options(replace(state, reps=reps), NOW, "card")
        assert found[Rating.HARD].interval.days > 20


def test_leeches_show_at_the_eighth_lapse_and_every_fourth_after() -> None:
    assert [lapses for lapses in range(1, 21) if is_leech(lapses, 8)] == [8, 12, 16, 20]
    assert not any(is_leech(lapses, 0) for lapses in range(50))
    found = scheduler().options(reviewed(5, 5, 5, lapses=7), NOW, "card")
    assert [one.leech for one in found.values()] == [True, False, False, False]
