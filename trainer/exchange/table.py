"""Questions → a table for spreadsheets, a row each, or two columns for Quizlet and its like.

A cell that a spreadsheet would take for a formula begins with an apostrophe, which the reader
takes off again. Lists stand one entry a line, and `text => more` adds feedback, a label or the
other half of a pair.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from trainer.exchange.losses import RETIRED, Losses
from trainer.exchange.texts import plain, weighed
from trainer.language.cloze import write_cloze
from trainer.language.markup import to_plain
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
    Source,
    Term,
    Truth,
)

if TYPE_CHECKING:
    from trainer.exchange.export import Work

_NAMES = (
    "id kind ask answer wrong accept reject correction rubric rules tags level objective source "
    "explain hints image alt audio points lang fact after was names romanisation retired"
)
COLUMNS = tuple(_NAMES.split())
SAYS = {
    "image": "the picture is only named; it stays where it is",
    "audio": "the sound is only named; it stays where it is",
    "sources": "author, title and year of a source become one text, without url and licence",
}
TWO = "only what is asked and what is right goes into two columns"
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write(work: Work, losses: Losses, delimiter: str = ",") -> bytes:
    """The whole table with its header; columns that no question uses are left out."""
    rows = []
    for question in work.questions:
        rows.append(_row(question))
        losses.note(question)
    used = [name for name in COLUMNS if any(row.get(name) for row in rows)]
    return _table([used, *([row.get(name, "") for name in used] for row in rows)], delimiter)


def write_two(work: Work, losses: Losses) -> bytes:
    """What is asked, a tab, and what is right, without a header."""
    losses.says = {}
    rows = []
    for question in work.questions:
        if question.retired:
            losses.also(RETIRED)
            continue
        rows.append([plain(text) for text in _two(question)])
        losses.note(question)
        if any(_has(question)):
            losses.also(TWO)
    return _table(rows, "\t")


def _has(question: Question) -> Iterable[object]:
    yield from (question.explain, question.hints, question.image, question.audio, question.sources)
    yield isinstance(question.body, Choice | Choices)


def _table(rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    # With its mark Excel reads it as UTF-8.
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def entries(texts: Iterable[str]) -> str:
    """A list in a cell, an entry a line."""
    return "\n".join(map(_entry, texts))


def pairs(found: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{_entry(a)} => {_entry(b)}" if b else _entry(a) for a, b in found)


def _entry(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("=>", "\\=>")


def _row(q: Question) -> dict[str, str]:
    image, audio = q.image, q.audio
    return {
        "id": q.id if q.named else "",
        "kind": q.kind.value,
        **_body(q),
        "tags": " ".join(q.tags),
        "level": str(q.level or ""),
        "objective": q.objective,
        "source": pairs((_source(c.source), c.locator) for c in q.sources),
        "explain": q.explain,
        "hints": entries(q.hints),
        "image": image.file if image else "",
        "alt": image.alt if image else "",
        "audio": audio.file if audio else "",
        "points": f"{q.points:g}" if q.points != 1 else "",
        "lang": q.lang,
        "fact": q.fact,
        "after": " ".join(q.after),
        "was": " ".join(q.was),
        "names": entries(q.names),
        "romanisation": q.romanisation,
        "retired": "true" if q.retired else "",
    }


def _source(source: Source) -> str:
    return to_plain(", ".join(filter(None, (source.author, source.title, source.year))))


def _body(question: Question) -> dict[str, str]:
    match question.body:
        case Choice() | Choices() as body:
            return {"ask": body.ask, **_choice(body)}
        case Truth() as body:
            answer = str(body.answer).lower()
            return {"ask": body.statement, "answer": answer, "correction": body.correction}
        case Short() as body:
            rules = {
                "typos": "" if body.typos else "false",
                "case": "strict" if body.case else "",
                "accents": "strict" if body.accents else "",
                "pattern": body.pattern,
            }
            return {
                "ask": body.ask,
                "answer": body.answer,
                "accept": entries(body.accept),
                "reject": pairs((r.text, r.feedback) for r in body.reject),
                "rules": _rules(rules),
            }
        case Number() as body:
            rules = {"unit": "required" if body.unit_required else ""}
            return {"ask": body.ask, "answer": body.number.text, "rules": _rules(rules)}
        case Cloze() as body:
            return {"ask": write_cloze(body)}
        case Order() as body:
            return {"ask": body.ask, "answer": pairs((i.text, i.label) for i in body.items)}
        case Match() as body:
            return {"ask": body.ask, "answer": pairs(body.pairs), "wrong": entries(body.extra)}
        case Recall() as body:
            rubric = entries(map(weighed, body.rubric))
            return {"ask": body.ask, "answer": body.model, "rubric": rubric}
        case Term() as body:
            rules = {"typed": "true" if body.typed else ""}
            return {"ask": body.term, "answer": body.means, "rules": _rules(rules)}


def _choice(body: Choice | Choices) -> dict[str, str]:
    right = [option for option in body.options if option.right]
    wrong = [option for option in body.options if not option.right]
    places = " ".join(str(body.options.index(option) + 1) for option in (*right, *wrong))
    partial = isinstance(body, Choice) or body.partial
    rules = {"order": places if body.fixed else "", "partial": "" if partial else "false"}
    return {"answer": _options(right), "wrong": _options(wrong), "rules": _rules(rules)}


def _options(options: Iterable[Option]) -> str:
    return pairs((option.text, option.feedback) for option in options)


def _rules(rules: dict[str, str]) -> str:
    return entries(f"{name}: {said}" for name, said in rules.items() if said)


def _two(question: Question) -> tuple[str, str]:
    match question.body:
        case Choice(options=options) | Choices(options=options):
            return question.ask, "; ".join(option.text for option in options if option.right)
        case Truth(answer=answer, correction=correction):
            said = "True" if answer else "False"
            return question.ask, f"{said}. {correction}" if correction else said
        case Short(answer=answer) | Term(means=answer):
            return question.ask, answer
        case Number(number=number):
            return question.ask, number.shown
        case Cloze(parts=parts):
            blanks = [part.answer for part in parts if isinstance(part, Blank)]
            return question.ask, "; ".join(blanks)
        case Order(items=items):
            return question.ask, "; ".join(item.text for item in items)
        case Match(pairs=found):
            return question.ask, "; ".join(f"{left} – {right}" for left, right in found)
        case Recall(model=model, rubric=rubric):
            return question.ask, model or "; ".join(point.text for point in rubric)
