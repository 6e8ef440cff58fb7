"""In a real pty: answered by keys, quit, killed, hung up; the terminal is always restored."""

from __future__ import annotations

import os
import pty
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any, cast

import pytest
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from tests.tui.terminal import PATIENCE, PROGRAM, Terminal
from trainer.clock import Clock
from trainer.question import Typed
from trainer.tui.driver import Lasting

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")

EDITOR = """
import sys
from pathlib import Path
file = Path(sys.argv[1])
file.write_text(file.read_text().replace("Which city was", "Which town was"))
print("EDITED")
"""
IN_A_SHELL = f"""
import os, shlex, sys
program = shlex.join([sys.executable, "-c", {PROGRAM!r}, sys.argv[1]])
# The shell needs its terminal to be the session's own.
os.close(os.open(os.ttyname(0), os.O_RDWR))
os.execlp("bash", "bash", "-c", f"set -m; {{program}}; echo AT THE SHELL; read; fg >/dev/null")
"""
LEAVES_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOWS_CURSOR = b"\x1b[?25h"
STOPS_MOUSE = b"\x1b[?1003l"


def learned(desk: Any) -> int:
    """Cards answered so far, asked at the time that the program went by."""
    with replace(desk, clock=Clock()) as now:
        return sum(deck.learned for deck in now.home().decks)


@contextmanager
def opened(root: Path, program: str = PROGRAM) -> Iterator[Terminal]:
    change = root / "editor.py"
    change.write_text(EDITOR)
    made = Terminal(root, shlex.join([sys.executable, str(change)]), program)
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.wait()
    os.close(made.master)


@pytest.fixture
def terminal(desk: Any, tmp_path: Path) -> Iterator[Terminal]:
    desk()
    with opened(tmp_path) as made:
        yield made


def test_a_session_by_keys_from_home_to_quit(terminal: Terminal, desk: Any) -> None:
    terminal.until("Tang China")
    terminal.until("10 new")
    terminal.type("\r")
    terminal.until("Which city was the main Tang capital")
    terminal.type("1")
    terminal.until("1–4 Rate")
    while "Mark all that apply" not in "\n".join(terminal.screen.display):
        # For 250 ms after the verdict the guard takes it for a stray key.
        terminal.type("1")
        assert terminal.read()
    terminal.type("q")
    assert terminal.ended() == 0
    assert LEAVES_ALTERNATE_SCREEN in terminal.bytes
    assert SHOWS_CURSOR in terminal.bytes
    assert STOPS_MOUSE in terminal.bytes
    assert learned(desk()) == 1


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_restores_the_terminal_and_loses_no_answer(
    name: str, terminal: Terminal, desk: Any
) -> None:
    terminal.until("10 new")
    terminal.type("\r")
    terminal.until("Which city was the main Tang capital")
    terminal.type("1")
    terminal.until("1–4 Rate")
    number = getattr(signal, name)
    terminal.process.send_signal(number)
    assert terminal.ended() == 128 + number
    assert LEAVES_ALTERNATE_SCREEN in terminal.bytes
    assert STOPS_MOUSE in terminal.bytes
    assert learned(desk()) == 1


def test_a_signal_in_an_exam_keeps_what_was_being_typed(desk: Any, tmp_path: Path) -> None:
    desk(one="id: one\nquestions:\n- {ask: Who founded it?, id: who, answer: Gaozu}\n")
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "one.yaml").write_text(
        "id: one\ntitle: One\nquestions: [one.yaml]\n"
        "exams: [{title: Short exam, questions: 1, minutes: 9}]\n"
    )
    with opened(tmp_path) as terminal:
        terminal.until("1 new")
        terminal.type("x")
        terminal.until("Short exam")
        terminal.type("\r")
        terminal.until("Who founded it?")
        terminal.type("Gaozu\x1bv")
        terminal.until("⚑ flagged")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert LEAVES_ALTERNATE_SCREEN in terminal.bytes
    with replace(desk(), clock=Clock()) as now:
        exam = now.exam("one")
        assert exam.answer_to(0) == Typed(("Gaozu",))
        assert exam.flagged(0) and exam.left_ms() < 9 * 60_000


