"""The one root of every error that is told to a person instead of shown as a traceback."""

from __future__ import annotations


class TrainerError(Exception):
    """Something a person can mend. Its text is one sentence: what happened, where, what to do."""
