"""Nothing that a file can hold makes reading it raise."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.language.advice.advise import advise
from trainer.language.alone import read_item
from trainer.language.deckfile import read_deck
from trainer.language.diagnostics import FORMATS, render
from trainer.language.fixes import fix, ids
from trainer.language.reader import Shared, read, read_library

DATA = Path(__file__).parent / "data"
PIECES = st.sampled_from(json.loads((DATA / "pieces.json").read_text(encoding="utf-8")))
TEXTS = st.lists(PIECES, max_size=40).map("".join)


MUTATIONS = 500
NESTED = 5_000
DEEP = json.loads((DATA / "deep.json").read_text(encoding="utf-8"))


@settings(max_examples=400, deadline=None)
@given(TEXTS | TEXTS.map(lambda text: f"questions:\n- ask: a\n  answer: b\n{text}"))
def test_any_text_is_read_without_raising(text: str) -> None:
    read_in_every_way(text.encode())


def test_files_damaged_at_random_are_read_without_raising() -> None:
    rng = random.Random(1949)
    pieces = [piece.encode() for piece in json.loads((DATA / "pieces.json").read_text("utf-8"))]
    files = [path.read_bytes() for path in sorted(DATA.rglob("*.yaml"))]
    for _ in range(MUTATIONS):
        data = rng.choice(files)
        for _ in range(rng.randint(1, 8)):
            at, to = sorted(rng.randrange(len(data) + 1) for _ in range(2))
            piece = rng.choice([*pieces, data[at:to], bytes([rng.randrange(256)])])
            stop = rng.choice([at, at + 1, at + 20])
            data = data[:at] + piece * rng.choice([1, 1, 2, 30]) + data[stop:]
        read_in_every_way(data)


def test_a_key_that_is_a_list_is_named_where_a_word_belongs() -> None:
    sources = b"sources:\n  ? [a]\n  : {title: T}\nquestions:\n- {ask: a, answer: b}\n"
    reading = read(sources, "questions/f.yaml", "f", Shared())
    assert [(one.code, one.line) for one in reading.diagnostics] == [("Q020", 2)]
    exam = b"exams:\n- {title: T, questions: 1, minutes: 1, draw: {[a]: 1}}\n"
    deck = b"title: D\nid: d\nquestions: [a.yaml]\n" + exam
    _, diagnostics = read_deck(deck, "decks/d.yaml", "d")
    assert [(one.code, one.line) for one in diagnostics] == [("Q015", 5)]


def test_an_item_of_blanks_alone_is_told_of() -> None:
    reading = read(b"questions:\n- ' '\n", "questions/f.yaml", "f", Shared())
    assert [(one.code, one.line) for one in reading.diagnostics] == [("Q003", 2)]


def test_no_depth_of_nesting_overruns_the_stack() -> None:
    program = (
        "import json, sys, threading\n"
        "from trainer.language.reader import Shared, read\n"
        "def run():\n"
        "    for first, piece in json.loads(sys.argv[1]):\n"
        f"        deep = first + piece * {NESTED}\n"
        "        for text in (deep, f'{deep}\\nx', f'questions:\\n- {deep}\\n'):\n"
        "            read(text.encode(), 'questions/f.yaml', 'f', Shared())\n"
        "threading.stack_size(512 * 1024)\n"
        "thread = threading.Thread(target=run)\n"
        "thread.start()\n"
        "thread.join()\n"
    )
    # In a process of its own, which the stack's end would kill without a word.
    child = subprocess.run([sys.executable, "-c", program, json.dumps(DEEP)], check=False)
    assert child.returncode == 0


def read_in_every_way(data: bytes) -> None:
    reading = read(data, "questions/f.yaml", "f", Shared())
    for style in FORMATS:
        render(reading.diagnostics, style)
    for entry in reading.entries:
        item = data[entry.start : entry.end]
        again = read_item(item, reading.head, "questions/f.yaml", entry.line, Shared())
        assert again is not None
        assert again.body == entry.question.body
    advise(data, reading)
    fix(data, reading.diagnostics)
    ids(data, reading)
    read_library(data, "questions/library.yaml")
    read_deck(data, "decks/f.yaml", "f")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_raising(data: bytes) -> None:
    read(data, "questions/f.yaml", "f", Shared())
    read_deck(data, "decks/f.yaml", "f")
