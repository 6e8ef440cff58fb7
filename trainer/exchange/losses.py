"""What another program's format has no place for, counted while questions go by.

Each format says which of these it loses and in which words, and the counts become the notes that
follow an export; `Skipped` does the same for what came in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from trainer.exchange.texts import blank_in_formula
from trainer.language.markup import Style, inline
from trainer.question import (
    Choice,
    Choices,
    Cloze,
    Match,
    Number,
    Order,
    Question,
    Recall,
    Short,
    Term,
)

OUT = "left out, as "
RETIRED = f"{OUT}`retired: true` says so"
IN_FORMULA = f"{OUT}a blank within a formula can't be parted from it"
SHARES = "the marks of options are rounded to those that Moodle knows"
Held = Callable[[Question], bool]


def _formula(question: Question) -> bool:
    return any(Style.MATH in span.style for span in inline(question.ask))


def _marks(question: Question) -> bool:
    """Whether a text that others want plain has emphasis, code, links, formulas or lines."""
    return any(
        span.style is not Style.PLAIN or "\n" in span.text
        for text in _plain_texts(question)
        for span in inline(text)
    )


def _plain_texts(question: Question) -> Iterator[str]:
    """What is typed, or chosen from a menu."""
    match question.body:
        case Short() as body:
            yield from (body.answer, *body.accept, *(reject.text for reject in body.reject))
        case Cloze() as body:
            for blank in (blank for group in body.groups for blank in body.blanks(group)):
                yield from (blank.answer, *blank.accept)
        case Match() as body:
            yield from body.rights
        case Order() as body:
            yield from (item.text for item in body.items)
        case Term() as body:
            yield body.term


HAS: Mapping[str, Held] = {
    "after": lambda q: bool(q.after),
    "fact": lambda q: bool(q.fact),
    "was": lambda q: bool(q.was),
    "names": lambda q: bool(q.names),
    "lang": lambda q: bool(q.lang or q.romanisation),
    "level": lambda q: q.level is not None,
    "objective": lambda q: bool(q.objective),
    "sources": lambda q: bool(q.sources),
    "tags": lambda q: bool(q.tags),
    "hints": lambda q: bool(q.hints),
    "image": lambda q: q.image is not None,
    "audio": lambda q: q.audio is not None,
    "points": lambda q: q.points != 1,
    "formula": _formula,
    "marks": _marks,
    "fixed": lambda q: isinstance(q.body, Choice | Choices) and q.body.fixed,
    "feedback": lambda q: (
        isinstance(q.body, Choice | Choices) and any(o.feedback for o in q.body.options)
    ),
    "partial": lambda q: isinstance(q.body, Choices) and q.body.partial,
    "whole": lambda q: isinstance(q.body, Choices) and not q.body.partial,
    "typed": lambda q: isinstance(q.body, Short | Cloze | Term),
    "pattern": lambda q: isinstance(q.body, Short) and bool(q.body.pattern),
    "strict": lambda q: isinstance(q.body, Short) and (q.body.case or q.body.accents),
    "accents": lambda q: isinstance(q.body, Short) and q.body.accents,
    "reject": lambda q: isinstance(q.body, Short) and bool(q.body.reject),
    "unit": lambda q: isinstance(q.body, Number) and bool(q.body.number.unit),
    "hint in a blank": lambda q: (
        isinstance(q.body, Cloze)
        and any(blank.hint for group in q.body.groups for blank in q.body.blanks(group))
    ),
    "groups": lambda q: isinstance(q.body, Cloze) and len(q.body.groups) > 1,
    "order": lambda q: isinstance(q.body, Order),
    "labels": lambda q: isinstance(q.body, Order) and any(item.label for item in q.body.items),
    "recall": lambda q: isinstance(q.body, Recall),
    "term": lambda q: isinstance(q.body, Term),
}
"""What a question may have that a format may lack, by name."""

_UNKNOWN = {
    "tags": "tags have",
    "level": "`level` has",
    "objective": "`objective` has",
    "lang": "`lang` and `romanisation` have",
    "fact": "`fact` has",
    "after": "`after` has",
    "was": "former ids (`was`) have",
    "names": "`names` have",
    "hint in a blank": "hints of blanks have",
    "labels": "labels of items have",
}

PLAIN = {
    "term": "asked one way only: the meaning is shown, and the term is typed",
    "marks": "emphasis and formulas in what is typed or chosen from a menu become plain text",
}
"""What every program does that takes typed answers letter by letter."""


def unknown(where: str, *names: str) -> dict[str, str]:
    """The sentences for what has no place there at all."""
    return {name: f"{_UNKNOWN[name]} no place in {where}" for name in names}


@dataclass(slots=True)
class Losses:
    """Counts the questions that lose something; `says` has the sentence for each loss by its name
    in `HAS`."""

    says: Mapping[str, str]
    counts: Counter[str] = field(default_factory=Counter)
    kept: int = 0

    def note(self, question: Question) -> None:
        """One question that is in the file."""
        self.kept += 1
        self.counts.update(sentence for name, sentence in self.says.items() if HAS[name](question))

    def also(self, sentence: str) -> None:
        """One more question with a loss that only the writer could see."""
        self.counts[sentence] += 1

    def sentences(self) -> tuple[str, ...]:
        return tuple(
            f"{n} {'question' if n == 1 else 'questions'}: {sentence}"
            for sentence, n in self.counts.items()
        )


def asked(questions: Iterable[Question], losses: Losses) -> Iterator[Question]:
    """Those of a deck that another program can ask; the others are counted as left out."""
    for question in questions:
        if question.retired:
            losses.also(RETIRED)
        elif isinstance(question.body, Cloze) and blank_in_formula(question.body):
            losses.also(IN_FORMULA)
        else:
            yield question


@dataclass(slots=True)
class Skipped:
    """What was left out or lost on the way in, counted by reason, with an example for each."""

    noun: str = "question"
    out: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, reason: str, example: str) -> None:
        """One is left out."""
        self.out[reason] += 1
        self.examples.setdefault(reason, brief(example))

    def loss(self, reason: str, example: str) -> None:
        """One comes in without something."""
        self.lost[reason] += 1
        self.examples.setdefault(reason, brief(example))

    def sentences(self) -> Iterator[str]:
        for reason, n in self.out.most_common():
            what = f"1 {self.noun} is" if n == 1 else f"{n:,} {self.noun}s are"
            yield f"{what} left out: {reason} (such as “{self.examples[reason]}”)"
        for reason, n in self.lost.most_common():
            what = f"1 {self.noun}" if n == 1 else f"{n:,} {self.noun}s"
            yield f"{what}: {reason} (such as “{self.examples[reason]}”)"


def brief(text: str, longest: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
