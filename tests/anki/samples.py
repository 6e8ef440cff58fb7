"""A small deck with a question of each kind, as an instructor might have written it."""

from __future__ import annotations

from dataclasses import replace

from trainer.question import (
    Blank,
    Body,
    Choice,
    Choices,
    Citation,
    Cloze,
    Item,
    Kind,
    Match,
    Number,
    Option,
    Order,
    Point,
    Question,
    Recall,
    Reject,
    Short,
    Source,
    Term,
    Truth,
    cards,
)
from trainer.wording.quantity import Quantity

LEWIS = Source("lewis", "China's Cosmopolitan Empire", "Mark Edward Lewis", "2009")
EXPLAIN = (
    "Modern Xi'an. It held about *a million* people:\n\n- the palace in the north\n"
    "- two markets, **East** and **West**"
)

BODIES: dict[Kind, Body] = {
    Kind.CHOICE: Choice(
        "Which city was the main Tang capital in 750?",
        (
            Option("Chang'an", True),
            Option("Luoyang", False, "It was the secondary, eastern capital."),
            Option("Kaifeng", False, "It was the capital of the Northern Song."),
            Option("None of the above", False),
        ),
    ),
    Kind.CHOICES: Choices(
        "Which of these ruled the Tang?",
        (
            Option("Taizong", True),
            Option("Xuanzong", True),
            Option("Kublai Khan", False, "He founded the Yuan."),
            Option("Hongwu", False, "He founded the Ming."),
        ),
    ),
    Kind.TRUTH: Truth(
        "Wu Zetian ruled only as regent.", False, "She took the throne herself in 690."
    ),
    Kind.SHORT: Short(
        "Who founded the dynasty?",
        "Gaozu",
        ("Li Yuan", "Emperor Gaozu"),
        (Reject("Taizong", "His son, the second emperor."),),
    ),
    Kind.NUMBER: Number(
        "How fast does a body fall, $g$?", Quantity("9.81 ± 0.05 m/s²", 9.76, 9.86, 9.81, "m/s²")
    ),
    Kind.CLOZE: Cloze(
        (
            Blank("Tang", group="tang"),
            " rule ended, and **",
            Blank("Five Dynasties", ("5 Dynasties",), "how many?", "c1"),
            "** and ",
            Blank("Ten Kingdoms", group="c1"),
            " followed.",
        )
    ),
    Kind.ORDER: Order(
        "Put these in order, the earliest first.",
        (Item("Sui", "581–618"), Item("Tang", "618–907"), Item("Song", "960–1279")),
    ),
    Kind.MATCH: Match(
        "Match each dynasty to its founding year.",
        (("Sui", "581"), ("Tang", "618"), ("Song", "960")),
        ("1271",),
    ),
    Kind.RECALL: Recall(
        "Why did the court weaken after 763?",
        "Power moved from the court to the frontier.",
        (Point("Governors became autonomous.", 2), Point("Tax registers were lost.")),
    ),
    Kind.TERM: Term("jiedushi", "a military governor of a frontier region"),
}


def sample(kind: Kind) -> Question:
    """The question of a kind, with an explanation, a source and, for two kinds, hints."""
    hints = {Kind.CHOICE: ("It lies in the Wei valley.",), Kind.RECALL: ("Who?", "What?")}
    return Question(
        id=f"tang/{kind.value}",
        body=BODIES[kind],
        library="china-abcdef",
        tags=("tang",),
        sources=(Citation(LEWIS, "p. 86"),),
        explain=EXPLAIN,
        hints=hints.get(kind, ()),
        lang="en",
    )


def deck() -> list[Question]:
    return [sample(kind) for kind in Kind]


NOTES = len(BODIES)
CARDS = sum(len(list(cards(sample(kind)))) for kind in BODIES)


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
