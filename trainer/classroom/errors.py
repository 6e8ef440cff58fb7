"""What can go wrong between a learner and a class, each said so that a person knows what to do."""

from __future__ import annotations

from trainer.errors import TrainerError


class ClassError(TrainerError):
    """The class's database can't be used; its text is for the person at the keyboard."""


class UnreachableError(ClassError):
    """The server can't be reached or broke off; the same call may be tried again later."""


class UnsureWhoseError(ClassError):
    """The class holds answers of this learner that this profile doesn't know."""


MISSING = (
    "a class needs the package psycopg; install it with `pip install 'quiz-trainer[class]'`, or "
    "`pip install 'psycopg[binary]'` where trainer is installed."
)
