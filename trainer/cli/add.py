"""`trainer add`: someone's library beside one's own."""

from __future__ import annotations

import json
from pathlib import Path

import click

from trainer.cli.context import Run, common
from trainer.errors import TrainerError


@click.command("add")
@click.argument("source", metavar="FOLDER|ZIP", type=click.Path(path_type=Path))
@click.option("--as", "name", metavar="NAME", help="What to call a zip's folder.")
@click.option("--replace", is_flag=True, help="Take the place of an earlier version of the zip.")
@common
def command(source: Path, name: str | None, replace: bool, run: Run) -> int:
    """Add a library of questions to those you study from.

    A FOLDER is used where it is; a ZIP is unpacked among trainer's data, its `questions/` and
    `decks/` alone. Both come into `libraries` of the settings file; your answers are kept by
    question, so that a newer version with --replace goes on where the old one was.
    """
    from trainer.paths import QUESTIONS

    if source.is_dir():
        root = source.parent if source.name == QUESTIONS else source
        if not (root / QUESTIONS).is_dir():
            raise TrainerError(f"{source} has no `questions/` in it, so it is no library.")
        root = root.absolute()
    elif source.is_file():
        root = _unpacked(source, name, replace, run)
    else:
        raise TrainerError(f"there is no folder or zip file {source}.")
    new = _into_settings(root, run)
    _report(root, new, run)
    return 0


def _unpacked(file: Path, name: str | None, replace: bool, run: Run) -> Path:
    from trainer.bank.adding import unpack
    from trainer.wording.slug import slug

    called = slug(name or file.stem, 60)
    if not called:
        raise TrainerError(f"`{name or file.stem}` makes no folder's name; choose one with --as.")
    target = run.folders.data / "libraries" / called
    unpack(file, target, replace=replace)
    return target


def _into_settings(root: Path, run: Run) -> bool:
    """Adds a folder to `libraries`; returns False where it is there already."""
    from trainer.atomic import replacing
    from trainer.settings import changed, parse

    file, before = run.folders.settings, run.settings.libraries
    if any(one.resolve() == root.resolve() for one in before):
        return False
    text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    value = json.dumps([str(one) for one in (*before, root)], ensure_ascii=False)
    text = changed(text, "libraries", value)
    parse(text, file)
    with replacing(file) as out:
        out.write(text.encode())
    return True


def _report(root: Path, new: bool, run: Run) -> None:
    from trainer.bank.library import library_at
    from trainer.cli.opening import opened
    from trainer.study.words import counted

    with opened(run, library_at(root, Path.cwd())) as bank:
        decks = bank.decks()
        cards = sum(1 for _ in {card.key for deck in decks for card in bank.candidates(deck)})
        problems = bank.problems()
    what = f"{counted(len(decks), 'deck')} with {counted(cards, 'card')}"
    click.echo(f"{root}: {what} {'added' if new else 'was added before, and is up to date'}.")
    if problems:
        click.echo(
            f"Note: {counted(len(problems), 'mistake')} in it, whose questions are left out; "
            f"`trainer check --library {root}` lists them.",
            err=True,
        )
