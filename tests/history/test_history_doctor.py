"""The doctor finds what is damaged, says what to do, and never breaks down."""

import shutil
from types import SimpleNamespace

import pytest

from tests.history.faults import FLIPS, chance
from trainer.history.doctor import Severity, examine
from trainer.history.event import What
from trainer.history.parameters import parameters_event
from trainer.history.seal import seal_path
from trainer.memory.replay import Parameters


@pytest.fixture
def year(learner):
    """A learner with some of everything."""
    for i in range(150):
        learner.passes(days=0.4)
        answer = learner.answers(f"bank:{i % 30}", rating=1 + i % 4, days=i % 6)
        if i % 9 == 0:
            learner.amends(answer)
        if i % 20 == 0:
            learner.store.undo(**learner.when)
    learner.does(What.SUSPEND, "bank:3")
    learner.does(What.FLAG, "bank:4", data="why?")
    learner.does(What.ADOPT, "bank:new", data='{"old":"bank:5"}')
    learner.store.append(parameters_event(Parameters(), **learner.when))
    return learner


def codes(learner, keys=None):
    return {found.code for found in examine(learner.path, learner.now_ms, keys)}


def test_a_sound_history_has_no_findings_open_or_closed(year):
    assert codes(year) == set()
    year.store.close()
    assert codes(year) == set()


def test_a_session_that_stores_no_event_is_no_damage_even_if_it_is_cut_off(year, tmp_path):
    year.reopen()
    year.store.note("exam", "2026-12-15")
    cut_off = tmp_path / "cut-off.db"
    for path in year.path.parent.glob("history.db*"):
        shutil.copy(path, tmp_path / path.name.replace("history", "cut-off"))
    assert "seal" not in codes(SimpleNamespace(path=cut_off, now_ms=year.now_ms))
    year.store.close()
    assert codes(year) == set()


def test_nearly_every_flipped_bit_is_found_and_none_breaks_the_doctor(year, tmp_path):
    year.store.close()
    content, rng, found = year.path.read_bytes(), chance("flips"), 0
    copy = tmp_path / "copy.db"
    shutil.copy(seal_path(year.path), seal_path(copy))
    for _ in range(FLIPS):
        bit = rng.randrange(len(content) * 8)
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        copy.write_bytes(flipped)
        copy.chmod(0o600)
        found += bool(examine(copy, year.now_ms))
    assert found >= 0.97 * FLIPS


def test_without_its_seal_every_flip_that_changes_an_event_is_found(year):
    year.store.close()
    seal_path(year.path).unlink()
    content = year.path.read_bytes()
    place = content.index(b'{"picked":[1]}')
    year.path.write_bytes(content[:place] + b"[" + content[place + 1 :])
    assert codes(year) == {"checksum"}


def test_a_history_from_a_machine_whose_last_digits_differ_is_sound(year):
    for table, column in (("cards", "stability"), ("predicted", "recall"), ("calibration", "b")):
        changed = year.store._db.execute(f"UPDATE {table} SET {column} = {column} * (1 + 1e-14)")
        assert changed.rowcount > 5
    assert codes(year) == set()
    year.store._db.execute("UPDATE cards SET stability = stability * (1 + 1e-8)")
    assert codes(year) == {"replay"}


def test_a_state_that_the_events_do_not_amount_to_is_found_and_rebuilt(year):
    year.store._db.execute("UPDATE cards SET stability = stability * 2 WHERE reps = 5")
    assert codes(year) == {"replay"}
    year.store.rebuild()
    assert codes(year) == set()


def test_a_missing_event_is_found(year):
    year.store._db.execute("DELETE FROM events WHERE id = (SELECT min(id) + 3 FROM events)")
    assert "gap" in codes(year)


def test_an_event_of_the_future_is_a_warning(year):
    year.passes(days=400)
    year.answers()
    year.passes(days=-400)
    year.reopen()
    (found,) = examine(year.path, year.now_ms)
    assert (found.code, found.severity) == ("clock", Severity.WARNING)
    assert "clock" in found.advice


def test_a_correction_without_its_answer_is_a_warning(learner, new_learner):
    phone = new_learner("phone")
    amendment = phone.amends(phone.answers())
    learner.store.receive([amendment])
    learner.now_ms = phone.now_ms
    assert codes(learner) == {"orphan"}


def test_others_who_can_read_the_file_are_a_warning(year):
    year.path.chmod(0o644)
    assert codes(year) == {"permissions"}


def test_histories_without_a_question_are_listed(year):
    known = year.store.known()
    assert codes(year, known) == set()
    (found,) = examine(year.path, year.now_ms, known - {"bank:new"})
    assert (found.code, found.severity) == ("no-question", Severity.NOTE)
    assert "bank:new" in found.message


@pytest.mark.parametrize("content", [b"", b"notes", b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_history_is_a_finding(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    (found,) = examine(path, 0)
    assert (found.code, found.severity) == ("unreadable", Severity.ERROR)
