"""Textual's driver for terminals, made to outlive its terminal."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App


class Lasting:
    """What is written to a terminal; once that is gone, to nowhere.

    Textual's writing thread ends with the first error, and its queue takes 30 frames. Whoever
    would write the next one waits for ever, with the profile locked and no signal heard.
    """

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._terminal.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._terminal.flush()

    def fileno(self) -> int:
        return self._terminal.fileno()


class LastingDriver(LinuxDriver):
    """A driver whose terminal may be gone at any moment."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        if self._file is not None:
            self._file = cast(Any, Lasting(self._file))
