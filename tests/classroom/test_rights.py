"""What one learner may not do to another, tried by hand on the database itself."""

from __future__ import annotations

import psycopg
import pytest

from tests.classroom.conftest import Class
from tests.history.conftest import Learner
from trainer.classroom.address import connected
from trainer.classroom.errors import ClassError
from trainer.classroom.push import push
from trainer.classroom.setup import init, invite

SEES_NOTHING = [
    "SELECT * FROM trainer.events WHERE learner = '{ben}'",
    "SELECT * FROM trainer.events WHERE learner <> session_user",
    "SET app.learner = '{ben}'; SELECT * FROM trainer.events WHERE learner = '{ben}'",
    "SELECT * FROM trainer.events e WHERE e.learner = '{ben}' OR e.learner ~ 'ben'",
]
REFUSED = [
    # In another's name, or as if at another time.
    "INSERT INTO trainer.events(learner, device, seq) VALUES('{ben}', 'd', 1)",
    "INSERT INTO trainer.events(device, seq, received_at) VALUES('d', 1, '2001-01-01')",
    "INSERT INTO trainer.events SELECT * FROM trainer.events",
    "SET ROLE {ben}",
    "SET SESSION AUTHORIZATION {ben}",
    "SET row_security = off; SELECT * FROM trainer.events",
    # Changing what is there.
    "UPDATE trainer.events SET outcome = 'right' WHERE learner = '{ben}'",
    "UPDATE trainer.events SET outcome = 'right'",
    "DELETE FROM trainer.events WHERE learner = '{ben}'",
    "DELETE FROM trainer.events",
    "TRUNCATE trainer.events",
    "BEGIN; LOCK TABLE trainer.events IN ACCESS EXCLUSIVE MODE",
    # The sums, and who is in the class.
    "SELECT * FROM trainer.items",
    "UPDATE trainer.items SET first_score = 1",
    "INSERT INTO trainer.days VALUES('{ben}', 1, 1, 1, 1)",
    "SELECT * FROM trainer.picks",
    "SELECT * FROM trainer.learners",
    "UPDATE trainer.meta SET value = '99'",
    # Rights, and ways around them.
    "ALTER TABLE trainer.events DISABLE ROW LEVEL SECURITY",
    "DROP POLICY own ON trainer.events",
    "CREATE POLICY mine ON trainer.events USING (true)",
    "GRANT SELECT ON trainer.items TO {ann}",
    "GRANT {ben} TO {ann}",
    "ALTER ROLE {ben} PASSWORD 'known'",
    "ALTER ROLE {ann} SUPERUSER",
    "ALTER ROLE {ann} CONNECTION LIMIT 1000",
    "CREATE ROLE other LOGIN",
    "CREATE TEMP TABLE mine(n int)",
    "CREATE TABLE public.mine(n int)",
    "CREATE TABLE trainer.mine(n int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION trainer.sum_up() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE trainer.events DISABLE TRIGGER sum_up",
    "SELECT trainer.sum_up()",
    "CREATE EXTENSION dblink",
    "COPY trainer.events TO PROGRAM 'cat'",
    "SELECT pg_read_file('pg_hba.conf')",
    "SELECT rolpassword FROM pg_authid",
]


@pytest.fixture(scope="module")
def class_of_two(server, tmp_path_factory) -> tuple[Class, str, dict[str, str]]:
    lesson = Class(server)
    names = {}
    for name in ("ann", "ben"):
        address = lesson.invited(name)
        names[name] = f"{name}_{lesson.name}"
        learner = Learner(tmp_path_factory.mktemp(name) / "history.db")
        learner.answers()
        with connected(address, {}) as db:
            push(db, learner.store)
        learner.store.close()
    return lesson, server.address(names["ann"], lesson.name), names


def contents(lesson: Class) -> list[list[tuple]]:
    tables = ("events", "items", "picks", "days", "learners", "meta")
    return [lesson.asks(f"SELECT * FROM trainer.{table} ORDER BY 1, 2") for table in tables]


@pytest.mark.parametrize("attempt", SEES_NOTHING)
def test_a_learner_sees_nothing_of_another(class_of_two, attempt: str) -> None:
    _, address, names = class_of_two
    with psycopg.connect(address, autocommit=True) as db:
        *before, query = attempt.format(**names).split("; ")
        for statement in before:
            db.execute(statement)
        assert db.execute(query).fetchall() == []
        assert len(db.execute("SELECT * FROM trainer.events").fetchall()) == 1


@pytest.mark.parametrize("attempt", REFUSED)
def test_a_learner_is_refused(class_of_two, attempt: str) -> None:
    lesson, address, names = class_of_two
    before = contents(lesson)
    with psycopg.connect(address, autocommit=True) as db, pytest.raises(psycopg.Error) as refused:
        for statement in attempt.format(**names).split("; "):
            db.execute(statement)
    assert isinstance(
        refused.value,
        (psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported),
    )
    assert contents(lesson) == before


def test_who_is_in_no_class_cannot_even_come_in(class_of_two, server) -> None:
    lesson, _, names = class_of_two
    other = Class(server).name
    mine = next(line for line in server.passwords.read_text().splitlines() if names["ann"] in line)
    server.knows(mine.replace(lesson.name, other, 1))
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(server.address(names["ann"], other))


def test_the_time_of_arrival_is_the_servers(class_of_two) -> None:
    lesson, *_ = class_of_two
    (late,) = lesson.asks("SELECT bool_and(now() - received_at < '1 hour') FROM trainer.events")
    assert late == (True,)


def test_a_lost_password_is_replaced_and_the_old_one_is_void(lesson: Class) -> None:
    old = lesson.invited("cem")
    with connected(lesson.address, {}) as db:
        with pytest.raises(ClassError, match="--again"):
            invite(db, f"cem_{lesson.name}")
        fresh = invite(db, f"cem_{lesson.name}", again=True)
    with pytest.raises(ClassError, match="doesn't take the password"), connected(old, {}):
        pass
    file = lesson.server.passwords
    file.write_text(f"{fresh.pgpass}\n{file.read_text()}")
    with connected(old, {}) as db:
        assert db.info.user == f"cem_{lesson.name}"


@pytest.mark.parametrize("name", ["", "Ann", "a b", "a;drop", "1a", "ä", "x" * 41, 'a"b'])
def test_a_name_that_no_role_should_have_is_refused(lesson: Class, name: str) -> None:
    with connected(lesson.address, {}) as db, pytest.raises(ClassError, match="can't be"):
        invite(db, name)


def test_a_role_that_is_somebody_elses_is_not_touched(lesson: Class) -> None:
    with connected(lesson.address, {}) as db, pytest.raises(ClassError, match="another role"):
        invite(db, "boss")


def test_a_class_is_made_once_by_who_owns_the_database(server, lesson: Class) -> None:
    with connected(lesson.address, {}) as db:
        assert init(db) is False
        db.execute("UPDATE trainer.meta SET value = '2'")
        with pytest.raises(ClassError, match="newer trainer"):
            init(db)
    empty = server.database(f"empty_{lesson.name}")
    with connected(empty, {}) as db, pytest.raises(ClassError, match="holds no class"):
        invite(db, "ann")
    with connected(lesson.invited("dot"), {}) as db, pytest.raises(ClassError, match="newer"):
        init(db)
