"""`trainer check --fix`: what a machine mends, the ids it writes, and what it leaves alone."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys

import pytest

from tests.shells import TANG, Shell
from trainer.cli import main

MESSY = """\
# My questions
title: Tang China   # all of them
questions:
# a statement
- statement: Wu Zetian ruled alone.
  answer: yes     # since 690
  explain: In 690.
- ask: Who founded the dynasty?
  answer: Gaozu
  explain: In 618.
"""
MENDED = """\
# My questions
title: Tang China   # all of them
id: tang
questions:
# a statement
- statement: Wu Zetian ruled alone.
  id: wu-zetian-ruled-alone
  answer: true     # since 690
  explain: In 690.
- ask: Who founded the dynasty?
  id: gaozu
  answer: Gaozu
  explain: In 618.
"""


def test_it_mends_and_writes_ids_and_leaves_the_rest_alone(shell: Shell) -> None:
    shell.write("questions/tang.yaml", MESSY)
    done = shell.run("check", "--fix")
    assert done.returncode == 0, done.stderr
    assert shell.read("questions/tang.yaml") == MENDED
    assert "Fixed 1 mistake and wrote 4 ids in 2 files." in done.stderr
    assert "No mistakes found." in done.stderr


@pytest.mark.parametrize(
    ("wrong", "mends"),
    [
        (["answer: yes"], "Found 1 error; `trainer check --fix` mends it."),
        (["answer: yes", "answer: no"], "Found 2 errors; `trainer check --fix` mends all of them."),
        (["answer: yes", "answer: or"], "Found 2 errors; `trainer check --fix` mends 1 of them."),
        (["answer: or"], "Found 1 error."),
    ],
)
def test_a_check_says_how_much_it_would_mend(wrong: list[str], mends: str, shell: Shell) -> None:
    items = "".join(f"- statement: S{n}.\n  {key}\n" for n, key in enumerate(wrong))
    shell.write("questions/tang.yaml", f"questions:\n{items}")
    assert shell.run("check").stderr == f"{mends}\n"


def test_the_library_gets_a_file_with_its_id(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    shell.run("check", "--fix")
    assert re.search(
        r"^id: work-[a-z]{6}\ntitle: Work\n", shell.read("questions/library.yaml"), re.M
    )


def test_a_library_file_without_an_id_gets_one_above_its_title(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    shell.write("questions/library.yaml", "# ours\ntitle: China\nnames: [Luoyang]\n")
    shell.run("check", "--fix")
    text = shell.read("questions/library.yaml")
    assert re.fullmatch(r"# ours\ntitle: China\nid: work-[a-z]{6}\nnames: \[Luoyang\]\n", text)


def test_a_second_run_changes_nothing(shell: Shell) -> None:
    shell.write("questions/tang.yaml", MESSY)
    shell.run("check", "--fix")
    before = {path: path.read_bytes() for path in shell.folder.rglob("*.yaml")}
    done = shell.run("check", "--fix")
    assert done.returncode == 0 and "nothing that a machine could fix" in done.stderr
    assert {path: path.read_bytes() for path in shell.folder.rglob("*.yaml")} == before


def test_diff_shows_it_and_changes_nothing(shell: Shell) -> None:
    path = shell.write("questions/tang.yaml", MESSY)
    done = shell.run("check", "--fix", "--diff")
    assert done.returncode == 1
    assert "-  answer: yes     # since 690\n" in done.stdout
    assert "+  answer: true     # since 690\n" in done.stdout
    assert "Would fix 1 mistake and write 4 ids in 2 files." in done.stderr
    assert path.read_text() == MESSY
    assert not (shell.folder / "questions/library.yaml").exists()


def test_the_diff_is_one_that_patch_takes(shell: Shell) -> None:
    shell.write("questions/tang.yaml", MESSY.removesuffix("\n"))
    diff = shell.run("check", "--diff").stdout
    patch = ["patch", "-p0", "--quiet"]
    subprocess.run(patch, input=diff, text=True, cwd=shell.folder, check=True, timeout=20)
    assert shell.read("questions/tang.yaml") == MENDED.removesuffix("\n")
    assert shell.run("check", "--diff").returncode == 0


def test_only_the_named_files_are_touched(shell: Shell) -> None:
    shell.write("questions/a.yaml", MESSY)
    other = shell.write("questions/b.yaml", MESSY)
    done = shell.run("check", "--fix", "questions/a.yaml")
    assert done.returncode == 0 and "in 1 file." in done.stderr
    assert other.read_text() == MESSY
    assert not (shell.folder / "questions/library.yaml").exists()


def test_deck_files_are_mended_too(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    shell.write("decks/tang.yaml", 'Title: Tang\nquestions: ["tang.yaml"]\n')
    shell.run("check", "--fix")
    assert shell.read("decks/tang.yaml") == 'title: Tang\nquestions: ["tang.yaml"]\n'


def test_two_files_of_one_name_get_two_ids(shell: Shell) -> None:
    shell.write("questions/song/intro.yaml", TANG)
    shell.write("questions/tang/intro.yaml", TANG)
    assert shell.run("check").returncode == 1
    assert shell.run("check", "--fix").returncode == 0
    ids = [
        re.search(r"^id: (.*)$", shell.read(f"questions/{n}/intro.yaml"), re.M)
        for n in ("song", "tang")
    ]
    assert [found and found[1] for found in ids] == ["intro", "tang-intro"]


def test_an_id_is_never_one_that_a_broken_or_renamed_question_has(shell: Shell) -> None:
    shell.write(
        "questions/tang.yaml",
        "questions:\n"
        "- ask: Who founded it?\n  answer: Gaozu\n"
        "- ask: Who was called Li Yuan?\n  id: gaozu\n  answr: Gaozu\n"
        "- {ask: And by posthumous name?, id: name, was: [gaozu-2], answer: Wu}\n",
    )
    shell.run("check", "--fix")
    assert "- ask: Who founded it?\n  id: gaozu-3\n" in shell.read("questions/tang.yaml")


def test_what_a_machine_cannot_mend_is_still_reported(shell: Shell) -> None:
    shell.write("questions/tang.yaml", MESSY + "- ask: And then?\n  anwser: x\n")
    done = shell.run("check", "--fix", "--format", "json")
    assert done.returncode == 1
    assert [one["code"] for one in json.loads(done.stdout)] == ["Q010"]


def test_a_file_keeps_its_mode_and_its_line_ends(shell: Shell) -> None:
    path = shell.folder / "questions/tang.yaml"
    path.parent.mkdir()
    path.write_bytes(MESSY.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    shell.run("check", "--fix")
    assert path.read_bytes() == MENDED.replace("\n", "\r\n").encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in path.parent.iterdir()) == ["library.yaml", "tang.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits a process's files")
def test_a_file_that_cannot_be_written_keeps_no_other_from_it(shell: Shell) -> None:
    big = MESSY + "#" * 3_000_000 + "\n"
    shell.write("questions/big.yaml", big)
    shell.write("questions/small.yaml", MESSY)
    done = subprocess.run(
        [sys.executable, "-m", "trainer", "check", "--fix"],
        cwd=shell.folder,
        env=shell.environ(),
        # A full disk, as far as the larger of the two files is concerned.
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "questions/big.yaml can't be written" in done.stderr and "Traceback" not in done.stderr
    assert shell.read("questions/big.yaml") == big
    assert "id: small" in shell.read("questions/small.yaml")
    assert not list(shell.folder.glob("questions/.*"))


@pytest.mark.parametrize("named", ["tang.yaml", ".", "../sub", "../sub/tang.yaml"])
def test_what_is_named_from_within_the_library_is_meant_and_nothing_else(
    named: str, shell: Shell
) -> None:
    inside = Shell.__new__(Shell)
    inside.folder, inside.home = shell.folder / "questions/sub", shell.home
    shell.write("questions/sub/tang.yaml", MESSY)
    shell.write("questions/song.yaml", MESSY)
    shell.write("decks/d.yaml", "title: D\nquestions: [nowhere.yaml]\n")
    done = inside.run("check", named, "--format", "concise")
    assert {line.partition(":")[0] for line in done.stdout.splitlines()} == {
        f"{inside.folder.resolve().as_posix()}/tang.yaml"
    }
    assert inside.run("check", "--fix", named).returncode == 0
    assert "id: tang" in inside.read("tang.yaml")
    assert shell.read("questions/song.yaml") == MESSY
    assert "Answer:" in inside.run("preview", "tang.yaml").stdout


def test_a_folder_of_questions_does_not_name_the_decks_beside_it(shell: Shell) -> None:
    inside = Shell.__new__(Shell)
    inside.folder, inside.home = shell.folder / "questions", shell.home
    shell.write("questions/tang.yaml", MESSY)
    shell.write("decks/d.yaml", "title: D\nquestions: [nowhere.yaml]\n")
    assert "Q050" in inside.run("check").stdout
    said = inside.run("check", ".").stdout
    assert said.startswith("tang.yaml:") and "Q050" not in said


def test_a_read_only_file_is_left_as_it_is(shell: Shell) -> None:
    path = shell.write("questions/locked.yaml", MESSY)
    shell.write("questions/open.yaml", MESSY)
    path.chmod(0o444)
    done = shell.run("check", "--fix")
    assert done.returncode == 2
    assert "questions/locked.yaml can't be written: it is read-only" in done.stderr
    assert shell.read("questions/locked.yaml") == MESSY
    assert "id: open" in shell.read("questions/open.yaml")


def test_the_bundled_library_is_left_alone_and_says_so(shell: Shell) -> None:
    done = shell.run("check", "--fix")
    assert done.returncode == 2
    assert "comes with the program, so nothing in it was fixed" in done.stderr


def test_a_folder_without_questions_is_not_praised(shell: Shell) -> None:
    done = shell.run("check")
    assert done.returncode == 0 and "There is no `questions/` here" in done.stderr
    assert "`trainer check .`" not in done.stderr
    shell.write("tang.yaml", TANG)
    assert "`trainer check .` checks what is in this folder" in shell.run("check").stderr
    shell.write("questions/tang.yaml", TANG)
    assert "There is no" not in shell.run("check").stderr


def test_a_read_only_library_says_so(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.write("questions/tang.yaml", MESSY)
    monkeypatch.chdir(shell.folder)
    monkeypatch.setenv("TRAINER_HOME", str(shell.home))
    # No mode keeps root from writing, so that the system is asked to say no.
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("questions"))
    assert main(["check", "--fix"]) == 2
    assert "is read-only, so nothing in it was fixed" in capsys.readouterr().err
    assert shell.read("questions/tang.yaml") == MESSY


def test_a_learner_keeps_what_was_learned_before_ids_were_written(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG.replace("  id: founder\n", ""))
    shell.run("study", "tang", "--json", sent='{"answer":"Gaozu"}\n{"rate":"easy"}\n')
    shell.run("check", "--fix")
    assert "id: gaozu" in shell.read("questions/tang.yaml")
    shell.run("study", "tang", "--json")
    rows = json.loads(shell.run("decks", "--json").stdout)
    assert next(row for row in rows if row["id"] == "tang")["learned"] == 1
