"""What is skimmed of a file is what the full reader says of it, bit for bit, or nothing."""

from __future__ import annotations

import random
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests import strategies
from tests.benchmarks.generate import library
from tests.language.test_single_edits import KINDS
from trainer.bank.contents import contents, in_full
from trainer.language.parsed import parse_item
from trainer.language.reader import read_fully, read_library
from trainer.language.reading import Entry, Reading, Shared
from trainer.language.skim.file import Skim, Skimmed
from trainer.language.skim.item import skim_item
from trainer.language.skim.written import UnsureError
from trainer.language.writer import write_file
from trainer.question import Question

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("questions", "tests", "trainer", "docs")
    for path in (ROOT / folder).rglob("*.yaml")
    if path.name != "library.yaml"
)
BUNDLED = sorted((ROOT / "questions").glob("*/*.yaml"))
BITS = (
    " ", "  ", "\n", "\n\n", ":", ": ", " #", "  #", "#", "- ", "-", "[", "]", "{", "}", ",", "'",
    '"', "\\", "|", ">", "&a ", "*a", "!t ", "%", "@", "`", "\t", "?", "? ", "~", "é", "\u00a0",
    "\u2028", "\u3000", "\ufeff", "0", "...", "---", "\n---\n", "\n...\n", "\n#", "\n  #",
    "\n    #", "\n  ", "\n    ", "\n- ", "\n  - ", "<<: ", "true", "|-\n", ">+\n", "a: b", "\r",
    "\r\n", "{{", "}}", "::", "\u200b", "x" * 1100, "\x07", " \n", "''",
    "\n<<<<<<< o\n", "\n||||||| b\n", "\n=======\n", "\n>>>>>>> t\n",
)  # fmt: skip
"""What goes wrong in YAML, or looks as if it did."""


@cache
def shared() -> Shared:
    return read_library((ROOT / "questions" / "library.yaml").read_bytes(), "library.yaml")[0]


def agrees(data: bytes, known: Shared | None = None) -> bool:
    """Whether the file was skimmed; fails where the full reader, or a row of its, differs, or where
    an item by itself does."""
    known = known or shared()
    try:
        lean = Skim(data, "questions/f.yaml", "f", known).reading()
    except UnsureError:
        return False
    full = read_fully(data, "questions/f.yaml", "f", known)
    assert lean == full
    skimmed_alone(data, full, known)
    assert contents(data, "f.yaml", known) == in_full(full)
    return True


def skimmed(data: bytes) -> list[Skimmed | Entry]:
    return list(chain.from_iterable(Skim(data, "f", "f", Shared())))


def skimmed_alone(data: bytes, full: Reading, known: Shared) -> int:
    """How many items of a file were skimmed by themselves; fails where the parser differs."""
    found = 0
    for entry in full.entries:
        given = (data[entry.start : entry.end], full.head, full.file, entry.line, known)
        with suppress(UnsureError):
            assert skim_item(*given) == parse_item(*given)
            found += 1
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_here_is_skimmed_as_it_is_read_or_not_at_all(path: Path) -> None:
    data = path.read_bytes()
    if not agrees(data) and path.is_relative_to(ROOT / "questions"):
        assert read_fully(data, "questions/f.yaml", "f", shared()).diagnostics


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_most_of_the_bundled_questions_are_skimmed_by_themselves(path: Path) -> None:
    data = path.read_bytes()
    full = read_fully(data, "questions/f.yaml", "f", shared())
    assert skimmed_alone(data, full, shared()) > 0.75 * len(full.entries)


@pytest.mark.parametrize("defaults", [
    "{tags: [a, a], level: 2, source: kraus}", "{tags: ['x, y']}", "{tags: a}", "{level: 9}",
    "{source: 'kraus, ¶1'}", "{source: [kraus, nobody]}", "{names: ['Liu, Bang', Han]}",
    "{names: [Liu], romanisation: none}", "{points: 2}", "{lang: de, explain: 'a: b'}",
    "{explain: \"'x'\"}", "{retired: true}", "{unknown: 1}", "[a]", "", "{tags: [], fact: x}",
])  # fmt: skip
def test_defaults_are_the_same_for_an_item_by_itself(defaults: str) -> None:
    head = f"id: f\nlang: en\nnames: [Gaozu]\ndefaults: {defaults}\n"
    agrees(f"{head}questions:\n- ask: A\n  id: a\n  answer: b\n  tags: [c]\n".encode())


def test_a_generated_file_is_skimmed_whole() -> None:
    [(_, text)] = library(200, 1)
    assert agrees(text.encode(), Shared())
    assert all(isinstance(item, Skimmed) for item in skimmed(text.encode()))


