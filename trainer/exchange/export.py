"""A deck's questions → one file in another program's format, with a list of what it couldn't hold.

done = export("gift", deck, questions, Path("deck.gift"), Path("questions"))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from trainer.atomic import replacing
from trainer.errors import TrainerError
from trainer.exchange.losses import OUT, Losses
from trainer.exchange.pictures import Pictures
from trainer.question import Question
from trainer.records import record


@record(frozen=True, slots=True)
class Work:
    """What a writer is given: the deck's id and title, its questions, and its media."""

    id: str
    title: str
    questions: tuple[Question, ...]
    pictures: Pictures


@record(frozen=True, slots=True)
class Exported:
    """What an export did. `questions` counts those that are in the file."""

    path: Path
    questions: int
    warnings: tuple[str, ...]


Writer = Callable[[Work, Losses], bytes]

# Each format is a module of its own with `write` and `SAYS`, imported only when it is wanted.
MODULES: Mapping[str, str] = {
    "moodle": "moodle",
    "gift": "gift",
    "qti12": "qti12",
    "qti21": "qti21",
    "csv": "table",
    "html": "sheet",
}
SUFFIXES: Mapping[str, str] = {
    "moodle": "xml",
    "gift": "gift",
    "qti12": "qti12.zip",
    "qti21": "qti21.zip",
    "csv": "csv",
    "html": "html",
}


def export(form: str, work: Work, path: Path, write: Writer | None = None) -> Exported:
    """Write the file, whole or not at all. Raises TrainerError."""
    if not work.questions:
        raise TrainerError(f"the deck {work.id} has no questions, so there is nothing to export.")
    module: Any = import_module(f"trainer.exchange.{MODULES[form]}")
    losses = Losses(module.SAYS)
    data = (write or module.write)(work, losses)
    if not losses.kept:
        raise TrainerError(
            f"none of the questions in {work.id} can go into this format: "
            f"{losses.sentences()[0].partition(': ')[2].removeprefix(OUT)}."
        )
    with replacing(path) as file:
        file.write(data)
    return Exported(path, losses.kept, (*work.pictures.problems, *losses.sentences()))
