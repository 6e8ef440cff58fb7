"""Who may come in, without a browser: what a stranger sends is nobody's, whatever is in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trainer.errors import TrainerError
from trainer.serve.gate import Gate, addresses, number_in
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


@pytest.mark.parametrize(
    ("host", "shown", "port", "sent"),
    [
        ("127.0.0.1", "127.0.0.1", 8765, "localhost:8765"),
        ("0.0.0.0", "Desk-7", 8765, "desk-7:8765"),
        ("0.0.0.0", "Desk-7", 8765, "127.0.0.1:8765"),
        ("::1", "::1", 8765, "[::1]:8765"),
        ("127.0.0.1", "127.0.0.1", 80, "127.0.0.1"),
    ],
)
def test_a_site_is_known_by_what_its_links_call_it(
    host: str, shown: str, port: int, sent: str
) -> None:
    """`sent` is what a browser makes of the link: small letters, and no port that goes without."""
    gate = Gate(b"k" * 32, ("ann",), addresses(host, shown, port))
    assert gate.knows_host(sent) and gate.is_own(f"http://{sent}")
    assert not gate.knows_host("evil.example:8765") and not gate.is_own("http://evil.example")


def test_a_proxys_address_is_known_with_and_without_the_port_of_its_scheme() -> None:
    gate = Gate(
        b"k" * 32, ("ann",), addresses("127.0.0.1", "127.0.0.1", 8765, ["https://Study.org:443/"])
    )
    assert gate.knows_host("study.org") and gate.is_own("https://study.org")


@pytest.mark.parametrize("address", ["https://[x", "study.org", "ftp://study.org", "http://a/b"])
def test_a_public_address_that_is_none_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(TrainerError, match="write it like https"):
        addresses("127.0.0.1", "127.0.0.1", 8765, [address])


@pytest.mark.parametrize(
    ("sent", "number"), [("80", 80), (None, None), ("-1", None), ("²", None), ("9" * 5000, None)]
)
def test_numbers_in_an_address_are_read_only_where_they_are_some(
    sent: str | None, number: int | None
) -> None:
    assert number_in(sent) == number
