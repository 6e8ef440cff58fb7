"""`trainer backup`: copies of the history, and putting one back."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.confirming import confirm
from trainer.cli.context import Run, common
from trainer.cli.table import table
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.history.backup import Backup


@click.group("backup")
def command() -> None:
    """List the copies of your history, make one, or put one back."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def listed(as_json: bool, run: Run) -> int:
    """List the backups, newest first."""
    from trainer.history.background import folder
    from trainer.history.backup import backups

    found = backups(run.history)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], indent=2, ensure_ascii=False))
    elif not found:
        click.echo("There are no backups yet; the first is made when you have answered something.")
    else:
        rows = [(one.path.stem, _local(one, run), one.reason, _size(one)) for one in found]
        click.echo(table(("Name", "Made", "Why", "Size"), rows))
        click.echo(f"\nIn {folder(run.history)}. Put one back with `trainer backup restore NAME`.")
    return 0


@command.command("make")
@common
def make(run: Run) -> int:
    """Make a backup now; trainer makes one a day by itself."""
    from trainer.history.backup import make_backup

    done = make_backup(run.history, run.clock.now())
    click.echo(f"{done.path} ({_size(done)}), checked.")
    return 0


@command.command("restore")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--yes", is_flag=True, help="Don't ask.")
@common
def restore(name: str | None, yes: bool, run: Run) -> int:
    """Put a backup in the place of the history.

    NAME is as `trainer backup list` shows it, or the path of a file; without it, the newest is
    meant. What is there now is kept as a backup, or set aside where it is damaged.
    """
    from trainer.history.backup import restore

    path = _chosen(name, run)
    if not confirm(f"Put {path.name} in the place of {run.history}?", yes):
        return 0
    aside = restore(run.history, path, run.clock.now())
    click.echo(f"{run.history} is as {path.name} has it.")
    if aside:
        click.echo(f"What was there is damaged; it is kept as {aside}.")
    else:
        click.echo("What was there is the newest backup now.")
    click.echo("If you sync, the answers given since come back with the next `trainer sync`.")
    return 0


def _chosen(name: str | None, run: Run) -> Path:
    from trainer.history.backup import backups

    found = backups(run.history)
    if name is None:
        if not found:
            raise TrainerError(f"there is no backup of {run.history}; name a file to put back.")
        return found[0].path
    for one in found:
        if name in (one.path.stem, one.path.name):
            return one.path
    if (path := Path(name)).is_file():
        return path
    raise TrainerError(f"there is no backup `{name}`; `trainer backup list` shows all of them.")


def _plain(one: Backup) -> dict[str, object]:
    return {
        "name": one.path.stem,
        "at": one.at.astimezone(UTC).isoformat(),
        "reason": one.reason,
        "bytes": one.size,
        "path": str(one.path),
    }


def _local(one: Backup, run: Run) -> str:
    return one.at.astimezone(run.zone).strftime("%Y-%m-%d %H:%M")


def _size(one: Backup) -> str:
    return f"{one.size / 1e6:.1f} MB" if one.size >= 1e6 else f"{one.size / 1e3:.0f} kB"
