"""Question files as an index has them, each with an id of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from trainer.language.diagnostics import Diagnostic


class File(NamedTuple):
    """A question file as the index has it; `number` is its row, `name` below `questions/`."""

    number: int
    name: str
    mtime_ns: int
    size: int
    file_id: str
    cards: int


def without_doubles(
    files: Iterable[File], shown: Callable[[str], str], wrong: list[Diagnostic]
) -> Iterator[File]:
    """Those files whose id no one before them has; the others are added to what is `wrong`."""
    first: dict[str, File] = {}
    for file in files:
        taken = first.setdefault(file.file_id, file)
        if taken is file:
            yield file
            continue
        # A library without mistakes is opened without the classes of mistakes.
        from trainer.language.diagnostics import Diagnostic

        message = f"{shown(taken.name)} has the id `{file.file_id}` too"
        help = "write another `id:` at the head of one of them"
        wrong.append(Diagnostic("Q023", message, shown(file.name), help=help))
