"""`trainer new`: a file of questions to begin with."""

from __future__ import annotations

from pathlib import Path
from random import SystemRandom
from shlex import quote

import click

from trainer.cli.context import Run, common, write
from trainer.errors import TrainerError

NEXT = """\
Put your questions in the place of its examples. Then:
  {check:<{width}}  names every mistake in it
  {preview:<{width}}  shows its questions as learners see them
  {study:<{width}}  opens the home screen"""


@click.command("new")
@click.argument("file")
@common
def command(file: str, run: Run) -> int:
    """Write FILE, a file of questions that shows each kind by an example.

    FILE is a name such as `tang`, or a path. In a folder that is no library yet, `questions/`
    and its `library.yaml` are made too. A file that is there is never overwritten.
    """
    from trainer.bank.library import library_at
    from trainer.bank.starting import place, start

    here = Path.cwd()
    named = run.library or run.environ.get("TRAINER_LIBRARY")
    root, path = place(file, here / Path(named).expanduser() if named else here)
    shown = library_at(root, here).shown
    for each, text in start(root, path, run.folders.index, SystemRandom()).items():
        _create(each, text)
        write(f"Wrote {shown(each)}")
    check, preview = (f"trainer {verb} {quote(shown(path))}" for verb in ("check", "preview"))
    write(NEXT.format(check=check, preview=preview, study="trainer", width=len(preview)))
    return 0


def _create(path: Path, text: bytes) -> None:
    """A new file. Raises TrainerError, and never overwrites one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrainerError(f"{path.parent} can't be made: {error.strerror or error}.") from None
    try:
        with path.open("xb") as file:
            file.write(text)
    except FileExistsError:
        raise TrainerError(f"{path} is there already; choose another name, or edit it.") from None
    except OSError as error:
        raise TrainerError(f"{path} can't be written: {error.strerror or error}.") from None
