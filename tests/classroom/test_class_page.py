"""The commands that the page on a class shows run one after the other, by whoever teaches."""

from __future__ import annotations

from pathlib import Path

import psycopg

from tests.classroom.server import SECRET, Server
from tests.pages import follow
from tests.shells import TANG, Shell


def test_its_commands_run(tmp_path: Path, server: Server) -> None:
    shell = Shell(tmp_path)
    shell.write("questions/tang.yaml", TANG)
    shell.run("study", "tang", "--json", sent='{"answer":"Gaozu"}\n{"rate":"easy"}\n')
    (shell.folder / "class" / "ann").mkdir(parents=True)
    assert shell.run("sync", "class/ann").returncode == 0
    # The owner of this server has another name than Debian's, and needs a password to get in.
    sudo = tmp_path / "bin" / "sudo"
    sudo.parent.mkdir()
    owner = f"PGHOST=127.0.0.1 PGPORT={server.port} PGUSER=boss PGPASSWORD={SECRET}"
    sudo.write_text(f'#!/bin/sh\n[ "$1 $2" = "-u postgres" ] && shift 2 && {owner} exec "$@"\n')
    sudo.chmod(0o755)
    passwords = tmp_path / "pgpass"
    passwords.write_text(f"127.0.0.1:{server.port}:history:teacher:once twice\n")
    passwords.chmod(0o600)
    follow(
        "class.md",
        tmp_path,
        typed="once twice\nonce twice\n",
        meant={"HOST": f"127.0.0.1:{server.port}"},
        environ={"PGPASSFILE": str(passwords)},
    )
    with psycopg.connect(server.address(database="history")) as db:
        roles = db.execute("SELECT learner FROM trainer.learners ORDER BY learner").fetchall()
    assert roles == [("ann",), ("ben",)]
