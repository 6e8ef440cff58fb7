"""Programs that others wrote, beside ours: a question on a screen, checks, a deck for Anki.

    python -m tests.benchmarks.peers     # installs them, in an environment of their own

prompt_toolkit and urwid show the screens of the bare app (`terminal_bare`) with as little code as
they take; mkdocs-quiz runs a hundred such questions from Markdown. yamllint, and check-jsonschema
with our own schema, read the same files as `trainer check`; a script of twelve lines writes them
with genanki. Whole processes, in turns. Where the peers aren't installed, nothing is measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from tests.benchmarks.generate import write_library
from tests.benchmarks.peers_screens import screens
from tests.benchmarks.peers_slips import slips
from tests.benchmarks.rows import (
    Cost,
    MissingError,
    Row,
    Scale,
    cpu_row,
    in_turn,
    paired,
    process,
    wall_row,
)

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / ".peers"
PEERS = (
    "check-jsonschema==0.39.0",
    "mkdocs-quiz==1.7.1",
    "prompt_toolkit==3.0.53",
    "urwid==5.0.1",
    "yamllint==1.38.0",
)
LINT = "{extends: relaxed, rules: {line-length: disable}}"
"""Lines may be as long as a question is."""
GENANKI = """
import sys, genanki, yaml
from pathlib import Path
folder, out = sys.argv[1:]
model = genanki.Model(1, "Question", fields=[{"name": n} for n in ("Ask", "Answer", "Why")],
    templates=[{"name": "Card", "qfmt": "{{Ask}}", "afmt": "{{Answer}}<p>{{Why}}"}])
deck = genanki.Deck(1, "Deck")
for file in sorted(Path(folder).rglob("*.yaml")):
    for one in yaml.load(file.read_bytes(), yaml.CSafeLoader)["questions"]:
        ask = next(str(one[key]) for key in ("ask", "cloze", "true", "false", "term") if key in one)
        fields = [ask, str(one.get("answer", one.get("means", ""))), str(one.get("explain", ""))]
        deck.add_note(genanki.Note(model, fields, guid=genanki.guid_for(one["id"])))
genanki.Package(deck).write_to_file(out)
"""


def rows(scale: Scale) -> Iterator[Row]:
    if not HOUSE.is_dir():
        raise MissingError("the peers aren't installed; `python -m tests.benchmarks.peers` does it")
    with TemporaryDirectory(prefix="peers-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        schema = folder / "schema.json"
        with schema.open("w") as file:
            subprocess.run([*_trainer(), "schema"], stdout=file, check=True)
        lint = [str(HOUSE / "bin" / "yamllint"), "-d", LINT]
        validate = [str(HOUSE / "bin" / "check-jsonschema"), "--schemafile", str(schema)]
        yield from screens(folder, HOUSE / "bin", scale)
        yield from slips(folder, _trainer(), lint, validate)
        copytree(ROOT / "questions", folder / "bank" / "questions")
        write_library(folder / "many", (many := scale.pick(1_000, 200)), many // 100)
        for what, library in (("the bank", "bank"), (f"{many:,} questions", "many")):
            yield from _checks(folder / library, what, lint, validate, scale.pick(3, 1))
        yield from _notes(folder / "many", many, scale.pick(5, 2))


def _checks(
    library: Path, what: str, lint: list[str], validate: list[str], rounds: int
) -> Iterator[Row]:
    """All files of a library, which ours reads for the first time, and again; errors and advice."""
    files, peers = list(map(str, sorted(library.rglob("*.yaml")))), (lint, validate)
    homes = count()

    def check(home: object) -> Cost:
        env = {**os.environ, "TRAINER_HOME": str(library.parent / f"home-{library.name}-{home}")}
        return process((*_trainer(), "check"), env, library)

    first, again, *others = in_turn(
        (
            lambda: check(next(homes)),
            lambda: check("again"),
            *(partial(process, (*peer, *files), dict(os.environ), library) for peer in peers),
        ),
        rounds,
    )
    for peer, theirs in zip(("yamllint", "check-jsonschema"), others, strict=True):
        yield wall_row(f"trainer check, {what}, first time", peer, (first, theirs), None)
        yield cpu_row(f"trainer check, {what}, first time", peer, (first, theirs), None)
        yield wall_row(f"trainer check, {what}, again", peer, (again, theirs), None)


def _notes(library: Path, questions: int, rounds: int) -> Iterator[Row]:
    """A package for Anki from the same files; the script's has three fields, as they are."""
    env = {**os.environ, "TRAINER_HOME": str(library.parent / "home-many-again")}
    out = str(library.parent / "out.apkg")
    ours = partial(process, (*_trainer(), "export", "anki", ".", "-o", out), env, library)
    script = (sys.executable, "-c", GENANKI, str(library), out)
    costs = paired(ours, partial(process, script, env, library), rounds)
    yield wall_row(f"trainer export anki, {questions:,} questions", "genanki", costs, None)
    yield cpu_row(f"trainer export anki, {questions:,} questions", "genanki", costs, None)


def _trainer() -> list[str]:
    return [sys.executable, "-m", "trainer"]


if __name__ == "__main__":
    venv.create(HOUSE, with_pip=True)
    subprocess.run([HOUSE / "bin" / "pip", "install", *PEERS], check=True)
