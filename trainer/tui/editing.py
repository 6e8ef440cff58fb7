"""Editing a question from the screen: the learner's editor, or first a copy that is theirs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from textual.app import SuspendNotSupported

from trainer.errors import TrainerError
from trainer.study.settings_file import SettingsFile
from trainer.study.showing import Written
from trainer.tui.editor import editor, open_at
from trainer.tui.screens.offer import OfferScreen
from trainer.tui.screens.page import Page


def edit_question(
    page: Page, written: Written, reload: Callable[[], None], leave: Callable[[], None]
) -> None:
    """Opens a question's file at its line, and calls `reload` once the editor ends.

    Where the library isn't to be edited a copy is offered: then `leave` is called before the
    libraries are changed, and home is shown after.
    """
    if written.library.editable:
        if page.managed(lambda: _edit(page, written.path, written.line)):
            reload()
        return
    root = written.library.root
    what = "comes with the program" if written.library.given else "is read-only"
    file = page.trainer.settings
    if file is None:
        page.say(f"The library in {root} {what}.")
        return
    text = (
        f"This question's library {what}. A copy in {file.place_of(written.library)} would be "
        "yours to edit, and be studied from; your history goes on with it."
    )
    title = "Copy these questions for yourself?"
    page.app.push_screen(
        OfferScreen(page.keys, title, text, lambda: _own(page, file, written, leave))
    )


def _own(page: Page, file: SettingsFile, written: Written, leave: Callable[[], None]) -> None:
    copy = page.attempt(lambda: file.copied(written.library))
    if copy is None:
        return
    leave()
    path = copy / written.path.absolute().relative_to(written.library.root.absolute())
    if page.attempt(lambda: file.use(copy)):
        page.managed(lambda: _edit(page, path, written.line))
    page.trainer.show_home()


def _edit(page: Page, path: Path, line: int) -> None:
    """Leaves the screen for the learner's editor, until it ends. Raises TrainerError."""
    argv = open_at(editor(os.environ, shutil.which), path, line)
    try:
        with page.app.suspend():
            status = subprocess.run(argv, check=False).returncode
    except SuspendNotSupported:
        raise TrainerError(f"there is no terminal here for an editor; edit {path}.") from None
    except OSError as error:
        raise TrainerError(f"{argv[0]} can't be started: {error.strerror}.") from None
    page.refresh(layout=True)
    if status:
        raise TrainerError(f"{argv[0]} ended with status {status}.")
