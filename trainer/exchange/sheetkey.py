"""The answers of a sheet: rows of a grid to fill in, and the entries of its key."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from trainer.exchange.printed import printed, printed_blocks
from trainer.exchange.sheetitems import CLAIMS, Shown
from trainer.exchange.texts import sources_line
from trainer.question import (
    Blank,
    Choice,
    Choices,
    Cloze,
    Item,
    Match,
    Number,
    Order,
    Recall,
    Short,
    Term,
    Truth,
)
from trainer.wording.letters import letter


def row(shown: Shown) -> str:
    """One line of the grid: marks to fill in, or room for a few words."""
    match shown.question.body:
        case Choice() | Choices():
            css = "mark" if isinstance(shown.question.body, Choice) else "mark box"
            marks = _marks((letter(n) for n in range(len(shown.order))), css)
        case Truth():
            marks = _marks((word[0] for word in CLAIMS), "mark")
        case Match() as body:
            marks = '<span class="line"></span>' * min(len(body.pairs), 6)
        case Order() as body:
            marks = '<span class="line"></span>' * min(len(body.items), 6)
        case Recall():
            marks = "<em>on the sheet</em>"
        case _:
            marks = '<span class="line"></span>'
    return f"<li><b>{shown.number}</b>{marks}</li>\n"


def _marks(texts: Iterable[str], css: str) -> str:
    return "".join(f'<span class="{css}">{text}</span>' for text in texts)


def entry(shown: Shown) -> str:
    """One entry of the key: what is right, why, and where it is written."""
    question = shown.question
    worth = f" ({question.points:g} points)" if question.points != 1 else ""
    more = printed_blocks(question.explain) if question.explain else ""
    source = printed(sources_line(question.sources))
    return (
        f'<li><b>{shown.number}</b><span class="answer">{_answer(shown)}</span>{worth}'
        f'{_notes(shown)}<div class="more">{more}{f"<p>{source}</p>" if source else ""}</div>'
        f'<div class="id">{escape(question.id)}</div></li>\n'
    )


def _answer(shown: Shown) -> str:
    match shown.question.body:
        case Choice() | Choices() as body:
            right = [
                f"{letter(n)}&ensp;{printed(body.options[i].text)}"
                for n, i in enumerate(shown.order)
                if body.options[i].right
            ]
            return "<br>".join(right)
        case Truth(answer=answer):
            return CLAIMS[0] if answer else CLAIMS[1]
        case Short(answer=text):
            return printed(text)
        case Number(number=number):
            return escape(number.shown)
        case Cloze(parts=parts):
            blanks = [part for part in parts if isinstance(part, Blank)]
            return " · ".join(map(_blank, blanks))
        case Order() as body:
            # As they stand on the sheet, from above: the numbers to write.
            numbers = " ".join(str(i + 1) for i in shown.order)
            return f"{numbers}&ensp;({' – '.join(map(_labelled, body.items))})"
        case Match() as body:
            places = {body.rights[i]: letter(n) for n, i in enumerate(shown.order)}
            return "<br>".join(
                f"{places[right]}&ensp;{printed(left)} – {printed(right)}"
                for left, right in body.pairs
            )
        case Recall() as body:
            return printed(body.model)
        case Term(means=text):
            return printed(text)


def _blank(blank: Blank) -> str:
    return " or ".join(map(printed, (blank.answer, *blank.accept)))


def _labelled(item: Item) -> str:
    return printed(f"{item.text} ({item.label})" if item.label else item.text)


def _notes(shown: Shown) -> str:
    """What else is right, what it should say, and what would be right instead."""
    match shown.question.body:
        case Short(accept=accept) if accept:
            return f"<p>also: {' · '.join(map(printed, accept))}</p>"
        case Truth(correction=correction) if correction:
            return f"<p>{printed(correction)}</p>"
        case Recall(rubric=rubric) if rubric:
            points = "".join(
                f"<li>{f'{p.weight} × ' if p.weight != 1 else ''}{printed(p.text)}</li>"
                for p in rubric
            )
            return f"<ul>{points}</ul>"
        case _:
            return ""
