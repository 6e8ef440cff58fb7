"""What of a question each format can hold, said once more and independently of the writers."""

from __future__ import annotations

import re
from dataclasses import replace

from trainer.exchange.texts import explained, from_html, from_plain, plain
from trainer.language.markup import to_html
from trainer.question import (
    Blank,
    Body,
    Choice,
    Choices,
    Cloze,
    Item,
    Match,
    Number,
    Option,
    Order,
    Place,
    Point,
    Question,
    Recall,
    Reject,
    Short,
    Term,
    Truth,
)
from trainer.wording.quantity import Quantity
from trainer.wording.slug import slug

_SPACES = re.compile(r"[^\S\n]+")


def line(text: str) -> str:
    """A text field with its marks in one spelling, `_a_` as `*a*`, and spaces as HTML has them:
    none at the ends of what is emphasised."""
    return _SPACES.sub(" ", from_html(to_html(text)))


def block(text: str) -> str:
    """An explanation with its lists numbered as HTML numbers them."""
    return _SPACES.sub(" ", from_html(to_html(text, block=True), block=True)) if text else ""


def typed(text: str) -> str:
    """A text that is typed, or chosen from a menu, which has no marks."""
    return line(from_plain(plain(text)))


def same(question: Question) -> Question:
    """A question with every mark in one spelling, for comparing."""
    return replace(
        question,
        body=_body(question.body),
        explain=block(question.explain),
        hints=tuple(map(line, question.hints)),
        place=Place(""),
    )


def _body(body: Body) -> Body:
    match body:
        case Choice() | Choices():
            options = tuple(
                Option(line(o.text), o.right, line(o.feedback))
                for o in sorted(body.options, key=lambda o: not o.right)
            )
            return replace(body, ask=line(body.ask), options=options)
        case Truth():
            return Truth(line(body.statement), body.answer, line(body.correction))
        case Short():
            reject = tuple(Reject(line(r.text), line(r.feedback)) for r in body.reject)
            return replace(
                body,
                ask=line(body.ask),
                answer=line(body.answer),
                accept=tuple(map(line, body.accept)),
                reject=reject,
            )
        case Cloze():
            return body
        case Order():
            items = tuple(Item(line(i.text), line(i.label)) for i in body.items)
            return Order(line(body.ask), items)
        case Match():
            pairs = tuple((line(a), line(b)) for a, b in body.pairs)
            return Match(line(body.ask), pairs, tuple(map(line, body.extra)))
        case Recall():
            return Recall(
                line(body.ask),
                line(body.model),
                tuple(Point(line(p.text), p.weight) for p in body.rubric),
            )
        case Term():
            return Term(line(body.term), line(body.means), body.typed)
        case Number():
            return Number(line(body.ask), _numbers(body.number))
    raise AssertionError(body)


def _numbers(quantity: Quantity) -> Quantity:
    """What is right, without the words and the noise in the last places."""
    low, high = float(f"{quantity.low:.12g}"), float(f"{quantity.high:.12g}")
    return Quantity("", low, high, None, quantity.unit)


def bare(question: Question, *, tags: bool = True) -> Question:
    """Id, tags, body and explanation alone, with the sources in it."""
    return Question(
        id=question.id,
        body=question.body,
        tags=question.tags if tags else (),
        explain=explained(question),
    )


def in_gift(question: Question) -> Question:
    """What GIFT holds of a question."""
    held = bare(question)
    match question.body:
        case Choice() | Choices() as body:
            return _choice(held, body)
        case Short() as body:
            answers = list(dict.fromkeys(map(typed, (body.answer, *body.accept))))
            rejects = {typed(r.text): r.feedback for r in reversed(body.reject)}
            reject = tuple(
                Reject(t, rejects[t])
                for t in dict.fromkeys(typed(r.text) for r in body.reject)
                if t not in answers
            )
            return replace(held, body=Short(body.ask, answers[0], tuple(answers[1:]), reject))
        case Order() as body:
            pairs = tuple((str(n), typed(item.text)) for n, item in enumerate(body.items, 1))
            return replace(held, body=Match(body.ask, pairs))
        case Match() as body:
            pairs = tuple((left, typed(right)) for left, right in body.pairs)
            return replace(held, body=Match(body.ask, pairs, tuple(map(typed, body.extra))))
        case Recall() as body:
            if body.rubric:
                return held
            said = "\n\n".join(filter(None, (body.model, block(held.explain))))
            return replace(held, body=Recall(body.ask, said), explain="")
        case Term() as body:
            return replace(held, body=Short(body.means, typed(body.term)))
        case Cloze() as body:
            return replace(held, body=one_blank(body))
        case Number() as body:
            return replace(held, body=Number(body.ask, replace(body.number, unit="")))
        case _:
            return held


def _choice(held: Question, body: Choice | Choices) -> Question:
    right = [o.feedback for o in body.options if o.right and o.feedback]
    options = tuple(
        Option(o.text, o.right, "" if o.right else o.feedback)
        for o in sorted(body.options, key=lambda o: not o.right)
    )
    single = isinstance(body, Choice) or sum(o.right for o in options) == 1
    made = Choice(body.ask, options) if single else Choices(body.ask, options)
    explain = "\n\n".join(filter(None, (held.explain, *dict.fromkeys(right))))
    return replace(held, body=made, explain=explain)


def one_blank(body: Cloze) -> Cloze:
    """The cloze without its hint, its blank named after its answer, its texts without marks."""
    blank = next(part for part in body.parts if isinstance(part, Blank))
    texts = [p if isinstance(p, str) else "\U0010fffd" for p in body.parts]
    before, _, after = line("".join(texts)).partition("\U0010fffd")
    answers = list(dict.fromkeys(map(typed, (blank.answer, *blank.accept))))
    made = Blank(answers[0], tuple(answers[1:]), "", slug(answers[0]) or "blank")
    return Cloze(tuple(part for part in (before, made, after) if part))


def in_moodle(question: Question) -> Question:
    """What Moodle XML holds of a question."""
    held = replace(bare(question), points=question.points, hints=question.hints)
    match question.body:
        case Choice() | Choices() as body:
            if body.fixed:
                partial = replace(body, partial=True) if isinstance(body, Choices) else body
                return replace(held, body=partial)
            made = _choice(held, body)
            options = (made.body.options) if isinstance(made.body, Choice | Choices) else ()
            kept = Choice(body.ask, options) if isinstance(body, Choice) else None
            return replace(made, body=kept or Choices(body.ask, options))
        case Short() as body:
            made = in_gift(question)
            assert isinstance(made.body, Short)
            return replace(held, body=replace(made.body, case=body.case))
        case Order() as body:
            return replace(held, body=Order(body.ask, tuple(Item(i.text) for i in body.items)))
        case Match():
            return replace(held, body=in_gift(question).body)
        case Term() as body:
            return replace(held, body=Short(body.means, typed(body.term)))
        case Cloze() as body:
            return replace(held, body=all_blanks(body))
        case _:
            return held


def all_blanks(body: Cloze) -> Cloze:
    """The cloze with its blanks asked together, without hints."""
    texts = [p if isinstance(p, str) else "\U0010fffd" for p in body.parts]
    around = line("".join(texts)).split("\U0010fffd")
    blanks = [part for part in body.parts if isinstance(part, Blank)]
    parts: list[str | Blank] = [around[0]]
    for blank, after in zip(blanks, around[1:], strict=True):
        answers = list(dict.fromkeys(map(typed, (blank.answer, *blank.accept))))
        parts += [Blank(answers[0], tuple(answers[1:]), "", "c1"), after]
    return Cloze(tuple(part for part in parts if part))
