"""A year of somebody's answers to the cards of a desk, always the same."""

from __future__ import annotations

from random import Random

from trainer.history.event import Event, Mode, What
from trainer.memory import fsrs
from trainer.memory.card import Interval, Phase, Rating
from trainer.study.desk import Desk

DAY_MS = 86_400_000


def study_for_a_year(desk: Desk, days: int = 365, new_per_day: int = 1, keep: int = 0) -> None:
    """Answers what is due on most days up to yesterday, a little better than the model believes;
    the last `keep` cards of each deck stay new."""
    rng, w, today = Random(4), fsrs.DEFAULT, desk.today.day
    waiting = [
        (deck.id, card.key)
        for _, bank, deck in desk.decks()
        for card in list(bank.candidates(deck))[: -keep or None]
    ]
    events: list[Event] = []
    held: dict[str, tuple[str, fsrs.Memory, int, int]] = {}
    for day in range(today - days, today):
        if rng.random() < 0.15:
            continue
        due = [(deck, key) for key, (deck, _, _, on) in held.items() if on <= day]
        due += [waiting.pop(0) for _ in range(min(new_per_day, len(waiting)))]
        for n, (deck, key) in enumerate(due):
            if key in held:
                _, memory, last, _ = held[key]
                right = rng.random() < fsrs.retrievability(w, memory, day - last) + 0.03
                rating = Rating.GOOD if right else Rating.AGAIN
                memory = fsrs.step(w, memory, rating, day - last)
            else:
                rating = Rating.GOOD if rng.random() < 0.7 else Rating.AGAIN
                memory = fsrs.init(w, rating)
            interval = max(1, round(fsrs.interval(w, memory.stability, 0.9)))
            held[key] = (deck, memory, day, day + interval)
            events.append(
                Event(
                    card=key,
                    what=What.ANSWER,
                    at_ms=day * DAY_MS + 18 * 3_600_000 + n * 12_000,
                    offset_min=0,
                    day=day,
                    device="elsewhere",
                    seq=len(events) + 1,
                    mode=Mode.STUDY,
                    deck=deck,
                    kind="short",
                    given='{"texts":["x"]}',
                    outcome="right" if rating > Rating.AGAIN else "wrong",
                    score=float(rating > Rating.AGAIN),
                    rating=rating,
                    suggested=rating,
                    took_ms=rng.randrange(3_000, 20_000),
                    interval=Interval(days=interval),
                    phase=Phase.REVIEW,
                )
            )
    desk.store.receive(events)
