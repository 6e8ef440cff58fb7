"""Anki's review log → events of our history, so that years of answers count here too.

Each line has the same device and number whenever it is imported, so nothing is added twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log

from trainer.anki.ankidays import AnkiDays
from trainer.anki.collection import ReadReview, ReadState
from trainer.anki.schemas import ReadPreset
from trainer.history.event import Event, Mode, What
from trainer.history.parameters import parameters_event
from trainer.memory.card import Interval, Phase, Rating
from trainer.memory.replay import Parameters
from trainer.records import record

_EPOCH_MS = 1_136_073_600_000
"""2006-01-01: a number has 40 bits, which from here last until 2040."""
_NUMBERS = 2**40
_LEARNING, _REVIEW, _RELEARNING, _FILTERED, _MANUAL = range(5)
_PHASES = {_LEARNING: Phase.LEARNING, _REVIEW: Phase.REVIEW, _RELEARNING: Phase.RELEARNING}
_LONGEST = 36_500
_SECONDS = 10**8
"""A due date above this is a moment in UTC seconds, one below a day of the collection."""
_NEAR_MS = 1000
"""Nobody answers one card twice within this, but an export may shift an answer by less."""
_HOUR_MS = 3_700_000


@record(frozen=True, slots=True)
class CardHistory:
    """What an event needs to know of its card: key, deck and kind here, the fingerprint of what
    is graded, its weights (0: the published ones), and how the package has it."""

    key: str
    deck: str
    kind: str
    fingerprint: str
    parameters: int
    state: ReadState


def weights(preset: ReadPreset) -> tuple[float, ...]:
    """A preset's weights as FSRS-6 has them, () for the published ones.

    Older sets are filled up as Anki does. Source: fsrs-rs, `check_and_fill_parameters`.
    """
    w = list(preset.weights)
    if len(w) == 17:
        w[4] += 2.0 * w[5]
        w[5] = log(3.0 * w[5] + 1.0) / 3.0
        w[6] += 0.5
        w += [0.0, 0.0]
    if len(w) == 19:
        w += [0.0, 0.5]
    return tuple(w) if len(w) == 21 else ()


def set_events(
    presets: Mapping[int, ReadPreset], uses: Mapping[int, int], days: AnkiDays, at_ms: int
) -> tuple[list[Event], dict[int, int]]:
    """Parameter sets as events before `at_ms`, and each preset's id among them (0: none).

    `uses` counts the answers under each preset: the set that most were given under comes last,
    and so is in force until a later one is fitted here.
    """
    ids: dict[int, int] = {}
    events: dict[int, Event] = {}
    for number in sorted(uses, key=lambda number: (uses[number], number)):
        preset = presets.get(number, ReadPreset())
        found = weights(preset)
        if not found:
            continue
        when = at_ms - len(uses) + len(events)
        event = parameters_event(
            Parameters(found, preset.retention),
            at_ms=when,
            offset_min=days.offset_min(when),
            day=days.day(when),
        )
        ids[number] = event.parameters
        events[event.parameters] = event._replace(device="anki-sets", seq=event.parameters)
    return list(events.values()), ids


def answers(
    reviews: Sequence[ReadReview], history: CardHistory, device: str, days: AnkiDays
) -> Iterator[Event]:
    """One card's answers, and its resets, as events. Rows that can't be answers are passed over."""
    rows = [r for r in reviews if _EPOCH_MS <= r.id < _EPOCH_MS + _NUMBERS]
    restarts = set(_restarts(rows))
    scheduled = [n for n, row in enumerate(rows) if _schedules(row)]
    following = dict(pairwise(scheduled))
    last = scheduled[-1] if scheduled else -1
    for n, row in enumerate(rows):
        if n in restarts or (row.kind == _MANUAL and row.ease == 0 and row.factor == 0):
            yield _event(What.FORGET, row, history, f"{device}-resets", days)
        if not 1 <= row.ease <= 4:
            continue
        event = _answer(row, history, device, days)
        if n in following:
            yield event._replace(phase=_phase(row, rows[following[n]].kind))
        elif n == last:
            yield _last(event, history.state, days)
        else:
            yield event._replace(mode=Mode.DRILL, interval=None)


def suspension(history: CardHistory, device: str, days: AnkiDays, at_ms: int) -> Event | None:
    """The event for a card that is suspended in the package."""
    number = history.state.card - _EPOCH_MS
    if history.state.queue != -1 or not 0 <= number < _NUMBERS:
        return None
    return Event(
        what=What.SUSPEND,
        card=history.key,
        at_ms=at_ms,
        offset_min=days.offset_min(at_ms),
        day=days.day(at_ms),
        device=f"{device}-marks",
        seq=number,
    )


def unknown(
    events: Iterable[Event], present: Sequence[Event], device: str, days: AnkiDays
) -> list[Event]:
    """Those that the history doesn't have yet under another name: answers given here, exported
    to Anki and now coming back, at most an hour off (see `Schedules`)."""
    given = [e for e in present if e.what is What.ANSWER and not e.device.startswith(device)]

    def known(event: Event) -> bool:
        near = _HOUR_MS if days.at_an_edge(event.at_ms, _NEAR_MS * 2) else _NEAR_MS
        return any(e.rating == event.rating and abs(event.at_ms - e.at_ms) <= near for e in given)

    return [event for event in events if event.what is not What.ANSWER or not known(event)]


def _restarts(rows: Sequence[ReadReview]) -> Iterator[int]:
    """Where a card was learned anew without a line that says so, as before Anki 2.1.45."""
    before = None
    for n, row in enumerate(rows):
        if not _schedules(row):
            before = None if row.kind == _MANUAL and row.factor == 0 else before
            continue
        if row.kind == _LEARNING and before not in (None, _LEARNING):
            yield n
        before = row.kind


def _schedules(row: ReadReview) -> bool:
    return 1 <= row.ease <= 4 and not (row.kind == _FILTERED and row.factor == 0)


def _phase(row: ReadReview, next_kind: int) -> Phase:
    return _PHASES.get(next_kind) or (Phase.REVIEW if row.interval > 0 else Phase.LEARNING)


def _last(event: Event, state: ReadState, days: AnkiDays) -> Event:
    """The latest answer, after which the card is due when the package says, whatever moved it."""
    phase = Phase(state.kind) if state.kind in (1, 2, 3) else Phase.NEW
    if phase is not Phase.NEW and state.due < _SECONDS:
        wanted = days.due_day(state.due) - event.day
        return event._replace(phase=phase, interval=Interval(days=_bounded(wanted)))
    if phase is not Phase.NEW:
        seconds = min(max(1, state.due - event.at_ms // 1000), 86_400)
        return event._replace(phase=phase, interval=Interval(seconds=seconds))
    return event._replace(phase=_phase_of(event.interval))


def _phase_of(interval: Interval | None) -> Phase:
    return Phase.REVIEW if interval and interval.days else Phase.LEARNING


def _answer(row: ReadReview, history: CardHistory, device: str, days: AnkiDays) -> Event:
    in_days = row.interval > 0
    interval = Interval(
        days=_bounded(row.interval) if in_days else 0,
        seconds=0 if in_days else min(max(1, -row.interval), 86_400),
    )
    return _event(What.ANSWER, row, history, device, days)._replace(
        mode=Mode.STUDY,
        deck=history.deck,
        kind=history.kind,
        outcome="self",
        rating=Rating(row.ease),
        took_ms=min(max(0, row.took_ms), 3_600_000),
        fingerprint=history.fingerprint,
        interval=interval,
        parameters=history.parameters,
    )


def _event(what: What, row: ReadReview, history: CardHistory, device: str, days: AnkiDays) -> Event:
    at_ms = row.id if what is What.ANSWER else row.id - 1
    return Event(
        what=what,
        card=history.key,
        at_ms=at_ms,
        offset_min=days.offset_min(at_ms),
        day=days.day(at_ms),
        device=device,
        seq=row.id - _EPOCH_MS,
    )


def _bounded(days: int) -> int:
    return min(max(1, days), _LONGEST)
