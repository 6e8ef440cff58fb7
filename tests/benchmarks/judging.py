"""What judging a typed answer costs, against folding it and looking it up once.

Run from the repository: `python -m tests.benchmarks.judging`. Every question is asked once, so
that nothing about it is cached; one answer in five is right, two are misspelt, two are wrong.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from trainer.judging.judge import judge
from trainer.judging.verdict import Outcome
from trainer.question import Card, Question, Reject, Short, Typed
from trainer.wording.normalise import known_form

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


def measure(folder: Path, *, rich: bool) -> tuple[float, float]:
    """Microseconds of folding and one look-up, and of judging, for the same typed answers."""
    random_ = random.Random(7)
    names = _names(random_, KNOWN_WORDS)
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

    outcomes = [judge(card, answer, known).outcome for card, answer in asked]
    shares = {outcome: outcomes.count(outcome) / ANSWERS for outcome in Outcome}
    print("  ".join(f"{outcome} {share:.2f}" for outcome, share in shares.items() if share))
    return _best(fold), _best(judged)


def main() -> int:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        fold, judged = measure(Path(folder), rich=False)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _, rich = measure(Path(folder), rich=True)
    ratio = judged / fold
    print(f"fold and one look-up {fold:.1f} µs, judge {judged:.1f} µs: {ratio:.1f} × (≤ {LIMIT})")
    print(f"with three more accepted spellings, four rejected and romanisation: {rich:.1f} µs")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
