"""Where things are: the library, the learner's data, the cache and the settings file.

Everything that decides (arguments, environment, current folder) is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from trainer.errors import TrainerError
from trainer.records import record

QUESTIONS = "questions"
"""The folder that makes its parent a library."""


@record(frozen=True, slots=True)
class Folders:
    """The places trainer writes to; none of them need exist. `settings` is a file."""

    data: Path
    cache: Path
    settings: Path

    def profile(self, name: str) -> Path:
        """The folder of one learner's history. Raises TrainerError for a name that is no name."""
        return self.data / "profiles" / _folder_name(name, "a profile's name")

    def learner(self, name: str) -> Path:
        """The home of a learner who studies here through a browser. Raises TrainerError."""
        return self.data / "learners" / _folder_name(name, "a learner's name")

    @property
    def index(self) -> Path:
        """Where tables of contents are kept; may be deleted at any time."""
        return self.cache / "index"


def _folder_name(name: str, what: str) -> str:
    if not name or name.startswith(".") or any(c in '/\\:*?"<>|' or c < " " for c in name):
        raise TrainerError(f"`{name}` can't be {what}; use letters, digits, spaces, `-` and `_`.")
    return name


def folders(environ: Mapping[str, str]) -> Folders:
    """All of them under TRAINER_HOME where that is set, else where the platform keeps such things.

    Raises TrainerError where no home folder is known to the system at all.
    """
    if home := environ.get("TRAINER_HOME"):
        root = Path(home).absolute()
        return Folders(root, root / "cache", root / "settings.toml")
    # 28 ms, which a portable set-up need not pay.
    import platformdirs

    try:
        found = Folders(
            platformdirs.user_data_path("trainer", appauthor=False),
            platformdirs.user_cache_path("trainer", appauthor=False),
            platformdirs.user_config_path("trainer", appauthor=False) / "settings.toml",
        )
    except RuntimeError:
        raise _homeless() from None
    # Older releases of platformdirs hand out `~/...` instead of raising.
    if not found.data.is_absolute():
        raise _homeless()
    return found


def _homeless() -> TrainerError:
    return TrainerError(
        "this system knows no home folder for you; "
        "set TRAINER_HOME to a folder where trainer may keep your answers."
    )


def bundled(package: Path) -> Path | None:
    """The library that comes with the program, given the folder of the package.

    A wheel carries it within the package; an editable install finds the checkout's.
    """
    for root in (package / "bundled", package.parent):
        if (root / QUESTIONS).is_dir():
            return root
    return None


def library_above(start: Path) -> Path | None:
    """The nearest folder, from `start` upwards, that has `questions/` in it."""
    for folder in (start, *start.parents):
        if _is_dir(folder / QUESTIONS):
            return folder
    return None


def find_library(
    explicit: str | None,
    environ: Mapping[str, str],
    cwd: Path,
    preferred: Path | None,
    bundled: Path | None,
) -> Path:
    """The folder of the library to use.

    In this order: `explicit` (--library), TRAINER_LIBRARY, the nearest folder from `cwd` upwards
    that has `questions/`, `preferred` (the settings file's), `bundled`. Raises TrainerError where
    a folder that was named is no library, or none is found.
    """
    given = ((explicit, "--library"), (environ.get("TRAINER_LIBRARY"), "TRAINER_LIBRARY"))
    for named, origin in given:
        if named:
            return _named(cwd / Path(named).expanduser(), origin)
    if above := library_above(cwd):
        return above
    if preferred is not None:
        return _named(preferred, "`library` in the settings file")
    if bundled is not None:
        return bundled
    raise TrainerError(
        "no library found: go to a folder that has `questions/` in it, or name one with --library."
    )


def _named(folder: Path, origin: str) -> Path:
    if _is_dir(folder / QUESTIONS):
        return folder
    if folder.name == QUESTIONS and _is_dir(folder):
        return folder.parent
    what = "has no `questions/` in it" if _is_dir(folder) else "is not a folder that can be read"
    raise TrainerError(f"{folder} (from {origin}) {what}, so it is no library of questions.")


def _is_dir(path: Path) -> bool:
    # A name with a NUL, or one too long for the system, is no folder rather than a traceback.
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def composed(name: str) -> str:
    """A file's name as people type it: some systems give a letter and its accent apart, and a file
    must be known by one name on all of them."""
    if name.isascii():
        return name
    from unicodedata import normalize

    return normalize("NFC", name)
