"""The bank, and the judges that others wrote."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trainer.bank.bank import Bank
from trainer.bank.library import library_at
from trainer.question import Question

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
Judge = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> tuple[Question, ...]:
    """Every question that comes with the program."""
    with Bank.open(library_at(ROOT), tmp_path_factory.mktemp("cache")) as bank:
        every = {q.id: q for deck in bank.decks() for q in bank.every_question(deck)}
        return tuple(every.values())


@pytest.fixture(scope="session")
def gift_pegjs() -> Judge:
    """gift-pegjs, a parser of GIFT from its grammar, which `npm ci` installs beside this file.

    `.ci/run` installs it and says so with GIFT_PEGJS; elsewhere its tests may be left out.
    """
    folder = Path(os.environ.get("GIFT_PEGJS") or HERE / "node_modules")
    if not (folder / "gift-pegjs").is_dir():
        message = "gift-pegjs isn't installed: run `npm ci --prefix tests/exchange`"
        if "GIFT_PEGJS" in os.environ:
            pytest.fail(message)
        pytest.skip(message)

    def judge(text: str) -> list[dict[str, Any]]:
        done = subprocess.run(
            ["node", str(HERE / "judge.cjs")],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "NODE_PATH": str(folder)},
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    return judge
