"""What a person at a terminal waits for, in a real pty, beside a bare Textual app.

Start to the first question, start to home, key to verdict, key to the next question; both starts
with a large library and history beside a small one; and the memory of a session with that library.
Programs take turns, so that what else the machine does hits all alike.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks import terminal_repaint
from tests.benchmarks.growth import World, made
from tests.benchmarks.history import DAYS
from tests.benchmarks.rows import Row, Scale, percentile
from tests.history.conftest import DAY_MS, MONDAY

BARE = Path(__file__).with_name("terminal_bare.py")
ASKED, JUDGED, HOME = "ctrl+d Don't know", "1–4 Rate", "answers today"
FOOTER = "? Help"
COUNTED = "✗ 0"
ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|[=>])")
GUARDED = 0.35
"""Seconds between keys: for 250 ms after a verdict keys are taken for stray ones."""
PATIENCE = 120.0
STARTS = 30
"""So many starts of each: the same program takes a third more from one minute to the next."""
AT = """\
import sys
from functools import partial
from trainer.cli import context, main
context.Run = partial(context.Run, at=sys.argv.pop(1))
sys.exit(main())
"""
QUESTION = """\
- ask: Which of these came after number {n}, by the account of those who were there?
  id: q{n}
  answer: The second answer to question {n}
  wrong: [The first of three others, Another one of them, The last that is wrong]
  explain: It is the second, as the minutes of that day say, and two letters written later.
