"""One session: a process that draws to a pipe as Textual's web driver does, and its packets.

A packet is a letter (`D` data, `M` meta as JSON, `P` packed), four bytes of length, and so many
bytes. Only what a session needs is passed on: no file is delivered, no page is opened.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence

BEGIN = b"__GANGLION__\n"
LONGEST_PACKET = 4 * 1024 * 1024
LONGEST_WORDS = 8 * 1024
PATIENCE_S = 5.0
"""How long a session may take to end by itself before it is ended."""


class Screen:
    """A running session. `said` is what it wrote to its standard error, for people."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.said = ""

    @classmethod
    async def start(
        cls, command: Sequence[str], environ: Mapping[str, str], size: tuple[int, int]
    ) -> Screen:
        """Starts the command as a session of that many columns and rows."""
        more = {
            "TEXTUAL_DRIVER": "trainer.tui.served:ServedDriver",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM": "xterm-256color",
            "COLUMNS": str(size[0]),
            "ROWS": str(size[1]),
        }
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={**environ, **more}
        )
        return cls(process)

    async def show(self, send: Callable[[bytes], Awaitable[None]]) -> None:
        """Passes what the session draws to `send` until it ends or says that it does."""
        words = asyncio.create_task(self._listen())
        try:
            if await self._begun():
                await self._packets(send)
        finally:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(words, PATIENCE_S)

    async def _begun(self) -> bool:
        assert self._process.stdout is not None
        for _ in range(10):
            line = await self._process.stdout.readline()
            if line in (BEGIN, b""):
                return line == BEGIN
        return False

    async def _packets(self, send: Callable[[bytes], Awaitable[None]]) -> None:
        stream = self._process.stdout
        assert stream is not None
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await stream.readexactly(5)
                size = int.from_bytes(head[1:], "big")
                if size > LONGEST_PACKET:
                    return
                payload = await stream.readexactly(size)
                if head[:1] == b"D":
                    await send(payload)
                elif head[:1] == b"M" and _kind(payload) == "exit":
                    return

    async def _listen(self) -> None:
        stream = self._process.stderr
        assert stream is not None
        while data := await stream.read(1024):
            self.said = (self.said + data.decode("utf-8", "replace"))[-LONGEST_WORDS:]

    async def type(self, text: str) -> None:
        """Keys and mouse, as a terminal sends them."""
        await self._send(b"D", text.encode("utf-8", "replace"))

    async def tell(self, **meta: object) -> None:
        """A message about the session itself, such as `type="resize"` with its size."""
        await self._send(b"M", json.dumps(meta).encode())

    async def _send(self, kind: bytes, payload: bytes) -> None:
        stream = self._process.stdin
        assert stream is not None
        with contextlib.suppress(ConnectionError, RuntimeError):
            stream.write(kind + len(payload).to_bytes(4, "big") + payload)
            await stream.drain()

    async def stop(self) -> None:
        """Ends the session: kindly, so that the terminal's own way out is taken, then surely."""
        if self._process.returncode is None:
            await self.tell(type="quit")
            if self._process.stdin is not None:
                self._process.stdin.close()
        for end in (self._process.terminate, self._process.kill):
            try:
                await asyncio.wait_for(self._process.wait(), PATIENCE_S)
                return
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    end()
        await self._process.wait()


def _kind(payload: bytes) -> str:
    try:
        found = json.loads(payload)
    except ValueError:
        return ""
    return str(found.get("type", "")) if isinstance(found, dict) else ""


def environment(environ: Mapping[str, str], home: str | None) -> dict[str, str]:
    """What a session knows of its surroundings: nothing that names an editor, and, with `home`, a
    learner's own folder for history and settings."""
    kept = {name: value for name, value in environ.items() if name not in ("EDITOR", "VISUAL")}
    return kept if home is None else kept | {"TRAINER_HOME": home}
