"""The ten kinds of question: what each asks, and what is right."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from trainer.records import record
from trainer.wording.quantity import Quantity


class Kind(StrEnum):
    """The ten kinds of question, by the names people see."""

    CHOICE = "choice"
    CHOICES = "choices"
    TRUTH = "truth"
    SHORT = "short"
    NUMBER = "number"
    CLOZE = "cloze"
    ORDER = "order"
    MATCH = "match"
    RECALL = "recall"
    TERM = "term"


@record(frozen=True, slots=True)
class Option:
    """One option of a choice: its text, whether it is right, and what to say when it is picked."""

    text: str
    right: bool
    feedback: str = ""


@record(frozen=True, slots=True)
class Choice:
    """Pick one. `fixed` keeps the author's order; exactly one option is right."""

    kind: ClassVar[Kind] = Kind.CHOICE
    ask: str
    options: tuple[Option, ...]
    fixed: bool = False


@record(frozen=True, slots=True)
class Choices:
    """Pick all that apply. `partial` false means all or nothing."""

    kind: ClassVar[Kind] = Kind.CHOICES
    ask: str
    options: tuple[Option, ...]
    fixed: bool = False
    partial: bool = True


@record(frozen=True, slots=True)
class Truth:
    """Judge a statement; `correction` is shown for a false one."""

    kind: ClassVar[Kind] = Kind.TRUTH
    statement: str
    answer: bool
    correction: str = ""


@record(frozen=True, slots=True)
class Reject:
    """A typed answer that is known to be wrong, and why it tempts."""

    text: str
    feedback: str = ""


@record(frozen=True, slots=True)
class Short:
    """Type it. `case`, `accents`: whether they must match; `typos`: whether misspellings pass."""

    kind: ClassVar[Kind] = Kind.SHORT
    ask: str
    answer: str
    accept: tuple[str, ...] = ()
    reject: tuple[Reject, ...] = ()
    typos: bool = True
    case: bool = False
    accents: bool = False
    pattern: str = ""


@record(frozen=True, slots=True)
class Number:
    """Type a number within a tolerance or a range."""

    kind: ClassVar[Kind] = Kind.NUMBER
    ask: str
    number: Quantity
    unit_required: bool = False


@record(frozen=True, slots=True)
class Blank:
    """One blank of a cloze; blanks of one `group` are asked together, and a group is a card."""

    answer: str
    accept: tuple[str, ...] = ()
    hint: str = ""
    group: str = ""


@record(frozen=True, slots=True)
class Cloze:
    """Fill in the blanks of one group; the rest of the text is shown.

    `parts` alternates freely between text and blanks. Each blank's `group` is filled in: the name
    that is written (`c1`), else a slug of its answer, so that it is the card's facet.
    """

    kind: ClassVar[Kind] = Kind.CLOZE
    parts: tuple[str | Blank, ...]

    def blanks(self, group: str) -> tuple[Blank, ...]:
        return tuple(part for part in self.parts if isinstance(part, Blank) and part.group == group)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in the order of their first blank."""
        return tuple(dict.fromkeys([p.group for p in self.parts if isinstance(p, Blank)]))


@record(frozen=True, slots=True)
class Item:
    """One item of an ordering; the label (a year, say) is shown afterwards."""

    text: str
    label: str = ""


@record(frozen=True, slots=True)
class Order:
    """Arrange the items, which are written in their right order."""

    kind: ClassVar[Kind] = Kind.ORDER
    ask: str
    items: tuple[Item, ...]


@record(frozen=True, slots=True)
class Match:
    """Pair each left side with its right side. Left sides differ; right sides may repeat."""

    kind: ClassVar[Kind] = Kind.MATCH
    ask: str
    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()

    @property
    def lefts(self) -> tuple[str, ...]:
        return tuple([left for left, _ in self.pairs])

    @property
    def rights(self) -> tuple[str, ...]:
        """Every different right side, then the distractors."""
        return tuple(dict.fromkeys([right for _, right in self.pairs] + list(self.extra)))


@record(frozen=True, slots=True)
class Point:
    """One point of a rubric; `weight` 2 counts double."""

    text: str
    weight: int = 1


@record(frozen=True, slots=True)
class Recall:
    """Think or write, then grade it yourself against the model answer or the rubric."""

    kind: ClassVar[Kind] = Kind.RECALL
    ask: str
    model: str = ""
    rubric: tuple[Point, ...] = ()


@record(frozen=True, slots=True)
class Term:
    """A word and its meaning: one card each way. `typed` judges what is typed."""

    kind: ClassVar[Kind] = Kind.TERM
    term: str
    means: str
    typed: bool = False


Body = Choice | Choices | Truth | Short | Number | Cloze | Order | Match | Recall | Term
