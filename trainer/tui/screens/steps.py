"""Work of seconds in steps, between which a page is painted and hears keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trainer.tui.screens.page import Page

PAUSE = 0.02
"""Seconds between two steps: a frame, and time for keys. `call_after_refresh` would call at once
where the page doesn't know yet that one of its widgets has changed."""


class Steps:
    """Of one page. Where the page is left, what isn't done yet is left too; after an error as well,
    which the page then tells.

    `stepped` is called after each step, `done` after the last. `so_far` is how many of how many are
    done, None while there is nothing to do.
    """

    def __init__(self, page: Page, stepped: Callable[[], None], done: Callable[[], None]) -> None:
        self._page, self._stepped, self._done = page, stepped, done
        self.so_far: tuple[int, int] | None = None

    def take(self, steps: Iterator[tuple[int, int]]) -> bool:
        """Begins with these; whether there is one. Raises what the first does."""
        self.so_far = next(steps, None)
        if self.so_far is None:
            return False
        self._go_on(steps)
        return True

    def said(self, what: str) -> str:
        """How far it is, "" while there is nothing to do."""
        if self.so_far is None:
            return ""
        done, total = self.so_far
        return f"{what}, {done / total:.0%}"

    def _go_on(self, steps: Iterator[tuple[int, int]]) -> None:
        self._stepped()
        self._page.set_timer(PAUSE, lambda: self._step(steps))

    def _step(self, steps: Iterator[tuple[int, int]]) -> None:
        if self._page.gone:
            return
        failed = True

        def step() -> tuple[int, int] | None:
            nonlocal failed
            found, failed = next(steps, None), False
            return found

        self.so_far = self._page.attempt(step)
        if self.so_far is not None:
            self._go_on(steps)
        elif failed:
            self._stepped()
        else:
            self._done()
