"""The known words that a judge goes by, made of the answers of files when it first asks.

Only an answer that is typed and isn't the right one needs them. To make every answer of a library
comparable takes as long as a tenth of all else that it costs when it is first read.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from trainer.bank.batches import batches
from trainer.bank.storing import writing
from trainer.wording.normalise import known_form

BATCH_BYTES = 2**18
"""How much is put in at once: some 30 ms, in which others wait, and no key is heard."""


def put_words(db: sqlite3.Connection) -> bool:
    """Puts in a portion of the known words of files that lack them; whether some still do.

    Other processes may do the same meanwhile. Raises sqlite3.Error.
    """
    with writing(db):
        waiting = db.execute("SELECT file, answers FROM unjudged ORDER BY file")
        lacking = next(batches(waiting, lambda row: len(row[1]), BATCH_BYTES), [])
        rows = [
            (letter, file, words)
            for file, answers in lacking
            for letter, words in _by_letter(json.loads(answers))
        ]
        # In the order of their table, a letter's page is at hand when its next words come.
        db.executemany("INSERT INTO words VALUES (?, ?, ?)", sorted(rows))
        db.executemany("DELETE FROM unjudged WHERE file = ?", [[file] for file, _ in lacking])
        return bool(db.execute("SELECT 1 FROM unjudged LIMIT 1").fetchone())


def _by_letter(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The known forms of texts by their first letter, each between line ends.

    A file has a tenth as many letters as words, and a letter's words are few enough to be looked
    through.
    """
    known = sorted({known_form(text) for text in texts} - {""})
    for letter, words in groupby(known, itemgetter(0)):
        yield letter, "\n".join(("", *words, ""))
