"""From an answer to a suggested rating, by the learner's own times and the chance of luck."""

from __future__ import annotations

from bisect import bisect_right

from trainer.memory.calibration import SLIP
from trainer.memory.card import Rating
from trainer.memory.gain import NEW_RECALL
from trainer.records import record

KEPT, FEWEST = 200, 20
"""How many times of a class are remembered, and from how many on they say what is fast or slow."""

LENGTHS = (60, 150, 400)
"""Where classes of length part, in characters to read."""

FASTEST, SLOWEST = 0.25, 0.8
"""The quantiles of the learner's own times below which an answer is Easy, above which Hard."""

SUREST = 0.95
"""The most that knowledge is believed before a pick (see `knowledge`)."""

SURE_IF_KNOWN, SURE_IF_LUCKY = 0.95, 0.2
"""How often nobody says "I guessed" of a pick: of one that was known, and of a lucky one."""


def time_class(kind: str, characters: int) -> str:
    """The class within which times are compared: the kind, and how much there is to read.

    `characters` counts the stem and what is shown with it (options, items).
    """
    return f"{kind}:{bisect_right(LENGTHS, characters)}"


@record(frozen=True, slots=True)
class Times:
    """The learner's latest times (ms) for right answers of one class, oldest first."""

    ms: tuple[int, ...] = ()

    def add(self, took_ms: int) -> Times:
        """With one more time; all but the last 200 are forgotten, since learners get faster."""
        return Times((*self.ms[1 - KEPT :], took_ms))

    def quantile(self, share: float) -> int | None:
        """The time below which `share` (0 to 1) of the answers lie; None while they are few."""
        if len(self.ms) < FEWEST:
            return None
        return sorted(self.ms)[int(share * len(self.ms))]


@record(frozen=True, slots=True)
class Suggestion:
    """A rating, the weight of knowledge in a pick that may be luck (None elsewhere), and why."""

    rating: Rating
    mix: float | None
    reason: str


def suggest(
    *,
    recalled: bool,
    took_ms: int,
    times: Times,
    hints: int = 0,
    guessed: bool = False,
    options: int = 0,
    recall: float | None = None,
) -> Suggestion:
    """The rating that an answer suggests.

    `times` are those of the answer's class, without this answer; `options` is how many there
    were to pick one from (2 for true or false, 0 where nothing is picked); `recall` the chance of
    recall before the answer, 0 to 1, None for a new card.
    """
    if not recalled:
        return Suggestion(Rating.AGAIN, None, "not recalled")
    mix = knowledge(recall, options, guessed) if options > 1 else None
    if guessed and mix is not None:
        rating = Rating.HARD if hints else Rating.GOOD
        return Suggestion(rating, mix, f"right, but a guess: knowledge in {mix:.0%} of such picks")
    if guessed:
        return Suggestion(Rating.HARD, None, "right, but a guess")
    if hints:
        return Suggestion(Rating.HARD, mix, "right, with a hint")
    slow, fast = times.quantile(SLOWEST), times.quantile(FASTEST)
    if slow is not None and took_ms > slow:
        return Suggestion(Rating.HARD, mix, "right, but among your slowest fifth of such answers")
    if fast is not None and took_ms < fast and (options == 0 or options > 3):
        return Suggestion(Rating.EASY, mix, "right, and among your fastest quarter of such answers")
    return Suggestion(Rating.GOOD, mix, "right")


def knowledge(recall: float | None, options: int, guessed: bool) -> float:
    """The chance (0 to 1) that a right pick among `options` was knowledge, not luck.

    Bayes' rule: knowledge picks right unless it slips (3%), and then says "I guessed" in 5% of
    picks; luck picks right in one of `options`, and says so in 80%. `recall` is None for
    a new card; it counts as 95% at most, or "I guessed" would mean nothing minutes after an
    answer, when the model is sure.
    """
    known = NEW_RECALL if recall is None else min(recall, SUREST)
    says_known = 1.0 - SURE_IF_KNOWN if guessed else SURE_IF_KNOWN
    says_lucky = 1.0 - SURE_IF_LUCKY if guessed else SURE_IF_LUCKY
    knew = known * (1.0 - SLIP) * says_known
    lucky = (1.0 - known) / options * says_lucky
    return knew / (knew + lucky)
