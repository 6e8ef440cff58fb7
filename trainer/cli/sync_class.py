"""`trainer sync class`: the history and the class brought together."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from trainer.cli.context import Run


def sync_class(run: Run, join: str | None, as_json: bool) -> int:
    """Gives the class what it lacks, and takes in what this learner's other devices gave it."""
    from trainer.classroom.address import connected
    from trainer.classroom.push import belong, pull, push, put_back, wanted
    from trainer.cli.progress import progress
    from trainer.history.backup import Reason, make_backup
    from trainer.history.store import Store
    from trainer.study.words import counted

    with (
        connected(run.settings.class_server, run.environ) as db,
        Store.open(run.history, clock=run.clock) as store,
    ):
        name = db.info.dbname
        new, libraries = belong(db, store, join), wanted(db)
        if put_back(db, store):
            store.rename()
        received = pull(db, store, lambda: make_backup(run.history, run.clock.now(), Reason.MERGE))
        with progress("Sending answers") as tick:
            done = push(db, store, tick)
    if as_json:
        click.echo(json.dumps({**asdict(done), "received": received}))
    else:
        click.echo(
            f"{counted(done.sent, 'event')} given to the class {name}, "
            f"{received:,} taken in from your other devices."
        )
        if new:
            which = f"questions of {', '.join(sorted(libraries))}" if libraries else "all questions"
            click.echo(f"From now on your answers to {which} go there while you study.")
    if done.refused:
        click.echo(
            f"Note: the class refused {counted(done.refused, 'event')} for what they hold (a text "
            "that is too long, perhaps); they stay in your history.",
            err=True,
        )
    return 0
