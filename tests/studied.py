"""A library that was studied before, and what may be changed in it between two starts."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tests.desks import Hands, make_desk
from tests.folders import short
from trainer.memory.card import Rating
from trainer.question import GaveUp

HAN = [short(f"han{n}", "Han") for n in range(3)]
TANG = [short(f"tang{n}", "Tang") for n in range(4)]
ALL = "title: All\nquestions: ['*.yaml']\n"
HOUR = 3600


def written(root: Path, name: str, text: str) -> None:
    """A file that is old enough for its time stamp to count, and each time another one."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.stat().st_mtime if path.exists() else time.time() - 1000 * HOUR
    path.write_text(text, encoding="utf-8")
    os.utime(path, (before + HOUR, before + HOUR))


def questions(root: Path, name: str, items: list[str]) -> None:
    written(root, f"questions/{name}.yaml", f"questions:\n{''.join(items)}")


def double(root: Path) -> None:
    """A file that comes before han.yaml and has its id, so that han.yaml is left out."""
    written(root, "questions/aa.yaml", f"id: han\nquestions:\n{short('a', 'A')}")


def studied(root: Path, hands: Hands) -> None:
    """Files in the library `root`, of which the next question is han1."""
    questions(root, "han", HAN)
    questions(root, "tang", TANG)
    written(root, "decks/all.yaml", ALL)
    for _ in range(2):  # the second time, histories follow
        with make_desk(root.parent, hands, {}) as desk:
            session = desk.session("all", limit=1)
            showing = session.advance()
            if showing and showing.card.id == "han/han0":
                session.answer(GaveUp())
                session.rate(Rating.EASY)
            session.close()
