"""What a question shows on the two sides of an Anki card, kind by kind.

A reader without JavaScript gets everything from here; the script only adds picking and marking.
Positions in `data-i` count in the author's order, so that both sides agree however they are
shuffled. The order of a list is drawn from the note's guid: without a script nobody should see
the author's, which often has the right answer first.
"""

from __future__ import annotations

from random import Random

from trainer.anki.html import plain, rich
from trainer.question import (
    Choice,
    Choices,
    Cloze,
    Match,
    Number,
    Option,
    Order,
    Point,
    Question,
    Recall,
    Reject,
    Short,
    Term,
    Truth,
)
from trainer.records import record
from trainer.study.shuffle import LAST, order_shown
from trainer.wording.quantity import Quantity

RIGHT = '<span class="mark" role="img" aria-label="right">✓</span>'


@record(frozen=True, slots=True)
class Sides:
    """HTML but for `key` (the answer in plain words) and `typed` (what Anki compares with)."""

    question: str
    choices: str = ""
    answer: str = ""
    key: str = ""
    typed: str = ""
    extra: str = ""
    reverse: str = ""


def sides(question: Question, guid: str) -> Sides:
    """The sides of any question but a cloze, which is a note type of its own in Anki."""
    match question.body:
        case Choice() | Choices() as body:
            return _choice(question, body, order_shown(question, Random(guid)))
        case Truth() as body:
            return _truth(body)
        case Short() as body:
            return _short(body)
        case Number() as body:
            return _number(body)
        case Order() as body:
            return _order(body, order_shown(question, Random(guid)))
        case Match() as body:
            return _match(body, order_shown(question, Random(guid)))
        case Recall() as body:
            return _recall(body)
        case Term() as body:
            typed = plain(body.means) if body.typed else ""
            means = rich(body.means)
            return Sides(rich(body.term), "", means, plain(body.means), typed, reverse=means)
        case Cloze():
            raise AssertionError("a cloze has a note type of its own")


def _choice(question: Question, body: Choice | Choices, order: tuple[int, ...]) -> Sides:
    one = isinstance(body, Choice)
    # A list that comes out the same for two draws is one that must not be shuffled.
    movable = order_shown(question, Random(0)) != order_shown(question, Random(1)) or (
        order_shown(question, Random(2)) != order_shown(question, Random(3))
    )
    free = " shuffle" if movable else ""
    css, task = ("one", "Pick one.") if one else ("many", "Pick all that apply.")
    head = f'<ol class="options {css}{free}" type="A" aria-label="Options">'
    shown = "".join(
        f'<li data-i="{i}"{_last(body.options[i])}>{rich(body.options[i].text)}</li>' for i in order
    )
    marked = "".join(_marked(i, body.options[i]) for i in order)
    right = " · ".join(plain(option.text) for option in body.options if option.right)
    return Sides(
        rich(body.ask),
        f'<p class="task">{task}</p>{head}{shown}</ol>',
        f"{head}{marked}</ol>",
        right,
    )


def _last(option: Option) -> str:
    return " data-last" if LAST.fullmatch(option.text.strip()) else ""


def _marked(i: int, option: Option) -> str:
    css, mark = ("right", RIGHT) if option.right else ("wrong", "")
    return (
        f'<li class="{css}" data-i="{i}"{_last(option)}>{mark}{rich(option.text)}'
        f"{_feedback(option.feedback)}</li>"
    )


def _feedback(text: str) -> str:
    return f'<span class="feedback">{rich(text)}</span>' if text else ""


def _truth(body: Truth) -> Sides:
    head = '<ol class="options one truth" aria-label="Options">'
    shown = "".join(f'<li data-i="{i}">{word}</li>' for i, word in enumerate(("True", "False")))
    marked = _marked(0, Option("True", body.answer)) + _marked(1, Option("False", not body.answer))
    correction = f'<p class="correction">{rich(body.correction)}</p>' if body.correction else ""
    return Sides(
        rich(body.statement),
        f'<p class="task">True or false?</p>{head}{shown}</ol>',
        f"{head}{marked}</ol>{correction}",
        "True" if body.answer else "False",
    )


