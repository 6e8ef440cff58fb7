"""`trainer drill`: practice that leaves the schedule alone."""

from __future__ import annotations

import click

from trainer.cli.context import Run, common
from trainer.cli.whole import whole


@click.command("drill")
@click.argument("what", metavar="[DECK or SEARCH]", nargs=-1)
@click.option("--missed", is_flag=True, help="Only what was missed today.")
@click.option("--weak", is_flag=True, help="The cards least likely to be recalled, 20 of them.")
@click.option("--limit", type=whole(1), metavar="N", help="At most N cards.")
@click.option("--plain", is_flag=True, help="Lines instead of a screen.")
@click.option("--json", "as_json", is_flag=True, help="The line protocol, for programs.")
@click.option("--no-save", is_flag=True, help="Practise without storing any answer.")
@common
def command(
    what: tuple[str, ...],
    missed: bool,
    weak: bool,
    limit: int | None,
    plain: bool,
    as_json: bool,
    no_save: bool,
    run: Run,
) -> int:
    """Practise without touching the schedule.

    DECK is the id of a deck, or a folder or file of questions; anything else is a search, such as
    `tag:railways is:flagged`. Without one, all cards that were answered before are meant.
    """
    from trainer.cli.opening import sit, study_desk
    from trainer.cli.progress import shown
    from trainer.study.practice import drill, drill_readied

    meant = " ".join(what) or None
    with study_desk(run, meant, no_save=no_save, everything=True) as (desk, name):
        shown("Preparing the search", drill_readied(desk, name))
        return sit(
            run,
            desk,
            lambda: drill(desk, name, missed=missed, weak=weak, limit=limit),
            plain=plain,
            as_json=as_json,
            no_save=no_save,
        )
