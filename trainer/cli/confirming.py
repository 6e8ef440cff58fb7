"""Asking before something that isn't taken back with a key."""

from __future__ import annotations

import sys

import click

from trainer.errors import TrainerError


def confirm(question: str, yes: bool) -> bool:
    """Whether to go on: said by `--yes`, or by the person at the terminal.

    Raises TrainerError where there is nobody to ask.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise TrainerError(f"{question} There is no terminal to ask at: say --yes.")
    return click.confirm(question, err=True)
