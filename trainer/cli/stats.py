"""`trainer stats`: how much is known, and how well it is recalled."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from trainer.cli.completing import decks
from trainer.cli.context import Run, common
from trainer.cli.table import table
from trainer.memory.forecast import ForecastDay
from trainer.study.offering import OFFER
from trainer.study.words import counted, day_date, duration_words, sentence

DAYS, AHEAD, WEEK = 14, 7, 7


@click.command("stats")
@click.argument("deck", required=False, shell_complete=decks)
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write a page with pictures.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(deck: str | None, html: Path | None, as_json: bool, run: Run) -> int:
    """Show how much is known and how well it is recalled, in all or in one DECK."""
    with run.desk(read_only=True) as desk:
        found = desk.statistics(deck, days=DAYS, ahead=AHEAD)
    if html is not None:
        from trainer.atomic import replacing
        from trainer.reports.statistics_page import statistics_page

        with replacing(html) as target:
            target.write(statistics_page(found).encode())
        click.echo(f"{html}: the page is written.", err=True)
        if not as_json:
            return 0
    if as_json:
        days_ahead = [day._asdict() for day in found.forecast]
        values = asdict(found) | {"forecast": days_ahead}
        click.echo(json.dumps(values, indent=2, ensure_ascii=False))
        return 0
    click.echo(
        f"{counted(found.learned, 'card')} of {found.total:,} learned; "
        f"{counted(found.streak, 'day')} in a row."
    )
    if found.calibration:
        said = sentence(found.calibration)
        click.echo(f"{said}, by {counted(found.observed, 'answer')}; intervals allow for that.")
    if found.trainable:
        click.echo(OFFER)
    if not found.days:
        click.echo(f"No answers in the last {DAYS} days. `trainer study` asks the first questions.")
        return 0
    rows = [
        (
            day_date(d.day).isoformat(),
            d.answers,
            f"{d.right / d.answers:.0%}" if d.answers else "",
            duration_words(round(d.took_ms / 1000)),
            d.introduced,
        )
        for d in found.days
    ]
    click.echo()
    click.echo(table(("Day", "Answers", "Right", "Time", "New"), rows))
    click.echo()
    click.echo(table(("Due on", "Cards"), [(day_date(d).isoformat(), n) for d, n in found.due]))
    click.echo()
    click.echo(table(("Weeks to come", "Reviews a day", "New", "Minutes a day", "Known"),
                     _weeks(found.forecast)))  # fmt: skip
    return 0


def _weeks(days: Sequence[ForecastDay]) -> list[tuple[str, int, int, int, int]]:
    """The forecast by the week: a day's reviews and minutes, and all new cards."""
    weeks = (days[start : start + WEEK] for start in range(0, len(days), WEEK))
    return [
        (
            day_date(week[0].day).isoformat(),
            round(sum(day.reviews for day in week) / len(week)),
            sum(day.new for day in week),
            round(sum(day.seconds for day in week) / len(week) / 60),
            round(week[-1].known),
        )
        for week in weeks
    ]
