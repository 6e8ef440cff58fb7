"""The program in a pty, and the screen that a person would see of it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import pyte

PROGRAM = """
from trainer.deferred import defer
defer()
import sys
from pathlib import Path
from zoneinfo import ZoneInfo
from trainer.bank.library import library_at
from trainer.clock import Clock
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.tui import run

root = Path(sys.argv[1])
with Desk([library_at(root, root)], root / "history.db", None, Settings(), Clock(),
          ZoneInfo("UTC")) as desk:
    sys.exit(run(desk))
"""
PATIENCE = 20.0


class Terminal:
    """A program in a pty, and the screen a person would see."""

    def __init__(self, argument: object, editor: str = "", program: str = PROGRAM) -> None:
        self.master, slave = pty.openpty()
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color", "EDITOR": editor}
        for name in ("LINES", "COLUMNS", "VISUAL"):
            env.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, str(argument)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env,
            start_new_session=True,
        )
        os.close(slave)

    def read(self) -> bool:
        """Takes what there is to read within a tenth of a second; False at the end."""
        if not select.select([self.master], [], [], 0.1)[0]:
            return True
        try:
            chunk = os.read(self.master, 65536)
        except OSError:
            return False
        self.bytes += chunk
        # pyte takes the keyboard protocol's `CSI > 1 u` and the like for text.
        self.stream.feed(chunk.replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))
        return bool(chunk)

    def until(self, *texts: str) -> str:
        """The screen once it shows the texts, all at once."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = "\n".join(self.screen.display)
            if all(text in shown for text in texts):
                return shown
            self.read()
        missing = [text for text in texts if text not in "\n".join(self.screen.display)]
        raise AssertionError(f"no {missing} on the screen:\n" + "\n".join(self.screen.display))

    def resize(self, columns: int, lines: int) -> None:
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)
        self.screen.resize(lines, columns)
        self.process.send_signal(signal.SIGWINCH)

    def stopped(self) -> None:
        """Returns once the program is stopped, having read what it wrote before."""
        flags = os.WSTOPPED | os.WNOHANG | os.WNOWAIT
        end = time.monotonic() + PATIENCE
        while os.waitid(os.P_PID, self.process.pid, flags) is None:
            assert time.monotonic() < end and self.read()
        while select.select([self.master], [], [], 0)[0]:
            self.read()

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def ended(self) -> int:
        """The exit status."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.read()
        while self.read() and time.monotonic() < end:
            if not select.select([self.master], [], [], 0)[0]:
                break
        return self.process.wait(timeout=PATIENCE)
