"""Questions of other programs' files → question files of a library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from trainer.bank.homes import Home, Homes, home_of
from trainer.bank.medianames import MediaPaths, safe_name
from trainer.bank.naming import Names
from trainer.bank.placing import Placeable, Placed, Shelves, place
from trainer.bank.receiving import Target, library_text, new_library_id, title_of, write_new
from trainer.exchange.arrivals import Arrival, Arrivals
from trainer.exchange.reading import read_file
from trainer.language.reader import Shared
from trainer.question import Media, Question
from trainer.records import record
from trainer.wording.slug import slug


@record(frozen=True, slots=True)
class ImportedFile:
    """What an import did: counts, the files it wrote, and what was left out, in sentences."""

    found: int
    placed: Placed[Placeable]
    media: int
    problems: tuple[str, ...]


def import_file(path: Path, target: Target) -> ImportedFile:
    """Read a file into a library. Raises TrainerError; every file is as it was, or whole."""
    arrivals = read_file(path)
    questions = target.questions
    shared = _library(path, target) if arrivals.found else Shared()
    shelves = Shelves(questions, shared)
    files: dict[str, bytes] = {}
    coming = list(_placeables(path, arrivals, target, shelves, files))
    present = target.present(one.question.id for one in coming)
    # Before what can't be placed is counted among the skipped, too.
    found = len(arrivals.found) + sum(arrivals.skipped.out.values())
    placed = place(coming, shelves, present, frozenset(), arrivals.skipped.note)
    written = 0
    named = {
        media.file
        for one in placed.arrived
        for media in (one.question.image, one.question.audio)
        if media
    }
    for name in sorted(named & files.keys()):
        written += write_new(files[name], questions / name)
    return ImportedFile(found, placed, written, tuple(arrivals.skipped.sentences()))


def _library(path: Path, target: Target) -> Shared:
    """What the library says of all its questions; one without any questions gets its file."""
    shared = target.shared()
    if shared is None:
        title = title_of(path)
        text = library_text(new_library_id(title, path.name), title)
        write_new(text.encode(), target.library_file)
        shared = target.shared() or Shared()
    return shared


def _placeables(
    path: Path, arrivals: Arrivals, target: Target, shelves: Shelves, files: dict[str, bytes]
) -> Iterator[Placeable]:
    """Each question with its file and its id; what it shows goes into `files`."""
    homes = Homes(target.below)
    top = slug(path.stem, 60) or "imported"
    # One category is the file itself; several become a folder's files.
    several = len({arrival.category for arrival in arrivals.found}) > 1
    decks = {a.category: _deck(top, a, several) for a in arrivals.found}
    homes.learn({above for deck in decks.values() for above in _above(deck)})
    names = Names({}, shelves.taken, shelves.twin)
    used: set[str] = set()
    paths = MediaPaths()
    for arrival in arrivals.found:
        question = replace(arrival.question, library=shelves.shared.library)
        home, id = _home(question, homes, decks[arrival.category], target)
        if not id or id in used:
            id = names.of("", home, question.body)
        used.add(id)
        shelves.taken(home).add(id.rpartition("/")[2])
        made = replace(question, id=id)
        made = replace(
            made,
            image=_media(made.image, arrival.files, home, paths, files),
            audio=_media(made.audio, arrival.files, home, paths, files),
        )
        yield Placeable(made, home)


def _above(deck: str) -> Iterator[str]:
    """A deck and all that it lies in."""
    while deck:
        yield deck
        deck = deck.rpartition("::")[0]


def _deck(top: str, arrival: Arrival, several: bool) -> str:
    levels = [level.replace("::", ":") for level in arrival.category]
    if not several:
        return levels[-1] if levels else top
    return "::".join(levels) or top


def _home(question: Question, homes: Homes, deck: str, target: Target) -> tuple[Home, str]:
    """The file of a question, by the id it came with where that names one."""
    file_id, slash, name = question.id.rpartition("/")
    if slash:
        return home_of(file_id, target.below), question.id
    home = homes.next(deck, len(question.ask))
    return home, f"{home.file_id}/{name}" if name else ""


def _media(
    media: Media | None,
    contents: Mapping[str, bytes],
    home: Home,
    paths: MediaPaths,
    files: dict[str, bytes],
) -> Media | None:
    """The medium under the name it gets below `questions/`; None where its content didn't come."""
    data = contents.get(media.file) if media else None
    name = safe_name(media.file) if media else ""
    if media is None or data is None or not name:
        return None
    path = paths.of(f"{home.media}/{name}", data)
    files[path] = data
    return Media(path, media.alt)