def _short(body: Short) -> Sides:
    also = " · ".join(rich(text) for text in body.accept)
    notes = f'<p class="accepted">Also accepted: {also}</p>' if also else ""
    notes += _confused(body.reject)
    accepted = "\n".join(plain(text) for text in (body.answer, *body.accept))
    answer = f'<strong class="typed" data-accept="{accepted}">{rich(body.answer)}</strong>'
    return Sides(rich(body.ask), "", answer, plain(body.answer), plain(body.answer), notes)


def _confused(rejects: tuple[Reject, ...]) -> str:
    """What tempts, folded away: the script shows the one that was typed."""
    entries = "".join(
        f'<p class="rejected" data-reject="{plain(reject.text)}">{rich(reject.text)}'
        f"{_feedback(reject.feedback)}</p>"
        for reject in rejects
    )
    summary = '<summary class="tappable">Often confused</summary>'
    return f'<details class="confused">{summary}{entries}</details>' if entries else ""


def _number(body: Number) -> Sides:
    quantity = body.number
    text = quantity.text.replace("+-", "±").replace("..", "–")
    unit = plain(quantity.unit)
    answer = (
        f'<strong class="typed" data-low="{quantity.low!r}" data-high="{quantity.high!r}" '
        f'data-unit="{unit}">{plain(text)}</strong>'
    )
    notes = ""
    if quantity.low < quantity.high:
        between = " to ".join(_figure(bound) for bound in (quantity.low, quantity.high))
        notes = f'<p class="accepted">Accepted: {between} {unit}</p>'
    if body.unit_required:
        notes += '<p class="accepted">The unit belongs to the answer.</p>'
    return Sides(rich(body.ask), "", answer, plain(text), plain(_typed_number(quantity)), notes)


def _typed_number(quantity: Quantity) -> str:
    """What a learner would type: the value without its tolerance, with its unit; else the range."""
    text = quantity.text.replace("+-", "±")
    if quantity.value is None or "±" not in text:
        return text.replace("..", "–")
    return f"{text.partition('±')[0].strip()} {quantity.unit}".strip()


def _figure(number: float) -> str:
    return f"{number:,.12g}".replace("-", "−")


def _order(body: Order, order: tuple[int, ...]) -> Sides:
    shown = "".join(f'<li data-i="{i}">{rich(body.items[i].text)}</li>' for i in order)
    right = "".join(
        f'<li data-i="{i}">{rich(item.text)}'
        + (f'<span class="label">{rich(item.label)}</span>' if item.label else "")
        + "</li>"
        for i, item in enumerate(body.items)
    )
    return Sides(
        rich(body.ask),
        '<p class="task">Put in order.</p>'
        f'<ol class="arrange shuffle" type="A" aria-label="To put in order">{shown}</ol>',
        f'<ol class="arranged" aria-label="Right order">{right}</ol>',
        " → ".join(plain(item.text) for item in body.items),
    )


def _match(body: Match, order: tuple[int, ...]) -> Sides:
    rights = body.rights
    place = {right: i for i, right in enumerate(rights)}
    left = "".join(f'<li data-i="{i}">{rich(text)}</li>' for i, text in enumerate(body.lefts))
    right = "".join(f'<li data-i="{i}">{rich(rights[i])}</li>' for i in order)
    rows = "".join(
        f'<tr data-i="{i}" data-right="{place[b]}"><th scope="row">{rich(a)}</th>'
        f"<td>{rich(b)}</td></tr>"
        for i, (a, b) in enumerate(body.pairs)
    )
    return Sides(
        rich(body.ask),
        '<p class="task">Match the pairs.</p><div class="match">'
        f'<ol class="lefts" aria-label="To match">{left}</ol>'
        f'<ol class="rights shuffle" type="A" aria-label="Partners">{right}</ol></div>',
        f'<table class="pairs">{rows}</table>',
        " · ".join(f"{plain(a)} – {plain(b)}" for a, b in body.pairs),
    )


def _recall(body: Recall) -> Sides:
    model = f"<p>{rich(body.model)}</p>" if body.model else ""
    points = "".join(_point(point) for point in body.rubric)
    rubric = f'<ul class="rubric" aria-label="Points to look for">{points}</ul>' if points else ""
    key = plain(body.model) or " · ".join(plain(point.text) for point in body.rubric)
    return Sides(rich(body.ask), "", model + rubric, key)


def _point(point: Point) -> str:
    weight = f'&nbsp;<span class="weight">×{point.weight}</span>' if point.weight != 1 else ""
    return f"<li>{rich(point.text)}{weight}</li>"
