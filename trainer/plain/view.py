"""What is put before the learner, as plain texts in the order they are shown."""

from __future__ import annotations

from trainer.language.markup import to_plain
from trainer.question import (
    BACK,
    Blank,
    Card,
    Choice,
    Choices,
    Cloze,
    Match,
    Number,
    Order,
    Recall,
    Term,
)
from trainer.records import record
from trainer.study.showing import Showing
from trainer.wording.controls import strip_controls

BLANK = "____"


@record(frozen=True, slots=True)
class View:
    """The texts of one showing. `listed` are options, items or right sides as shown."""

    ask: str
    listed: tuple[str, ...] = ()
    lefts: tuple[str, ...] = ()
    rubric: tuple[str, ...] = ()
    blanks: int = 0
    unit: str = ""
    side: str = ""


def plain(text: str) -> str:
    """Text without markup and without anything a terminal would obey."""
    return strip_controls(to_plain(text))


def view(showing: Showing) -> View:
    """The texts of a showing; the answer is not among them."""
    body, order = showing.card.question.body, showing.order
    ask = plain(showing.card.question.ask)
    match body:
        case Choice() | Choices():
            return View(ask, tuple(plain(body.options[i].text) for i in order))
        case Order():
            return View(ask, tuple(plain(body.items[i].text) for i in order))
        case Match():
            rights = tuple(plain(body.rights[i]) for i in order)
            return View(ask, rights, lefts=tuple(plain(left) for left in body.lefts))
        case Cloze():
            n = len(body.blanks(showing.card.facet))
            return View(cloze_text(body, showing.card.facet), blanks=n)
        case Recall():
            return View(ask, rubric=tuple(plain(point.text) for point in body.rubric))
        case Term():
            back = showing.card.facet == BACK
            return View(plain(body.means if back else body.term), side="means" if back else "term")
        case Number():
            return View(ask, unit=body.number.unit if body.unit_required else "")
        case _:
            return View(ask)


def cloze_text(body: Cloze, group: str) -> str:
    """The sentence with `____` for the blanks of one group, their hints behind them."""
    shown = []
    for part in body.parts:
        if not isinstance(part, Blank):
            shown.append(part)
        elif part.group != group:
            shown.append(part.answer)
        else:
            shown.append(f"{BLANK} ({part.hint})" if part.hint else BLANK)
    return plain("".join(shown))


def explanation(card: Card) -> str:
    return plain(card.question.explain)


def citation(card: Card) -> str:
    return plain("; ".join(str(source) for source in card.question.sources))
