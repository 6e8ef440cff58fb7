"""An exam paper: the questions of one form, and the terms it is sat on, as kept in the history."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from trainer.errors import TrainerError
from trainer.records import record


@record(frozen=True, slots=True)
class Item:
    """One question of a paper: its card's key, the topic it was drawn for, what it gives, and a
    digest of its body, by which a question that was changed meanwhile is known."""

    key: str
    topic: str
    points: float
    body: str


@record(frozen=True, slots=True)
class Paper:
    """One form of an exam, as it was when it began: what changes in its deck file afterwards
    changes no exam that is being sat. `passing` is a share, 0 to 1."""

    title: str
    deck: str
    deck_title: str
    form: int
    minutes: int
    passing: float
    items: tuple[Item, ...]

    @property
    def ms(self) -> int:
        """How long it lasts."""
        return self.minutes * 60_000


def written(paper: Paper) -> str:
    """A paper as JSON."""
    return json.dumps(asdict(paper), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Paper:
    """The paper of `written`. Raises TrainerError for one that can't be read."""
    try:
        found: dict[str, Any] = json.loads(text)
        items = tuple(Item(**item) for item in found.pop("items"))
        return Paper(**found, items=items)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise TrainerError(
            "the exam that was begun can't be read from the history; `trainer doctor` says more."
        ) from None
