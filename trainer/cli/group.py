"""The table of commands, each imported only when it is run, so that `--help` costs no imports."""

from __future__ import annotations

import importlib
from typing import NamedTuple

import click

from trainer import __version__
from trainer.cli.person import ReaderGoneError, interactive


class Entry(NamedTuple):
    """One command: under which heading, and its line in the overview."""

    heading: str
    help: str


STUDY, WRITE, MOVE, KEEP = "Study", "Write questions", "Out and in", "Upkeep"

COMMANDS = {
    "study": Entry(STUDY, "Answer today's due and new cards."),
    "drill": Entry(STUDY, "Practise without touching the schedule."),
    "exam": Entry(STUDY, "Sit a timed exam, with a report at the end."),
    "plan": Entry(STUDY, "Plan for an exam: what can be known by its day."),
    "decks": Entry(STUDY, "List the decks and what is due in them."),
    "browse": Entry(STUDY, "Look through the questions that a search finds."),
    "stats": Entry(STUDY, "Show how much is known and how well it is recalled."),
    "serve": Entry(STUDY, "Offer the same in a browser, to yourself or a class."),
    "new": Entry(WRITE, "Write a file of questions that teaches by example."),
    "check": Entry(WRITE, "Find every mistake in question files."),
    "preview": Entry(WRITE, "Show a file's questions as learners see them, while you write."),
    "try": Entry(WRITE, "Judge answers to one question without touching the history."),
    "report": Entry(WRITE, "Show what questions cover, and where learners overruled the verdict."),
    "schema": Entry(WRITE, "Print the JSON Schema that editors complete and check keys with."),
    "import": Entry(MOVE, "Make question files of a file from Anki, Moodle or a spreadsheet."),
    "export": Entry(MOVE, "Write a deck for Anki, Moodle, Canvas or paper, or your history."),
    "add": Entry(MOVE, "Add someone's library of questions, a folder or a zip file."),
    "sync": Entry(KEEP, "Bring the histories of your devices together through a folder."),
    "backup": Entry(KEEP, "List copies of your history, or put one back."),
    "doctor": Entry(KEEP, "Check that the history is sound."),
    "forget": Entry(KEEP, "Make the cards of a question or a deck new again."),
    "class": Entry(KEEP, "Set up a class, and see how its questions and learners do."),
    "fit": Entry(KEEP, "Train the memory model on your own answers."),
    "completions": Entry(KEEP, "Print what your shell needs to complete commands and decks."),
}


class Commands(click.Group):
    """A group that finds its commands in `trainer.cli.NAME`, but for Python's own words."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGoneError from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        # Three names are Python's own words.
        name = {"try": "trying", "import": "importing", "class": "classes"}.get(cmd_name, cmd_name)
        module = importlib.import_module(f"trainer.cli.{name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = ctx.resilient_parsing or not args or args[0] in COMMANDS
        if not known and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"; did you mean `{near[0]}`?" if near else "; `trainer --help` lists them."
            raise click.UsageError(f"there is no command `{args[0]}`{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading in dict.fromkeys(entry.heading for entry in COMMANDS.values()):
            with formatter.section(heading):
                formatter.write_dl(
                    [(name, e.help) for name, e in COMMANDS.items() if e.heading == heading]
                )


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="Without a command, `trainer` opens the home screen.",
)
@click.version_option(__version__, "-V", "--version", message="trainer %(version)s")
@click.option("--library", metavar="DIR", help="The folder that has `questions/` in it.")
@click.option("--profile", metavar="NAME", help="Whose history to use (default: `default`).")
@click.option("--at", metavar="TIME", help="Pretend it is this time, such as 2026-12-01T09:00.")
@click.pass_context
def commands(
    ctx: click.Context, library: str | None, profile: str | None, at: str | None
) -> int | None:
    """Quizzes and spaced repetition in the terminal."""
    ctx.obj = {"library": library, "profile": profile, "at": at}
    if ctx.invoked_subcommand is not None:
        return None
    if not interactive():
        click.echo(ctx.get_help())
        return 0
    from trainer.cli.context import Run
    from trainer.cli.opening import open_home

    return open_home(Run(**ctx.obj))