def test_a_list_that_is_indented_is_skimmed_too() -> None:
    [(_, text)] = library(20, 1)
    head, mark, items = text.partition("questions:\n")
    indented = "".join(f"  {line}" if line.strip() else line for line in items.splitlines(True))
    data = f"{head}{mark}{indented}".encode()
    assert agrees(data, Shared())
    assert all(isinstance(item, Skimmed) for item in skimmed(data))


@pytest.mark.parametrize("end", ["", "\n", "\n\n# the end\n"])
def test_windows_line_ends_are_skimmed_too(end: str) -> None:
    [(_, text)] = library(20, 1)
    data = f"{text.rstrip()}{end}".replace("\n", "\r\n").encode()
    assert agrees(data, Shared())
    found = skimmed(data)
    assert all(isinstance(item, Skimmed) for item in found)
    assert all(data[item.start :].startswith(b"- ") for item in found)
    assert not agrees(data.replace(b"\r\n", b"\n", 1), Shared())


@pytest.mark.parametrize("path", FILES[::3], ids=lambda path: path.name)
def test_every_file_is_skimmed_with_windows_line_ends_as_it_is_read(path: Path) -> None:
    agrees(path.read_bytes().replace(b"\n", b"\r\n"))


def test_a_text_that_folds_in_its_own_way_costs_its_question_alone() -> None:
    verse = "- ask: A\n  id: a\n  answer: b\n  explain: >\n    One\n      two\n    three\n"
    data = f"questions:\n{verse}- ask: B\n  id: b\n  answer: c\n".encode()
    assert agrees(data, Shared())
    assert all(isinstance(item, Skimmed) for item in skimmed(data))


def test_what_is_unusual_is_read_in_full_and_the_rest_skimmed() -> None:
    data = b"questions:\n- ask: A\n  id: a\n  answer: 'it''s'\n- ask: B\n  id: b\n  answer: c\n"
    assert agrees(data, Shared())
    first, second = skimmed(data)
    assert not isinstance(first, Skimmed)
    assert isinstance(second, Skimmed)


def test_of_a_long_file_only_what_is_unusual_is_read_in_full() -> None:
    questions = [f"- ask: A\n  id: q{n}\n  answer: {n}x\n" for n in range(700)]
    unusual = (0, 127, 128, 300, 301, 699)
    for n in unusual:
        questions[n] = f"- ask: A\n  id: q{n}\n  answer: 'it''s'\n"
    data = f"questions:\n{''.join(questions)}".encode()
    assert agrees(data, Shared())
    found = skimmed(data)
    assert [n for n, item in enumerate(found) if isinstance(item, Entry)] == list(unusual)
    assert [data[item.start : item.end].decode() for item in found] == questions


@given(strategies.questions())
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
def test_a_written_file_is_skimmed_as_it_is_read(question: Question) -> None:
    try:
        text = write_file("f", [question], "T")
    except (ValueError, IndexError):
        return  # the notation has no place for it
    agrees(text.encode("utf-8", "surrogatepass"), Shared())


def few(text: str, rng: random.Random) -> str:
    """A file with three of its items, so that an edit often meets what matters."""
    head, mark, rest = text.partition("\nquestions:\n")
    items = rest.removeprefix("- ").split("\n- ")
    first = rng.randrange(max(1, len(items) - 2))
    return f"{head}{mark}- " + "\n- ".join(items[first : first + 3])


def edited(text: str, rng: random.Random) -> str:
    """A slip of the keyboard, or something hard for YAML put in, or in the place of a little."""
    if rng.random() < 0.4:
        lines = text.split("\n")
        at = rng.randrange(len(lines))
        new = rng.choice(KINDS)(lines, at, rng)
        return text if new is None else "\n".join([*lines[:at], new, *lines[at + 1 :]])
    start = rng.randrange(len(text) + 1)
    return text[:start] + rng.choice(BITS) + text[start + rng.choice((0, 0, 0, 1, 1, 2, 5)) :]


def test_files_with_any_slip_are_skimmed_as_they_are_read_or_not_at_all() -> None:
    rng = random.Random(1949)
    texts = [path.read_bytes().decode(errors="replace") for path in FILES]
    texts = [text for text in texts if "\nquestions:\n" in text]
    edits = 1_500
    skims = alone = 0
    for n in range(edits):
        text = few(rng.choice(texts), rng)
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            text = edited(text, rng)
        if n % 8 == 0:
            text = text.replace("\n", "\r\n")
        data = text.encode("utf-8", "surrogatepass")
        skims += agrees(data)
        if n % 5 == 0:
            alone += skimmed_alone(data, read_fully(data, "f.yaml", "f", shared()), shared())
    assert min(skims, alone) > edits / 20  # else this says nothing
