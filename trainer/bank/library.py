"""Libraries: a folder with `questions/`, and which question files lie in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.paths import QUESTIONS, library_above
from trainer.records import record

if TYPE_CHECKING:
    from trainer.language.diagnostics import Diagnostic

LIBRARY_FILE = "library.yaml"
SUFFIXES = (".yaml", ".yml")
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
HEAD_BYTES = 2**16
"""How much of a file is looked through for its head."""


@record(frozen=True, slots=True)
class Library:
    """Where a library is. `questions` is the folder that holds its question files.

    Outside every library a folder of question files is one as well: then `questions` is that
    folder itself, and `only` may name the one file that counts. `base` is the folder that shown
    paths start from, usually the current one. `given` says that it comes with the program, whose
    next version writes over it.
    """

    root: Path
    questions: Path
    base: Path | None = None
    only: str = ""
    given: bool = False

    def shown(self, path: Path) -> str:
        """A path as people see it: from `base` where it lies below, else whole.

        From a folder within `questions` every file is whole: of one with others beside it, some
        would begin here and some elsewhere.
        """
        base = self.base
        if base is None or not path.is_relative_to(base):
            return path.as_posix()
        within = base != self.questions and base.is_relative_to(self.questions)
        return path.as_posix() if within else path.relative_to(base).as_posix()

    def shown_before(self) -> str:
        """What stands before a name below `questions/` as people see it: a path made for each of
        a thousand files took a good part of a check that finds nothing changed."""
        folder = self.shown(self.questions)
        return "" if folder == "." else f"{folder.rstrip('/')}/"

    @property
    def writable(self) -> bool:
        """Whether questions can be edited here; a system's or a wheel's library often can't."""
        return os.access(self.questions, os.W_OK)

    @property
    def editable(self) -> bool:
        """Whether a learner may edit questions in it, and keep the edits."""
        return self.writable and not self.given


@record(frozen=True, slots=True)
class Found:
    """A question file as listed: its name below `questions/` with forward slashes, and its stat."""

    name: str
    mtime_ns: int
    size: int


@record(frozen=True, slots=True)
class Listing:
    """The question files in order, and what looks like one but can't be read."""

    files: tuple[Found, ...]
    diagnostics: tuple[Diagnostic, ...]


def library_at(root: Path, base: Path | None = None) -> Library:
    """The library in a folder; `root` is absolute."""
    questions = root / QUESTIONS
    return Library(root, questions if questions.is_dir() else root, base)


def library_of(path: Path, base: Path | None = None) -> Library:
    """The library that a file or folder belongs to: the nearest one above it, else itself alone.

    Raises TrainerError where the path doesn't exist, or nobody can see whether it does.
    """
    # Without `..`, or the library would have another name than its files.
    path = Path(os.path.normpath(path.absolute()))
    try:
        # A link that leads nowhere is there: what is wrong with it is told of the file.
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        raise TrainerError(f"there is no file or folder {path}.") from None
    except (OSError, ValueError) as error:
        raise TrainerError(f"{path} can't be read: {reason(error)}.") from None
    folder = path if path.is_dir() else path.parent
    above = library_above(folder)
    if above is not None:
        return library_at(above, base)
    # One file of a home folder must not make a library of all that lies in it.
    return Library(folder, folder, base, "" if folder == path else path.name)


def question_files(library: Library) -> Listing:
    """Every `.yaml` and `.yml` below the library's questions, hidden ones and library.yaml out.

    Folders are read in the order of their names, files among them. A link is read only if it
    leads to a file of this library; folders behind links are not. Nothing here raises: what can't
    be listed or read is a diagnostic.
    """
    files: list[Found] = []
    wrong: list[Diagnostic] = []
    for entry, name in _walk(library, "", wrong):
        try:
            name.encode()
            info = entry.stat(follow_symlinks=False)
            if stat.S_ISLNK(info.st_mode):
                info = _followed(entry, library)
            if not stat.S_ISREG(info.st_mode):
                raise _NoFileError(_what(info.st_mode))
        except UnicodeEncodeError:
            wrong.append(unreadable(told_of(library.shown(Path(entry.path))), _NO_UTF8))
            continue
        except (_NoFileError, OSError) as error:
            wrong.append(unreadable(library.shown(Path(entry.path)), reason(error)))
            continue
        files.append(Found(name, info.st_mtime_ns, info.st_size))
    return Listing(tuple(files), tuple(wrong))


