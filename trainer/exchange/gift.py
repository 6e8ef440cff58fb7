"""Questions → GIFT, the text format of Moodle: https://docs.moodle.org/en/GIFT_format.

Every option and feedback says its own format: one that begins with `[…]` would lose it otherwise.
Questions with several right answers have weights and no `=`, which would make them single choices.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from trainer.exchange.losses import OUT, PLAIN, SHARES, Losses, asked, unknown
from trainer.exchange.numbers import decimal, fraction, is_even, is_exact, shares, tolerance
from trainer.exchange.texts import (
    BLANK,
    Format,
    explained,
    formatted,
    formatted_blocks,
    model_html,
    plain,
    with_blanks,
)
from trainer.language.markup import to_html
from trainer.question import (
    Blank,
    Choice,
    Choices,
    Cloze,
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

if TYPE_CHECKING:
    from trainer.exchange.export import Work

SAYS = {
    "image": "pictures have no place in GIFT; Moodle XML carries them",
    "audio": "sounds have no place in GIFT",
    "hints": "hints have no place in GIFT; Moodle XML carries them",
    **unknown("GIFT", "level", "objective", "lang", "fact", "after", "was", "names"),
    "points": "`points` have no place in GIFT; each question counts one",
    "fixed": "the order of options isn't kept; Moodle shuffles them as the quiz says",
    "whole": "`partial: false` isn't kept; Moodle gives part of the mark",
    "typed": "Moodle compares typed answers letter by letter, so that misspellings are wrong",
    "pattern": "`pattern` has no place in GIFT; only the answers are compared",
    "strict": "`case` and `accents` have no place in GIFT",
    "unit": "the unit isn't asked for; Moodle's learners type the number alone",
    "order": "turned into pairings of places and items, as GIFT can't put things in order",
    **unknown("GIFT", "hint in a blank", "labels"),
    "recall": "the model answer and the rubric stand in the general feedback",
    **PLAIN,
    "sources": "sources become a line of the general feedback",
}
ARROW = f"{OUT}GIFT takes `->` within an answer for a pair"
BLANKS = f"{OUT}GIFT has one blank in a text; Moodle XML carries them"
ONE = "Moodle can't ask for all that apply where one is right; turned into single choices"

LINE = "_____"
_ESCAPED = re.compile(r"[\\:#={}~]")


class UnheldError(Exception):
    """A question that the format can't hold; the text says why, as part of a sentence."""


def write(work: Work, losses: Losses) -> bytes:
    return write_gift(work.questions, work.title, losses).encode()


def write_gift(questions: Iterable[Question], category: str, losses: Losses) -> str:
    """A whole GIFT file; `category` is where Moodle puts the questions."""
    parts = [f"$CATEGORY: $course$/top/{_category(category)}"]
    for question in asked(questions, losses):
        try:
            parts.append(write_question(question, losses))
        except UnheldError as error:
            losses.also(str(error))
            continue
        losses.note(question)
    return "\n\n".join(parts) + "\n"


def write_question(question: Question, losses: Losses) -> str:
    """One question with the comment that has its id and tags. Raises UnheldError."""
    marks = [f"id:{question.id}", *(f"tag:{tag}" for tag in question.tags)]
    head = " ".join(f"[{mark.replace(']', chr(92) + ']')}]" for mark in marks)
    title = _raw(question.id)
    lines = list(_body(question, losses))
    return f"// {head}\n::{title}::{''.join(lines)}"


def _category(name: str) -> str:
    """One level of Moodle's categories, in which a slash is written twice."""
    return " ".join(name.split()).replace("/", "//")


def _raw(text: str) -> str:
    """A text as GIFT has it, its control characters escaped and its line breaks too."""
    return _ESCAPED.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _rich(text: str) -> str:
    form, said = formatted(text)
    if "->" in said:
        form, said = Format.HTML, to_html(text)
    return f"[{form}]{_raw(said)}"


def _feedback(text: str) -> str:
    return f"#{_rich(text)}" if text else ""


def _typed(text: str) -> str:
    """An answer to be typed: Moodle takes no marks in it, and a star for anything."""
    said = plain(text)
    if "->" in said:
        raise UnheldError(ARROW)
    return ("[plain]" if said.startswith(("[", "%")) else "") + _raw(said.replace("*", "\\*"))


