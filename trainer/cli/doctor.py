"""`trainer doctor`: is the history sound, and what to do if it isn't."""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

import trainer
from trainer.cli.context import Run, common
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.history.doctor import Finding


@click.command("doctor")
@click.option("--rebuild", is_flag=True, help="Make all states anew from the answers first.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(rebuild: bool, as_json: bool, run: Run) -> int:
    """Check the history: file, checksums, states, clock, permissions.

    The exit status is 1 if something is wrong. --rebuild touches no answer; it makes a backup
    first.
    """
    from trainer.history.doctor import Severity, examine

    if not run.history.exists():
        click.echo("[]" if as_json else f"There is no history yet at {run.history}.")
        return 0
    if rebuild:
        _rebuild(run)
    keys, events = _library(run)
    findings = examine(run.history, run.clock.now(), keys)
    if as_json:
        click.echo(json.dumps(_plain(run, findings, events), indent=2, ensure_ascii=False))
    else:
        _report(run, findings, events, rebuilt=rebuild)
    return int(any(found.severity is not Severity.NOTE for found in findings))


def _rebuild(run: Run) -> None:
    from trainer.history.backup import Reason, make_backup
    from trainer.history.store import Store

    with Store.open(run.history, clock=run.clock, create=False) as store:
        make_backup(run.history, run.clock.now(), Reason.ASKED)
        store.rebuild()


def _library(run: Run) -> tuple[frozenset[str] | None, int | None]:
    """The cards with a history that have a question, and the number of events; None where either
    can't be read, which is for the examination to say."""
    from trainer.cli.opening import opened
    from trainer.history.store import Store

    keys: frozenset[str] | None = None
    events = None
    with suppress(TrainerError):
        with Store.open(run.history, clock=run.clock, read_only=True) as store:
            known, events = store.known(), store.counts().events
        found: set[str] = set()
        for library in run.libraries():
            with opened(run, library) as bank:
                found.update(bank.fingerprints(known))
        keys = frozenset(found)
    return keys, events


def _plain(run: Run, findings: list[Finding], events: int | None) -> dict[str, object]:
    return {
        "history": str(run.history),
        "events": events,
        "trainer": trainer.__version__,
        "sqlite": sqlite3.sqlite_version,
        "findings": [asdict(found) for found in findings],
    }


def _report(run: Run, findings: list[Finding], events: int | None, *, rebuilt: bool) -> None:
    from trainer.study.words import counted

    size = "can't be read" if events is None else counted(events, "event")
    click.echo(f"{run.history}: {size}.")
    click.echo(f"trainer {trainer.__version__}, SQLite {sqlite3.sqlite_version}.")
    if rebuilt:
        click.echo("All states were made anew from the answers.")
    if not findings:
        click.echo("Nothing is wrong.")
    for found in findings:
        click.echo(f"\n{found.severity}[{found.code}]: {found.message}\n  {found.advice}")
