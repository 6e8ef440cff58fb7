"""Questions of several kinds, and what they make of an answer."""

from __future__ import annotations

from trainer.judging.judge import judge
from trainer.judging.verdict import Verdict
from trainer.question import (
    Answer,
    Blank,
    Body,
    Card,
    Choice,
    Cloze,
    Item,
    Match,
    Option,
    Order,
    Question,
)

RULERS = (
    Option("Taizong", True),
    Option("Xuanzong", True),
    Option("Kublai Khan", False, "He founded the Yuan."),
    Option("Kangxi", False, "A Qing emperor."),
)
CAPITAL = Choice(
    "Which city?",
    (
        Option("Chang'an", True),
        Option("Luoyang", False, "The second capital."),
        Option("Kaifeng", False),
    ),
)
DYNASTIES = Order(
    "Put in order.", (Item("Sui", "581"), Item("Tang", "618"), Item("Song"), Item("Yuan"))
)
YEARS = Match("Match.", (("Sui", "581"), ("Tang", "618"), ("Zhou", "618")), ("1271",))
FALL = Cloze(
    (
        Blank("Tang", group="tang"),
        " rule ended, and ",
        Blank("Five Dynasties", ("5 Dynasties",), group="c1"),
        " and ",
        Blank("Ten Kingdoms", group="c1"),
        " followed.",
    )
)


def judged(body: Body, answer: Answer, facet: str = "", **settings: str) -> Verdict:
    card = Card(Question(id="tang/one", body=body, **settings), facet)
    return judge(card, answer, lambda _: False)
