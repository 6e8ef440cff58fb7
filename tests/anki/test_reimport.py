"""What the real Anki does with a deck that is imported again after its author worked on it."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.anki.samples import CARDS, NOTES, deck, edited, sample
from trainer.question import (
    Choice,
    Kind,
    Media,
)

if TYPE_CHECKING:
    from tests.anki.conftest import Author, Learner


@pytest.fixture
def studied(author: Author, learner: Learner) -> Learner:
    """A learner who has the deck and has answered six of its cards."""
    learner.take(author.export(deck()).path)
    learner.study(6)
    return learner


def test_unchanged_export_changes_nothing(author: Author, studied: Learner) -> None:
    before, first = studied.schedule(), (author.folder / "decks/tang.apkg").read_bytes()
    again = author.export(deck())
    assert (again.added, again.changed) == (0, 0)
    assert again.path.read_bytes() == first
    assert studied.take(again.path) == {"duplicate": NOTES}
    assert studied.schedule() == before


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CLOZE])
def test_an_edit_updates_its_note_and_keeps_all_schedules(
    kind: Kind, author: Author, studied: Learner
) -> None:
    before = studied.schedule()
    done = author.export(edited(deck(), kind, explain="Said better."))
    assert done.changed == 1
    assert studied.take(done.path) == {"updated": 1, "duplicate": NOTES - 1}
    assert studied.note(f"tang/{kind}")["Explanation"] == "<p>Said better.</p>"
    assert studied.schedule() == before


def test_a_learners_own_edit_stays_until_the_author_edits(author: Author, studied: Learner) -> None:
    note = studied.note("tang/short")
    note["Extra"] = "my mnemonic"
    studied.collection.update_note(note)
    others = edited(deck(), Kind.CHOICE, explain="Said better.")
    assert studied.take(author.export(others).path)["updated"] == 1
    assert studied.note("tang/short")["Extra"] == "my mnemonic"


def test_an_authors_later_edit_replaces_a_learners(author: Author, studied: Learner) -> None:
    note = studied.note("tang/short")
    note["Explanation"], note.tags = "my mnemonic", ["mine"]
    studied.collection.update_note(note)
    before = studied.schedule()
    author.now_ms = 4_000_000_000_000
    done = author.export(edited(deck(), Kind.SHORT, explain="Said better."))
    assert studied.take(done.path) == {"updated": 1, "duplicate": NOTES - 1}
    now = studied.note("tang/short")
    assert (now["Explanation"], now.tags) == ("<p>Said better.</p>", ["tang"])
    assert studied.schedule() == before


def test_a_question_that_is_gone_keeps_its_cards(author: Author, studied: Learner) -> None:
    before = studied.schedule()
    done = author.export([q for q in deck() if q.kind is not Kind.CHOICE])
    assert studied.take(done.path) == {"duplicate": NOTES - 1}
    assert studied.schedule() == before


def test_a_new_look_arrives_and_nothing_else(author: Author, studied: Learner) -> None:
    before = studied.schedule()
    package = author.export(deck()).path
    with zipfile.ZipFile(package) as old:
        files = {name: old.read(name) for name in old.namelist()}
    database = sqlite3.connect(":memory:")
    database.deserialize(files["collection.anki2"])
    (models,) = database.execute("SELECT models FROM col").fetchone()
    later = {
        key: model | {"css": "/* new */", "mod": model["mod"] + 1}
        for key, model in json.loads(models).items()
    }
    database.execute("UPDATE col SET models = ?", [json.dumps(later)])
    database.commit()
    files["collection.anki2"] = database.serialize()
    database.close()
    with zipfile.ZipFile(package, "w") as new:
        for name, content in files.items():
            new.writestr(name, content)
    assert studied.take(package) == {"duplicate": NOTES}
    names = {model.name for model in studied.collection.models.all_names_and_ids()}
    assert {name for name in names if "Trainer" in name} == {"Trainer", "Trainer Cloze"}
    assert studied.collection.models.by_name("Trainer")["css"] == "/* new */"
    assert studied.schedule() == before


def test_new_tags_arrive(author: Author, studied: Learner) -> None:
    before = studied.schedule()
    done = author.export(edited(deck(), Kind.TRUTH, tags=("tang", "court politics")))
    assert studied.take(done.path) == {"updated": 1, "duplicate": NOTES - 1}
    assert studied.note("tang/truth").tags == ["court-politics", "tang"]
    assert studied.schedule() == before


def test_a_retired_question_stays_and_is_tagged(author: Author, studied: Learner) -> None:
    done = author.export(edited(deck(), Kind.TRUTH, retired=True))
    assert studied.take(done.path) == {"updated": 1, "duplicate": NOTES - 1}
    assert "trainer::retired" in studied.note("tang/truth").tags
    assert studied.collection.card_count() == CARDS


def test_a_renamed_question_is_the_same_note(author: Author, studied: Learner) -> None:
    before = studied.schedule()
    done = author.export(
        edited(deck(), Kind.CHOICE, id="han/capital", was=("tang/choice",), explain="Moved.")
    )
    assert studied.take(done.path) == {"updated": 1, "duplicate": NOTES - 1}
    assert studied.note("han/capital")["Explanation"] == "<p>Moved.</p>"
    assert studied.schedule() == before


def test_a_renamed_deck_doubles_nothing(author: Author, studied: Learner) -> None:
    before = studied.schedule()
    assert studied.take(author.export(deck(), title="Tang China").path) == {"duplicate": NOTES}
    assert studied.schedule() == before
    more = [*deck(), replace(sample(Kind.TRUTH), id="tang/more")]
    assert studied.take(author.export(more, title="Tang China").path)["new"] == 1
    decks = studied.collection.decks
    homes = {id: decks.name(studied.note(id).cards()[0].did) for id in ("tang/truth", "tang/more")}
    assert homes == {"tang/truth": "Tang", "tang/more": "Tang China"}


def test_a_question_that_changes_kind_keeps_its_schedule(author: Author, studied: Learner) -> None:
    before = studied.schedule()
    changed = [
        replace(q, body=sample(Kind.SHORT).body) if isinstance(q.body, Choice) else q
        for q in deck()
    ]
    assert studied.take(author.export(changed).path) == {"updated": 1, "duplicate": NOTES - 1}
    assert studied.note("tang/choice")["Kind"] == "short"
    assert studied.schedule() == before


def test_a_question_that_becomes_a_cloze_is_a_new_note(author: Author, studied: Learner) -> None:
    changed = [
        replace(q, body=sample(Kind.CLOZE).body) if q.kind is Kind.CHOICE else q for q in deck()
    ]
    assert studied.take(author.export(changed).path) == {"new": 1, "duplicate": NOTES - 1}
    assert len(studied.notes()) == NOTES + 1


def test_a_new_blank_moves_nobodys_schedule(author: Author, studied: Learner) -> None:
    cloze = sample(Kind.CLOZE).body
    blank = replace(cloze.parts[0], answer="The Tang's", group="new")
    done = author.export(edited(deck(), Kind.CLOZE, parts=(blank, ": ", *cloze.parts)))
    studied.take(done.path)
    text = studied.note("tang/cloze")["Text"]
    assert text.startswith("{{c3::The Tang&#x27;s}}&#58; {{c2::Tang}} rule ended")


def test_a_picture_arrives_and_a_better_one_replaces_it(author: Author, studied: Learner) -> None:
    picture = author.folder / "questions" / "map.png"
    with_map = edited(deck(), Kind.CHOICE, image=Media("map.png", "A map of the {{Tang}}"))
    shown = []
    for content in (b"\x89PNG old", b"\x89PNG new"):
        picture.write_bytes(content)
        done = author.export(with_map)
        assert done.media == 1
        assert studied.take(done.path) == {"updated": 1, "duplicate": NOTES - 1}
        (name,) = studied.collection.media.files_in_str(
            studied.note("tang/choice").mid, studied.note("tang/choice")["Question"]
        )
        shown.append(Path(studied.collection.media.dir(), name).read_bytes())
    assert shown == [b"\x89PNG old", b"\x89PNG new"]
