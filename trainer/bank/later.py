"""What an index lacks until somebody asks: a judge's known words, and words to be searched."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import TypeVar

from trainer.bank import database
from trainer.bank.keeping import Keeping

T = TypeVar("T")


class Later(Keeping, ABC):
    """Puts them in: all at once for whoever must wait, or a portion at a time."""

    @abstractmethod
    def reread(self, name: str) -> None:
        """Look into one file again, because it isn't as the index says."""

    @abstractmethod
    def _do_without(self) -> None:
        """Somebody keeps the file locked, or it became read-only: go on in memory."""

    def knows(self, form: str) -> bool:
        """Whether a text in its `known_form` is an answer of any question, or a name."""
        if self._unjudged():
            from trainer.bank.judged import put_words

            while self._put_in(put_words):
                pass
        asked = "SELECT 1 FROM words WHERE letter = ? AND instr(words, ?) LIMIT 1"
        return bool(self.ask(asked, [form[:1], f"\n{form}\n"]))

    def learn(self) -> bool:
        """Puts in a portion of what `knows` goes by, for whoever has the time before it is asked;
        whether some is left. Where somebody else writes just now, nothing is done."""
        if not self._unjudged():
            return False
        from trainer.bank.judged import put_words

        try:
            with database.impatient(self._db):
                return put_words(self._db)
        except sqlite3.OperationalError:
            return False

    def _unjudged(self) -> bool:
        return bool(self.ask("SELECT 1 FROM unjudged LIMIT 1"))

    @property
    def unsearchable(self) -> int:
        """The bytes of the files that nobody searched for words since they were read."""
        if not self.ask("SELECT 1 FROM unsearched LIMIT 1"):
            return 0
        from trainer.bank.searchable import lacking

        return self._put_in(lacking)

    def made_searchable(self) -> Iterator[int]:
        """Puts in what a search for words looks in, a portion at a time, and gives the bytes of
        each. Whoever stops in between leaves the rest to the next.

        A file that changed since it was read is read again first, once.
        """
        if not self.ask("SELECT 1 FROM unsearched LIMIT 1"):
            return
        from trainer.bank.searchable import Putting

        putting = Putting(self.library.questions)
        changed: set[str] = set()
        twice: set[str] = set()
        while put := self._put_in(lambda db: putting.portion(db, twice)):
            for name in put.changed:
                if name in changed:
                    twice.add(name)
                else:
                    changed.add(name)
                    self.reread(name)
            yield put.size

    def _put_in(self, put: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return put(self._db)
        except sqlite3.OperationalError:
            self._do_without()
            return put(self._db)
        except sqlite3.DatabaseError as error:
            raise self._thrown_away() from error
