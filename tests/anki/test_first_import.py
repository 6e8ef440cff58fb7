"""What the real Anki makes of a deck that it gets for the first time."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.anki.samples import CARDS, NOTES, deck, edited, sample
from trainer.question import (
    Blank,
    Body,
    Choice,
    Choices,
    Cloze,
    Item,
    Kind,
    Match,
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


def test_every_question_becomes_a_note_with_its_cards(author: Author, learner: Learner) -> None:
    done = author.export(deck())
    assert (done.notes, done.cards, done.added, done.changed) == (NOTES, CARDS, NOTES, 0)
    assert learner.take(done.path) == {"new": NOTES}
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
