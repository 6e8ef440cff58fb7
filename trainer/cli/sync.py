"""`trainer sync`: the same history on several devices, or with a class."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.context import Run, common
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.history.store import Store
    from trainer.history.sync import Learner, Synced

_NEW = "new"


@click.command("sync")
@click.argument("named", metavar="FOLDER|class")
@click.option("--join", metavar="ID", help="Whose history in FOLDER this one belongs to.")
@click.option("--new", is_flag=True, help="This is another learner's than those in FOLDER.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(named: str, join: str | None, new: bool, as_json: bool, run: Run) -> int:
    """Bring the history and those of your other devices together through FOLDER, or with a class.

    FOLDER is carried about by something else: Dropbox, Syncthing, a git repository, a USB stick.
    Each device writes files of its own there and reads the others'. The first sync with a folder
    that holds histories already asks whether one of them is yours.

    `trainer sync class` gives your answers to the class that the settings name (a folder of that
    name is `./class`), and takes in those of your other devices. Once that was done, answers go
    there by themselves while you study.
    """
    if named == "class":
        from trainer.cli.sync_class import sync_class

        return sync_class(run, join, as_json)
    folder = Path(named)
    from trainer.history.store import Store
    from trainer.history.sync import sync

    if join and new:
        raise TrainerError("--join and --new say opposite things; leave one of them out.")
    with Store.open(run.history, clock=run.clock) as store:
        _choose(store, folder, join, new)
        done = sync(store, folder, before=lambda: _back_up(run))
    if as_json:
        click.echo(json.dumps(asdict(done)))
    else:
        _report(done, folder)
    return 1 if done.damaged else 0


def _choose(store: Store, folder: Path, join: str | None, new: bool) -> None:
    """Says once whose history this is: by option, or by asking where a terminal is."""
    from trainer.cli.person import interactive
    from trainer.history.sync import join as belong
    from trainer.history.sync import learners

    own = store.noted("learner")
    if own and join and own != join:
        raise TrainerError(
            f"this history is {own}'s already, so it can't become {join}'s; use another --profile."
        )
    if own:
        return
    if join or new:
        belong(store, folder, join)
    elif (present := learners(folder)) and interactive():
        picked = _ask(present, folder)
        belong(store, folder, None if picked == _NEW else picked)


def _ask(present: list[Learner], folder: Path) -> str:
    from trainer.study.words import counted

    click.echo(f"{folder} holds histories already:")
    for one in present:
        size = f"{one.size / 1000:,.0f} kB"
        click.echo(f"  {one.id}  {counted(one.devices, 'device')}, {size}")
    choices = click.Choice([*(one.id for one in present), _NEW])
    return str(click.prompt(f"Which one is yours (or `{_NEW}`)", type=choices, show_choices=False))


def _back_up(run: Run) -> None:
    from trainer.history.backup import Reason, make_backup

    make_backup(run.history, run.clock.now(), Reason.MERGE)


def _report(done: Synced, folder: Path) -> None:
    from trainer.study.words import counted

    others = counted(done.devices, "other device")
    click.echo(
        f"{counted(done.sent, 'event')} given to {folder}, "
        f"{done.received:,} taken in from {others}."
    )
    for name in done.damaged:
        click.echo(
            f"Note: lines of {name} are damaged and were left out; what is whole came in. They are "
            "tried again at the next sync, and that device writes a lost file anew.",
            err=True,
        )
