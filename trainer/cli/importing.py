"""`trainer import`: questions, and answers, from other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.context import Run, common
from trainer.errors import TrainerError
from trainer.paths import QUESTIONS

if TYPE_CHECKING:
    from trainer.anki.importing import Imported
    from trainer.bank.receiving import Target
    from trainer.history.store import Store

_SHOWN = 10


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The library to write to, or a folder below its `questions/`.",
)
@common
def command(file: Path, output: Path | None, run: Run) -> int:
    """Make question files of FILE, from Anki, Moodle or a spreadsheet.

    It reads packages of Anki (.apkg, .colpkg), GIFT, Moodle XML, Aiken, and tables (CSV, TSV).
    Decks and categories become files, media come along, and answers in a package go into the
    history. What is in the library already stays as it is, so importing twice changes nothing.
    Without -o, the library of the current folder is written to; where there is none, a folder
    named after FILE becomes one.
    """
    if file.suffix.lower() not in (".apkg", ".colpkg"):
        return _import_file(file, _target(run, file, output))
    try:
        return _import_package(file, _target(run, file, output), run)
    except KeyboardInterrupt:
        click.echo("Stopped. What is written is whole; import it again to go on.", err=True)
        raise


def _import_package(file: Path, target: Target, run: Run) -> int:
    from trainer.anki.importing import Learner, import_package
    from trainer.cli.progress import progress

    learner = Learner(lambda: _store(run), lambda: run.zone, run.settings.day_start)
    with progress("Reading notes") as tick:
        done = import_package(file, target, learner, tick)
    _report(done, target)
    return 0


def _import_file(path: Path, target: Target) -> int:
    from trainer.cli.import_files import import_file
    from trainer.study.words import counted

    done = import_file(path, target)
    placed = done.placed
    click.echo(
        f"{counted(done.found, 'question')}: {placed.added:,} added, {placed.same:,} there already."
    )
    _list_files([target.questions / name for name in placed.files], target)
    if done.media:
        click.echo(f"{counted(done.media, 'media file')} copied.")
    _tell_differing(placed.differing, "file")
    for problem in done.problems:
        click.echo(f"Note: {problem}.", err=True)
    return 0


def _target(run: Run, file: Path, output: Path | None) -> Target:
    """Where to write: never into the bank that comes with the program unless it was named."""
    from trainer.bank.receiving import Target
    from trainer.paths import find_library, library_above
    from trainer.wording.slug import slug

    here, cache = Path.cwd(), run.folders.index
    if output is not None:
        folder = (here / output).absolute()
        above = library_above(folder)
        if above is not None and folder.is_relative_to(above / QUESTIONS):
            below = folder.relative_to(above / QUESTIONS).as_posix()
            return Target(above, "" if below == "." else below, cache)
        return Target(folder, "", cache)
    try:
        root = find_library(run.library, run.environ, here, run.settings.library, None)
    except TrainerError:
        if run.library or run.environ.get("TRAINER_LIBRARY"):
            raise
        root = here / (slug(file.stem, 60) or "imported")
    return Target(root.absolute(), "", cache)


def _store(run: Run) -> Store:
    from trainer.history.backup import Reason, make_backup
    from trainer.history.store import Store

    store = Store.open(run.history, clock=run.clock)
    if store.counts().events:
        make_backup(run.history, run.clock.now(), Reason.IMPORT)
    return store


def _report(done: Imported, target: Target) -> None:
    from trainer.study.words import counted

    click.echo(
        f"{counted(done.notes, 'note')}: {counted(done.added, 'question')} added, "
        f"{done.same:,} there already."
    )
    _list_files(done.files, target)
    if done.media:
        click.echo(f"{counted(done.media, 'media file')} copied.")
    if done.answers:
        click.echo(f"{counted(done.answers, 'event')} added to the history.")
    if done.answers_lost:
        click.echo(
            f"Note: {counted(done.answers_lost, 'answer')} left out: the questions aren't here.",
            err=True,
        )
    _tell_differing(done.differing, "package")
    if done.deleted:
        click.echo(
            f"Note: {counted(done.deleted, 'question')} you deleted here stay out.", err=True
        )
    for problem in done.problems:
        click.echo(f"Note: {problem}.", err=True)


def _list_files(files: Sequence[Path], target: Target) -> None:
    from trainer.study.words import counted

    for path in files[:_SHOWN]:
        click.echo(f"  {path.relative_to(target.root)}")
    if len(files) > _SHOWN:
        click.echo(f"  and {counted(len(files) - _SHOWN, 'more file', 'more files')}")


def _tell_differing(ids: Sequence[str], where: str) -> None:
    from trainer.study.words import counted

    if ids:
        names = ", ".join(ids[:3]) + (", …" if len(ids) > 3 else "")
        click.echo(
            f"Note: {counted(len(ids), 'question')} in the library and in the {where} "
            f"differ, and stay as they are in the library: {names}.",
            err=True,
        )
