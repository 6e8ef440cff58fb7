"""A library that questions of another program go to: its folder, its own file, and what it has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from trainer.atomic import replacing
from trainer.bank.library import LIBRARY_FILE, library_at, question_files
from trainer.errors import TrainerError
from trainer.language.quoting import WIDTH, value
from trainer.language.reader import Shared, read_library
from trainer.language.schema import SCHEMA_FILE, schema_text
from trainer.paths import QUESTIONS
from trainer.question import Question
from trainer.records import record
from trainer.wording.slug import slug

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@record(frozen=True, slots=True)
class Target:
    """Where questions go: a library's folder, which need not exist yet, and a folder below its
    `questions/` ('': none); `cache` is where its table of contents is kept."""

    root: Path
    below: str = ""
    cache: Path | None = None

    @property
    def questions(self) -> Path:
        return self.root / QUESTIONS

    @property
    def library_file(self) -> Path:
        return self.questions / LIBRARY_FILE

    def shared(self) -> Shared | None:
        """What the library says of all its questions; None where it is to get a file that does.

        Only a library without questions gets one: an id would move every history it has. Raises
        TrainerError.
        """
        file = self.library_file
        try:
            return read_library(file.read_bytes(), str(file))[0]
        except (FileNotFoundError, NotADirectoryError):
            return Shared() if self._has_questions() else None
        except OSError as error:
            raise TrainerError(
                f"{file} can't be read: {error.strerror or error}. Mend that first, or choose "
                "another library with -o."
            ) from error

    def present(self, ids: Iterable[str]) -> Mapping[str, Question]:
        """Those of the questions that the library has, by id."""
        if not self._has_questions():
            return {}
        # A new library, as most imports make, needs no table of contents.
        from trainer.bank.bank import Bank

        with Bank.open(library_at(self.root), self.cache) as bank:
            found = bank.questions(f"{bank.id}:{id}" for id in ids)
        return {question.id: question for question in found.values()}

    def _has_questions(self) -> bool:
        return self.questions.is_dir() and bool(question_files(library_at(self.root)).files)


def title_of(path: Path) -> str:
    """What a library is called that is made of a file."""
    return path.stem.replace("_", " ").strip() or "Questions"


def library_text(id: str, title: str) -> str:
    return f"{headed('id', id)}\n{headed('title', title)}\n"


def new_library_id(title: str, seed: str) -> str:
    """A slug and six letters, drawn from what is imported: the same package gives the same id."""
    digest = hashlib.blake2b(seed.encode(), digest_size=6).digest()
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest)
    return f"{slug(title, 20) or 'library'}-{letters}"


def headed(name: str, text: str) -> str:
    """A key and its text as they stand at the head of a file."""
    return f"{name}: {value(text, 0, WIDTH - len(name) - 2)}"


def lay_schema(questions: Path) -> None:
    """Write what the first lines of question files name for editors, unless it is there: before
    the first of them, so that an import that is cut off leaves none without. Raises TrainerError.
    """
    if not (questions / SCHEMA_FILE).exists():
        write_new(schema_text().encode(), questions / SCHEMA_FILE)


def write_new(content: bytes, path: Path) -> bool:
    """Write a file where there is none; whether there was none. Raises TrainerError."""
    if path.exists() or path.is_symlink():
        return False
    with replacing(path) as file:
        file.write(content)
    return True
