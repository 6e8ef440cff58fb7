"""`trainer check`: every mistake in question and deck files."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.context import Run, common
from trainer.cli.person import ReaderGoneError, colored, columns

if TYPE_CHECKING:
    from trainer.bank.library import Library
    from trainer.language.diagnostics import Diagnostic

FOR_PEOPLE = ("full", "concise")

_SLOW = (
    "PyYAML was built without libyaml here, and so reads many times as slowly. Where libyaml is "
    "installed, `pip install --force-reinstall --no-binary pyyaml pyyaml` builds it anew."
)


@click.command("check")
@click.argument(
    "paths", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="[PATH]..."
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["full", "concise", "json", "github", "sarif"]),
    default="full",
    show_default=True,
    help="How findings are written.",
)
@click.option("--fix", "fixes", is_flag=True, help="Mend what a machine can; write missing ids.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--watch", "watches", is_flag=True, help="Check again whenever a file is saved.")
@click.option("--strict", is_flag=True, help="Advice counts as a finding too.")
@click.option("--explain", metavar="CODE", help="Explain a code such as Q010.")
@common
def command(
    paths: tuple[Path, ...],
    style: str,
    fixes: bool,
    diff: bool,
    watches: bool,
    strict: bool,
    explain: str | None,
    run: Run,
) -> int:
    """Find every mistake in question files, all of them at once.

    Without PATH, the whole library is checked. The exit status is 0 if nothing was found, 1 if
    something was, 2 if the check could not run or --fix could not write a file.
    """
    if explain is not None:
        return _explain(explain)
    groups = _by_library(paths, run)
    if any(run.borrows(library) for library in groups):
        said = "There is no `questions/` here: checking the program's own library."
        if any(Path.cwd().glob("*.yaml")):
            said += " `trainer check .` checks what is in this folder."
        click.echo(said, err=True)
    color = colored(os.environ)
    if watches:
        return _watch(groups, run, style, color, alone=not (fixes or diff))
    if fixes or diff:
        return _fix(groups, run, style, color, strict, diff)
    found = diagnostics(groups, run)
    try:
        _show(found, style, color)
    except BrokenPipeError:
        raise ReaderGoneError(_status(found, strict)) from None
    return _status(found, strict)


def _explain(code: str) -> int:
    from trainer.errors import TrainerError
    from trainer.language.codes import codes, explain

    page = explain(code)
    if page is None:
        first, *_, last = codes()
        raise TrainerError(
            f"there is no code `{code}`; codes stand in brackets in a finding and go from {first} "
            f"to {last}."
        )
    click.echo(page, nl=False)
    return 0


def _by_library(paths: tuple[Path, ...], run: Run) -> dict[Library, list[Path]]:
    """The named files by the library that each belongs to; without any, the library as a whole."""
    from trainer.bank.library import library_at, library_of

    here = Path.cwd()
    if not paths:
        return {library_at(run.root().absolute(), here): []}
    groups: dict[Library, list[Path]] = {}
    for path in paths:
        groups.setdefault(library_of(here / path, here), []).append(here / path)
    return groups


def diagnostics(groups: Mapping[Library, Sequence[Path]], run: Run) -> list[Diagnostic]:
    """What is wrong in these files, or in the libraries for which none are named."""
    from trainer.bank.bank import Bank
    from trainer.cli.progress import progress

    found: list[Diagnostic] = []
    for library, named in groups.items():
        with (
            progress("Reading questions") as tick,
            Bank.open(library, run.folders.index, advising=True, tick=tick) as bank,
        ):
            found += bank.check(named)
    # Loaded only where something had to be read.
    source = sys.modules.get("trainer.language.source")
    if source is not None and not source.FAST:
        click.echo(_SLOW, err=True)
    return found


def _fix(
    groups: Mapping[Library, Sequence[Path]],
    run: Run,
    style: str,
    color: bool,
    strict: bool,
    diff: bool,
) -> int:
    from trainer.cli.fixing import fix

    done = fix(groups, run, diff=diff)
    found = diagnostics(groups, run)
    if not diff:
        _show(found, style, color)
    if done.files or not done.failed:
        click.echo(done.sentence(would=diff), err=True)
    if done.failed:
        return 2
    return int(diff and done.files > 0) or _status(found, strict)


def _watch(
    groups: Mapping[Library, Sequence[Path]], run: Run, style: str, color: bool, *, alone: bool
) -> int:
    from trainer.cli.watching import Watch

    if style not in FOR_PEOPLE or not alone:
        raise click.UsageError(
            "--watch only shows findings, as `full` or `concise`; leave out the other options."
        )
    return Watch(groups, run, style, color).forever()


def _show(found: list[Diagnostic], style: str, color: bool) -> None:
    from trainer.language.diagnostics import render

    click.echo(render(found, style, color, columns()), nl=False)
    if style in FOR_PEOPLE:
        click.echo(total(found), err=True)


def total(found: Sequence[Diagnostic]) -> str:
    """The last line: how much of what was found, and how much of it a machine can mend."""
    from trainer.study.words import counted

    kinds = {"error": "error", "warning": "warning", "info": "piece of advice"}
    plural = {"info": "pieces of advice"}
    parts = [
        counted(n, noun, plural.get(severity, ""))
        for severity, noun in kinds.items()
        if (n := sum(one.severity == severity for one in found))
    ]
    if not parts:
        return "No mistakes found."
    fixable = sum(bool(one.fix) for one in found)
    part = "all" if fixable == len(found) else str(fixable)
    which = "it" if len(found) == 1 else f"{part} of them"
    mends = f"; `trainer check --fix` mends {which}" if fixable else ""
    return f"Found {', '.join(parts)}{mends}."


def _status(found: list[Diagnostic], strict: bool) -> int:
    return int(any(strict or one.severity != "info" for one in found))
