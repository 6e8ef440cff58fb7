"""What the documents show is true: their YAML is right, their commands run, their links lead on."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents import PAGES
from trainer.bank.bank import Bank
from trainer.bank.library import library_at

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def blocks(language: str, documents: list[Path]) -> list[object]:
    """Each block of a language, named after its document and number."""
    found = []
    for document in documents:
        texts = [m[2] for m in BLOCK.finditer(document.read_text("utf-8")) if m[1] == language]
        name = document.relative_to(ROOT)
        found += [pytest.param(text, id=f"{name}-{n}") for n, text in enumerate(texts, 1)]
    return found


# The page of diagnostics shows mistakes on purpose; their tests stand with the language.
PROSE = [document for document in DOCUMENTS if document.name != "diagnostics.md"]


def place(text: str) -> str:
    """Where a block belongs, by what it says of itself on its first line."""
    if text.startswith("# deck"):
        return "decks/deck.yaml"
    return "questions/library.yaml" if text.startswith("# library") else "questions/file.yaml"


@pytest.mark.parametrize("text", blocks("yaml", PROSE))
def test_every_yaml_block_is_right(text: str, tmp_path: Path) -> None:
    files = {place(text): text}
    if "decks/deck.yaml" in files:
        for name in ("tang.yaml", "song/song.yaml"):
            files[f"questions/{name}"] = (
                f"id: {name[:4]}\ndefaults: {{tags: [politics], level: 1}}\nquestions:\n"
                + "".join(f"- {{ask: Q{n}?, id: q{n}, answer: b}}\n" for n in range(10))
            )
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    if "questions/library.yaml" in files:
        some = "questions:\n- {ask: Q?, id: q, answer: b}\n"
        (tmp_path / "questions/some.yaml").write_text(some, encoding="utf-8")
    with Bank.open(library_at(tmp_path, tmp_path)) as bank:
        wrong = [str(one) for one in bank.check() if one.severity != "info"]
        assert not wrong
        if place(text) == "questions/file.yaml":
            assert sum(bank.count(deck) for deck in bank.decks()) > 0


def tour() -> list[str]:
    """The commands of the README's tour, each a line."""
    text = (ROOT / "README.md").read_text("utf-8")
    return BLOCK.findall(text[text.index("## A minute's tour") :])[0][1].splitlines()


def library(root: Path) -> Path:
    """A copy of the bundled library: an export writes its ledger beside the deck."""
    for part in ("questions", "decks"):
        shutil.copytree(ROOT / part, root / part)
    return root


def test_the_commands_of_the_tour_run_one_after_the_other(tmp_path: Path) -> None:
    environ = os.environ | {
        "TRAINER_HOME": str(tmp_path / "home"),
        "TRAINER_LIBRARY": str(library(tmp_path / "library")),
    }
    for line in tour():
        done = subprocess.run(
            [sys.executable, "-m", *shlex.split(line, comments=True)],
            cwd=tmp_path, env=environ, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), line + done.stderr
    assert list((tmp_path / "imported" / "questions").glob("*.yaml"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (document.parent / target).exists(), target


def test_the_two_commands_of_the_readme_are_one_line_each() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for mark in ("start", "test"):
        block = re.search(rf"<!-- {mark} -->\n```sh\n(.*?)\n```\n<!-- end -->", text)
        assert block and "\n" not in block[1] and ".venv" in block[1]


@pytest.mark.parametrize("name", PAGES)
def test_files_made_from_the_code_are_current(name: str) -> None:
    """`python -m tests.documents` writes them anew."""
    assert (ROOT / name).read_text("utf-8") == PAGES[name]()
