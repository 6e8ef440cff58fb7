"""Decks: what a deck file says, and which question files it names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from trainer.bank.index import Index
from trainer.bank.library import (
    NOWHERE,
    SUFFIXES,
    Library,
    is_misnamed,
    misnamed,
    reason,
    unreadable,
)
from trainer.bank.packing import pack, pack_diagnostics, unpack_deck, unpack_diagnostics
from trainer.bank.search import Condition, all_of, in_files, levelled, tagged
from trainer.language.reading import DeckFile
from trainer.paths import composed
from trainer.records import record

if TYPE_CHECKING:
    from trainer.language.diagnostics import Diagnostic

DECKS = "decks"


@record(frozen=True, slots=True)
class Deck(DeckFile):
    """A deck file and the question files it names, in its order, by their names below
    `questions/`; or a deck of a folder or a file that has no deck file."""

    files: tuple[str, ...] = ()


def chosen(deck: Deck | None) -> Condition:
    """What a deck's `where:` asks for."""
    return all_of([tagged(deck.tags), levelled(deck.levels)]) if deck else Condition("")


def within(index: Index, deck: Deck | None) -> Condition:
    """The questions of a deck, or (None) of all files."""
    names = index.files if deck is None else deck.files
    numbers = (index.files[name].number for name in names if name in index.files)
    return all_of([in_files(numbers), chosen(deck)])


def deck_of(index: Index, folder: str, files: Sequence[str], taken: Iterable[str] = ()) -> Deck:
    """A deck without a deck file: of a folder, or of a single file, below `questions/`.

    Where a deck file has taken the name, the deck's id ends in a slash.
    """
    name = folder.removesuffix("/")
    title = _title(index, name) if name in index.files else ""
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix)
    spoken = PurePosixPath(name or index.library.questions.name).name.replace("-", " ")
    title = title or spoken[:1].upper() + spoken[1:]
    return Deck(f"{name}/" if name in taken else name, title, files=tuple(files))


def matching(globs: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """The names that match a glob, by the order of the globs and then of the names.

    `*` and `?` stay within a folder, `**` doesn't, and a folder stands for all that is in it.
    """
    every = {name: composed(name) for name in names}
    found: dict[str, None] = {}
    for glob in globs:
        matches = _matcher(composed(glob.strip().strip("/")))
        found.update(dict.fromkeys(name for name, typed in every.items() if matches(typed)))
    return tuple(found)


def _matcher(glob: str) -> Callable[[str], object]:
    if any(sign in glob for sign in "*?["):
        return _pattern(glob).fullmatch
    # A name as it stands, as most are: a pattern for each of a dozen takes 1 ms.
    return lambda name: name == glob or name.startswith(f"{glob}/")


def _pattern(glob: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]/]+\])", glob)
    signs = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    regex = "".join(signs.get(part) or _literal(part) for part in parts)
    return re.compile(regex + "(?:/.*)?", re.DOTALL)


def _literal(part: str) -> str:
    if len(part) > 2 and part[0] == "[" and part[-1] == "]":
        inner = re.sub(r"([\\\[\]&~|])", r"\\\1", part[1:-1])
        return f"[^/{inner[1:]}]" if inner[0] == "!" else f"[{inner}]"
    return re.escape(part)


def folder_of(name: str) -> str:
    """The folder of a file, with a slash; the file itself where it is in none."""
    folder, slash, _ = name.rpartition("/")
    return folder + slash if slash else name


def _title(index: Index, name: str) -> str:
    head = index.ask("SELECT head FROM files WHERE id = ?", [index.files[name].number])
    # Another process may have found it gone since.
    return str(json.loads(head[0][0])["title"]) if head else ""


def notes_of(index: Index, wrong: list[Diagnostic]) -> dict[Path, str]:
    """What was read in each deck file; see `written`."""
    found: dict[Path, str] = {}
    paths = _in_folder(index.library)
    for path in _named_so(paths):
        shown = index.library.shown(path)
        try:
            note = index.kept(path, partial(_note, path=path, shown=shown))
        except OSError as error:
            wrong.append(unreadable(shown, reason(error)))
        else:
            found |= {path: note} if note else {}
            if note is None and path.is_symlink():
                wrong.append(unreadable(shown, NOWHERE))
    wrong += [misnamed(index.library.shown(path)) for path in paths if is_misnamed(path.name)]
    return found


def written(
    library: Library, notes: Mapping[Path, str], wrong: list[Diagnostic]
) -> Iterator[tuple[Path, DeckFile]]:
    """The decks of such notes; what is wrong with them is added to the mistakes."""
    first: dict[str, Path] = {}
    for path, note in notes.items():
        deck, diagnostics = _unpack(note, library.shown(path))
        wrong += diagnostics
        if deck is None:
            continue
        other = first.setdefault(deck.id, path)
        if other == path:
            yield path, deck
        else:
            wrong.append(_same_id(deck.id, path, other, library))


def filled(index: Index, path: Path, deck: DeckFile, wrong: list[Diagnostic]) -> Deck:
    """A deck with those of the files that its globs match."""
    files = matching(deck.questions, index.files)
    if not files:
        wrong += _names_nothing(deck, path, index)
    return with_files(deck, files)


def with_files(deck: DeckFile, files: Iterable[str]) -> Deck:
    return Deck(**{f.name: getattr(deck, f.name) for f in fields(deck)}, files=tuple(files))


def _names_nothing(deck: DeckFile, path: Path, index: Index) -> Iterator[Diagnostic]:
    # A start with sound decks does without a YAML parser.
    from trainer.bank.deckchecks import naming_nothing, placed
    from trainer.language.diagnostics import Severity

    return naming_nothing(deck, index.files, partial(placed, path), Severity.ERROR)


def _same_id(id: str, path: Path, other: Path, library: Library) -> Diagnostic:
    from trainer.bank.deckchecks import placed

    there = library.shown(other)
    message = f"this deck has the id `{id}`, and so has {there}"
    related = placed(other, there).related(("id",), "the other deck")
    help = "give one of them another `id:`"
    return placed(path, library.shown(path)).tell(
        "Q051", ("id",), message, help, related=(related,)
    )


def deck_files(library: Library) -> list[Path]:
    """Every `.yaml` and `.yml` in `decks/`, hidden ones out; a file alone has none."""
    return _named_so(_in_folder(library))


def _named_so(paths: Iterable[Path]) -> list[Path]:
    return sorted((path for path in paths if path.suffix in SUFFIXES), key=_by_stem)


def _in_folder(library: Library) -> list[Path]:
    if library.only:
        return []
    try:
        return [p for p in (library.root / DECKS).iterdir() if not p.name.startswith(".")]
    except OSError:
        return []


def _by_stem(path: Path) -> tuple[str, str]:
    # `tang.yaml` stands before `tang-archive.yaml`, though "." sorts after "-".
    return path.stem, path.name


def _note(data: bytes, path: Path, shown: str) -> str:
    from trainer.language.deckfile import read_deck

    deck, diagnostics = read_deck(data, shown, path.stem)
    # In ASCII, since the path in it may be no UTF-8.
    return json.dumps([deck and pack(deck), pack_diagnostics(diagnostics)])


def _unpack(note: str, shown: str) -> tuple[DeckFile | None, tuple[Diagnostic, ...]]:
    deck, diagnostics = json.loads(note)
    return deck and replace(unpack_deck(deck), file=shown), tuple(
        unpack_diagnostics(diagnostics, shown)
    )
