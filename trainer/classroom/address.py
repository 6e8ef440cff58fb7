"""Where the class's database is, and a connection to it; passwords come from ~/.pgpass alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trainer.classroom.errors import MISSING, ClassError, UnreachableError

if TYPE_CHECKING:
    from psycopg import Connection

    Db = Connection[tuple[object, ...]]

VARIABLES = ("PGHOST", "PGHOSTADDR", "PGDATABASE", "PGSERVICE")
LOCAL = ("", "localhost", "127.0.0.1", "::1")
TIMEOUT_S, BROKEN_MS = 5, 15_000
"""How long to wait for a server that doesn't answer, and for one that no longer does."""


def conninfo(server: str, environ: Mapping[str, str]) -> str:
    """What libpq is to connect with: `server` is the setting, such as
    `postgresql://ann@class.example.org/history`; PG variables say what it leaves out.

    Beyond this machine the connection is encrypted unless the address says otherwise. Raises
    `ClassError` where no server is named, or a password is.
    """
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict, make_conninfo
    except ImportError:
        raise ClassError(MISSING) from None
    if not server and not any(environ.get(name) for name in VARIABLES):
        raise ClassError(
            'no class is known: put the line `class-server = "postgresql://NAME@HOST/DATABASE"` '
            "that you were given into the settings file, or set PGHOST, PGUSER and PGDATABASE."
        )
    try:
        found = conninfo_to_dict(server)
    except ProgrammingError as error:
        raise ClassError(f"`class-server` is no address of a database: {error}") from None
    if "password" in found or environ.get("PGPASSWORD"):
        where = "`class-server`" if "password" in found else "PGPASSWORD"
        raise ClassError(
            f"there is a password in {where}, where others may read it; take it out, and put it "
            "into ~/.pgpass as a line HOST:PORT:DATABASE:NAME:PASSWORD (mode 600)."
        )
    host = str(found.get("host") or environ.get("PGHOST", ""))
    if not (host in LOCAL or host.startswith("/") or environ.get("PGSSLMODE")):
        found.setdefault("sslmode", "require")
    found.setdefault("connect_timeout", TIMEOUT_S)
    found.setdefault("tcp_user_timeout", BROKEN_MS)
    found.setdefault("application_name", "trainer")
    return make_conninfo("", **found)


@contextmanager
def connected(server: str, environ: Mapping[str, str]) -> Iterator[Db]:
    """A connection in which every statement is a transaction unless one is opened.

    Raises `UnreachableError` where there is no server or it breaks off, and `ClassError`.
    """
    where = conninfo(server, environ)
    import psycopg

    with told(), psycopg.connect(where, autocommit=True) as connection:
        yield connection


@contextmanager
def told() -> Iterator[None]:
    """Turns the database's errors into `ClassError`s."""
    import psycopg
    from psycopg import errors

    try:
        yield
    except (errors.UndefinedTable, errors.InvalidSchemaName) as error:
        raise ClassError(
            "this database holds no class; whoever teaches it makes one with `trainer class init`."
        ) from error
    except errors.InsufficientPrivilege as error:
        raise ClassError(
            f"the class's database doesn't allow that: {_said(error)}. It is for whoever made the "
            "class."
        ) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        if "password" in str(error):
            raise ClassError(
                f"the class doesn't take the password: {_said(error)}. It belongs in ~/.pgpass "
                "(mode 600) as HOST:PORT:DATABASE:NAME:PASSWORD; whoever teaches can make a new "
                "one with `trainer class invite --again NAME`."
            ) from error
        raise UnreachableError(
            f"the class can't be reached: {_said(error)}. Your answers are safe here, and go there "
            "the next time."
        ) from error
    except psycopg.Error as error:
        raise ClassError(f"the class's database refused: {_said(error)}.") from error


def _said(error: Exception) -> str:
    """The line of what the database says that holds the reason."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    first = lines[0] if lines else type(error).__name__
    return first.removeprefix("connection failed: ").removesuffix(".")
