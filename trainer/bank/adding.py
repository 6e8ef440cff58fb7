"""Someone's library taken in from a zip file, which is trusted in nothing."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile

from trainer.errors import TrainerError
from trainer.paths import QUESTIONS
from trainer.zipped import Zipped

MOST_FILES = 20_000
MOST_OF_ONE = 2**26
KEPT = (QUESTIONS, "decks")
"""The folders of a library; nothing else in the zip is taken."""
_FORBIDDEN = frozenset(':*?"<>|\\')


def unpack(file: Path, target: Path, *, replace: bool = False) -> int:
    """Unpacks the library in a zip file to the folder `target`, whole or not at all; what is there
    already is only taken the place of with `replace`. Returns the number of files.

    A zip holds `questions/` at its top, or in the one folder at its top. Raises TrainerError.
    """
    if target.exists() and not replace:
        raise TrainerError(
            f"{target} was added before; say --replace to put {file} in its place, or --as NAME to "
            "keep both."
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".adding-", dir=target.parent))
    except OSError as error:
        raise TrainerError(f"{target.parent} can't be written: {error.strerror}.") from None
    try:
        count = _fill(file, draft / "new")
        exchange(target, draft)
        return count
    except (OSError, ValueError, BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise TrainerError(f"{file} can't be added: {reason}. Nothing was changed.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def exchange(target: Path, draft: Path) -> None:
    """Puts what is `new` in the draft in the place of the target, whose old folder comes back if
    that fails or is broken off: the draft is deleted afterwards."""
    old = draft / "old"
    try:
        if target.exists():
            target.rename(old)
        (draft / "new").rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise


def copy(root: Path, target: Path) -> None:
    """Copies a library's folders to the folder `target`, whole or not at all; a copy that is there
    stays as it is. Raises TrainerError."""
    if target.exists():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".copying-", dir=target.parent))
    except OSError as error:
        raise TrainerError(f"{target.parent} can't be written: {error.strerror}.") from None
    try:
        for folder in KEPT:
            if (root / folder).is_dir():
                # Contents alone: files of a read-only library are copied to be written to.
                shutil.copytree(
                    root / folder, draft / "new" / folder, copy_function=shutil.copyfile
                )
        for place in (draft / "new").rglob("*"):
            if place.is_dir():
                place.chmod(0o755)
        (draft / "new").rename(target)
    except OSError as error:
        raise TrainerError(f"{root} can't be copied: {error}. Nothing was changed.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _fill(file: Path, folder: Path) -> int:
    with file.open("rb") as source, Zipped(source) as zipped:
        wanted = _wanted(zipped.names)
        if not any(_question(path) for path in wanted.values()):
            raise ValueError("there is no `questions/` in it")
        if len(wanted) > MOST_FILES:
            raise ValueError(f"it holds more than {MOST_FILES:,} files")
        for name, path in sorted(wanted.items()):
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as out:
                for chunk in zipped.chunks(name, False, MOST_OF_ONE):
                    out.write(chunk)
        return len(wanted)


def _wanted(names: frozenset[str]) -> dict[str, PurePosixPath]:
    """Which entries belong to the library, each with its path there."""
    files = {name: PurePosixPath(name) for name in names if not name.endswith("/")}
    if not any(_question(path) for path in files.values()):
        tops = {path.parts[0] for path in files.values() if QUESTIONS in path.parts[1:2]}
        if len(tops) > 1:
            raise ValueError("there is more than one `questions/` in it")
        files = {
            name: PurePosixPath(*path.parts[1:])
            for name, path in files.items()
            if path.parts[0] in tops and len(path.parts) > 1
        }
    kept = {name: path for name, path in files.items() if path.parts[0] in KEPT}
    for path in kept.values():
        if any(set(part) & _FORBIDDEN or part.startswith(".") or min(part) < " "
               for part in path.parts):  # fmt: skip
            raise ValueError(f"the name {str(path)!r} in it can't be used on every system")
    return kept


def _question(path: PurePosixPath) -> bool:
    return len(path.parts) > 1 and path.parts[0] == QUESTIONS
