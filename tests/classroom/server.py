"""A PostgreSQL server of one's own: on a free port of 127.0.0.1, in a temporary folder, as a user
without privileges, stopped at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

BOSS, SECRET = "boss", "boss-secret"


@dataclass(frozen=True)
class Server:
    """A running server; `passwords` is a file as ~/.pgpass, in the hands of the test."""

    port: int
    passwords: Path

    def address(self, name: str = BOSS, database: str = "postgres") -> str:
        return f"postgresql://{name}@127.0.0.1:{self.port}/{database}?passfile={self.passwords}"

    def knows(self, pgpass: str) -> None:
        """Adds a line to the password file."""
        with self.passwords.open("a") as file:
            file.write(pgpass + "\n")

    def database(self, name: str) -> str:
        """Makes an empty database and returns its address."""
        with psycopg.connect(self.address(), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name}")
        return self.address(database=name)


def programs() -> Path | None:
    """The folder of the newest installed server's programs, which Debian keeps off the PATH."""
    found = shutil.which("pg_ctl")
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=_release)
    return Path(found).parent if found else places[-1].parent if places else None


def _release(path: Path) -> int:
    name = path.parents[1].name
    return int(name) if name.isdigit() else 0


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """A server; without `durable` it doesn't wait for the disk, which tests needn't."""
    bin_ = programs()
    assert bin_ is not None
    folder = Path(tempfile.mkdtemp(prefix="trainer-pg-"))
    try:
        as_user = _unprivileged(folder)
        secret = folder / "secret"
        secret.write_text(SECRET)
        secret.chmod(0o644)
        data, log = folder / "data", folder / "log"
        kind = ["-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"]
        _run([bin_ / "initdb", "-D", data, "-U", BOSS, "--pwfile", secret, *kind], as_user)
        port = _free_port()
        # Waiting for the disk is what costs; everything else is as installed.
        options = f"-p {port} -h 127.0.0.1 -c unix_socket_directories='' -c max_connections=260"
        if not durable:
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        _run([bin_ / "pg_ctl", "-w", "-D", data, "-l", log, "-o", options, "start"], as_user)
        try:
            passwords = folder / "pgpass"
            passwords.touch(mode=0o600)
            os.chown(passwords, os.geteuid(), os.getegid())
            server = Server(port, passwords)
            server.knows(f"127.0.0.1:{port}:*:{BOSS}:{SECRET}")
            yield server
        finally:
            _run([bin_ / "pg_ctl", "-w", "-m", "immediate", "-D", data, "stop"], as_user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """How to run a program as somebody who may: the server refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run(command: list[object], as_user: dict[str, Any]) -> None:
    # Into a file: a server that was started would keep a pipe open for as long as it runs.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            list(map(str, command)),
            stdout=said,
            stderr=said,
            cwd="/",
            timeout=120,
            check=False,
            **as_user,
        )
        said.seek(0)
        assert done.returncode == 0, said.read()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
