"""The same numbers from the sums, from all events in the database, and from folders of files."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.classroom.conftest import Class
from tests.classroom.server import Server
from tests.history.conftest import Learner
from trainer.classroom.address import connected
from trainer.classroom.analysis import ItemLine, LearnerLine
from trainer.classroom.errors import ClassError
from trainer.classroom.gather import gather, handed_in
from trainer.classroom.push import push
from trainer.classroom.report import items, learners, sums
from trainer.classroom.schema import DAYS, ITEMS
from trainer.history.event import Mode, What
from trainer.history.responses import responses
from trainer.history.sync import sync

NAMES = ("amy", "bob", "cat", "dan", "eve", "fay", "gus", "hal", "ida", "jon", "kim", "leo")


def studies(learner: Learner, ability: float, rng: Random) -> None:
    for i in range(60):
        card = i % 20
        hard = card / 20
        # Card 13 has the wrong key: those who know it are told they are wrong.
        if i == 5:
            # The first answers of a drill are no first answers.
            learner.answers("bank:19", mode=Mode.DRILL)
            learner.does(What.SUSPEND, "bank:18", data='{"leech":8}')
        right = rng.random() < (1 - ability if card == 13 else ability * (1.3 - hard))
        event = learner.answers(f"bank:{card:02}", rating=3 if right else 1, days=1)
        if i % 11 == 0:
            outcome = "wrong" if right else "right"
            learner.amends(event) if i % 2 else learner.does(
                What.AMEND, event.card, target=(event.device, event.seq), outcome=outcome
            )


@pytest.fixture(scope="module")
def taught(server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Class, Path]:
    """Twelve learners, whose answers are in the class and in folders that they hand in."""
    lesson, rng = Class(server), Random(4)
    folder = tmp_path_factory.mktemp("handed-in")
    for n, name in enumerate(NAMES):
        learner = Learner(tmp_path_factory.mktemp(name) / "history.db")
        studies(learner, (n + 1) / 13, rng)
        (folder / name).mkdir()
        sync(learner.store, folder / name)
        with connected(lesson.invited(name), {}) as db:
            push(db, learner.store)
        learner.store.close()
    return lesson, folder


@pytest.fixture
def twelve(taught: tuple[Class, Path], tmp_path: Path) -> Path:
    """What they handed in, to be damaged at will."""
    shutil.copytree(taught[1], tmp_path / "twelve")
    return tmp_path / "twelve"


def close(one: list[ItemLine], other: list[ItemLine]) -> bool:
    def key(line: ItemLine) -> tuple[object, ...]:
        numbers = (line.facility, line.discrimination, line.recalled, line.seconds)
        rounded = [n if n is None else round(n, 9) for n in numbers]
        return (line.card, line.learners, line.answers, line.overruled, *rounded)

    return sorted(map(key, one), key=str) == sorted(map(key, other), key=str)


def test_sums_events_and_files_say_the_same(taught: tuple[Class, Path], twelve: Path) -> None:
    lesson, _ = taught
    with connected(lesson.address, {}) as db:
        from_sums, from_days = items(db), learners(db)
        whole = items(db, f"({ITEMS.format(source='trainer.events')})")
        assert learners(db, f"({DAYS.format(source='trainer.events')})") == from_days
    assert len(from_sums) == 20 and sum(line.overruled for line in from_sums) > 12
    assert close(from_sums, whole)
    gathered = gather(twelve)
    assert gathered.learners == 12 and gathered.damaged == ()
    assert close(from_sums, gathered.tally.items())
    handed_in = [(line.learner, line.answers, line.days) for line in gathered.tally.learners()]
    suffix = f"_{lesson.name}"
    assert handed_in == [
        (line.learner.removesuffix(suffix), line.answers, line.days) for line in from_days
    ]


def test_an_analysis_takes_the_same_from_the_database_and_from_files(
    taught: tuple[Class, Path], twelve: Path
) -> None:
    lesson, _ = taught
    with connected(lesson.address, {}) as db:
        stored = list(sums(db))
    read = [row for one in handed_in(twelve) for row in responses(one.learner, one.events)]
    suffix = f"_{lesson.name}"
    named = [replace(row, learner=row.learner.removesuffix(suffix)) for row in stored]
    assert sorted(named, key=str) == sorted(read, key=str)


def test_a_wrong_key_comes_first_and_is_named(taught: tuple[Class, Path]) -> None:
    lesson, _ = taught
    with connected(lesson.address, {}) as db:
        first = items(db)[0]
    assert first.card == "bank:13"
    assert first.discrimination is not None and first.discrimination < 0
    assert "is the key right?" in first.remark


def test_an_event_that_was_handed_in_twice_counts_once(twelve: Path, tmp_path: Path) -> None:
    before = gather(twelve).tally.items()
    (learner,) = (twelve / "amy").iterdir()
    (device,) = learner.iterdir()
    for file in list(device.iterdir()):
        (device / f"{file.stem} (conflicted copy).jsonl").write_bytes(file.read_bytes())
    assert gather(twelve).tally.items() == before


def test_a_learner_who_handed_in_at_two_places_counts_once(twelve: Path) -> None:
    """With others at both places, so that only the folder's own name says who it is."""
    before = gather(twelve)
    for who in ("amy", "bob"):
        (learner,) = (twelve / who).iterdir()
        for place in ("monday", "friday"):
            shutil.copytree(learner, twelve / place / learner.name)
        shutil.rmtree(twelve / who)
    after = gather(twelve)
    assert after.learners == before.learners == 12
    assert close(after.tally.items(), before.tally.items())


def test_a_damaged_line_is_named_and_the_others_count(twelve: Path) -> None:
    (file,) = (twelve / "amy").rglob("*.jsonl")
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join([lines[0].replace("choice", "truth"), *lines[1:]]))
    found = gather(twelve)
    assert len(found.damaged) == 1 and found.damaged[0].startswith("amy/learner-")
    amy = next(line for line in found.tally.learners() if line.learner == "amy")
    assert amy.answers == 60


def test_a_folder_without_learners_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ClassError, match="trainer sync"):
        gather(tmp_path)


def test_a_learner_who_has_not_begun_is_listed(lesson: Class) -> None:
    lesson.invited("zoe")
    with connected(lesson.address, {}) as db:
        assert learners(db) == [LearnerLine(f"zoe_{lesson.name}", 0, 0.0, 0.0, 0, None)]
        assert items(db) == []
