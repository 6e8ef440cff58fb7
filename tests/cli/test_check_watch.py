"""`trainer check --watch`, in a process that goes on while files are saved."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.shells import TANG, Running, Shell

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and a pty")

WRONG = TANG.replace("accept:", "acept:")


@pytest.fixture
def watch(shell: Shell) -> Iterator[Callable[..., Running]]:
    """Starts the command over a pipe, or in a terminal."""
    started: list[Running] = []

    def start(*arguments: str, terminal: bool = False) -> Running:
        end, out = os.openpty() if terminal else os.pipe()
        process = subprocess.Popen(
            [sys.executable, "-m", "trainer", "check", "--watch", *arguments],
            cwd=shell.folder,
            env=shell.environ(TERM="xterm"),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            # Ctrl-C is ignored by whatever a shell started in the background, and inherited so.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        os.close(out)
        started.append(Running(process, end))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.communicate()
        os.close(one.output)


def interrupted(running: Running) -> int:
    running.process.send_signal(signal.SIGINT)
    _, said = running.process.communicate(timeout=20)
    assert b"Traceback" not in said
    return running.process.returncode


def test_what_was_saved_is_checked_at_once(shell: Shell, watch: Callable[..., Running]) -> None:
    shell.write("questions/tang.yaml", TANG)
    shell.write("questions/song.yaml", WRONG)
    running = watch()
    first = running.until("Watching 2 files")
    assert "questions/song.yaml:6:3: error[Q010]" in first
    shell.write("questions/tang.yaml", WRONG)
    again = running.until("Found 2 errors")
    assert "Saved: questions/tang.yaml" in again
    assert "questions/tang.yaml:6:3: error[Q010]" in again
    assert "questions/song.yaml" not in again
    shell.write("questions/tang.yaml", TANG)
    shell.write("questions/song.yaml", TANG.replace("the dynasty", "the Song"))
    running.until("No mistakes found.")
    assert interrupted(running) == 0


def test_a_file_that_is_replaced_or_new_is_seen(
    shell: Shell, watch: Callable[..., Running]
) -> None:
    path = shell.write("questions/tang.yaml", TANG)
    running = watch("--format", "concise")
    running.until("Watching")
    # As editors do it: the old file goes, a new one takes its place.
    backup = path.rename(path.with_name("tang.yaml~"))
    shell.write("questions/.tang.swp", WRONG).replace(path)
    backup.unlink()
    assert "there are no questions here" not in running.until("questions/tang.yaml:6:3")
    shell.write("decks/tang.yaml", "title: Tang\nquestions: [nowhere.yaml]\n")
    running.until("decks/tang.yaml:2:13: error[Q050]")
    path.unlink()
    running.until("Gone: questions/tang.yaml")


def test_a_mistake_made_elsewhere_is_told(shell: Shell, watch: Callable[..., Running]) -> None:
    shell.write(
        "questions/b.yaml",
        TANG + "- {ask: Who?, id: who, after: a/founder, answer: x, explain: He.}\n",
    )
    first = TANG.replace("the dynasty", "the Song")
    shell.write("questions/a.yaml", first)
    running = watch()
    running.until("No mistakes found.")
    shell.write("questions/a.yaml", first.replace("id: founder", "id: first"))
    said = running.until("Found 1 ")
    assert "Saved: questions/a.yaml" in said and "questions/b.yaml" in said


def test_a_terminal_shows_the_present_state_alone(
    shell: Shell, watch: Callable[..., Running]
) -> None:
    shell.write("questions/tang.yaml", WRONG)
    running = watch("questions/tang.yaml", terminal=True)
    assert "\x1b[2J" in running.until("Watching")
    shell.write("questions/tang.yaml", TANG)
    assert "\x1b[2J" in running.until("No mistakes found. Watching 1 file")
    assert interrupted(running) == 0


@pytest.mark.parametrize("other", [["--fix"], ["--format", "json"]])
def test_it_only_shows_findings(shell: Shell, other: list[str]) -> None:
    shell.write("questions/tang.yaml", TANG)
    done = shell.run("check", "--watch", *other)
    assert done.returncode == 2 and "--watch only shows findings" in done.stderr
