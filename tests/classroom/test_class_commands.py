"""A class from the command line: made, joined, studied in and reported on."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.classroom.server import Server
from tests.shells import TANG, Shell

RIGHT = '{"answer":"Gaozu"}\n{"rate":"easy"}\n'


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    found = Shell(tmp_path)
    found.write("questions/tang.yaml", TANG)
    return found


def settings(shell: Shell, home: str, address: str) -> str:
    """A learner's home whose settings name the class."""
    folder = shell.home.parent / home
    folder.mkdir(exist_ok=True)
    (folder / "settings.toml").write_text(f'class-server = "{address}"\n')
    return str(folder)


def patient(
    shell: Shell, *arguments: str, sent: str, **environ: str
) -> subprocess.CompletedProcess[str]:
    """The command with more time for what is on its way at its end: on a busy machine a server
    that is there may need longer than a learner should wait for one that isn't."""
    code = (
        "import sys; from trainer.classroom import background; background.AT_END_S = 60.0;"
        "from trainer.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], input=sent, capture_output=True, text=True,
        encoding="utf-8", cwd=shell.folder, env=shell.environ(**environ), timeout=90, check=False,
    )  # fmt: skip


def test_a_class_from_its_making_to_its_report(shell: Shell, server: Server) -> None:
    boss = {"PGPASSFILE": str(server.passwords)}
    at = f"--server=postgresql://boss@127.0.0.1:{server.port}/course"
    server.database("course")
    assert "is a class now" in shell.run("class", "init", at, "--only=local", **boss).stdout
    assert "is a class already" in shell.run("class", "init", at, **boss).stdout
    both = shell.run("class", "invite", "mia", "Ben", at, **boss)
    assert both.returncode == 2 and both.stdout == "" and "`Ben` can't be" in both.stderr
    said = shell.run("class", "invite", "mia", at, **boss).stdout.splitlines()
    pgpass = next(line for line in said if line.startswith("127.0.0.1:"))
    setting = next(line for line in said if line.startswith("class-server"))
    assert pgpass.split(":")[-1] not in setting

    home = settings(shell, "mia", setting.split('"')[1])
    passwords = Path(home) / "pgpass"
    passwords.write_text(pgpass + "\n")
    passwords.chmod(0o600)
    mia = {"TRAINER_HOME": home, "PGPASSFILE": str(passwords)}
    first = shell.run("sync", "class", **mia)
    assert "0 events given to the class course" in first.stdout, first.stderr
    assert "your answers to questions of local go there" in first.stdout
    # From now on answers go there by themselves.
    assert patient(shell, "study", "tang", "--json", sent=RIGHT, **mia).stderr == ""
    assert json.loads(shell.run("sync", "class", "--json", **mia).stdout)["sent"] == 0

    (item,) = json.loads(shell.run("class", "report", at, "--json", **boss).stdout)
    assert (item["card"], item["facility"], item["learners"]) == ("local:tang/founder", 100.0, 1)
    table = csv.DictReader(io.StringIO(shell.run("class", "report", at, "--csv", **boss).stdout))
    assert [row["answers"] for row in table] == ["1"]
    learners = shell.run("class", "report", "--learners", at, **boss).stdout
    assert learners.splitlines()[1].split()[:3] == ["mia", "1", "100%"]

    where = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": "boss"}
    by_variables = boss | where | {"PGDATABASE": "course"}
    analysis = shell.run("report", "items", "--from", "class", "--json", **by_variables)
    assert json.loads(analysis.stdout)["items"][0]["learners"] == 1, analysis.stderr

    refused = shell.run("class", "report", **mia)
    assert refused.returncode == 2 and "doesn't allow that" in refused.stderr


def test_a_folder_of_what_was_handed_in_is_reported_on(shell: Shell) -> None:
    (shell.folder / "in" / "mia").mkdir(parents=True)
    shell.run("study", "tang", "--json", sent=RIGHT)
    assert shell.run("sync", "in/mia").returncode == 0
    done = shell.run("class", "gather", "in", "--learners")
    assert done.returncode == 0 and done.stdout.splitlines()[1].startswith("mia")
    table = shell.run("class", "gather", "in").stdout
    assert [line.split()[:2] for line in table.splitlines()[1:]] == [["tang/founder", "1"]]
    analysis = json.loads(shell.run("report", "items", "--from", "in", "--json").stdout)
    assert [one["answers"] for one in analysis["items"]] == [1]


@pytest.mark.parametrize(
    "address, says",
    [
        ("", "no class is known"),
        ("postgresql://mia:secret@127.0.0.1/x", "there is a password in `class-server`"),
        ("what is this", "is no address"),
        ("postgresql://mia@127.0.0.1:1/x", "can't be reached"),
    ],
)
def test_an_address_that_leads_nowhere_says_why(shell: Shell, address: str, says: str) -> None:
    home = settings(shell, "mia", address)
    done = shell.run("sync", "class", TRAINER_HOME=home)
    assert done.returncode == 2 and says in done.stderr and "secret" not in done.stderr


def test_without_its_package_a_class_says_what_to_install(shell: Shell) -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None; from trainer.cli import main;"
        "sys.exit(main(['sync', 'class']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=shell.environ()
    )
    assert done.returncode == 2 and "pip install 'quiz-trainer[class]'" in done.stderr


def test_a_password_in_the_environment_is_refused(shell: Shell) -> None:
    home = settings(shell, "mia", "postgresql://mia@127.0.0.1:1/x")
    done = shell.run("sync", "class", TRAINER_HOME=home, PGPASSWORD="secret")
    assert done.returncode == 2 and "PGPASSWORD" in done.stderr


def test_studying_never_waits_for_a_server_that_is_gone(shell: Shell) -> None:
    home = settings(shell, "mia", "postgresql://mia@127.0.0.1:1/x")
    done = shell.run("study", "tang", "--json", sent=RIGHT, TRAINER_HOME=home)
    assert done.returncode == 0 and '"saved"' in done.stdout