def told_of(shown: str) -> str:
    """A shown path as a diagnostic has it: of a name that is no UTF-8 the odd bytes are marks."""
    return os.fsencode(shown).decode(errors="replace")


def read_bytes(path: Path) -> bytes:
    """A question file's bytes, at most one more than the reader accepts. Raises OSError."""
    from trainer.language.keys import MAX_FILE

    # A pipe that was put in the place of a file would be waited for.
    with os.fdopen(os.open(path, os.O_RDONLY | _AT_ONCE), "rb") as file:
        # A buffer for the largest of all files would take longer to make than most take to read.
        size = os.fstat(file.fileno()).st_size
        return file.read(min(size, MAX_FILE) + 1)


def bytes_there(path: Path) -> bytes:
    """A file's bytes; none where it is gone meanwhile, as the next start will tell."""
    try:
        return read_bytes(path)
    except OSError:
        return b""


def beginning(path: Path) -> bytes:
    """The bytes that a file's head stands in; none where it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError:
        return b""


def unreadable(shown: str, reason: str) -> Diagnostic:
    # A library without mistakes is opened without the classes of mistakes.
    from trainer.language.diagnostics import Diagnostic

    help = _INSTEAD.get(reason, "see that it is there and that you may read it, or move it away")
    message = f"this can't be read as a file of questions: {reason}"
    return Diagnostic("Y009", message, shown, help=help)


def is_misnamed(name: str) -> bool:
    """Whether a name ends in what some systems and programs make of `.yaml`."""
    return name.lower().endswith(_NEARLY) and not name.endswith(SUFFIXES)


def misnamed(shown: str) -> Diagnostic:
    return unreadable(shown, _ENDING)


_NO_UTF8 = "its name is not valid UTF-8"
_ENDING = "its ending is another one"
_NEARLY = (".yaml", ".yml", ".yaml.txt", ".yml.txt")
NOWHERE = "it is a link that leads nowhere"
_OUTSIDE = "it is a link out of the library"
_FOLDER = "it is a folder"
_DEVICE = "it is no ordinary file"
_INSTEAD = {
    _ENDING: "rename it, so that it ends in `.yaml` or `.yml`, in small letters",
    _NO_UTF8: "give it a new name",
    NOWHERE: "remove it, or let it lead to a file of this library",
    _OUTSIDE: "copy the file here instead",
    "is a directory": "only question and deck files end in `.yaml` and `.yml`: rename it",
    _FOLDER: "only question files end in `.yaml` and `.yml`: rename it",
    _DEVICE: "move it out of `questions/`, or give it another ending",
}


def reason(error: Exception) -> str:
    """The words of the system, without number and path, which the diagnostic gives anyway."""
    said = isinstance(error, OSError) and error.strerror
    return said.lower() if said else str(error)


class _NoFileError(Exception):
    """Something is named like a question file, and is something else."""


def _walk(
    library: Library, below: str, wrong: list[Diagnostic]
) -> Iterator[tuple[os.DirEntry[str], str]]:
    folder = library.questions / below
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        wrong.append(unreadable(library.shown(folder), reason(error)))
        return
    for entry in entries:
        name = entry.name
        if name.startswith(".") or (library.only and name != library.only):
            continue
        named_so = name.endswith(SUFFIXES)
        if not named_so and entry.is_dir(follow_symlinks=False):
            yield from _walk(library, f"{below}{name}/", wrong)
        elif named_so and (below or name != LIBRARY_FILE):
            yield entry, below + name
        elif not named_so and is_misnamed(name):
            wrong.append(misnamed(library.shown(Path(entry.path))))


def _followed(entry: os.DirEntry[str], library: Library) -> os.stat_result:
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):  # until Python 3.13 a circle of links is a RuntimeError
        raise _NoFileError(NOWHERE) from None
    if not target.is_relative_to(library.questions.resolve()):
        raise _NoFileError(_OUTSIDE)
    return target.stat()


def _what(mode: int) -> str:
    return _FOLDER if stat.S_ISDIR(mode) else _DEVICE
