"""What a search's `is:` asks of cards, which only the history knows: `is:due`, `is:leech`, …"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from trainer.bank.search import BadSearchError, Term
from trainer.history.reading import Reading
from trainer.memory.card import NEW, CardState, Phase
from trainer.memory.scheduler import SchedulerSettings
from trainer.study.planning import Today

Holds = Callable[[str, CardState], bool]
"""Whether something is true of a card, by its key and its state."""


def standing(terms: Iterable[Term], history: Reading, today: Today) -> Holds:
    """Whether all `is:` terms of a search hold for a card. Raises BadSearchError."""
    known = _conditions(history, today)
    wanted: list[tuple[Holds, bool]] = []
    for term in terms:
        if term.value not in known:
            raise BadSearchError(
                f"a card can't be `is:{term.value}`; it can be "
                f"{', '.join(f'`is:{name}`' for name in known)}."
            )
        wanted.append((known[term.value](), not term.negated))

    def holds(key: str, state: CardState) -> bool:
        return all(condition(key, state) is wish for condition, wish in wanted)

    return holds


def _conditions(history: Reading, today: Today) -> dict[str, Callable[[], Holds]]:
    """What a card can be; each is read from the history only if it is asked for."""
    leech = SchedulerSettings().leech_lapses

    def among(keys: Callable[[], Iterable[str]]) -> Callable[[], Holds]:
        def read() -> Holds:
            found = frozenset(keys())
            return lambda key, _: key in found

        return read

    def state(holds: Callable[[CardState], bool]) -> Callable[[], Holds]:
        return lambda: lambda _, state: holds(state)

    return {
        "new": state(lambda s: s.phase is Phase.NEW),
        "learning": state(lambda s: s.phase in (Phase.LEARNING, Phase.RELEARNING)),
        "review": state(lambda s: s.phase is Phase.REVIEW),
        "due": among(lambda: [key for key, _ in history.due(today.day, today.now_ms, 0)]),
        "suspended": among(history.suspended),
        "buried": among(lambda: history.buried(today.day)),
        "flagged": among(history.flags),
        "changed": among(history.changed),
        "leech": state(lambda s: s.lapses >= leech),
    }


def states_of(history: Reading, keys: Iterable[str]) -> dict[str, CardState]:
    """The states of cards, those never answered among them, in the order of `keys`."""
    every = list(keys)
    known = history.states(every)
    return {key: known.get(key, NEW) for key in every}
