"""Packages and ledgers: the same every time, whole or not at all, and nothing from elsewhere."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.anki.samples import NOTES, deck, sample
from trainer.anki.cloze import numbers
from trainer.anki.current import compare
from trainer.anki.export import DeckInfo, export, package, plan
from trainer.anki.ledger import Entry, Ledger, load, parse, save, text
from trainer.anki.notes import guid_of, tags
from trainer.anki.order import in_order
from trainer.atomic import replacing
from trainer.errors import TrainerError
from trainer.question import Blank, Cloze, Kind, Media, Question

if TYPE_CHECKING:
    from tests.anki.conftest import Author

INFO = DeckInfo("tang", "Tang", "Questions on the *Tang*.", "china-abcdef")
LATER_MS = 1_795_000_000_000


def test_a_guid_is_the_library_and_the_oldest_id() -> None:
    question = sample(Kind.CHOICE)
    assert guid_of(question) == "china-abcdef:tang/choice"
    renamed = replace(question, id="han/x", was=("tang/choice", "tang/y"))
    assert guid_of(renamed) == "china-abcdef:tang/choice"
    assert guid_of(sample(Kind.CLOZE)) == "china-abcdef:tang/cloze#cloze"


def test_a_guid_given_before_is_kept() -> None:
    question = replace(sample(Kind.CHOICE), id="han/x", was=("tang/y", "tang/choice"))
    assert guid_of(question, {"china-abcdef:tang/choice"}) == "china-abcdef:tang/choice"
    assert guid_of(question, {"local:tang/y"}) == "local:tang/y"


def test_a_question_without_an_id_is_refused(author: Author) -> None:
    question = replace(sample(Kind.CHOICE), id="tang/~5f3a")
    with pytest.raises(TrainerError, match="trainer check --fix"):
        author.export([question])
    assert not author.ledger.exists()


def test_two_questions_for_one_note_are_refused(author: Author) -> None:
    again = replace(sample(Kind.TRUTH), was=("tang/choice",))
    with pytest.raises(TrainerError, match="tang/truth and tang/choice would be one note"):
        author.export([sample(Kind.CHOICE), again])


def test_two_questions_with_one_id_are_refused(author: Author) -> None:
    with pytest.raises(TrainerError, match="tang/choice and tang/choice"):
        author.export([sample(Kind.CHOICE), sample(Kind.CHOICE)])


def test_an_empty_deck_is_refused(author: Author) -> None:
    with pytest.raises(TrainerError, match="nothing to export"):
        author.export([])


def test_tags_are_single_words() -> None:
    question = replace(sample(Kind.CHOICE), tags=("court  politics", " a ", "a", "x::y", '"*'))
    assert tags(replace(question, retired=True)) == (
        "court-politics", "a", "x::y", "trainer::retired",
    )  # fmt: skip


def test_blanks_get_the_numbers_they_are_written_with() -> None:
    def cloze(*groups: str) -> Cloze:
        return Cloze(tuple(Blank("x", group=group) for group in groups))

    assert numbers(cloze("sui", "c1", "c7"), {}) == {"c1": 1, "c7": 7, "sui": 2}
    assert numbers(cloze("new", "sui"), {"sui": 1, "gone": 2}) == {"sui": 1, "gone": 2, "new": 3}


@given(
    st.lists(st.from_regex(r"[a-z]{1,2}|c[0-9]{1,4}", fullmatch=True), min_size=1, max_size=8),
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 40)).filter(
        lambda known: len(set(known.values())) == len(known)
    ),
)
def test_no_two_groups_share_a_number(groups: list[str], known: dict[str, int]) -> None:
    given_ = numbers(Cloze(tuple(Blank("x", group=g) for g in groups)), known)
    assert len(set(given_.values())) == len(given_)
    assert given_.items() >= known.items()
    assert given_.keys() >= set(groups)


def test_the_same_input_gives_the_same_bytes(author: Author) -> None:
    first = author.export(deck()).path.read_bytes()
    ledger = author.ledger.read_bytes()
    assert author.export(deck()).path.read_bytes() == first
    assert author.ledger.read_bytes() == ledger


def test_only_the_edited_note_gets_a_later_time(author: Author) -> None:
    author.export(deck())
    before = load(author.ledger)
    author.export([replace(q, hints=("New.",)) if q.kind is Kind.TRUTH else q for q in deck()])
    after = load(author.ledger)
    risen = {guid for guid in after.entries if after.entries[guid].mod > before.entries[guid].mod}
    assert risen == {"china-abcdef:tang/truth"}


def test_a_clock_set_back_doesnt_make_an_edit_old(author: Author) -> None:
    author.export(deck())
    before = load(author.ledger).entries["china-abcdef:tang/truth"]
    author.now_ms -= 10**9
    author.export([replace(q, hints=("New.",)) if q.kind is Kind.TRUTH else q for q in deck()])
    assert load(author.ledger).entries["china-abcdef:tang/truth"].mod == before.mod + 1


def test_a_question_that_comes_back_is_newer_than_it_was(author: Author) -> None:
    author.export(deck())
    author.export(deck()[1:])
    assert "china-abcdef:tang/choice" in load(author.ledger).entries


@given(st.text(max_size=20))
def test_ledgers_are_read_as_they_were_written(name: str) -> None:
    ledger = Ledger({f"g{name}": Entry("ab", 5, {name: 1})}, 3, {name: "guid"})
    assert parse(text(ledger)) == ledger


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 1}', "<<<<<<< HEAD\n{}", "\udcff"])
def test_a_damaged_ledger_stops_the_export(damage: str, author: Author) -> None:
    author.export(deck())
    package = (author.folder / "decks/tang.apkg").read_bytes()
    author.ledger.write_bytes(damage.encode(errors="surrogateescape"))
    with pytest.raises(TrainerError, match=r"restore it\s+from version control"):
        author.export(deck()[1:])
    assert (author.folder / "decks/tang.apkg").read_bytes() == package


def test_a_ledger_of_a_later_release_is_left_alone(author: Author) -> None:
    author.export(deck())
    author.ledger.write_text(author.ledger.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(TrainerError, match="later release"):
        author.export(deck())


def test_a_place_that_cant_be_written_is_named(author: Author) -> None:
    blocked = author.folder / "file"
    blocked.write_text("a file where a folder should be")
    with pytest.raises(TrainerError, match="can't be made"):
        export(INFO, deck(), blocked / "d.apkg", author.folder, author.ledger, LATER_MS)
    assert not author.ledger.exists()


def test_a_package_that_fails_half_way_leaves_the_old_one(author: Author) -> None:
    picture = author.folder / "questions" / "a.png"
    picture.write_bytes(b"x")
    first = author.export(deck()).path.read_bytes()
    made = plan(
        INFO,
        [replace(sample(Kind.CHOICE), image=Media("a.png"))],
        author.folder / "questions",
        Ledger(),
        LATER_MS,
    )
    picture.unlink()
    with pytest.raises(TrainerError), replacing(author.folder / "decks/tang.apkg") as file:
        package(made).write(file)
    assert (author.folder / "decks/tang.apkg").read_bytes() == first
    assert {path.name for path in (author.folder / "decks").iterdir()} == {
        "tang.apkg", "tang.anki.json",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("missing.png", "there is no such file"),
        ("../secret.txt", "outside the bank"),
        ("link.png", "outside the bank"),
        ("folder.png", "isn't a file"),
        ("pipe.png", "isn't a file"),
        ("loop.png", "can't be read"),
        ("nul\0.png", "can't be read"),
    ],
)
def test_media_come_only_from_the_bank(file: str, problem: str, author: Author) -> None:
    root = author.folder / "questions"
    secret = author.folder / "secret.txt"
    secret.write_text("secret")
    (root / "link.png").symlink_to(secret)
    (root / "loop.png").symlink_to(root / "loop.png")
    (root / "folder.png").mkdir()
    os.mkfifo(root / "pipe.png")
    done = author.export([replace(sample(Kind.CHOICE), image=Media(file))])
    assert done.media == 0
    assert problem in done.warnings[0]
    assert b"secret" not in done.path.read_bytes()


def test_what_anki_has_no_place_for_is_said(author: Author) -> None:
    waiting = [replace(q, after=("tang/choice",)) for q in deck()]
    assert f"{NOTES} questions: `after` isn't kept by Anki" in author.export(waiting).warnings[0]


def test_questions_come_behind_those_they_follow() -> None:
    def named(name: str, *after: str) -> Question:
        return replace(sample(Kind.TRUTH), id=name, after=after)

    def order(*questions: Question) -> str:
        return " ".join(question.id for question in in_order(questions))

    assert order(named("a"), named("b"), named("c")) == "a b c"
    assert order(named("a", "c"), named("b"), named("c"), named("d")) == "c a b d"
    assert order(named("a", "elsewhere"), named("b", "b")) == "a b"
    assert order(named("a", "b"), named("b", "a"), named("c")) == "b a c"
    chain = [named(str(i), str(i + 1)) for i in range(5000)]
    assert order(*chain) == " ".join(str(i) for i in reversed(range(5000)))


def test_an_unchanged_package_is_current(author: Author) -> None:
    done = author.export(deck())
    fresh = plan(INFO, deck(), author.folder / "questions", load(author.ledger), LATER_MS)
    assert compare(done.path, fresh) == ()


def test_a_package_that_isnt_current_is_told_what_changed(author: Author) -> None:
    done = author.export(deck())
    now = [replace(q, tags=("new",)) if q.kind is Kind.TRUTH else q for q in deck()[:-1]]
    fresh = plan(
        replace(INFO, title="Tang China"), now, author.folder, load(author.ledger), LATER_MS
    )
    assert compare(done.path, fresh) == (
        "tang/truth has changed: Data, tags, its time.",
        "china-abcdef:tang/term is in the package, and no longer among the questions.",
        "the deck Tang China has another name, or is new.",
    )


def test_the_ledger_shows_one_note_a_line(author: Author) -> None:
    save(Ledger(), author.folder / "empty.json")
    assert json.loads((author.folder / "empty.json").read_text())["notes"] == {}
    author.export(deck())
    assert len(author.ledger.read_text().splitlines()) == 4 + NOTES + 3
    save(Ledger(guids={"a/x": "g1", "a/y": "g2"}), author.folder / "from-anki.json")
    assert '  "a/x": "g1",\n  "a/y": "g2"\n' in (author.folder / "from-anki.json").read_text()


def test_progress_goes_from_the_first_note_to_the_last_byte(author: Author) -> None:
    told: list[tuple[int, int]] = []
    path, ledger = author.folder / "d.apkg", author.ledger
    export(
        INFO, deck(), path, author.folder, ledger, LATER_MS,
        tick=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert told[:NOTES] == [(n, 2 * NOTES) for n in range(1, NOTES + 1)]
    assert told[-1] == (2 * NOTES, 2 * NOTES) and told == sorted(told)
