"""`trainer serve` as browsers meet it: a real Chromium, and clients that mean no good."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shlex
import signal
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.serve.chromium import CHROMIUM, chromium
from tests.serve.conftest import PATIENCE_S, Served


def sync(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 2 * PATIENCE_S))


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium isn't installed")
def test_three_cards_by_keys_and_by_mouse(serve: Callable[..., Served], tmp_path: Path) -> None:
    served = serve("--learner", "ann", "--learner", "ben")

    async def by_keys() -> None:
        async with chromium(tmp_path / "keys") as tab:
            await tab.ask("Page.navigate", url=served.links["ann"])
            await tab.until("Study")
            await tab.press("Enter")
            await tab.until("none")
            for after in ("number 2", "number 3", " a card"):
                await tab.until("Rate", again=partial(tab.press, "1"))
                # A key right after a verdict is taken for a slip, so it may have to come again.
                await tab.until(after, again=partial(tab.press, "4"))
            assert "token" not in await tab.value("location.href")

    async def by_mouse() -> None:
        async with chromium(tmp_path / "mouse") as tab:
            await tab.ask("Page.navigate", url=served.links["ben"])
            deck = await tab.until("All")
            await tab.until("Study")
            await tab.click(deck, 0.3)
            right = await tab.until("none") - 1
            for after in ("number 2", "number 3", " a card"):
                tile = await tab.until("4 Easy", again=partial(tab.click, right, 0.3))
                await tab.until(after, again=partial(tab.click, tile, 0.85))

    sync(by_keys())
    assert [event.outcome for event in served.answers("ann")] == ["right"] * 3
    sync(by_mouse())
    assert [event.outcome for event in served.answers("ben")] == ["right"] * 3


async def opened(session: aiohttp.ClientSession, served: Served, learner: str) -> None:
    """Follows a learner's link, so that the session has the cookie."""
    async with session.get(served.links[learner]) as answer:
        assert answer.status == 200 and "script-src 'self'" in answer.headers[POLICY]


POLICY = "Content-Security-Policy"


def test_nobody_comes_in_without_the_link_or_from_elsewhere(serve: Callable[..., Served]) -> None:
    served = serve()

    async def status(session: aiohttp.ClientSession, path: str, **headers: str) -> int:
        async with session.get(served.origin + path, headers=headers) as answer:
            return answer.status

    async def socket_status(session: aiohttp.ClientSession, origin: str | None) -> int:
        try:
            await session.ws_connect(f"{served.origin}/ws", origin=origin)
        except aiohttp.WSServerHandshakeError as error:
            return error.status
        return 101

    async def knock() -> None:
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            assert await status(session, "/") == 403
            for path in ("/ended", "/page.css", "/static/css/xterm.css", "/static/", "/nowhere"):
                assert await status(session, path) == 403
            assert await socket_status(session, served.origin) == 403
            assert await status(session, "/?learner=me&token=") == 403
            wrong = re.sub("token=.", "token=x", served.links["me"]).removeprefix(served.origin)
            assert await status(session, wrong) == 403
            assert not list(jar)
            await opened(session, served, "me")
            assert await status(session, "/") == 200
            assert await status(session, "/static/css/xterm.css") == 200
            assert await status(session, "/", Host="evil.example") == 403
            assert await socket_status(session, "http://evil.example") == 403
            assert await socket_status(session, None) == 403
            assert await status(session, "/static/../site.py") in (403, 404)
            cookie = next(iter(jar))
            assert cookie["httponly"] and cookie["samesite"] == "Strict"

    sync(knock())


def test_a_huge_screen_and_nonsense_cost_nothing(serve: Callable[..., Served]) -> None:
    served = serve()

    async def abuse() -> None:
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            await opened(session, served, "me")
            address = f"{served.origin}/ws?width=999999999&height=-1"
            async with session.ws_connect(address, origin=served.origin) as line:
                await until(line, b"Study")
                for text in ("[", "[]", '["resize", 5]', '["stdin"]', '{"a": 1}', '["x", "y"]',
                             '["resize", {"width": 1e300, "height": "?"}]',
                             '["resize", {"width": 99999, "height": 99999}]'):  # fmt: skip
                    await line.send_str(text)
                # A terminal's own report of its size, among the keys.
                await line.send_json(["stdin", "\x1b[48;4000;4000;4000;4000t"])
                await line.send_str('["stdin", "?"]')
                await until(line, b"Back")
                peaks = peaks_of_children(served.process.pid)
                assert len(peaks) == 1 and peaks[0] < 100 * 2**20

    sync(abuse())


