"""Making a class, and inviting learners into it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from trainer.classroom.address import told
from trainer.classroom.errors import ClassError
from trainer.classroom.schema import RIGHTS, SUMS, TABLES, VERSION
from trainer.records import record

if TYPE_CHECKING:
    from trainer.classroom.address import Db

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
CONNECTIONS = 4
"""How many connections a learner may hold: a few devices."""


@record(frozen=True, slots=True)
class Invitation:
    """What one learner needs: their role's name and password, and where the class is."""

    name: str
    password: str
    host: str
    port: int
    database: str

    @property
    def setting(self) -> str:
        """The line for the settings file."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f'class-server = "postgresql://{self.name}@{host}:{self.port}/{self.database}"'

    @property
    def pgpass(self) -> str:
        """The line for ~/.pgpass."""
        host = self.host.replace(":", "\\:")
        return f"{host}:{self.port}:{self.database}:{self.name}:{self.password}"


def init(db: Db, libraries: Sequence[str] = ()) -> bool:
    """Makes a class of the database, whole or not at all; returns False if it is one already.

    `libraries` are the ids of those whose answers it wants, in a class that is there already, too;
    none means all.
    The connection's role must own the database and be allowed to make roles. Raises `ClassError`.
    """
    from psycopg import sql

    with told():
        if (found := version(db)) is not None:
            if found > VERSION:
                raise ClassError(
                    f"this class was made by a newer trainer (its schema is {found}, this one "
                    f"knows {VERSION}); upgrade trainer. Nothing was changed."
                )
            _want(db, libraries)
            return False
        names = {"group": sql.Identifier(_group(db)), "database": sql.Identifier(_database(db))}
        with db.transaction():
            group = db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [_group(db)])
            if group.fetchone() is None:
                db.execute(sql.SQL("CREATE ROLE {group} NOLOGIN").format(**names))
            for statements in (TABLES, SUMS):
                db.execute(statements.encode())
            db.execute(sql.SQL(RIGHTS).format(**names))
            _want(db, libraries)
            # Where the role doesn't own the database, a REVOKE only warns.
            open_still = db.execute(
                "SELECT has_database_privilege(%s, current_database(), 'TEMP')", [_group(db)]
            ).fetchone()
            if open_still == (True,):
                raise ClassError(
                    f"you don't own the database {_database(db)}, so it can't be closed to others; "
                    "make one of your own with `createdb` and name it in the address. Nothing was "
                    "changed."
                )
        return True


def check_names(names: Sequence[str]) -> None:
    """Raises `ClassError` for one that can't be a learner's."""
    for name in names:
        if not _NAME.fullmatch(name):
            raise ClassError(
                f"`{name}` can't be a learner's name; use small letters a-z, digits and _, a "
                "letter first, up to 40 in all. Nobody was invited."
            )


def invite(db: Db, name: str, *, again: bool = False) -> Invitation:
    """Makes a role for a learner, or (`again`) a new password for one who is there.

    Raises `ClassError` for a name that can't be, or one that is taken.
    """
    from psycopg import sql

    check_names([name])
    with told():
        joined = db.execute("SELECT 1 FROM trainer.learners WHERE learner = %s", [name]).fetchone()
        role = db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
        if joined and not again:
            raise ClassError(f"{name} was invited before; --again gives a new password.")
        if again and not joined:
            raise ClassError(f"there is no learner {name} here yet; leave --again out.")
        if role and not joined:
            raise ClassError(f"the server has another role {name}; choose another name.")
        password = secrets.token_urlsafe(18)
        # Hashed here, so that no log of the server ever holds it.
        hashed = db.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
        parts = {
            "name": sql.Identifier(name),
            "group": sql.Identifier(_group(db)),
            "hashed": sql.Literal(hashed.decode()),
            "limit": sql.Literal(CONNECTIONS),
        }
        with db.transaction():
            if joined:
                db.execute(sql.SQL("ALTER ROLE {name} PASSWORD {hashed}").format(**parts))
            else:
                statement = (
                    "CREATE ROLE {name} LOGIN CONNECTION LIMIT {limit} PASSWORD {hashed}"
                    " IN ROLE {group}"
                )
                db.execute(sql.SQL(statement).format(**parts))
                db.execute("INSERT INTO trainer.learners(learner) VALUES(%s)", [name])
        return Invitation(name, password, db.info.host, db.info.port, _database(db))


def version(db: Db) -> int | None:
    """The schema's version, or None where the database holds no class."""
    there = db.execute("SELECT to_regclass('trainer.meta')").fetchone()
    if there is None or there[0] is None:
        return None
    row = db.execute("SELECT value FROM trainer.meta WHERE name = 'version'").fetchone()
    return int(str(row[0])) if row else None


def _want(db: Db, libraries: Sequence[str]) -> None:
    if libraries:
        db.execute(
            "INSERT INTO trainer.meta VALUES('libraries', %s)"
            " ON CONFLICT(name) DO UPDATE SET value = excluded.value",
            [" ".join(libraries)],
        )


def _database(db: Db) -> str:
    return db.info.dbname


def _group(db: Db) -> str:
    """The role that holds the learners' rights: one a database, since roles are the server's."""
    return f"{_database(db)}_learners"