def _general(text: str) -> str:
    if not text:
        return ""
    form, said = formatted_blocks(text)
    return f"####[{form}]{_raw(said)}" if said else ""


def _block(lines: Iterable[str]) -> str:
    return "{\n" + "".join(f"\t{line}\n" for line in lines if line) + "}"


def _body(question: Question, losses: Losses) -> Iterator[str]:
    general = _general(explained(question))
    match question.body:
        case Choice() as body:
            yield _rich(body.ask)
            yield _block([*map(_single, body.options), general])
        case Choices() as body:
            yield _rich(body.ask)
            yield _block([*_several(body, losses), general])
        case Truth() as body:
            yield _rich(body.statement)
            # The first feedback is the one for whoever answers wrongly.
            answer = "TRUE" if body.answer else "FALSE"
            yield "{" + answer + _feedback(body.correction) + general + "}"
        case Short() as body:
            yield _rich(body.ask)
            right = [f"={_typed(text)}" for text in (body.answer, *body.accept)]
            wrong = [f"=%0%{_typed(r.text)}{_feedback(r.feedback)}" for r in body.reject]
            yield _block([*right, *wrong, general])
        case Number() as body:
            yield f"{_rich(body.ask)}{{#{_number(body)}{general}}}"
        case Cloze() as body:
            yield _cloze(body, general)
        case Order() as body:
            pairs = [(str(n), item.text) for n, item in enumerate(body.items, 1)]
            yield _rich(body.ask) + _block([*map(_pair, pairs), general])
        case Match() as body:
            extra = [f"= -> {_right(text)}" for text in body.extra]
            yield _rich(body.ask) + _block([*map(_pair, body.pairs), *extra, general])
        case Recall() as body:
            form, said = formatted(body.model)
            if body.rubric or explained(question):
                form, said = Format.HTML, model_html(body, explained(question))
            yield f"{_rich(body.ask)}{{####[{form}]{_raw(said)}}}"
        case Term() as body:
            yield _rich(body.means) + _block([f"={_typed(body.term)}", general])
        case other:
            assert_never(other)


def _single(option: Option) -> str:
    return f"{'=' if option.right else '~'}{_rich(option.text)}{_feedback(option.feedback)}"


def _several(body: Choices, losses: Losses) -> Iterator[str]:
    gain, loss = shares(body)
    if gain == 1:
        # Moodle's reader takes no weight of 100.
        losses.also(ONE)
        yield from map(_single, body.options)
        return
    if not (is_exact(gain) and is_exact(loss)):
        losses.also(SHARES)
    for option in body.options:
        weight: Decimal = fraction(gain if option.right else loss)
        yield f"~%{weight}%{_rich(option.text)}{_feedback(option.feedback)}"


def _number(body: Number) -> str:
    quantity = body.number
    if not is_even(quantity):
        return f"{decimal(quantity.low)}..{decimal(quantity.high)}"
    middle, reach = tolerance(quantity)
    return middle if reach == "0" else f"{middle}:{reach}"


def _pair(pair: tuple[str, str]) -> str:
    left, right = pair
    return f"={_rich(left)} -> {_right(right)}"


def _right(text: str) -> str:
    """The right side of a pair, which Moodle shows as plain text in a menu."""
    return _raw(plain(text))


def _cloze(body: Cloze, general: str) -> str:
    blanks = [part for part in body.parts if isinstance(part, Blank)]
    if len(blanks) != 1:
        raise UnheldError(BLANKS)
    answers = [f"={_typed(text)}" for text in (blanks[0].answer, *blanks[0].accept)]
    text = with_blanks(body)
    form, said = formatted(text.replace(BLANK, "blank"))
    said = text if form == "markdown" else to_html(text)
    before, _, after = said.partition(BLANK)
    if not after.strip():
        # Moodle puts a line in the blank's place only where something follows it.
        return f"[{form}]{_raw(before)}{LINE}{_block([*answers, general])}"
    return f"[{form}]{_raw(before)}{_block([*answers, general])}{_raw(after)}"
