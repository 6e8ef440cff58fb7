"""The manual of all commands, made from the program: as a page, and for `man`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import NamedTuple

import click

from trainer import __version__
from trainer.cli.group import commands

EVERYWHERE = ("--library", "--profile", "--at")
"""What nearly all commands take is told once."""
HEAD = """\
# Every command and option

What each command takes, made from the program itself. [Commands](commands.md) tells what they are
for, and how programs talk with `trainer`. `trainer COMMAND --help` and `man trainer` say the same.

Nearly all commands take these, before the command's name or behind it:

"""
FILES = """\
.SH ENVIRONMENT
.TP
.B TRAINER_HOME
The folder that holds everything: histories, cache and settings.toml.
.TP
.B TRAINER_LIBRARY
The library to use, a folder that has questions/ in it.
.TP
.B VISUAL\\fR, \\fBEDITOR
The editor that opens a question.
.TP
.B NO_COLOR
Shows no colours.
.SH EXIT STATUS
0; 1 if something was found (check, doctor, damaged lines in sync); 2 if the command could not run:
then standard error says in a sentence what to do.
"""


class Page(NamedTuple):
    """One command: how it is called, what it does, its options with what they mean."""

    name: str
    usage: str
    help: str
    options: list[tuple[str, str]]


def pages() -> list[Page]:
    return list(_walk(commands, click.Context(commands, info_name="trainer")))


def _walk(command: click.Command, context: click.Context) -> Iterator[Page]:
    records = [
        record
        for option in command.get_params(context)
        if isinstance(option, click.Option)
        and not {"--help", *EVERYWHERE}.intersection(option.opts)
        and (record := option.get_help_record(context))
    ]
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    help = inspect.cleandoc(command.help or "")
    yield Page(context.command_path, usage, help, records)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _walk(below, click.Context(below, context, name))


def everywhere() -> list[tuple[str, str]]:
    context = click.Context(commands, info_name="trainer")
    records = [
        option.get_help_record(context)
        for option in commands.params
        if option.opts[0] in EVERYWHERE
    ]
    return [record for record in records if record]


def markdown() -> str:
    parts = [HEAD + _table(everywhere())]
    for page in pages():
        parts.append(f"## {page.name}\n\n`{page.usage}`\n\n{page.help}\n")
        if page.options:
            parts.append(_table(page.options))
    return "\n".join(parts)


def _table(options: list[tuple[str, str]]) -> str:
    rows = [f"| `{_cell(names)}` | {_cell(meaning)} |\n" for names, meaning in options]
    return "| option | meaning |\n| --- | --- |\n" + "".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("  [", " [")


def roff() -> str:
    first, *others = pages()
    parts = [
        f'.TH TRAINER 1 "" "trainer {__version__}" "User commands"\n',
        f".SH NAME\ntrainer \\- {_text('quizzes and spaced repetition in the terminal')}\n",
        f".SH SYNOPSIS\n.B {_text(first.usage)}\n",
        f".SH DESCRIPTION\n{_text(first.help)}\nWithout a command it opens the home screen.\n",
        ".SH OPTIONS\n" + _terms([*everywhere(), *first.options]),
        ".SH COMMANDS\n",
    ]
    parts += [
        f".SS {_text(page.usage)}\n{_text(page.help)}\n{_terms(page.options)}" for page in others
    ]
    return "".join([*parts, FILES])


def _terms(options: list[tuple[str, str]]) -> str:
    return "".join(f".TP\n.B {_text(names)}\n{_text(meaning)}\n" for names, meaning in options)


def _text(text: str) -> str:
    """A text as roff sets it as it stands; an empty line begins a paragraph."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("\n\n", "\n.PP\n")
    text = re.sub(r"`([^`]*)`", r"\\fB\1\\fR", text)
    return re.sub(r"^(?=['.](?!PP$))", r"\\&", text, flags=re.MULTILINE)
