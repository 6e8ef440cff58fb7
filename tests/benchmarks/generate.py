"""A library of any size for measurements: the same for the same numbers, all ten kinds, valid.

    python tests/benchmarks/generate.py FOLDER --questions 100000 --files 1000

A question takes about a kilobyte, as those of a careful instructor do.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

SYLLABLES = [
    "ka",
    "ri",
    "mo",
    "tun",
    "sha",
    "lei",
    "pe",
    "dor",
    "an",
    "qi",
    "zhu",
    "bei",
    "ul",
    "ta",
    "ran",
    "vo",
    "es",
    "mir",
    "hai",
    "gun",
]
ACCENTED = ("Ürümqi", "Łódź", "Çatal", "Ἀθῆναι", "迪化", "Пекин", "São Paulo", "Tʻao")
TAGS = ("trade", "rivers", "treaties", "courts", "grain", "roads", "letters", "maps")
WORDS = 5_000


class Author:
    """Writes questions; all chance comes from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._words = list(dict.fromkeys(self._word() for _ in range(WORDS)))

    def file(self, number: int, questions: int) -> str:
        """A file of so many questions with ids, sources and defaults."""
        head = (
            f"title: Chapter {number}\nid: chapter-{number:04}\nlang: en\n"
            "sources:\n  survey: {title: A Survey of the Provinces, author: L. Arden, year: 1949}\n"
            f"defaults: {{tags: [{TAGS[number % len(TAGS)]}], level: 2, source: survey}}\n\n"
            "questions:\n"
        )
        return head + "\n".join(self._question(n) for n in range(questions))

    def _question(self, n: int) -> str:
        body = KINDS[n % len(KINDS)](self, n)
        tag = self._random.choice(TAGS)
        common = [f"id: q{n}"]
        if n % 3 == 0:
            common.append(f"tags: [{tag}]")
        if n % 4 == 0:
            common.append(f"level: {1 + n % 5}  # as examined")
        if n % 10 == 9:
            common.append(f"after: q{n - 1}")
        common.append(f"source: survey, p. {1 + n % 400}")
        if n % 5 == 0:
            common.append(f'hint: "It begins with: {self._random.choice("ABCDE")}."')
        prose = [f"  {self._sentence()}" for _ in range(8)]
        lines = [*body, *common, "explain: >-", *prose]
        return "- " + "\n  ".join(lines) + "\n"

    def _word(self) -> str:
        if self._random.random() < 0.02:
            return self._random.choice(ACCENTED)
        size = self._random.randint(2, 4)
        return "".join(self._random.choice(SYLLABLES) for _ in range(size)).capitalize()

    def name(self) -> str:
        return self._random.choice(self._words)

    def names(self, size: int) -> list[str]:
        """So many different names."""
        return self._random.sample(self._words, size)

    def phrase(self, size: int) -> str:
        return " ".join(self.name().lower() for _ in range(size))

    def year(self) -> int:
        return self._random.randint(500, 1950)

    def _sentence(self) -> str:
        return f"{self.phrase(6).capitalize()}, and so *{self.name()}* held {self.name()}."


def _choice(author: Author, n: int) -> list[str]:
    answer, *wrong = author.names(4)
    options = [f"  {name}: It is {author.phrase(6)}." for name in wrong]
    return [
        f"ask: Which place was {author.phrase(8)} in {n}?",
        f"answer: {answer}",
        "wrong:",
        *options,
    ]


def _choices(author: Author, n: int) -> list[str]:
    a, b, c, d = author.names(4)
    return [
        f"ask: Which two of these bordered on {author.phrase(6)} ({n})?",
        f"answers: [{a}, {b}]",
        f"wrong: [{c}, {d}]",
    ]


def _truth(author: Author, n: int) -> list[str]:
    statement = f"In {author.year()} the {author.phrase(5)} ruled over {author.name()} ({n})."
    correction = f"correction: It was {author.phrase(6)}."
    if n % 20 < 10:
        return [f"statement: {statement}", "answer: true"]
    return [f"statement: {statement}", "answer: false", correction]


def _short(author: Author, n: int) -> list[str]:
    answer, accept, reject = author.names(3)
    return [
        f"ask: Who led the {author.phrase(6)} ({n})?",
        f"answer: {answer} {author.name()}",
        f"accept: [{accept}]",
        f"reject: {{{reject}: Only later.}}",
    ]


def _number(author: Author, n: int) -> list[str]:
    low = author.year()
    return [
        f"ask: How many tons did the {author.phrase(6)} carry ({n})?",
        f"number: {low}..{low + 50} t",
    ]


def _cloze(author: Author, n: int) -> list[str]:
    a, b = author.names(2)
    return [
        f'cloze: "{{{{c1::{a}|{b}::a place}}}} met {{{{c2::{b}}}}} at {author.phrase(6)} ({n})."'
    ]


def _order(author: Author, n: int) -> list[str]:
    items = [
        f"- {name} {author.phrase(3)}: {500 + 9 * i}" for i, name in enumerate(author.names(4))
    ]
    return [f"ask: Put these in order, the earliest first ({n}).", "order:", *items]


def _match(author: Author, n: int) -> list[str]:
    pairs = [f"  {name}: {author.phrase(2)} {i}" for i, name in enumerate(author.names(4))]
    return [f"ask: Match each person to the post ({n}).", "match:", *pairs, "extra: [clerk]"]


def _recall(author: Author, n: int) -> list[str]:
    points = [f"- {'2x ' * (i == 0)}{author.phrase(6)}." for i in range(3)]
    return [f"ask: Why did {author.name()} leave {author.phrase(5)} ({n})?", "rubric:", *points]


def _term(author: Author, n: int) -> list[str]:
    return [f"term: {author.name()} {author.phrase(1)} {n}", f"means: the {author.phrase(7)}"]


KINDS: tuple[Callable[[Author, int], list[str]], ...] = (
    _choice, _short, _cloze, _truth, _number, _choices, _order, _match, _recall, _term
)  # fmt: skip


def library(questions: int, files: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Names below `questions/` and texts of a library; folders of a hundred files."""
    author = Author(seed)
    for number in range(files):
        size = questions // files + (number < questions % files)
        yield f"part-{number // 100:02}/chapter-{number:04}.yaml", author.file(number, size)


def write_library(root: Path, questions: int, files: int, seed: int = 0) -> int:
    """Writes a library into a folder; how many bytes of questions it has."""
    total = 0
    for name, text in library(questions, files, seed):
        path = root / "questions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        total += path.write_bytes(text.encode())
    head = "id: generated-aaaaaa\ntitle: Generated\n"
    (root / "questions" / "library.yaml").write_text(head, encoding="utf-8")
    return total


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print(f"{write_library(given.folder, given.questions, given.files, given.seed):,} bytes")
