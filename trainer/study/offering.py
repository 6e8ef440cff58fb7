"""Offering to train the memory model, once that promises something and not before it does again."""

from __future__ import annotations

from trainer.history.reading import Reading
from trainer.history.store import Store
from trainer.memory.calibration import OFFERED

NOTE = "train-at"
"""Under this name a history notes from how many answers on training is offered again."""

OFFER = "There are answers enough to train the memory model on: `trainer fit`."


def trainable(history: Reading, day: int) -> bool:
    """Whether training may do better than what is in force: from 400 answers on that it was seen
    to predict, and after a training from as many more as there were then."""
    return history.calibration(day).answers >= int(history.noted(NOTE) or OFFERED)


def offer(history: Reading, day: int) -> str:
    """The offer for people; "" where it is not the time, or where training isn't installed."""
    if not trainable(history, day):
        return ""
    # Most starts have nothing to offer.
    from importlib.util import find_spec

    return OFFER if find_spec("fsrs_rs_python") else ""


def trained(store: Store, answers: int, day: int) -> None:
    """Notes that training was tried on so many answers, and offers it again once they doubled."""
    store.note(NOTE, str(store.calibration(day).answers + answers))
