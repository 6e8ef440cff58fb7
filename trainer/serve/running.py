"""The site from its start to Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from trainer.atomic import replacing
from trainer.errors import TrainerError
from trainer.serve.site import Plan, Site

KEY_FILE = "serve.key"


def secret(folder: Path, *, anew: bool = False) -> bytes:
    """What the links are made of, kept in the learner's data so that they stay the same; `anew`
    makes another, and every link and cookie given out before is worth nothing. Raises
    TrainerError."""
    path = folder / KEY_FILE
    try:
        if not anew and len(found := path.read_bytes()) == 32:
            return found
    except FileNotFoundError:
        pass
    except OSError as error:
        raise TrainerError(f"{path} can't be read: {error.strerror or error}.") from None
    made = secrets.token_bytes(32)
    with replacing(path, private=True) as file:
        file.write(made)
    return made


def run(plan: Plan, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serves until SIGINT or SIGTERM; `ready` is called once connections are taken. Raises
    TrainerError where the address can't be had."""
    asyncio.run(_run(plan, host, port, ready))


async def _run(plan: Plan, host: str, port: int, ready: Callable[[], None]) -> None:
    runner = web.AppRunner(Site(plan).app(), access_log=None, shutdown_timeout=10)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            # asyncio's own words repeat the address.
            reason = os.strerror(error.errno).lower() if error.errno else str(error)
            raise TrainerError(
                f"{host}:{port} can't be used: {reason}. Name another port with --port, or another "
                "address of this machine with --host."
            ) from None
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            # Windows has no such handlers; Ctrl-C raises KeyboardInterrupt there.
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, over.set)
        ready()
        await over.wait()
    finally:
        await runner.cleanup()
