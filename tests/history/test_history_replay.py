"""The derived state is a fold of the events: whatever their order, and made again at any time."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history.conftest import Learner
from trainer.history.event import Event, Mode, What
from trainer.history.parameters import parameters_event
from trainer.history.summaries import foreseen
from trainer.memory.replay import DEFAULTS, Parameters

CARDS = ("bank:a", "bank:b", "bank:b#back", "other:c")
DEVICES = ("phone", "desk")

cards = st.sampled_from(CARDS)
ratings = st.integers(1, 4)
days = st.integers(0, 40)
doings = st.one_of(
    st.tuples(st.just("answer"), cards, ratings, days, st.sampled_from([None, 0.4]), st.booleans()),
    st.tuples(st.just("amend"), st.integers(0, 5), ratings, days),
    st.tuples(st.just("undo"), st.booleans()),
    st.tuples(st.just("redo")),
    st.tuples(
        st.just("mark"),
        cards,
        st.sampled_from(
            [
                What.SUSPEND,
                What.RESUME,
                What.BURY,
                What.FLAG,
                What.UNFLAG,
                What.FORGET,
                What.CHANGED,
            ]
        ),
    ),
    st.tuples(st.just("adopt"), cards, cards),
    st.tuples(st.just("fit"), st.sampled_from([0.9, 1.1])),
)
steps = st.lists(
    st.tuples(
        doings, st.sampled_from(DEVICES), st.sampled_from([0, 5, 600, 86_400, 400_000, -900])
    ),
    max_size=30,
)


def does(learner: Learner, doing: tuple) -> None:
    """One thing a learner may do, as the session engine would record it."""
    match doing:
        case ("answer", card, rating, interval, mix, drill):
            mode = Mode.DRILL if drill else Mode.STUDY
            number = learner.store.parameters()[0]
            learner.answers(card, rating, interval, mix=mix, mode=mode, parameters=number)
        case ("amend", back, rating, interval):
            answers = [e for e in learner.store.log() if e.what is What.ANSWER]
            if answers:
                learner.amends(answers[-1 - back % len(answers)], rating, interval)
        case ("undo", whole):
            learner.store.undo(**learner.when, whole=whole)
        case ("redo",):
            learner.store.redo(**learner.when)
        case ("mark", card, what):
            learner.does(what, card)
        case ("adopt", old, new) if old != new:
            learner.does(What.ADOPT, new, data=f'{{"old":"{old}"}}')
        case ("fit", factor):
            found = Parameters(tuple(w * factor for w in DEFAULTS.weights), 0.9)
            learner.store.append(parameters_event(found, **learner.when))


def says(learner: Learner) -> dict[str, object]:
    """All that can be asked of a history, but nothing that names its own device."""
    store, day = learner.store, learner.day
    return {
        "states": store.states(CARDS),
        "marks": (store.suspended(), store.flags(), store.changed(), store.fingerprints(CARDS)),
        "buried": [store.buried(d) for d in range(day - 3, day + 1)],
        "days": store.days(0, 10**6),
        "counts": (store.counts(), store.waiting(), store.known()),
        "times": sorted(store.times("choice/40").ms),
        "calibration": [store.calibration(d).b for d in range(day - 20, day + 2)],
        "parameters": store.parameters(),
        "reliability": store.summaries.reliability(),
        "retention": foreseen(store.days(0, 10**6)),
    }


@settings(max_examples=60, deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_any_history_is_rebuilt_bit_for_bit_and_arrives_in_any_order(steps, random):
    with tempfile.TemporaryDirectory() as folder:
        devices = {name: Learner(Path(folder, name, "history.db")) for name in DEVICES}
        third = Learner(Path(folder, "third", "history.db"))
        sent: list[Event] = []
        now = third.now_ms
        for doing, name, seconds in steps:
            learner = devices[name]
            now += seconds * 1000
            learner.now_ms = now
            before = learner.store.counts().events
            does(learner, doing)
            sent += list(learner.store.log())[before:]
            now = learner.now_ms
        third.now_ms = max([now, *(e.at_ms for e in sent)])
        deliveries = sent * 2
        random.shuffle(deliveries)
        while deliveries:
            size = random.randint(1, 8)
            third.store.receive(deliveries[:size])
            del deliveries[:size]
        for learner in devices.values():
            learner.now_ms = third.now_ms
            learner.store.receive([e for e in sent if e.device != learner.store.device])
        for learner in (*devices.values(), third):
            before = learner.tables()
            learner.store.rebuild()
            assert learner.tables() == before
        assert says(devices["phone"]) == says(devices["desk"]) == says(third)
        for learner in (*devices.values(), third):
            learner.store.close()


def test_an_event_of_another_device_that_comes_late_takes_its_place(new_learner):
    desk, phone = new_learner("desk"), new_learner("phone")
    desk.answers(days=3)
    phone.passes(days=1)
    late = phone.answers(rating=1, days=1)
    desk.passes(days=3)
    desk.answers(days=8)
    alone = desk.store.state("bank:a")
    assert desk.store.receive([late]) == 1
    merged = desk.store.state("bank:a")
    assert merged.reps == 3 and merged.memory != alone.memory
    assert desk.store.receive([late]) == 0
    assert desk.store.state("bank:a") == merged


def test_the_self_correction_of_old_weights_is_not_carried_over_to_new_ones(learner):
    for _ in range(8):
        learner.passes(days=3)
        for card in CARDS:
            learner.answers(card, rating=1, days=3)
    learner.passes(days=1)
    assert learner.store.calibration(learner.day).b < -0.1
    found = Parameters(tuple(w * 0.5 for w in DEFAULTS.weights), 0.9)
    learner.store.append(parameters_event(found, **learner.when))
    assert learner.store.calibration(learner.day).b == 0
    assert learner.store.calibration(learner.day - 1).b < -0.1
    learner.answers(CARDS[0], rating=3, days=3)
    learner.passes(days=1)
    assert learner.store.calibration(learner.day).b > 0
    before = learner.tables()
    learner.store.rebuild()
    assert learner.tables() == before


def test_parameters_that_come_after_their_answers_still_count(new_learner):
    desk, phone = new_learner("desk"), new_learner("phone")
    found = Parameters(tuple(w * 1.2 for w in DEFAULTS.weights), 0.9)
    fitted = desk.store.append(parameters_event(found, **desk.when))
    answer = desk.answers(parameters=fitted.parameters)
    phone.now_ms = desk.now_ms
    phone.store.receive([answer])
    assert phone.store.state("bank:a") != desk.store.state("bank:a")
    phone.store.receive([fitted])
    assert phone.store.state("bank:a") == desk.store.state("bank:a")
