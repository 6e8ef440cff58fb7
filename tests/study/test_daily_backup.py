"""The backup that a sitting makes without making anyone wait."""

from __future__ import annotations

from pathlib import Path

from tests.desks import ALL_KINDS, Hands, make_desk
from trainer.history.backup import backups
from trainer.history.store import Store
from trainer.question import GaveUp


def answer_once(desk) -> None:
    session = desk.session(None)
    session.advance()
    session.answer(GaveUp())


def test_the_first_sitting_of_a_day_leaves_one_backup(tmp_path: Path) -> None:
    hands = Hands()
    with make_desk(tmp_path, hands) as desk:
        answer_once(desk)
    assert backups(desk.history) == [], "nothing was there to lose"
    for _ in range(2):
        with make_desk(tmp_path, hands) as desk:
            answer_once(desk)
        hands.later(seconds=600)
    (only,) = backups(desk.history)
    hands.later(days=1)
    with make_desk(tmp_path, hands) as desk:
        desk.home()
    assert len(backups(desk.history)) == 2
    with Store.open(only.path, clock=desk.clock, read_only=True) as copy:
        assert copy.counts().events in (1, 2)


def test_a_backup_that_fails_is_told_and_the_sitting_goes_on(tmp_path: Path) -> None:
    hands = Hands()
    with make_desk(tmp_path, hands) as desk:
        answer_once(desk)
    (tmp_path / "profile" / "history-backups").write_text("not a folder")
    with make_desk(tmp_path, hands) as desk:
        answer_once(desk)
        desk._backup.finish()
        assert any("no backup of today" in note for note in desk.home().notes)


def test_reading_and_trying_out_make_none(tmp_path: Path) -> None:
    hands = Hands()
    with make_desk(tmp_path, hands, {"questions/kinds.yaml": ALL_KINDS}) as desk:
        answer_once(desk)
    for field in ("read_only", "saves"):
        with make_desk(tmp_path, hands) as desk:
            setattr(desk, field, field == "read_only")
            desk.home()
    assert backups(desk.history) == []