def test_a_closed_terminal_ends_the_program(terminal: Terminal, desk: Any) -> None:
    terminal.until("10 new")
    terminal.type("\r")
    terminal.until("Which city was the main Tang capital")
    terminal.type("1")
    terminal.until("1–4 Rate")
    master, terminal.master = terminal.master, os.open(os.devnull, os.O_RDONLY)
    os.close(master)
    terminal.process.send_signal(signal.SIGHUP)
    terminal.process.wait(timeout=PATIENCE)
    assert learned(desk()) == 1


def ask(terminal: Terminal) -> None:
    """To the first question."""
    terminal.until("10 new")
    terminal.type("\r")
    terminal.until("ctrl+d Don't know")


def test_stopped_and_taken_up_again_the_screen_is_whole(terminal: Terminal, desk: Any) -> None:
    ask(terminal)
    terminal.type("1")
    # From the first line to the last: a screen may come in several pieces.
    before = terminal.until("1/10", "✓  Chang'an", "of its day.", "4 Easy", "1–4 Rate")
    terminal.process.send_signal(signal.SIGTSTP)
    terminal.stopped()
    assert LEAVES_ALTERNATE_SCREEN in terminal.bytes
    assert SHOWS_CURSOR in terminal.bytes
    terminal.screen.reset()
    terminal.process.send_signal(signal.SIGCONT)
    terminal.until(*(line.strip() for line in before.splitlines()))
    terminal.type("q")
    assert terminal.ended() == 0
    assert learned(desk()) == 1


def test_ctrl_z_goes_to_the_shell_and_fg_comes_back(desk: Any, tmp_path: Path) -> None:
    desk()
    with opened(tmp_path, IN_A_SHELL) as terminal:
        terminal.until("10 new")
        terminal.type("\x1a")
        terminal.until("AT THE SHELL")
        terminal.type("\r")
        terminal.until("Tang China", "10 new")
        terminal.type("q")
        assert terminal.ended() == 0


def test_ctrl_z_does_nothing_where_no_shell_could_come_back(terminal: Terminal) -> None:
    terminal.until("10 new")
    terminal.type("\x1as")
    terminal.until("Statistics")
    terminal.type("q")
    assert terminal.ended() == 0


def test_resized_from_large_to_tiny_in_mid_question(terminal: Terminal, desk: Any) -> None:
    terminal.resize(200, 60)
    ask(terminal)
    terminal.resize(20, 6)
    terminal.until("Which city")
    terminal.type("1")
    terminal.until("1 A")
    terminal.resize(200, 60)
    terminal.until("1–4 Rate")
    terminal.type("q")
    assert terminal.ended() == 0
    assert learned(desk()) == 1


def test_a_terminal_that_is_gone_without_a_signal_ends_the_program(
    terminal: Terminal, desk: Any
) -> None:
    ask(terminal)
    terminal.type("1")
    terminal.until("1–4 Rate")
    master, terminal.master = terminal.master, os.open(os.devnull, os.O_RDONLY)
    os.close(master)
    terminal.process.wait(timeout=PATIENCE)
    assert learned(desk()) == 1


def test_frames_for_a_terminal_that_is_gone_keep_nobody_waiting() -> None:
    near, far = pty.openpty()
    with os.fdopen(far, "w") as file:
        writer = WriterThread(cast(Any, Lasting(file)))
        writer.start()
        os.close(near)

        def paint() -> None:
            for _ in range(2 * MAX_QUEUED_WRITES):
                writer.write("a frame")
            writer.stop()

        painting = Thread(target=paint, daemon=True)
        painting.start()
        painting.join(timeout=10)
        assert not painting.is_alive()
        os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())


def test_a_question_is_edited_and_asked_as_it_is_now(terminal: Terminal) -> None:
    ask(terminal)
    terminal.type("e")
    terminal.until("Which town was")
    assert b"EDITED" in terminal.bytes
    terminal.until("ctrl+d Don't know")
    terminal.type("q")
    assert terminal.ended() == 0


def test_a_large_library_is_read_while_the_screen_says_so(desk: Any, tmp_path: Path) -> None:
    # So large that other processes help, which find a screen where an error's stream was.
    words = "Grain went to Ürümqi by lorry. " * 1_000
    items = (f'- {{ask: "{k}?", id: q{k}, answer: "{words}"}}\n' for k in range(140))
    desk(large="questions:\n" + "".join(items))
    with opened(tmp_path) as terminal:
        terminal.until("Reading the questions …")
        terminal.until("10 new")
        terminal.type("q")
        assert terminal.ended() == 0
