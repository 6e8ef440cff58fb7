"""`trainer check --watch`: checks again whenever a file is saved, until Ctrl-C."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.bank.watching import Stamps, differing, stamps
from trainer.cli.check import diagnostics, total
from trainer.cli.context import Run, write
from trainer.cli.person import columns, on_a_terminal
from trainer.language.diagnostics import Diagnostic, render, visible
from trainer.records import record
from trainer.study.words import counted

if TYPE_CHECKING:
    from trainer.bank.library import Library

PERIOD = 0.2
"""Seconds between two looks at the files: soon enough to seem at once."""

SETTLING = 0.05
"""Seconds in which nothing may change before files are read: editors save by removing and
renaming, and a check in between would report that the file is gone."""


@record(frozen=True)
class Watch:
    """What is watched, and how findings are written."""

    groups: Mapping[Library, Sequence[Path]]
    run: Run
    style: str
    color: bool
    wait: Callable[[float], None] = time.sleep

    def forever(self) -> int:
        """Shows what is wrong now and after every change; returns 0 when it is interrupted."""
        screen = on_a_terminal()
        try:
            seen = self._settled()
            found = self._all(len(seen), screen)
            while True:
                self.wait(PERIOD)
                if self._look() == seen:
                    continue
                now = self._settled()
                saved = differing(seen, now)
                seen = now
                gone = saved - {Path(path) for path in now}
                found = (
                    self._all(len(seen), screen)
                    if screen
                    else self._what_changed(saved - gone, gone, found)
                )
        except KeyboardInterrupt:
            # The terminal has written ^C where the cursor stood.
            click.echo(err=True)
            return 0

    def _look(self) -> Stamps:
        return {path: stamp for library in self.groups for path, stamp in stamps(library).items()}

    def _settled(self) -> Stamps:
        now = self._look()
        while True:
            self.wait(SETTLING)
            again = self._look()
            if again == now:
                return now
            now = again

    def _all(self, files: int, screen: bool) -> list[Diagnostic]:
        """Everything, on a screen of its own."""
        found = diagnostics(self.groups, self.run)
        if screen:
            click.clear()
        self._write(found)
        write(f"{total(found)} Watching {counted(files, 'file')}; Ctrl-C ends.")
        return found

    def _what_changed(
        self, saved: Iterable[Path], gone: Iterable[Path], before: Sequence[Diagnostic]
    ) -> list[Diagnostic]:
        """What was saved or went, what is wrong in it, and what that made wrong elsewhere."""
        found = diagnostics(self.groups, self.run)
        names, missing = self._names(saved), self._names(gone)
        known = set(before)
        lines = (("Saved", names), ("Gone", missing))
        told = (f"{what}: {', '.join(which)}" for what, which in lines if which)
        write(visible("\n" + "\n".join(told)))
        self._write([one for one in found if one.file in names or one not in known])
        write(total(found))
        return found

    def _names(self, paths: Iterable[Path]) -> list[str]:
        return sorted({library.shown(path) for library in self.groups for path in paths})

    def _write(self, found: Sequence[Diagnostic]) -> None:
        if text := render(found, self.style, self.color, columns()):
            write(text.removesuffix("\n"))
