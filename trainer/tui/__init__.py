"""The terminal face: Textual, imported by nothing else and only when a screen opens."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from trainer.deferred import defer

if TYPE_CHECKING:
    from trainer.study.settings_file import SettingsFile
    from trainer.tui.backend import Asking, Backend
    from trainer.tui.keys import Key
    from trainer.tui.screens.page import Page

YOUNG = 10_000
"""New objects after which the collector looks for rings among them."""


def run(
    backend: Backend,
    begin: Callable[[], Asking] | None = None,
    *,
    first: Callable[[tuple[Key, ...]], Page] | None = None,
    keys: Mapping[str, str] | None = None,
    theme: str = "",
    settings: SettingsFile | None = None,
) -> int:
    """Opens the home screen, or the session that `begin` opens, or the screen that `first` makes
    of the table of keys.

    The backend is first asked after the first paint. Returns the exit status; raises the
    `TrainerError` that left nothing to show. `keys` is action → key, as the settings say
    it; what is chosen on the settings screen goes into `settings`.
    """
    # Until the first paint 100,000 objects are made that all live on: collecting among them costs
    # 12% of a start. The app turns it on again, and ends the deferring.
    gc.disable()
    defer()
    try:
        from trainer.tui.app import TrainerApp

        app = TrainerApp(backend, begin, first=first, keys=keys, theme=theme, settings=settings)
        # A frame makes a few thousand objects and drops them: looking for rings among them after
        # every 700 costs a thirtieth of the time to a verdict.
        gc.set_threshold(YOUNG)
        app.run()
    finally:
        gc.enable()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
