"""The examples on the page of every code are what it says, in a library that holds only them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.folders import Folder, short
from trainer.bank.bank import Bank
from trainer.language.codes import Code, codes

FILE = re.compile(r"^# ((?:questions|decks)/\S+)\n", re.M)
HEAD_KEYS = re.compile(r"^(questions|title|sources):", re.M)
NOT_SHOWN = re.compile(r"‹(.+?)(?: × ([\d,]+))?›", re.S)
WITHOUT_EXAMPLE = ["Y099"]
"""What no file is known to cause; its page says so."""
BESIDE_DECKS = "questions:\n" + "".join(
    short(id, id, "tags: [frontier, capital]", "level: 1") for id in ("one", "two")
)


def files(example: str) -> dict[str, bytes]:
    """The files of an example, which is one of them or several, or questions without a file."""
    first, *named = FILE.split(example)
    if not named:
        whole = example if HEAD_KEYS.search(example) else f"questions:\n{example}"
        return {"questions/example.yaml": written_out(whole)}
    assert not first
    found = dict(zip(named[::2], map(written_out, named[1::2]), strict=True))
    if not any(name.startswith("questions/") for name in found):
        found["questions/tang.yaml"] = BESIDE_DECKS.encode()
    return found


def written_out(text: str) -> bytes:
    """The bytes of a text in which ‹…› stands for some that can't be shown, or for many."""
    data = b""
    at = 0
    for found in NOT_SHOWN.finditer(text):
        what, times = found.groups()
        data += text[at : found.start()].encode()
        data += what.encode() * int(times.replace(",", "")) if times else bytes.fromhex(what)
        at = found.end()
    return data + text[at:].encode()


def told(root: Path, example: Mapping[str, bytes], code: str) -> list[str]:
    """The codes of all findings; of advice to a page that isn't about advice, only its own."""
    folder = Folder(root, root / "cache")
    for name, data in {"questions/media/map.png": b"", **example}.items():
        folder.write(name, data)
    # Nearly every example is short of an explanation.
    unasked = "W011" if code.startswith("W") else "W"
    with Bank.open(folder.library, None, advising=True) as bank:
        found = [one.code for one in bank.check()]
    return [one for one in found if one == code or not one.startswith(unasked)]


PAGES = [page for page in codes().values() if page.code not in WITHOUT_EXAMPLE]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_examples_are_what_their_page_says(tmp_path: Path, page: Code) -> None:
    assert told(tmp_path / "bad", files(page.bad), page.code) == [page.code]
    assert told(tmp_path / "good", files(page.good), page.code) == []


def test_only_what_no_file_can_cause_has_no_example() -> None:
    lacking = [page.code for page in codes().values() if not (page.bad and page.good)]
    assert lacking == WITHOUT_EXAMPLE
    assert all("There is no example" in codes()[code].why for code in lacking)


def test_what_cannot_be_shown_is_bytes_or_many_times_a_text() -> None:
    assert written_out("a‹EF BB BF›b‹x × 1,000›‹- c\n × 2›") == (
        b"a\xef\xbb\xbfb" + b"x" * 1000 + b"- c\n- c\n"
    )