def peaks_of_children(parent: int) -> list[int]:
    """The most memory, in bytes, that each child of a process has held."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            text = status.read_text()
            if f"\nPPid:\t{parent}\n" in text:
                found += [int(kib) * 1024 for kib in re.findall(r"VmHWM:\s+(\d+)", text)]
    return found


async def until(line: aiohttp.ClientWebSocketResponse, text: bytes) -> None:
    drawn = b""
    while text not in drawn:
        message = await line.receive(timeout=PATIENCE_S)
        assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
        drawn += message.data if isinstance(message.data, bytes) else b""


def test_a_second_window_and_a_full_house_are_told_why(serve: Callable[..., Served]) -> None:
    served = serve("--learner", "ann", "--learner", "ben", "--learner", "cem", "--sessions", "2")

    async def closed_with(session: aiohttp.ClientSession) -> str:
        async with session.ws_connect(f"{served.origin}/ws", origin=served.origin) as line:
            while (await line.receive(timeout=PATIENCE_S)).type is not aiohttp.WSMsgType.CLOSE:
                pass
        asked = {"X-Requested-With": "trainer"}
        async with session.get(f"{served.origin}/ended", headers=asked) as answer:
            return await answer.text()

    async def crowd() -> None:
        sessions = [aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) for _ in "abc"]
        try:
            for session, name in zip(sessions, ("ann", "ben", "cem"), strict=True):
                await opened(session, served, name)
            first = await sessions[0].ws_connect(f"{served.origin}/ws", origin=served.origin)
            await until(first, b"Study")
            assert "already open in another window" in await closed_with(sessions[0])
            second = await sessions[1].ws_connect(f"{served.origin}/ws", origin=served.origin)
            await until(second, b"Study")
            assert await closed_with(sessions[2]) == (
                "All places are taken. Try again in a few minutes.\n"
            )
            served.process.send_signal(signal.SIGINT)
            while (await first.receive(timeout=PATIENCE_S)).type is not aiohttp.WSMsgType.CLOSE:
                pass
        finally:
            for session in sessions:
                await session.close()

    sync(crowd())
    assert served.process.wait(PATIENCE_S) == 0


def test_a_rush_gets_no_more_places_than_there_are(serve: Callable[..., Served]) -> None:
    served = serve("--sessions", "1")

    async def rush() -> None:
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            await opened(session, served, "me")
            address = f"{served.origin}/ws"
            lines = await asyncio.gather(
                *(session.ws_connect(address, origin=served.origin) for _ in range(4))
            )
            first = await asyncio.gather(*(line.receive(PATIENCE_S) for line in lines))
            kinds = [message.type for message in first]
            assert kinds.count(aiohttp.WSMsgType.CLOSE) == 3
            await asyncio.gather(*(line.close() for line in lines))

    sync(rush())


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium isn't installed")
def test_a_link_may_stand_on_another_site(serve: Callable[..., Served], tmp_path: Path) -> None:
    served = serve()
    other = tmp_path / "mail.html"
    other.write_text(f'<a href="{served.links["me"].replace("&", "&amp;")}">Study</a>')

    async def follow() -> None:
        async with chromium(tmp_path / "mail") as tab:
            await tab.ask("Page.navigate", url=other.as_uri())
            await tab.value(
                "new Promise(done => { const look = () => document.querySelector('a') ? done()"
                " : requestAnimationFrame(look); look(); })"
            )
            await tab.value("document.querySelector('a').click()")
            await tab.until("Study")

    sync(follow())


def test_the_commands_of_the_page_serve_who_they_name(serve: Callable[..., Served]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "browser.md").read_text("utf-8")
    lines = [line for line in page.splitlines() if line.startswith("trainer serve")]
    assert len(lines) >= 3
    for line in lines:
        _, _, *options = shlex.split(line, comments=True)
        named = [name for name in ("ann", "ben") if name in options]
        links = serve(*options).links
        assert list(links) == (named or ["me"])
        if "--public" in options:
            assert links["ann"].startswith(options[options.index("--public") + 1])


def test_links_stay_the_same_until_new_ones_are_made(serve: Callable[..., Served]) -> None:
    def token(served: Served) -> str:
        return served.links["me"].rpartition("=")[2]

    first, again, anew = token(serve()), token(serve()), token(serve("--new-links"))
    assert first == again != anew
