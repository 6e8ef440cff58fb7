"""`trainer check --fix`: writes what a machine can mend, or shows it as a diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

import click

from trainer.atomic import replacing
from trainer.bank.fixing import Mended, mend
from trainer.errors import TrainerError
from trainer.study.words import counted

if TYPE_CHECKING:
    from trainer.bank.library import Library
    from trainer.cli.context import Run


@dataclass
class Done:
    """How much was mended, and whether all of it could be written."""

    mistakes: int = 0
    ids: int = 0
    files: int = 0
    failed: bool = False

    def sentence(self, would: bool) -> str:
        """The last line, such as `Fixed 3 mistakes in 2 files.`"""
        if not self.files:
            return "There is nothing that a machine could fix."
        parts = []
        if self.mistakes:
            parts.append(f"{'fix' if would else 'fixed'} {counted(self.mistakes, 'mistake')}")
        if self.ids:
            parts.append(f"{'write' if would else 'wrote'} {counted(self.ids, 'id')}")
        said = f"{'would ' * would}{' and '.join(parts)} in {counted(self.files, 'file')}."
        return said[:1].upper() + said[1:]


def fix(groups: Mapping[Library, Sequence[Path]], run: Run, *, diff: bool) -> Done:
    """Mends the files of each library (no paths: all of it); with `diff` it only shows how."""
    done = Done()
    for library, paths in groups.items():
        try:
            allow(library, run)
            # One file after the other: what can't be written doesn't keep the rest from it.
            with closing(mend(library, run.folders.index, paths, SystemRandom())) as found:
                for file in found:
                    _take(file, done, diff)
        except TrainerError as error:
            done.failed = True
            click.echo(f"trainer: {error}", err=True)
    return done


def _take(file: Mended, done: Done, diff: bool) -> None:
    if diff:
        click.echo("".join(unified(file)), nl=False)
    else:
        try:
            if not file.is_current():
                # What somebody wrote meanwhile counts more than what a machine can mend.
                raise TrainerError(
                    f"{file.shown} was saved just now, and is left so; run it again."
                )
            with replacing(file.path) as target:
                target.write(file.after)
        except TrainerError as error:
            done.failed = True
            click.echo(f"trainer: {error}", err=True)
            return
    done.mistakes += file.mistakes
    done.ids += file.ids
    done.files += 1


def allow(library: Library, run: Run) -> None:
    """Raises TrainerError for a library that isn't to be edited: where its folder is read-only,
    and the program's own, unless somebody works in it."""
    if run.borrows(library):
        what = "comes with the program"
    elif not library.writable:
        what = "is read-only"
    else:
        return
    raise TrainerError(
        f"the library in {library.root} {what}, so nothing in it was fixed; "
        "copy its `questions` folder to a place of yours and fix it there."
    )


def unified(file: Mended) -> Iterator[str]:
    """The lines of a unified diff that `patch -p0` and `git apply -p0` take."""
    before = _lines(file.before or b"")
    origin = file.shown if file.before is not None else "/dev/null"
    for line in difflib.unified_diff(before, _lines(file.after), origin, file.shown):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    """Cut before decoding, and at line feeds alone: to `patch` nothing else ends a line."""
    return [line.decode(errors="replace") for line in BytesIO(data)]
