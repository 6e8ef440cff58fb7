"""Answers on their way to the class while the learner goes on studying."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Event, Thread
from typing import Self

from trainer.classroom.address import connected
from trainer.classroom.push import NOTE, identity, push
from trainer.clock import Clock
from trainer.errors import TrainerError
from trainer.history.store import Store

EVERY_S = 30.0
LONGEST_S = 600.0
"""After failures the wait doubles up to this."""
AT_END_S = 2.0
"""How long the end waits for what is on its way; what isn't there by then goes the next time."""


class Pushing:
    """A context manager that pushes to the class from a thread, if the profile belongs to one.

    It reads the history through a connection of its own, so no answer waits for the network;
    `problem` says, once it is over, why not all arrived.
    """

    def __init__(
        self,
        server: str,
        history: Path,
        clock: Clock,
        environ: Mapping[str, str],
        every: float = EVERY_S,
    ) -> None:
        self.problem = ""
        self._server, self._history, self._clock = server, history, clock
        self._environ, self._every = environ, every
        self._over = Event()
        self._thread = Thread(target=self._run, name="class", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(AT_END_S)
        if self._thread.is_alive():
            self.problem = "The class doesn't answer; your answers go there the next time."

    def _run(self) -> None:
        wait = self._every
        while True:
            over = self._over.wait(wait)
            if over and self.problem:
                # It failed a moment ago; the end needn't wait for it to fail again.
                return
            try:
                self._push()
                self.problem, wait = "", self._every
            except TrainerError as error:
                self.problem, wait = str(error), min(wait * 2, LONGEST_S)
            if over:
                return

    def _push(self) -> None:
        if not self._history.exists():
            return
        with Store.open(self._history, clock=self._clock, read_only=True) as store:
            noted = store.noted(NOTE)
            if not noted:
                return
            with connected(self._server, self._environ) as db:
                if identity(db) == noted:
                    push(db, store, latest=True)
