"""A real Chromium for tests of the web site, driven over its own debugging protocol."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-sync", "--disable-background-networking", "--disable-component-update"),
    "--remote-debugging-port=0",
)
PATIENCE_S = 30.0
KEYS = {"Enter": 13, "Escape": 27, "ArrowDown": 40}


@dataclass
class Tab:
    """One page. `drawn` is what its sockets were sent, as text, and `rows` the rows it fills."""

    socket: aiohttp.ClientWebSocketResponse
    drawn: str = ""
    rows: int = 1
    _answers: dict[int, Any] = field(default_factory=dict)
    _last: int = 0

    async def ask(self, method: str, **params: object) -> Any:
        """One call of the protocol, and its result."""
        self._last += 1
        number = self._last
        await self.socket.send_json({"id": number, "method": method, "params": params})
        while number not in self._answers:
            await self._listen(PATIENCE_S)
        return self._answers.pop(number)

    async def _listen(self, seconds: float) -> None:
        message = await self.socket.receive_json(timeout=seconds)
        if "id" in message:
            self._answers[message["id"]] = message.get("result", message)
        elif message["method"] == "Network.webSocketFrameReceived":
            frame = message["params"]["response"]
            data = frame["payloadData"]
            binary = frame["opcode"] == 2
            self.drawn += base64.b64decode(data).decode("utf-8", "replace") if binary else data

    async def until(self, text: str, again: Callable[[], Awaitable[None]] | None = None) -> int:
        """Waits until this was drawn, and forgets what was drawn until then; the row it stands in,
        from 1. `again` is done every half second until it is there."""
        end = time.monotonic() + PATIENCE_S
        while text not in self.drawn:
            assert time.monotonic() < end, f"{text!r} never came; {self.drawn[-2000:]!r}"
            try:
                await self._listen(0.5)
            except TimeoutError:
                if again is not None:
                    await again()
        before, _, self.drawn = self.drawn.partition(text)
        rows = [1, *map(int, re.findall(r"\x1b\[(\d+);\d+H", before))]
        self.rows = max(self.rows, *rows)
        return rows[-1]

    async def press(self, key: str) -> None:
        """A key by its name, or the letter that it types."""
        named = key in KEYS
        code = KEYS.get(key, ord(key.upper()[0]))
        typed = {"text": "\r"} if key == "Enter" else {} if named else {"text": key}
        down = {"type": "keyDown", "key": key, "windowsVirtualKeyCode": code, **typed}
        await self.ask("Input.dispatchKeyEvent", **down)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    async def click(self, row: int, share: float) -> None:
        """A click into a row of the terminal, at that share of its width."""
        box = "document.querySelector('.xterm-screen').getBoundingClientRect()"
        top, height, width = await self.value(f"(b => [b.top, b.height, b.width])({box})")
        x, y = width * share, top + (row - 0.5) * height / self.rows
        for kind in ("mousePressed", "mouseReleased"):
            await self.ask(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )

    async def value(self, expression: str) -> Any:
        """What a script gives on the page."""
        found = await self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        return found["result"].get("value")

    async def picture(self, path: Path) -> None:
        found = await self.ask("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(found["data"]))


@asynccontextmanager
async def chromium(folder: Path, size: tuple[int, int] = (1000, 640)) -> AsyncIterator[Tab]:
    """A browser with one empty page, whose profile lies in a folder."""
    assert CHROMIUM is not None
    folder.mkdir(parents=True, exist_ok=True)
    process = await asyncio.create_subprocess_exec(
        CHROMIUM, *FLAGS, f"--user-data-dir={folder}", f"--window-size={size[0]},{size[1]}",
        "about:blank", stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        port = await _port(folder / "DevToolsActivePort")
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                pages = json.loads(await answer.text())
            address = next(page for page in pages if page["type"] == "page")["webSocketDebuggerUrl"]
            async with session.ws_connect(address, max_msg_size=0) as socket:
                tab = Tab(socket)
                for domain in ("Network", "Page", "Runtime"):
                    await tab.ask(f"{domain}.enable")
                yield tab
    finally:
        process.kill()
        await process.wait()


async def _port(file: Path) -> int:
    end = time.monotonic() + PATIENCE_S
    while not (file.exists() and file.read_text().count("\n")):
        assert time.monotonic() < end, "Chromium did not start"
        await asyncio.sleep(0.02)
    return int(file.read_text().splitlines()[0])
