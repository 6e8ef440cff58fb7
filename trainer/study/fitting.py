"""Training the memory model on this learner's own answers."""

from __future__ import annotations

from trainer.errors import TrainerError
from trainer.history.parameters import parameters_event
from trainer.memory.calibration import OFFERED
from trainer.memory.fit import countable, fit
from trainer.memory.replay import Parameters
from trainer.records import record
from trainer.study.desk import Desk
from trainer.study.offering import trained

INSTALL = (
    "training needs the package fsrs-rs-python; install it with "
    "`pip install 'quiz-trainer[fit]'`, or `pip install fsrs-rs-python` where trainer is installed."
)


@record(frozen=True, slots=True)
class Training:
    """What training came to: `answers` it learned from, the log loss on their last quarter with
    the parameters in force before and with those trained (less is better), and whether these
    were kept."""

    answers: int
    before: float
    after: float
    kept: bool


def train(desk: Desk) -> Training:
    """Fits the model's weights to all answers of the profile, and keeps them if they predict the
    last quarter better than those in force.

    What is kept decides intervals from the next answer on; no past is worked out anew. Raises
    TrainerError where there are too few answers, or where the extra `fit` is not installed.
    """
    store, retention = desk.store, desk.settings.retention or Parameters().retention
    histories = list(store.reviews())
    answers = countable(histories)
    if answers < OFFERED:
        raise TrainerError(
            f"training helps from {OFFERED} answers on that came a day or more after the card's "
            f"last; there are {answers:,} so far. Until then trainer corrects itself."
        )
    try:
        found = fit(histories, store.parameters()[1].weights)
    except ImportError:
        raise TrainerError(INSTALL) from None
    if found.better:
        now = desk.clock.now()
        store.append(
            parameters_event(
                Parameters(found.weights, retention),
                at_ms=now,
                offset_min=desk.days.offset_min(now),
                day=desk.days.day(now),
            )
        )
    trained(store, answers, desk.today.day)
    return Training(answers, found.before, found.after, found.better)
