"""What the real Anki does with a deck that is imported again after its author worked on it."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.anki.samples import deck, sample
from trainer.question import (
    Blank,
    Body,
    Choice,
    Choices,
    Cloze,
    Item,
    Kind,
    Match,
    Media,
    Number,
    Option,
    Order,
    Question,
    Recall,
    Short,
    Term,
    Truth,
)
from trainer.wording.quantity import Quantity

if TYPE_CHECKING:
    from tests.anki.conftest import Author, Learner

CARDS = 12  # ten questions; the cloze and the term make two cards each


def edited(questions: list[Question], kind: Kind, **changes: object) -> list[Question]:
    """The questions with one of them changed; a key that the body has is changed there."""
    result = []
    for question in questions:
        if question.kind is kind:
            body = {k: v for k, v in changes.items() if hasattr(question.body, k)}
            rest = {k: v for k, v in changes.items() if k not in body}
            question = replace(question, body=replace(question.body, **body), **rest)
        result.append(question)
    return result


@pytest.fixture
def studied(author: Author, learner: Learner) -> Learner:
    """A learner who has the deck and has answered six of its cards."""
    learner.take(author.export(deck()).path)
    learner.study(6)
    return learner


def test_every_question_becomes_a_note_with_its_cards(author: Author, learner: Learner) -> None:
    done = author.export(deck())
    assert (done.notes, done.cards, done.added, done.changed) == (10, CARDS, 10, 0)
    assert learner.take(done.path) == {"new": 10}
    assert learner.collection.card_count() == CARDS


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_shown_front_and_back(kind: Kind, author: Author, learner: Learner) -> None:
    learner.take(author.export([sample(kind)]).path)
    (note,) = learner.notes()
    for card in note.cards():
        front, back = card.question(), card.answer()
        assert "trainer" in front
        assert "Mark Edward Lewis" in back
        assert "a million" in back
        for side in (front, back):
            assert "Unknown field" not in side
            assert "has a problem" not in side
            assert "{{" not in side


def test_cards_come_in_the_authors_order(author: Author, learner: Learner) -> None:
    learner.take(author.export(deck()).path)
    due = "SELECT DISTINCT nid FROM cards WHERE type = 0 ORDER BY due, ord"
    ids = [learner.collection.get_note(nid)["Id"] for nid in learner.collection.db.list(due)]
    assert ids == [question.id for question in deck()]


def test_unchanged_export_changes_nothing(author: Author, studied: Learner) -> None:
    before, first = studied.schedule(), (author.folder / "decks/tang.apkg").read_bytes()
    again = author.export(deck())
    assert (again.added, again.changed) == (0, 0)
    assert again.path.read_bytes() == first
    assert studied.take(again.path) == {"duplicate": 10}
    assert studied.schedule() == before


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CLOZE])
def test_an_edit_updates_its_note_and_keeps_all_schedules(
    kind: Kind, author: Author, studied: Learner
) -> None:
    before = studied.schedule()
    done = author.export(edited(deck(), kind, explain="Said better."))
    assert done.changed == 1
    assert studied.take(done.path) == {"updated": 1, "duplicate": 9}
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
    assert studied.take(done.path) == {"updated": 1, "duplicate": 9}
    now = studied.note("tang/short")
    assert (now["Explanation"], now.tags) == ("<p>Said better.</p>", ["tang"])
    assert studied.schedule() == before


def test_a_question_that_is_gone_keeps_its_cards(author: Author, studied: Learner) -> None:
    before = studied.schedule()
    done = author.export([q for q in deck() if q.kind is not Kind.CHOICE])
    assert studied.take(done.path) == {"duplicate": 9}
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
    assert studied.take(package) == {"duplicate": 10}
    names = {model.name for model in studied.collection.models.all_names_and_ids()}
    assert {name for name in names if "Trainer" in name} == {"Trainer", "Trainer Cloze"}
    assert studied.collection.models.by_name("Trainer")["css"] == "/* new */"
    assert studied.schedule() == before


def test_new_tags_arrive(author: Author, studied: Learner) -> None:
    before = studied.schedule()
    done = author.export(edited(deck(), Kind.TRUTH, tags=("tang", "court politics")))
    assert studied.take(done.path) == {"updated": 1, "duplicate": 9}
    assert studied.note("tang/truth").tags == ["court-politics", "tang"]
    assert studied.schedule() == before


def test_a_retired_question_stays_and_is_tagged(author: Author, studied: Learner) -> None:
    done = author.export(edited(deck(), Kind.TRUTH, retired=True))
    assert studied.take(done.path) == {"updated": 1, "duplicate": 9}
    assert "trainer::retired" in studied.note("tang/truth").tags
    assert studied.collection.card_count() == CARDS


def test_a_renamed_question_is_the_same_note(author: Author, studied: Learner) -> None:
    before = studied.schedule()
    done = author.export(
        edited(deck(), Kind.CHOICE, id="han/capital", was=("tang/choice",), explain="Moved.")
    )
    assert studied.take(done.path) == {"updated": 1, "duplicate": 9}
    assert studied.note("han/capital")["Explanation"] == "<p>Moved.</p>"
    assert studied.schedule() == before


def test_a_renamed_deck_doubles_nothing(author: Author, studied: Learner) -> None:
    before = studied.schedule()
    assert studied.take(author.export(deck(), title="Tang China").path) == {"duplicate": 10}
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
    assert studied.take(author.export(changed).path) == {"updated": 1, "duplicate": 9}
    assert studied.note("tang/choice")["Kind"] == "short"
    assert studied.schedule() == before


def test_a_question_that_becomes_a_cloze_is_a_new_note(author: Author, studied: Learner) -> None:
    changed = [
        replace(q, body=sample(Kind.CLOZE).body) if q.kind is Kind.CHOICE else q for q in deck()
    ]
    assert studied.take(author.export(changed).path) == {"new": 1, "duplicate": 9}
    assert len(studied.notes()) == 11


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
        assert studied.take(done.path) == {"updated": 1, "duplicate": 9}
        (name,) = studied.collection.media.files_in_str(
            studied.note("tang/choice").mid, studied.note("tang/choice")["Question"]
        )
        shown.append(Path(studied.collection.media.dir(), name).read_bytes())
    assert shown == [b"\x89PNG old", b"\x89PNG new"]


def test_questions_of_a_file_can_be_a_sub_deck(author: Author, learner: Learner) -> None:
    learner.take(author.export(deck(), tang="From Sui :: to Song").path)
    names = [deck.name for deck in learner.collection.decks.all_names_and_ids()]
    assert "Tang::From Sui : to Song" in names


EMPTY: dict[Kind, Body] = {
    Kind.CHOICE: Choice("", (Option("", True), Option("", False))),
    Kind.CHOICES: Choices("", (Option("", True), Option("", False))),
    Kind.TRUTH: Truth("", True),
    Kind.SHORT: Short("", ""),
    Kind.NUMBER: Number("", Quantity("", 0, 0)),
    Kind.CLOZE: Cloze((Blank("x", group="x"),)),
    Kind.ORDER: Order("", (Item(""), Item(""))),
    Kind.MATCH: Match("", (("", ""),)),
    Kind.RECALL: Recall(""),
    Kind.TERM: Term("", "x"),
}


def test_empty_texts_still_make_cards(author: Author, learner: Learner) -> None:
    empty = [Question(id=f"empty/{kind}", body=body) for kind, body in EMPTY.items()]
    done = author.export(empty)
    assert learner.take(done.path) == {"new": len(EMPTY)}
    assert learner.collection.card_count() == done.cards
    assert not learner.collection.get_empty_cards().notes


HOSTILE = [
    "{{Answer}}",
    "{{c1::gone}}",
    "}} and {{",
    "a::b",
    "[sound:x.mp3]",
    "[anki:tts]x[/anki:tts]",
    "[latex]x[/latex]",
    "<script>document.title = 1</script>",
    "<img src=x onerror=alert(1)>",
    "a\x1fb",
    "&lt;b&gt;",
    "</main><!-- -->",
    '" onclick="alert(1)',
]


def hostile(kind: Kind, number: int) -> Question:
    """The question of a kind with a hostile text wherever learners read one."""
    text = HOSTILE[number]
    (question,) = edited(
        [sample(kind)], kind, explain=f"So {text} it is", hints=(text,), tags=(text,)
    )
    if isinstance(question.body, Cloze):
        first, *rest = question.body.parts
        assert isinstance(first, Blank)
        blank = replace(first, answer=text + ":", hint=text)
        question = replace(question, body=Cloze((text, blank, "}", *rest)))
    return replace(question, id=f"hostile/{number}")


@pytest.mark.parametrize("kind", Kind)
def test_text_that_means_something_to_anki_is_only_text(
    kind: Kind, author: Author, learner: Learner
) -> None:
    learner.take(author.export([hostile(kind, number) for number in range(len(HOSTILE))]).path)
    for number, text in enumerate(HOSTILE):
        note = learner.note(f"hostile/{number}")
        shown = text.replace("\x1f", "␟")
        assert len(note.cards()) == (2 if kind in (Kind.CLOZE, Kind.TERM) else 1)
        for card in note.cards():
            back = card.answer()
            assert f"So {shown} it is" in unescape(back)
            assert card.render_output().answer_av_tags == []
            assert "<script>document" not in back
            assert "<img" not in back
        if kind is Kind.CLOZE:
            revealed = back[back.index('class="question"') : back.index('id="answer"')]
            assert shown + ":" in unescape(revealed)
