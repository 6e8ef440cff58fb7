"""The commands as a person types them, in a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.shells import TANG, Shell


def test_without_a_terminal_trainer_prints_its_help(shell: Shell) -> None:
    done = shell.run()
    assert done.returncode == 0 and "study" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")
@pytest.mark.parametrize("arguments", [(), ("--profile", "ann")])
def test_at_a_terminal_of_lines_alone_trainer_prints_its_help(
    shell: Shell, arguments: tuple[str, ...]
) -> None:
    outside, inside = os.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "trainer", *arguments],
        env=shell.environ(TERM="dumb"),
        cwd=shell.folder,
        stdin=inside,
        stdout=inside,
        timeout=60,
        check=True,
    )
    os.close(inside)
    shown = os.read(outside, 65536)
    os.close(outside)
    assert done.returncode == 0 and b"Usage: trainer" in shown and b"\x1b" not in shown


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from trainer.cli import main; main(['--help']);"
        "print([m for m in ('textual', 'genanki', 'markdown_it', 'asyncio', 'yaml', 'sqlite3')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_file_can_be_studied_where_it_lies(shell: Shell) -> None:
    shell.write("tang.yaml", TANG)
    sent = '{"answer":"Li Yuan"}\n{"rate":"easy"}\n'
    done = shell.run("study", "tang.yaml", "--json", sent=sent)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["event"] for one in said] == ["question", "verdict", "saved", "end"]
    assert said[1]["outcome"] == "right"


def test_the_schedule_survives_the_process(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    shell.run("study", "tang", "--json", sent='{"answer":"Gaozu"}\n{"rate":"easy"}\n')
    rows = json.loads(shell.run("decks", "--json").stdout)
    tang = next(row for row in rows if row["id"] == "tang")
    assert (tang["new"], tang["due"], tang["learned"]) == (0, 0, 1)
    later = json.loads(shell.run("decks", "--json", "--at", "2099-01-01").stdout)
    assert next(row for row in later if row["id"] == "tang")["due"] == 1


def test_no_save_stores_nothing(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    sent = '{"answer":"Gaozu"}\n{"rate":"easy"}\n'
    done = shell.run("study", "tang", "--json", "--no-save", sent=sent)
    assert '"saved"' in done.stdout
    rows = json.loads(shell.run("decks", "--json").stdout)
    assert next(row for row in rows if row["id"] == "tang")["learned"] == 0


def test_profiles_are_apart(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    shell.run("study", "tang", "--json", "--profile", "ann", sent='{"answer":"Gaozu"}\n')
    for profile, learned in (("ann", 1), ("bob", 0)):
        rows = json.loads(shell.run("--profile", profile, "decks", "--json").stdout)
        assert next(row for row in rows if row["id"] == "tang")["learned"] == learned


def test_try_judges_and_stores_nothing(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    done = shell.run("try", "tang/founder", "gaozu", "Gaozo", "Taizong")
    lines = done.stdout.splitlines()
    assert len(lines) == 3 and "His son." in lines[2]
    verdicts = shell.run("try", "tang/founder", "--json", sent='"Gaozu"\n"Taizong"\n').stdout
    assert [json.loads(v)["outcome"] for v in verdicts.splitlines()] == ["right", "wrong"]
    assert not (shell.home / "profiles").exists()


def test_try_says_which_number_is_which_option(shell: Shell) -> None:
    choice = "- {id: city, ask: Which city?, answer: Chang'an, wrong: [Luoyang]}\n"
    shell.write("questions/tang.yaml", TANG + choice)
    shown = shell.run("try", "tang/city", "2").stdout
    assert shown == "Which city?\n1. Chang'an\n2. Luoyang\n\n2: Not quite.\n"
    asked = shell.run("try", "tang/founder", sent="Gaozu\n").stdout.splitlines()
    assert asked[1] == "Type the answer." and asked[-1] == "Gaozu: Right."


def test_a_name_that_is_a_command_to_the_terminal_is_told_without_it(shell: Shell) -> None:
    told = shell.run("check", "a\x1b]52;c;ZXZpbA==\x07\u202e.yaml").stderr
    assert "a]52;c;ZXZpbA==.yaml" in told


def test_check_finds_all_mistakes_of_all_files_at_once(shell: Shell) -> None:
    shell.write("questions/a.yaml", TANG.replace("accept:", "acept:"))
    shell.write("questions/b.yaml", TANG.replace("title:", "titel:"))
    done = shell.run("check", "--format", "concise")
    assert done.returncode == 1
    assert "questions/a.yaml:6:3" in done.stdout and "questions/b.yaml:1:1" in done.stdout


def test_check_is_silent_and_zero_when_all_is_well(shell: Shell) -> None:
    shell.write("questions/a.yaml", TANG)
    done = shell.run("check")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["stdy"], "did you mean `study`"),
        (["study", "nowhere"], "nowhere"),
        (["study", "no/such.yaml"], "no file or folder"),
        (["study", "--limit", "0"], "'--limit': it must be a whole number from 1 on, not `0`"),
        (["plan", "tang", "--minutes", "x"], "a whole number from 1 to 1440, not `x`"),
        (["import", "none.apkg"], "there is no file none.apkg"),
        (["backup", "make"], "no history yet"),
        (["study", "--at", "yesterday"], "not a time"),
        (["decks", "--library", "missing"], "missing"),
        (["decks", "--profile", "../up"], "profile"),
        (["try", "tang/nobody", "x"], "no question `tang/nobody`"),
        (
            ["try", "tang/fuonder", "x"],
            "no question `tang/fuonder` here; did you mean `tang/founder`",
        ),
        (["try", "tnag/founder", "x"], "did you mean `tang/founder`"),
        (["forget", "tang/foundr"], "did you mean `tang/founder`"),
        (["report", "overrules", "tang/foundr"], "did you mean `tang/founder`"),
        (["try", "tang/founder#c1", "x"], "`tang/founder` has no #c1; it is one card"),
        (["check", "--explain", "Q999"], "no code `Q999`"),
        (["export"], "Usage: trainer export"),
    ],
)
def test_what_cannot_run_is_told_in_a_sentence(
    shell: Shell, arguments: list[str], said: str
) -> None:
    shell.write("questions/tang.yaml", TANG)
    done = shell.run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


def test_an_empty_folder_opens_the_bundled_bank(shell: Shell) -> None:
    rows = json.loads(shell.run("decks", "--json").stdout)
    assert "xinjiang-1949" in {row["id"] for row in rows}


def test_a_library_without_questions_says_so(shell: Shell) -> None:
    (shell.folder / "questions").mkdir()
    shell.write("../home/settings.toml", "hide-bundled = true\n")
    done = shell.run("study", "--plain")
    assert done.returncode == 2 and "no questions here" in done.stderr


def test_a_broken_file_beside_good_ones_costs_only_itself(shell: Shell) -> None:
    shell.write("questions/good.yaml", TANG)
    shell.write("questions/broken.yaml", "questions:\n- ask: [\n")
    (shell.folder / "questions/folder.yaml").mkdir()
    (shell.folder / "questions/binary.yaml").write_bytes(bytes(range(256)))
    done = shell.run("decks")
    assert done.returncode == 0 and "good" in done.stdout
    for name in ("broken.yaml", "folder.yaml", "binary.yaml"):
        assert f"questions/{name}" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    command = f"{sys.executable} -m trainer check --explain Q010 | head -c 1 >/dev/null"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=shell.folder, check=False
    )
    assert "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr


def test_the_schema_is_json(shell: Shell) -> None:
    schema = json.loads(shell.run("schema").stdout)
    assert schema["$schema"].endswith("2020-12/schema")


def test_an_ascii_terminal_gets_question_marks_instead_of_a_crash(shell: Shell) -> None:
    shell.write("questions/q.yaml", "questions:\n- {ask: Wo liegt Ürümqi?, id: a, answer: x}\n")
    done = shell.run("study", "q", "--plain", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0 and "Wo liegt ?r?mqi?" in done.stdout


def test_without_a_deck_only_ones_own_library_is_studied(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    first = json.loads(shell.run("study", "--json").stdout.splitlines()[0])
    assert (first["id"], first["of"]) == ("tang/founder", 1)
