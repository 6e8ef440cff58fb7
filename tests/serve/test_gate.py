"""Who may come in, without a browser: what a stranger sends is nobody's, whatever is in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trainer.serve.gate import Gate
from trainer.serve.running import secret

GATE = Gate(b"k" * 32, ("ann", "Ürümqi 1"), frozenset({"http://127.0.0.1:8765"}))


@pytest.mark.parametrize("sent", ["", "ann.", "\udcff\x00", "ann." + "0" * 64, "é" * 40])
def test_what_no_browser_was_given_is_nobodys(sent: str) -> None:
    assert GATE.learner_of(sent) is None
    assert GATE.opened_by({"learner": "ann", "token": sent}) is None
    assert GATE.opened_by({"learner": sent, "token": GATE.token("ann")}) is None


def test_a_learners_own_link_and_cookie_are_theirs() -> None:
    for name in GATE.learners:
        assert GATE.learner_of(GATE.cookie(name)) == name
        assert GATE.opened_by({"learner": name, "token": GATE.token(name)}) == name


@pytest.mark.skipif(os.name != "posix", reason="only POSIX tells who may read a file like this")
def test_the_secret_is_its_owners_alone(tmp_path: Path) -> None:
    made = secret(tmp_path)
    assert (tmp_path / "serve.key").stat().st_mode & 0o077 == 0
    assert secret(tmp_path) == made != secret(tmp_path, anew=True)
