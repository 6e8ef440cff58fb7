"""Question files as an index has them, each with an id of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from trainer.bank.library import Found


class File(NamedTuple):
    """A question file as the index has it; `number` is its row, `name` below `questions/`."""

    number: int
    name: str
    mtime_ns: int
    size: int
    file_id: str
    cards: int


def by_number(files: Mapping[str, File]) -> dict[int, str]:
    """The names of these files by the numbers under which their rows stand."""
    return {file.number: name for name, file in files.items()}


def without_doubles(files: Iterable[File], tell: Callable[[File, File], None]) -> Iterator[File]:
    """Those files whose id no one before them has; `tell` is given the others, each with the first
    one of its id."""
    first: dict[str, File] = {}
    for file in files:
        taken = first.setdefault(file.file_id, file)
        if taken is file:
            yield file
        else:
            tell(file, taken)


def differs(file: File | None, found: Found) -> bool:
    """Whether a file on the disk isn't the one that the index has."""
    return file is None or (file.mtime_ns, file.size) != (found.mtime_ns, found.size)
