"""A first file of questions: where it goes, and what it says to whoever opens it."""

from __future__ import annotations

import os
import time
from collections.abc import Container, Mapping
from contextlib import closing
from importlib import resources
from itertools import count
from pathlib import Path
from random import Random

from trainer.bank.documents import Document
from trainer.bank.founding import library_file, spoken
from trainer.bank.index import Index
from trainer.bank.library import LIBRARY_FILE, SUFFIXES, is_misnamed, library_at
from trainer.bank.registered import DOCUMENTS_FILE, Registered, load, relative, written
from trainer.errors import TrainerError
from trainer.language.quoting import scalar
from trainer.language.schema import SCHEMA_FILE, schema_text
from trainer.paths import QUESTIONS, library_above
from trainer.wording.controls import strip_controls
from trainer.wording.slug import is_id, slug


def place(name: str, folder: Path) -> tuple[Path, Path]:
    """The library and the file that a person in `folder` (absolute) means by a name.

    `tang`, `tang.yaml`, `tang.YAML` and `questions/tang.yaml` are one file. The library is the
    nearest folder upwards that has `questions/`, else `folder` becomes one. Raises TrainerError for
    a name that no file of questions can have.
    """
    if is_misnamed(name):
        name = name[: name.lower().rindex(".y")]
    named = Path(name if name.endswith(SUFFIXES) else f"{name}.yaml")
    path = Path(os.path.normpath(folder / named))
    # Line ends and bytes that are no text can be shown nowhere, nor typed again.
    unshown = strip_controls(name) != name or "\n" in name or "\t" in name
    unnamed = named.name.startswith(".") or not slug(named.stem)
    if unnamed or unshown or len(os.fsencode(named.name)) > _LONGEST:
        raise TrainerError(f"`{name}` is no name for a file of questions; try `trainer new tang`.")
    if QUESTIONS in path.parent.parts:
        root = path.parents[path.parent.parts[::-1].index(QUESTIONS) + 1]
    else:
        here = folder if path.is_relative_to(folder) else path.parent
        root = library_above(path.parent) or here
        path = root / QUESTIONS / path.relative_to(here)
    if path == root / QUESTIONS / LIBRARY_FILE:
        raise TrainerError(
            f"{path} is what all files of a library share, not a file of questions; "
            "choose another name."
        )
    if root == root.parent:
        raise TrainerError(
            f"a library in {root} would be the one of every folder on this machine; go to a folder "
            "of your own, or name one as in `trainer new course/tang`."
        )
    return root, path


def start(
    root: Path,
    file: Path,
    cache_dir: Path | None,
    rng: Random,
    document: tuple[Path, Document] | None = None,
) -> dict[Path, bytes]:
    """What to write for a first file: itself, which teaches by example or, with `document`, has a
    stub for each paragraph of one; and what its library lacks of its own file and of the schema.
    Nothing is written here. Raises TrainerError for a source's name that is taken.

    `cache_dir` is where the library's index is kept; `rng` makes the library's id.
    """
    questions = root / QUESTIONS
    marks = _marks(file, questions, _ids(root, cache_dir))
    if document is None:
        texts = {file: _filled("example.yaml", marks).encode()}
    else:
        texts = _from_document(root, file, marks, *document)
    if not (questions / LIBRARY_FILE).exists():
        texts[questions / LIBRARY_FILE] = library_file(root.name, rng)
    if not (questions / SCHEMA_FILE).exists():
        texts[questions / SCHEMA_FILE] = schema_text().encode()
    return texts


def _ids(root: Path, cache_dir: Path | None) -> frozenset[str]:
    """The ids of the files that are there."""
    if not (root / QUESTIONS).is_dir():
        return frozenset()
    with closing(Index.open(library_at(root), cache_dir, time.time_ns())) as index:
        return frozenset(file.file_id for file in index.files.values())


def _marks(file: Path, questions: Path, taken: Container[str]) -> dict[str, str]:
    own = file.stem if is_id(file.stem) else slug(file.stem)
    names = (f"{own}-{n}" if n > 1 else own for n in count(1))
    return {
        "@SCHEMA@": Path(os.path.relpath(questions / SCHEMA_FILE, file.parent)).as_posix(),
        "@TITLE@": scalar(spoken(file.stem)),
        "@ID@": next(name for name in names if name not in taken),
    }


def _filled(name: str, marks: Mapping[str, str]) -> str:
    text = resources.files("trainer.bank").joinpath(name).read_text(encoding="utf-8")
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text


def _from_document(
    root: Path, file: Path, marks: dict[str, str], path: Path, document: Document
) -> dict[Path, bytes]:
    """A file with a stub for each paragraph, and the library's documents with this one more."""
    questions = root / QUESTIONS
    known = load(questions)
    key = slug(path.stem) or "document"
    if key in known:
        raise TrainerError(
            f"{path.name} is registered already, as the source `{key}`; add to the file that cites "
            "it, or see with `trainer report coverage` what has changed in it."
        )
    n = len(document.paragraphs)
    stubs = (
        _STUB.format(number=number, words=_words(text), key=key)
        for number, text in enumerate(document.paragraphs, 1)
    )
    title = document.title or spoken(path.stem)
    marks |= {
        "@TITLE@": scalar(title),
        "@KEY@": key,
        "@LOCATORS@": f"¶1–¶{n}" if n > 1 else "¶1",
        "@ASK@": scalar(f"What does “{title}” say? Answer in two or three sentences."),
        "@STUBS@": "\n".join(stubs),
    }
    known[key] = Registered(relative(path.absolute(), root), document.hashes)
    return {
        file: _filled("stubs.yaml", marks).encode(),
        questions / DOCUMENTS_FILE: written(known),
    }


def _words(text: str) -> str:
    n = len(text.split())
    return f"{n:,} word" if n == 1 else f"{n:,} words"


_LONGEST = 240
"""Bytes of a file's name: systems allow 255, of which a draft beside it takes some."""

_STUB = """\
# ¶{number}, {words}
# - ask:
#   id:
#   answer:
#   source: {key}, ¶{number}
#   explain:
"""
