"""A library may lie anywhere: also below a folder whose name is no UTF-8."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shells import TANG, Shell
from trainer.language.diagnostics import FORMATS

DECK = "title: Tang\nquestions: [tang.yaml]\n"


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS refuses such names")
def test_a_folder_whose_name_is_no_text_is_a_library_like_any_other(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    shell = Shell(folder)
    shell.write("questions/tang.yaml", TANG.replace("  id: founder\n", ""))
    shell.write("decks/small.yaml", DECK)
    for command in (["check", "--fix"], ["decks"], ["export", "anki", "small", "-o", "a.apkg"]):
        done = shell.run(*command)
        assert done.returncode == 0, done.stderr
    said = shell.run("study", "small", "--json", sent='{"answer": "Gaozu"}\n').stdout
    assert '"outcome": "right"' in said


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS refuses such names")
def test_mistakes_below_a_name_that_is_no_text_are_told_in_every_format(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    shell = Shell(tmp_path)
    for name in ("tang.yaml", "twin.yaml"):
        shell.write(f"{folder.name}/questions/{name}", TANG)
    shell.write(f"{folder.name}/decks/small.yaml", DECK.replace("[", "[nothing.yaml, "))
    for _ in range(2):  # as it is found, and as it was kept
        for style in FORMATS:
            done = shell.run("check", folder.name, "--format", style)
            assert done.returncode == 1, done.stderr
            assert "Q050" in done.stdout and "W010" in done.stdout
            if style in ("json", "sarif"):
                json.loads(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that somebody is in")
def test_a_folder_that_was_deleted_under_the_terminal_is_told_in_a_sentence(tmp_path: Path) -> None:
    script = (
        "import os, sys\n"
        "import trainer\n"
        "os.chdir(sys.argv[1])\n"
        "os.rmdir(sys.argv[1])\n"
        "from trainer.cli import main\n"
        "sys.exit(main(['check']))\n"
    )
    environ = Shell(tmp_path).environ() | {"PYTHONPATH": str(Path(__file__).parents[2])}
    folder = tmp_path / "gone"
    folder.mkdir()
    command = [sys.executable, "-c", script, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False)
    assert done.returncode == 2
    assert done.stderr == "trainer: the folder you are in was deleted; go to another one.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators there")
def test_what_is_there_and_no_file_of_questions_is_told_where_it_was_named(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    questions = shell.folder / "questions"
    (questions / "nowhere.yaml").symlink_to("gone.yaml")
    (questions / "circle.yaml").symlink_to("circle.yaml")
    os.mkfifo(questions / "pipe.yaml")
    for name in ("nowhere", "circle", "pipe"):
        done = shell.run("check", f"questions/{name}.yaml", "--format", "concise")
        assert done.stdout.startswith(f"questions/{name}.yaml: error[Y009]"), done.stderr
        done = shell.run("preview", f"questions/{name}.yaml")
        assert done.returncode == 2 and "is no file of questions" in done.stderr


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS refuses such names")
def test_a_file_whose_name_is_no_text_is_told_of_when_it_is_named(shell: Shell) -> None:
    name = os.fsdecode(b"questions/caf\xe9.yaml")
    shell.write(name, TANG)
    done = shell.run("check", name, "--format", "concise")
    assert "error[Y009]" in done.stdout and "not valid UTF-8" in done.stdout


@pytest.mark.parametrize("command", ["check", "preview", "new"])
def test_a_name_too_long_for_the_system_is_told_in_a_sentence(command: str, shell: Shell) -> None:
    done = shell.run(command, "x" * 300 + ".yaml")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("arguments", [["check"], ["check", "--explain", "Q010"], ["schema"]])
def test_an_output_without_room_is_told_in_a_sentence(arguments: list[str], shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG.replace("answer", "anwser"))
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "trainer", *arguments],
            cwd=shell.folder, env=shell.environ(), stdout=full, stderr=subprocess.PIPE,
            text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("trainer: what there is to say can't be written: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes an output")
def test_without_an_output_the_status_alone_tells(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG.replace("answer", "anwser"))
    for command, status in (("check", 1), ("preview questions/tang.yaml", 0)):
        done = subprocess.run(
            f"exec {sys.executable} -m trainer {command} <&- >&-", shell=True,
            cwd=shell.folder, env=shell.environ(), capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert (done.returncode, "Traceback" in done.stderr) == (status, False)


@pytest.mark.parametrize("encoding", ["latin-1", "cp437", "utf-16"])
def test_what_an_encoding_lacks_stops_no_command(encoding: str, shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG.replace("answer", "anwser").replace("Gaozu", "高祖"))
    environ = shell.environ(PYTHONIOENCODING=f"{encoding}:strict")
    for arguments in (["check"], ["check", "--explain", "Y003"], ["schema"], ["check", "--diff"]):
        done = subprocess.run(
            [sys.executable, "-m", "trainer", *arguments],
            cwd=shell.folder, env=environ, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode in (0, 1)
        assert done.stdout.decode(encoding) and "Traceback" not in done.stderr.decode(encoding)


@pytest.mark.skipif(sys.platform == "win32", reason="sets the locale by its environment")
def test_programs_are_sent_utf_8_whatever_the_locale(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG.replace("accept", "接受"))
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    found = json.loads(shell.run("check", "--format", "json", **plain).stdout)
    assert "接受" in found[0]["message"]
    answer = json.dumps({"answer": "高祖"}, ensure_ascii=False) + "\n"
    shell.write("questions/tang.yaml", TANG.replace("Gaozu", "高祖"))
    assert '"outcome": "right"' in shell.run("study", "--json", sent=answer, **plain).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is another error there")
@pytest.mark.parametrize(("arguments", "status"), [
    (["check"], 1), (["check", "questions/fine.yaml"], 0), (["check", "--explain", "Q010"], 0),
    (["preview", "questions/tang.yaml"], 0), (["schema"], 0),
])  # fmt: skip
def test_a_reader_that_goes_away_leaves_the_status_as_it_is(
    arguments: list[str], status: int, shell: Shell
) -> None:
    shell.write("questions/tang.yaml", TANG.replace("answer", "anwser"))
    shell.write("questions/fine.yaml", TANG.replace("title:", "id: fine\ntitle:"))
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "trainer", *arguments],
        cwd=shell.folder, env=shell.environ(), stdout=writing, stderr=subprocess.PIPE,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    os.close(writing)
    assert done.returncode == status and "Error" not in done.stderr
