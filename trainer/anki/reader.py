"""Opens .apkg and .colpkg files without Anki, and without trusting them.

Three formats are about: a plain SQLite file (`collection.anki2`, or `collection.anki21` beside a
stub), and since 2022 one compressed with zstd (`collection.anki21b`), whose media are compressed
as well and listed in protobuf.

    with open_package(path) as package:
        for note in package.collection.notes(): ...
"""

from __future__ import annotations

import errno
import hashlib
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from trainer.anki import protobuf
from trainer.anki.collection import Collection, ReadNote, ReadState
from trainer.anki.schemas import ReadType
from trainer.errors import TrainerError
from trainer.records import record
from trainer.zipped import MOST_BYTES, TooLargeError, Zipped, check_name, save

MOST_COLLECTION = 2**29
MOST_LISTING = 5 * 2**20
"""Of a text in JSON, which may become thirty times as large in memory."""
_NEWEST, _LATER, _PLAIN = "collection.anki21b", "collection.anki21", "collection.anki2"


class BadPackageError(TrainerError):
    """A file that isn't a package, or one that can't be read safely."""

    def __init__(self, path: Path, reason: str, advice: str = "export it again") -> None:
        what = f"{path} can't be read as an Anki package: {reason}; {advice}."
        super().__init__(what if path.exists() else f"there is no file {path}.")


@record(frozen=True, slots=True)
class Package:
    """An open package: its collection, and the zip's entry of each media file by name.

    Names are what the package says: never use one as a path.
    """

    collection: Collection
    listing: Mapping[str, str]
    _zipped: Zipped
    _packed: bool

    def media(self, name: str, most: int = MOST_BYTES) -> Iterator[bytes]:
        """A media file piece by piece. Raises ValueError, also where it has more than `most`."""
        return self._zipped.chunks(self.listing[name], self._packed, most)


@record(frozen=True, slots=True)
class ReadPackage:
    """A whole package in memory, states by their cards' ids, media by name as SHA-256."""

    notes: tuple[ReadNote, ...]
    states: Mapping[int, ReadState]
    types: Mapping[int, ReadType]
    decks: Mapping[int, str]
    media: Mapping[str, str]


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """The package in a file. Raises BadPackageError; what is read from it later raises as `told`
    says."""
    with ExitStack() as stack:
        with told(path):
            file = stack.enter_context(path.open("rb"))
            zipped = stack.enter_context(Zipped(file))
            packed = _NEWEST in zipped.names
            name = next((name for name in (_NEWEST, _LATER, _PLAIN) if name in zipped.names), "")
            if not name:
                raise ValueError("it holds no collection")
            folder = stack.enter_context(TemporaryDirectory(prefix="trainer-"))
            database = Path(folder) / "collection"
            save(zipped.chunks(name, packed, MOST_COLLECTION), database)
            collection = stack.enter_context(Collection(database, MOST_LISTING))
            if collection.is_stub():
                raise ValueError("it holds only a note to update Anki")
            package = Package(collection, _listing(zipped, packed), zipped, packed)
        yield package


def read_package(path: Path) -> ReadPackage:
    """The package in a file, whole. Raises BadPackageError."""
    with open_package(path) as package, told(path):
        media: dict[str, str] = {}
        for name in package.listing:
            digest = hashlib.sha256()
            for chunk in package.media(name):
                digest.update(chunk)
            media[name] = digest.hexdigest()
        collection = package.collection
        names = {key: deck.name for key, deck in collection.decks.items()}
        states = {state.card: state for state in collection.states()}
        return ReadPackage(tuple(collection.notes()), states, collection.types, names, media)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Whatever a package can do to its reader, as one sentence."""
    try:
        yield
    except TooLargeError as error:
        raise BadPackageError(path, str(error)) from None
    except sqlite3.OperationalError as error:
        reason = "its database never ends" if str(error) == "interrupted" else f"{error}"
        raise BadPackageError(path, reason) from error
    except OSError as error:
        raise BadPackageError(path, error.strerror or str(error), _advice(error)) from error
    except (
        EOFError,
        zipfile.BadZipFile,
        zlib.error,
        sqlite3.Error,
        NotImplementedError,
        RecursionError,
        UnicodeError,
        RuntimeError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        raise BadPackageError(path, f"it is damaged ({error})") from error


def _advice(error: OSError) -> str:
    """What to do where the system refuses, for which no other export would help."""
    if error.errno == errno.ENOSPC:
        return f"make room in {gettempdir()}, where it is unpacked, or set TMPDIR to another folder"
    return "see that it is a file that you may read"


def _listing(zipped: Zipped, packed: bool) -> dict[str, str]:
    """The zip's entry of each media file, by its name."""
    if "media" not in zipped.names:
        return {}
    raw = zipped.whole("media", packed, MOST_LISTING)
    if packed:
        entries = [value for number, value in protobuf.fields(raw) if number == 1]
        titles = [protobuf.text(entry, 1) for entry in entries if isinstance(entry, bytes)]
        listed = {title: str(i) for i, title in enumerate(titles)}
    else:
        listed = {str(title): str(entry) for entry, title in json.loads(raw).items()}
    for title in listed:
        check_name(title)
    # Anki leaves out files it couldn't find when it wrote the package.
    return {title: entry for title, entry in listed.items() if entry in zipped.names}
