"""Processes of `trainer` for tests: each is forked from one that has imported the program already.

A start is half of what most commands cost, and a test of what a command says isn't about it. What a
process is stays: its own folder, environment, streams, memory and exit status.
"""

from __future__ import annotations

import atexit
import functools
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PATIENCE = 60
"""Seconds after which a command is ended."""
STREAMS = ("in", "out", "err")


def run(
    arguments: Sequence[str], sent: str, folder: Path, environ: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Runs `trainer` with these arguments, as `subprocess.run` would, and waits for its end."""
    server = _server()
    with TemporaryDirectory() as made:
        streams = [Path(made, name) for name in STREAMS]
        streams[0].write_text(sent, encoding="utf-8")
        request = {
            "arguments": list(arguments),
            "folder": str(folder),
            "environ": dict(environ),
            "streams": [str(path) for path in streams],
        }
        assert server.stdin and server.stdout
        server.stdin.write(json.dumps(request) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        out, err = (path.read_text(encoding="utf-8") for path in streams[1:])
    return subprocess.CompletedProcess(["trainer", *arguments], code, out, err)


@functools.cache
def _server() -> subprocess.Popen[str]:
    """One for each process that runs tests; it ends when its requests do."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.forking"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=Path(__file__).parents[1],
    )
    atexit.register(server.communicate)
    return server


def _import_commands() -> None:
    """What commands import; a command that needs a screen or a database imports that itself."""
    import trainer.cli

    for module in pkgutil.iter_modules(trainer.cli.__path__, "trainer.cli."):
        importlib.import_module(module.name)
    for name in ("trainer.study.desk", "trainer.bank.bank", "trainer.language.reader"):
        importlib.import_module(name)


def _next_child() -> dict[str, Any] | None:
    """Forks for each request and answers with the exit status; what a child is to do, in a child,
    and nothing after the last request."""
    while line := sys.stdin.readline():
        child = os.fork()
        if not child:
            return json.loads(line)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    return None


def _become(request: dict[str, Any]) -> None:
    signal.alarm(PATIENCE)
    for number, path in enumerate(request["streams"]):
        flags = os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environ"])
    time.tzset()
    sys.argv = ["trainer", *request["arguments"]]


if __name__ == "__main__":
    from trainer.cli import main

    _import_commands()
    if (request := _next_child()) is not None:
        _become(request)
        raise SystemExit(main())
