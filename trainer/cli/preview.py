"""`trainer preview`: a file's questions as learners see them, while it is being written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.context import Run, common, write
from trainer.cli.person import interactive
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.study.draft import Author
    from trainer.tui.keys import Key
    from trainer.tui.screens.page import Page


@click.command("preview")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--plain", is_flag=True, help="Lines instead of a screen.")
@common
def command(file: Path, plain: bool, run: Run) -> int:
    """Show FILE's questions as learners see them, and what is wrong in it.

    On a screen the file is read again whenever it is saved. Without a terminal its questions are
    printed with their answers marked.
    """
    author = _author(Path.cwd() / file, run)
    if plain or not interactive():
        from trainer.plain.sheet import sheet

        try:
            draft = author.read()
        except OSError as error:
            raise TrainerError(f"{file} can't be read: {error.strerror or error}.") from None
        for line in sheet(draft):
            write(line)
        return 0
    from trainer.tui import run as show

    def first(keys: tuple[Key, ...]) -> Page:
        from trainer.tui.screens.preview import PreviewScreen

        return PreviewScreen(keys, author)

    with run.desk(read_only=True) as desk:
        return show(desk, first=first, keys=run.settings.keys, theme=run.settings.theme)


def _author(path: Path, run: Run) -> Author:
    """Raises TrainerError for what is no file of questions."""
    from trainer.bank.library import LIBRARY_FILE, SUFFIXES, library_of
    from trainer.study.draft import Author

    library = library_of(path, Path.cwd())
    below = path.absolute().is_relative_to(library.questions)
    named_so = path.name.endswith(SUFFIXES) and path.name != LIBRARY_FILE
    # A pipe would be waited for.
    if not path.is_file() or not named_so or not below:
        raise TrainerError(
            f"{path} is no file of questions; those are in `questions/` and end in `.yaml`."
        )
    return Author(library, path.absolute(), run.folders.index)
