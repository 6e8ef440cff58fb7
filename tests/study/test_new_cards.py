"""Which cards come next, wherever they stand, and when they are read."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from tests.desks import Hands, make_desk
from trainer.memory.card import Rating
from trainer.question import Claimed
from trainer.settings import Settings
from trainer.study.planning import CHUNK
from trainer.study.session import Session

LEARNED, NEW = 3 * CHUNK + 10, 10


def asked(session: Session, most: int) -> list[str]:
    """Answers that many cards for good; their names in turn."""
    found = []
    for showing in islice(iter(session.advance, None), most):
        found.append(showing.card.key.rpartition("/")[2])
        session.answer(Claimed(True))
        session.rate(Rating.EASY)
    return found


def test_new_cards_behind_hundreds_of_learned_ones_come_in_their_order(
    tmp_path: Path, hands: Hands
) -> None:
    items = (
        f"- statement: Number {n}.\n  id: n{n}\n  answer: true\n" for n in range(LEARNED + NEW)
    )
    files = {"questions/q.yaml": f"questions:\n{''.join(items)}"}
    with make_desk(tmp_path, hands, files, Settings(new_per_day=9_999)) as desk:
        session = desk.session("q")
        assert asked(session, LEARNED) == [f"n{n}" for n in range(LEARNED)]
        session.close()
        session = desk.session("q")
        assert session.progress.left == NEW
        assert asked(session, NEW + 1) == [f"n{n}" for n in range(LEARNED, LEARNED + NEW)]


def test_cards_read_ahead_are_asked_though_their_file_is_gone(tmp_path: Path, hands: Hands) -> None:
    items = (f"- statement: Number {n}.\n  id: n{n}\n  answer: true\n" for n in range(3))
    with make_desk(tmp_path, hands, {"questions/q.yaml": f"questions:\n{''.join(items)}"}) as desk:
        session = desk.session("q")
        assert session.advance(ahead=False) is not None
        session.read_ahead()
        (tmp_path / "library/questions/q.yaml").unlink()
        session.answer(Claimed(True))
        session.rate(Rating.EASY)
        assert asked(session, 3) == ["n1", "n2"]
