"""Decks of a library: what its deck files name, and by folder what they leave out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from trainer.bank.index import Index
from trainer.bank.library import SUFFIXES, Library, reason, unreadable
from trainer.bank.packing import pack, pack_diagnostics, unpack_deck, unpack_diagnostics
from trainer.language.reading import DeckFile
from trainer.records import record

if TYPE_CHECKING:
    from trainer.language.diagnostics import Diagnostic

DECKS = "decks"


@record(frozen=True, slots=True)
class Deck(DeckFile):
    """A deck file and the question files it names, in its order, by their names below
    `questions/`; or a deck of a folder or a file that has no deck file."""

    files: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Shelf:
    """All decks of a library in order, and what is wrong with their files."""

    decks: tuple[Deck, ...]
    diagnostics: tuple[Diagnostic, ...]


def shelf(index: Index) -> Shelf:
    """Deck files by name, then a deck for each folder, or file of no folder, that none names."""
    wrong: list[Diagnostic] = []
    written = list(_written(index, wrong))
    named = {name for deck in written for name in deck.files}
    taken = {deck.id for deck in written}
    folders: dict[str, list[str]] = {}
    for name in index.files:
        if name not in named:
            folders.setdefault(_folder(name), []).append(name)
    rest = [deck_of(index, folder, files, taken) for folder, files in folders.items()]
    return Shelf((*written, *rest), tuple(wrong))


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
    every = list(names)
    found: dict[str, None] = {}
    for glob in globs:
        matches = _matcher(glob.strip().strip("/"))
        found.update(dict.fromkeys(name for name in every if matches(name)))
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


def _folder(name: str) -> str:
    folder, slash, _ = name.rpartition("/")
    return folder + slash if slash else name


def _title(index: Index, name: str) -> str:
    head = index.ask("SELECT head FROM files WHERE id = ?", [index.files[name].number])
    # Another process may have found it gone since.
    return str(json.loads(head[0][0])["title"]) if head else ""


def _written(index: Index, wrong: list[Diagnostic]) -> Iterator[Deck]:
    first: dict[str, Path] = {}
    library = index.library
    for path in deck_files(library):
        shown = library.shown(path)
        try:
            note = index.kept(path, partial(_note, path=path, shown=shown))
        except OSError as error:
            wrong.append(unreadable(shown, reason(error)))
            continue
        if note is None:
            continue
        deck, diagnostics = _unpack(note, shown)
        wrong += diagnostics
        if deck is None:
            continue
        other = first.setdefault(deck.id, path)
        if other != path:
            wrong.append(_same_id(deck.id, path, other, library))
            continue
        files = matching(deck.questions, index.files)
        if not files:
            wrong += _names_nothing(deck, path, index)
        yield Deck(**{f.name: getattr(deck, f.name) for f in fields(deck)}, files=files)


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
    if library.only:
        return []
    try:
        # By stem: `tang.yaml` stands before `tang-archive.yaml`, though "." sorts after "-".
        folder = (library.root / DECKS).iterdir()
        names = sorted((p for p in folder if p.suffix in SUFFIXES), key=_by_stem)
    except OSError:
        return []
    return [path for path in names if not path.name.startswith(".")]


def _by_stem(path: Path) -> tuple[str, str]:
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
