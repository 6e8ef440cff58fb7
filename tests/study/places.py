"""Devices, each with a library that is edited between sittings and a history of its own."""

from __future__ import annotations

from pathlib import Path

from tests.desks import Hands, make_desk
from trainer.history.event import What
from trainer.memory.card import Rating
from trainer.question import Claimed, Picked, Recalled, Typed
from trainer.study.desk import Desk

CAPITAL = (
    "- ask: Which city was the main capital of the Tang in the year 750?\n  answer: Chang'an\n"
)
FOUNDER = "- ask: Who founded the dynasty?\n  id: founder\n  answer: Gaozu\n"


def file(*items: str, head: str = "") -> dict[str, str]:
    return {"questions/tang.yaml": f"{head}questions:\n{''.join(items)}"}


class Place:
    """A device: a folder with a library and a history, visited by opening a desk."""

    def __init__(self, folder: Path, hands: Hands) -> None:
        self.folder, self.hands = folder, hands

    def open(self, files: dict[str, str] | None = None) -> Desk:
        self.hands.later(seconds=60)
        return make_desk(self.folder, self.hands, files or {})

    def study(self, files: dict[str, str] | None = None) -> list[str]:
        """Answers everything right; the cards that were asked."""
        with self.open(files) as desk:
            session, asked = desk.session(None), []
            while showing := session.advance():
                asked.append(showing.card.id)
                body = showing.card.question.body
                match showing.card.question.kind:
                    case "choice":
                        right = [i for i, option in enumerate(body.options) if option.right]
                        answer = Picked(tuple(right))
                    case "truth":
                        answer = Claimed(body.answer)
                    case "cloze":
                        answer = Typed((body.blanks(showing.card.facet)[0].answer,))
                    case "term":
                        answer = Recalled("")
                    case _:
                        answer = Typed((body.answer,))
                session.answer(answer)
                session.rate(Rating.EASY)
            session.close()
            return asked

    def look(self, files: dict[str, str] | None = None) -> tuple[dict[str, int], tuple[str, ...]]:
        """How often each card of the history was answered, and what the home screen notes."""
        with self.open(files) as desk:
            notes = desk.home().notes
            known = desk.store.known()
            reps = {key.partition(":")[2]: desk.store.state(key).reps for key in sorted(known)}
            return reps, notes

    def events(self, *kinds: What) -> list[tuple[What, str]]:
        with self.open() as desk:
            return [(e.what, e.card) for e in desk.store.log() if e.what in kinds]

    def takes_from(self, other: Place) -> None:
        with other.open() as theirs:
            log = list(theirs.store.log())
        with self.open() as desk:
            desk.store.receive([e for e in log if e.device != desk.store.device])
