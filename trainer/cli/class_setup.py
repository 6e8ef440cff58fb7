"""`trainer class init` and `invite`: making a class, and letting learners in."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from trainer.cli.context import Run, common


@click.command("init")
@click.option("--server", metavar="ADDRESS", help="The database, instead of the settings' one.")
@click.option("--only", "ids", multiple=True, metavar="ID", help="Only a library's answers.")
@common
def init(server: str | None, ids: tuple[str, ...], run: Run) -> int:
    """Make a class of an empty PostgreSQL database that you own.

    ADDRESS is like postgresql://me@host/database, without a password: that stands in ~/.pgpass.
    Without it, `class-server` of the settings file or the PG variables say where.

    With --only, learners send their answers to that library's questions (the `id` in its
    questions/library.yaml; may be given several times) and keep all others to themselves. Doing it
    again changes nothing else.
    """
    from trainer.classroom.address import connected
    from trainer.classroom.setup import init

    with connected(server or run.settings.class_server, run.environ) as db:
        new = init(db, ids)
        name = db.info.dbname
    click.echo(f"The database {name} is a class {'now' if new else 'already'}.")
    if new:
        click.echo("Let learners in with `trainer class invite NAME…`.")
    return 0


@click.command("invite")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--again", is_flag=True, help="A new password for who lost theirs.")
@click.option("--server", metavar="ADDRESS", help="The database, instead of the settings' one.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def invite(names: tuple[str, ...], again: bool, server: str | None, as_json: bool, run: Run) -> int:
    """Make a login for each NAME and print what to hand to each: it is shown only once.

    Names are of a-z, 0-9 and _.
    """
    from trainer.classroom.address import connected
    from trainer.classroom.setup import check_names, invite

    # All of them first: one that can't be would leave those before it invited and the rest not.
    check_names(names)
    with connected(server or run.settings.class_server, run.environ) as db:
        for name in names:
            found = invite(db, name, again=again)
            if as_json:
                # Written at once, since a password that was made and not shown is lost.
                click.echo(json.dumps(asdict(found)))
                continue
            click.echo(f"# For {found.name}")
            click.echo(f"# In ~/.pgpass (mode 600):\n{found.pgpass}")
            click.echo("# In trainer's settings file (`,` on its home screen says where):")
            click.echo(found.setting)
            click.echo("# Then, once: trainer sync class\n")
    return 0