"""


class Program:
    """A program in a pty of 80 by 24, and when it shows what."""

    def __init__(self, command: Sequence[str], env: dict[str, str], cwd: Path) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.sent = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env,
            cwd=cwd,
            start_new_session=True,
        )
        os.close(slave)

    def until(self, text: str) -> float:
        """Seconds from the last key, or the start, until the text was written."""
        seen, wanted = b"", text.encode()
        while wanted not in ESCAPES.sub(b"", seen):
            if not select.select([self.master], [], [], PATIENCE)[0]:
                raise TimeoutError(f"no {text!r} in {ESCAPES.sub(b'', seen)[-2000:].decode()}")
            seen += os.read(self.master, 65536)
            now = time.perf_counter()
        self._rest()
        return now - self.sent

    def _rest(self) -> None:
        """Takes what still comes, so that the next key meets a quiet program."""
        end = time.perf_counter() + GUARDED
        while (left := end - time.perf_counter()) > 0:
            if select.select([self.master], [], [], left)[0]:
                os.read(self.master, 65536)

    def press(self, key: bytes) -> None:
        self.sent = time.perf_counter()
        os.write(self.master, key)

    def memory(self) -> float:
        """Its proportional share of memory in MiB: what it shares with others counts in parts."""
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii")
        (kib,) = re.findall(r"^Pss: +(\d+) kB$", rollup, re.MULTILINE)
        return int(kib) / 1024

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def rows(scale: Scale) -> Iterator[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        yield from _beside_bare(folder, scale)
        yield from terminal_repaint.rows(folder / "few", scale)
        yield from _grown(folder, scale)


def _beside_bare(folder: Path, scale: Scale) -> Iterator[Row]:
    env = few(folder)

    def pair(ours: list[str], bare: str) -> list[Start]:
        commands = ours, [sys.executable, str(BARE), bare]
        return [partial(Program, command, env, folder / "few") for command in commands]

    session = pair(trainer("study", "few"), "session")
    verdict, following = _in_turn(session, scale.pick(12, 2), scale.pick(6, 2))
    started = _started(session, scale.pick(STARTS, 2), ASKED)
    yield _row("start to the first question", started, "bare app, same widgets", 1.15)
    yield _row("key to verdict", verdict, "bare app, same panels, one fsync", 1.3)
    yield _row("key to the next question", following, "bare app, same panels, one fsync", 1.3)
    started = _started(pair(trainer(), "home"), scale.pick(STARTS, 2), HOME)
    yield _row("start to home", started, "bare app, same widgets", 1.15)


def few(folder: Path) -> dict[str, str]:
    """A library of a hundred questions in `folder / "few"`; the environment that studies it."""
    questions = folder / "few" / "questions"
    questions.mkdir(parents=True)
    text = "".join(QUESTION.format(n=n) for n in range(100))
    (questions / "few.yaml").write_text(f"id: few\ntitle: Few\nquestions:\n{text}")
    (folder / "home").mkdir()
    (folder / "home" / "settings.toml").write_text("new-per-day = 9999\n")
    return {**_environment(folder), "TRAINER_HOME": str(folder / "home")}


def _grown(folder: Path, scale: Scale) -> Iterator[Row]:
    many, reviews = scale.pick(100_000, 1_000), scale.pick(1_000_000, 1_000)
    small = made(folder / "small", 100, 100, 50)
    large = made(folder / "large", many, reviews, scale.pick(8_000, 500))
    homes = [_profile(world) for world in (large, small)]
    at = datetime.fromtimestamp((MONDAY + DAYS * DAY_MS) / 1000, UTC).isoformat()
    env = _environment(folder)
    for what, text, command in (
        ("start to home", HOME, trainer_at(at)),
        ("start to the first question", ASKED, trainer_at(at, "study", "all")),
    ):
        programs = [
            partial(Program, command, {**env, "TRAINER_HOME": str(home)}, home) for home in homes
        ]
        times = _started(programs, scale.pick(STARTS, 2), text)
        named = f"{what}, {many:,} questions, {reviews:,} reviews"
        yield _row(named, times, "100 questions, 100 reviews", 1.15)
    if sys.platform == "linux":
        ours = trainer_at(at, "study", "all")
        bare = [sys.executable, str(BARE), "session"]
        held = _held(
            lambda: Program(ours, {**env, "TRAINER_HOME": str(homes[0])}, homes[0]),
            lambda: Program(bare, env, homes[0]),
            scale.pick(4, 1),
        )
        named = f"memory of a session, {many:,} questions, {reviews:,} reviews"
        mine, theirs = map(median, held)
        yield Row(named, mine, "MiB", "bare app, same panels", theirs, 1.3)


def _profile(world: World) -> Path:
    """The world laid out as a home: its index and its history where the command looks for them."""
    (world.folder / "cache").rename(world.folder / "index")
    (world.folder / "cache").mkdir()
    (world.folder / "index").rename(world.folder / "cache" / "index")
    profile = world.folder / "profiles" / "default"
    profile.mkdir(parents=True)
    for file in world.folder.glob("history.db*"):
        file.rename(profile / file.name)
    (world.folder / "settings.toml").write_text('hide-bundled = true\ntime-zone = "UTC"\n')
    return world.folder


Times = tuple[list[float], list[float]]
Start = Callable[[], Program]


def _started(programs: Sequence[Start], rounds: int, text: str) -> Times:
    """Seconds to the text, ours and theirs in turn; a first round goes before."""
    found: Times = ([], [])
    for turn in range(rounds + 1):
        for times, start in zip(found, programs, strict=True):
            program = start()
            took = program.until(text)
            if turn:
                times.append(took)
            else:
                # Ends in order, so that the day's backup is made and hinders no later start.
                program.press(b"q")
                program.process.wait(PATIENCE)
            program.end()
    return found


def _in_turn(programs: Sequence[Start], rounds: int, answers: int) -> tuple[Times, Times]:
    """Seconds to the verdict and to the next question, in turn; a first round goes before."""
    verdict, following = ([], []), ([], [])  # type: Times, Times
    for turn in range(rounds + 1):
        for n, start in enumerate(programs):
            program = start()
            program.until(ASKED)
            for _ in range(answers):
                program.press(b"\x04")
                judged = program.until(JUDGED)
                program.press(b"3")
                asked = program.until(ASKED)
                if turn:
                    verdict[n].append(judged)
                    following[n].append(asked)
            program.end()
    return verdict, following


def _held(ours: Start, bare: Start, rounds: int) -> Times:
    """MiB of each after an answer, in turn; the questions may be of any kind."""
    found: Times = ([], [])
    for _ in range(rounds):
        for sizes, start in zip(found, (ours, bare), strict=True):
            program = start()
            program.until(COUNTED)
            # Not known; where a card is turned over, shown. The verdict takes the other for stray.
            program.press(b"\x04\r")
            program.until(JUDGED)
            program.press(b"3")
            program.until(FOOTER)
            sizes.append(program.memory())
            program.end()
    return found


def _row(what: str, times: Times, against: str, bar: float) -> Row:
    ours = [one * 1e3 for one in times[0]]
    theirs = median(times[1]) * 1e3
    return Row(what, median(ours), "ms", against, theirs, bar, percentile(ours))


def trainer(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "trainer", *arguments]


def trainer_at(at: str, *arguments: str) -> list[str]:
    """The same at another time. `--at` would load a parser of options, which a start by hand
    doesn't."""
    return [sys.executable, "-c", AT, at, *arguments]


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "LINES")}
    return {
        **kept,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "BARE_LOG": str(folder / "log"),
        "PYTHONPATH": str(BARE.parents[2]),
    }
