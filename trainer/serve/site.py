"""The web site: a page, its script, and a socket for each session; every answer guarded."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

import textual_serve
from aiohttp import WSMsgType, web

from trainer.records import record
from trainer.serve.gate import COOKIE, Gate, clamped, number_in
from trainer.serve.screen import Screen

LONGEST_MESSAGE = 64 * 1024
FONT = 16
YEAR_S = 365 * 86_400

NO_ENTRY = "This link lets nobody in. Ask whoever runs this trainer for yours.\n"
FOREIGN = "This was not asked for by a page of this site.\n"
FULL = "All places are taken. Try again in a few minutes.\n"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@record(frozen=True)
class Plan:
    """What is offered: who may come in, how a learner's session is started (a command and its
    environment), how many at once, and after how many seconds without a key one is ended."""

    gate: Gate
    command: Callable[[str], tuple[Sequence[str], Mapping[str, str]]]
    sessions: int
    idle_s: float


@dataclass
class Site:
    """The site while it runs. `ended` has why each learner's latest session ended, for their page
    to ask."""

    plan: Plan
    running: set[Screen] = field(default_factory=set)
    taken: int = 0
    """Places, those included whose session is only starting."""
    ended: dict[str, str] = field(default_factory=dict)

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._guarded], client_max_size=LONGEST_MESSAGE)
        static = Path(textual_serve.__file__).parent / "static"
        app.add_routes(
            [
                web.get("/", self._index),
                web.get("/page.css", self._file("page.css", "text/css")),
                web.get("/page.js", self._file("page.js", "text/javascript")),
                web.get("/ended", self._why),
                web.get("/ws", self._socket),
                web.static("/static", static),
            ]
        )
        app.on_shutdown.append(self._shut_down)
        return app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuses what isn't meant for this site, gives strangers nothing but the door, and says
        to every browser what it may do."""
        gate = self.plan.gate
        learner = request["learner"] = gate.learner_of(request.cookies.get(COOKIE, ""))
        try:
            if not gate.knows_host(request.host):
                response: web.StreamResponse = _refused(FOREIGN)
            elif request.path != "/" and learner is None:
                response = _refused(NO_ENTRY)
            else:
                response = await handler(request)
        except web.HTTPException as error:
            response = error
        if not response.prepared:
            response.headers.update(_headers(request.host))
        return response

    async def _index(self, request: web.Request) -> web.StreamResponse:
        gate = self.plan.gate
        if "token" in request.query:
            learner = gate.opened_by(request.query)
            if learner is None:
                return _refused(NO_ENTRY)
            # No redirect: on one that began at another site a strict cookie would stay behind.
            response = web.Response(text=_page("onward.html"), content_type="text/html")
            response.set_cookie(
                COOKIE,
                gate.cookie(learner),
                max_age=YEAR_S,
                httponly=True,
                samesite="Strict",
                secure=self._secure(request),
            )
            return response
        if request["learner"] is None:
            return _refused(NO_ENTRY)
        scheme = "wss" if self._secure(request) else "ws"
        font = min(max(number_in(request.query.get("fontsize")) or FONT, 8), 40)
        text = _page("index.html").replace("@WEBSOCKET@", f"{scheme}://{request.host}/ws")
        return web.Response(text=text.replace("@FONT@", str(font)), content_type="text/html")

    def _secure(self, request: web.Request) -> bool:
        """Whether the browser speaks TLS, to a proxy in front of this."""
        return f"https://{request.host.lower()}" in self.plan.gate.origins

    def _file(self, name: str, kind: str) -> Handler:
        async def handler(_: web.Request) -> web.StreamResponse:
            return web.Response(text=_page(name), content_type=kind)

        return handler

    async def _why(self, request: web.Request) -> web.StreamResponse:
        if "X-Requested-With" not in request.headers:
            return _refused(FOREIGN)
        return web.Response(text=self.ended.get(request["learner"], ""))

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        learner: str = request["learner"]
        if not self.plan.gate.is_own(request.headers.get("Origin")):
            return _refused(FOREIGN)
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=LONGEST_MESSAGE)
        await socket.prepare(request)
        if self.taken >= self.plan.sessions:
            self.ended[learner] = FULL
            await socket.close()
            return socket
        self.taken += 1
        try:
            await self._sit(request, socket, learner)
        finally:
            self.taken -= 1
        return socket

    async def _sit(self, request: web.Request, socket: web.WebSocketResponse, learner: str) -> None:
        size = clamped(
            number_in(request.query.get("width")), number_in(request.query.get("height"))
        )
        command, environ = self.plan.command(learner)
        screen = await Screen.start(command, environ, size)
        self.running.add(screen)
        self.ended.pop(learner, None)
        try:
            await self._run(screen, socket, learner)
        finally:
            self.running.discard(screen)

    async def _run(self, screen: Screen, socket: web.WebSocketResponse, learner: str) -> None:
        """Passes keys in and drawings out until either side ends."""
        shown = asyncio.create_task(screen.show(_sender(socket)))
        heard = asyncio.create_task(self._hear(screen, socket, learner))
        try:
            await asyncio.wait({shown, heard}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            heard.cancel()
            await screen.stop()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(shown, heard, return_exceptions=True)
            if screen.said.strip():
                self.ended[learner] = screen.said.strip().removeprefix("trainer: ")
            await socket.close()

    async def _hear(self, screen: Screen, socket: web.WebSocketResponse, learner: str) -> None:
        last = time.monotonic()
        while True:
            left = self.plan.idle_s - (time.monotonic() - last)
            try:
                message = await asyncio.wait_for(socket.receive(), max(left, 0.01))
            except TimeoutError:
                self.ended[learner] = "Nothing was typed for a long time."
                return
            if message.type is not WSMsgType.TEXT:
                if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED):
                    return
                continue
            try:
                kind, *data = message.json()
            except (ValueError, TypeError):
                continue
            if kind == "stdin" and data and isinstance(data[0], str):
                last = time.monotonic()
                await screen.type(data[0])
            elif kind == "resize" and data and isinstance(data[0], dict):
                width, height = clamped(data[0].get("width"), data[0].get("height"))
                await screen.tell(type="resize", width=width, height=height)
            elif kind == "ping":
                await socket.send_json(["pong", data[0] if data else None])
            elif kind in ("focus", "blur"):
                await screen.tell(type=kind)

    async def _shut_down(self, _: web.Application) -> None:
        """Ends every session; their answers are saved already."""
        await asyncio.gather(*(screen.stop() for screen in tuple(self.running)))


def _sender(socket: web.WebSocketResponse) -> Callable[[bytes], Awaitable[None]]:
    async def send(data: bytes) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):
            await socket.send_bytes(data)

    return send


def _refused(words: str) -> web.Response:
    return web.Response(status=403, text=words)


def _headers(host: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            f"font-src 'self'; img-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _page(name: str) -> str:
    return resources.files("trainer.serve").joinpath("pages", name).read_text(encoding="utf-8")
