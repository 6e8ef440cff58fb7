"""`trainer exam`: a timed exam, with a report at the end."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.completing import decks
from trainer.cli.context import Run, common, write
from trainer.cli.person import interactive
from trainer.cli.whole import whole

if TYPE_CHECKING:
    from trainer.study.desk import Desk
    from trainer.study.exam import Exam
    from trainer.study.exam_report import ExamReport
    from trainer.tui.keys import Key
    from trainer.tui.screens.page import Page


@click.command("exam")
@click.argument("deck", shell_complete=decks)
@click.argument("name", required=False)
@click.option("--seed", type=whole(0), metavar="N", help="The form with this number.")
@click.option("--plain", is_flag=True, help="Lines instead of a screen.")
@click.option("--json", "as_json", is_flag=True, help="The line protocol, for programs.")
@click.option("--report", "report", metavar="FILE", help="Keep the report: FILE.html or FILE.json.")
@click.option("--no-save", is_flag=True, help="Sit it without storing anything.")
@common
def command(
    deck: str,
    name: str | None,
    seed: int | None,
    plain: bool,
    as_json: bool,
    report: str | None,
    no_save: bool,
    run: Run,
) -> int:
    """Sit a timed exam of DECK.

    NAME is the exam's title, or the beginning of it, where the deck has several. Nothing is judged
    before the end. An exam that was broken off goes on, and so does its clock.
    """
    from trainer.cli.opening import study_desk

    kept = None if report is None else _place(report)
    with study_desk(run, deck, no_save=no_save) as (desk, found):
        assert found is not None
        if plain or as_json or not interactive():
            return _lines(run, desk, desk.exam(found, name, seed), as_json, kept)
        return _screen(run, desk, found, (name, seed), kept)


def _place(name: str) -> Path:
    from trainer.reports.exam_files import checked

    return checked(name)


def _screen(
    run: Run, desk: Desk, deck: str, wished: tuple[str | None, int | None], kept: Path | None
) -> int:
    from trainer.cli.opening import open_screen

    def first(keys: tuple[Key, ...]) -> Page:
        from trainer.tui.screens.exams import ExamsScreen

        return ExamsScreen(keys, deck, *wished, kept)

    return open_screen(run, desk, first=first)


def _lines(run: Run, desk: Desk, exam: Exam, as_json: bool, kept: Path | None) -> int:
    from trainer.plain.exam import ExamConversation, ExamFace
    from trainer.plain.exam_lines import ExamLines
    from trainer.plain.exam_protocol import ExamJson

    face: ExamFace = ExamJson(write, run.zone) if as_json else ExamLines(write)
    report = ExamConversation(exam, face).run(sys.stdin, desk.notes())
    if report is not None and kept is not None:
        _keep(run, desk, report, kept)
        if not as_json:
            write(f"The report is in {kept}.")
    return 0


def _keep(run: Run, desk: Desk, report: ExamReport, kept: Path) -> None:
    from trainer.reports.exam_files import pictures, write_report

    libraries = pictures((bank.id, bank.library) for bank in desk.banks)
    write_report(kept, report, run.zone, libraries)
