"""Files that are either the old one or the whole new one, whatever happens in between."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from trainer.errors import TrainerError


@contextlib.contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """A file to write that takes the place of `path` when the block ends without an error; one
    that is `private` can at no moment be read by anybody but its owner.

    Makes the folder if need be. Raises TrainerError where it can't be written; a file that is
    read-only isn't, although its folder would allow to put another in its place.
    """
    # Through a link the file it leads to is meant, not the link.
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(target.parent, error, "made") from error
    if _read_only(target):
        raise _unwritable(path, PermissionError(errno.EACCES, "it is read-only"))
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if not private:
            draft.chmod(_mode(target))
        draft.replace(target)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        draft.unlink(missing_ok=True)


def _read_only(target: Path) -> bool:
    # No mode keeps root from writing, so that the mode itself is looked at too.
    try:
        return not (target.stat().st_mode & 0o222 and os.access(target, os.W_OK))
    except OSError:
        return False


def _mode(target: Path) -> int:
    """The old file's permissions, or those any new file gets; `mkstemp` gives only the owner's."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritable(path: Path, error: OSError, done: str = "written") -> TrainerError:
    reason = error.strerror or str(error)
    return TrainerError(
        f"{path} can't be {done}: {reason}. Choose another place, or mend that first."
    )
