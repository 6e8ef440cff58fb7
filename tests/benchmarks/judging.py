"""How well the judge judges, and what a typed answer costs against folding and looking it up once.

Run from the repository: `python -m tests.benchmarks judging`. Every question is asked once, so
that nothing about it is cached; one answer in five is right, two are misspelt, two are wrong.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.rows import Row, Scale
from tests.judging import test_numbers_typed
from tests.judging.fields import fields_of, misspelt, others_of, passing
from trainer.bank.bank import Bank
from trainer.bank.library import library_at
from trainer.judging.judge import judge
from trainer.judging.verdict import Outcome
from trainer.question import Card, Question, Reject, Short, Typed
from trainer.wording.normalise import known_form

ROOT = Path(__file__).parents[2]
KNOWN_WORDS = 100_000
ANSWERS = 2_000
ROUNDS = 7
LIMIT = 5.0

_SYLLABLES = ("ban", "cor", "del", "fan", "gol", "hsu", "jin", "kar", "lem", "mur", "nov", "pra")


def _names(random_: random.Random, count: int) -> list[str]:
    """Different two-word names of four to eight letters a word."""
    found: dict[str, None] = {}
    while len(found) < count:
        words = (
            "".join(random_.choices(_SYLLABLES, k=random_.randint(1, 2))) + random_.choice("aeiou")
            for _ in range(2)
        )
        found[" ".join(words).title()] = None
    return list(found)


def _typed(random_: random.Random, names: Sequence[str], at: int) -> str:
    name = names[at]
    if at % 5 == 0:
        return name
    if at % 5 < 3:
        place = random_.randint(1, len(name.split()[0]) - 2)
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return names[-1 - at]


def _known(names: Sequence[str], folder: Path) -> Callable[[str], bool]:
    """A look-up in a file, as the library's index is one."""
    database = sqlite3.connect(folder / "known.sqlite")
    database.execute("CREATE TABLE known (form TEXT PRIMARY KEY) WITHOUT ROWID")
    rows = {(known_form(name),) for name in names}
    database.executemany("INSERT INTO known VALUES (?)", sorted(rows))
    database.commit()
    query = "SELECT 1 FROM known WHERE form = ?"
    return lambda form: database.execute(query, (form,)).fetchone() is not None


def _best(run: Callable[[], None]) -> float:
    """Microseconds an answer, of the fastest round."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times) / ANSWERS * 1e6


def _question(names: Sequence[str], at: int, rich: bool) -> Question:
    """A plain question, or one with three more accepted and four rejected spellings, in pinyin."""
    body = Short(ask="Who?", answer=names[at])
    if rich:
        others = names[at + 1 : at + 8]
        rejects = tuple(Reject(name) for name in others[3:])
        body = Short(ask="Who?", answer=names[at], accept=tuple(others[:3]), reject=rejects)
    return Question(id=f"bench/{at}", body=body, romanisation="pinyin" if rich else "")


def measure(folder: Path, words: int, *, rich: bool) -> tuple[float, float]:
    """Microseconds of folding and one look-up, and of judging, for the same typed answers."""
    random_ = random.Random(7)
    names = _names(random_, words)
    known = _known(names, folder)
    asked = [
        (Card(_question(names, at, rich)), Typed((_typed(random_, names, at),)))
        for at in range(ANSWERS)
    ]

    def fold() -> None:
        for _, answer in asked:
            known(unicodedata.normalize("NFKC", answer.texts[0]).casefold())

    def judged() -> None:
        for card, answer in asked:
            judge(card, answer, known)

    return _best(fold), _best(judged)


def rows(scale: Scale) -> Iterator[Row]:
    """All figures, each as soon as it is there."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield from quality(Path(folder))
        yield from cost(Path(folder), scale)


def quality(folder: Path) -> Iterator[Row]:
    """What becomes of typos in the bank's answers, and of its other texts in their place."""
    with Bank.open(library_at(ROOT), folder / "cache") as bank:
        fields, texts = fields_of(bank), others_of(bank)
        found = misspelt(bank, fields)
        what = f"{len(found):,} typos made of the bank's answers, accepted"
        accepted = sum(outcome.recalled for outcome in found) / len(found)
        yield Row(what, accepted, "", bar=0.93, least=True, hard=True)
        yield Row("  asked about", found.count(Outcome.UNSURE) / len(found), "")
        tried = len(fields) * len(texts)
        what = f"{tried:,} other answers, options and names in their place, accepted"
        yield Row(what, len(passing(bank, fields, texts)), "", bar=0, hard=True)
    notations = test_numbers_typed.rows()
    agreed = sum(test_numbers_typed.judged(a, b).outcome == c for a, b, c in notations)
    what = f"{len(notations)} notations of numbers, judged as they should be"
    yield Row(what, agreed / len(notations), "", bar=1.0, least=True, hard=True)


def cost(folder: Path, scale: Scale) -> Iterator[Row]:
    """Microseconds of judging, against the floor in the same run."""
    words = scale.pick(KNOWN_WORDS, KNOWN_WORDS // 5)
    floor = "NFKC, casefold and one look-up"
    for what, rich, bar in (
        (f"a typed answer judged, {words:,} known words", False, LIMIT),
        ("  with 3 more accepted, 4 rejected and romanisation", True, None),
    ):
        fold, judged = measure(_made(folder / str(rich)), words, rich=rich)
        yield Row(what, judged, "µs", floor, fold, bar)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
