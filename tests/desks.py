"""A desk over a library that a test writes, with a clock and a chance that the test holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from trainer.bank.library import library_at
from trainer.clock import Clock
from trainer.settings import Settings
from trainer.study.desk import Desk

NOON = int(datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp() * 1000)
DAY_MS = 86_400_000

ALL_KINDS = """\
title: Kinds
id: kinds
sources:
  kraus: {title: How Stalin helped, author: Charles Kraus}
defaults: {tags: [setting], source: "kraus, ¶1"}
questions:
- ask: Which month?
  id: choice
  answer: October
  wrong: {June: Too early., December: Too late.}
  explain: The entry began in October.
  hint: Autumn.
- ask: Which of these border it?
  id: choices
  answers: [Mongolia, Soviet Central Asia]
  wrong: [Korea]
- statement: Grain was given away.
  id: truth
  answer: false
  correction: It was traded.
- ask: Who commanded?
  id: short
  answer: Peng Dehuai
  reject: {Zhu De: He signed a telegram.}
- ask: How many tons?
  id: number
  number: 10000 tons
- cloze: "{{Mao}} asked {{c1::Stalin}} for {{c1::aircraft}}."
  id: cloze
- ask: Order them.
  id: order
  order: [plea: September, entry: October, report: December]
- ask: Match them.
  id: match
  match: {Mao: chairman, Peng: commander}
  extra: [ambassador]
- ask: Why did he ask?
  id: recall
  rubric: [Poor railways., 2x No food.]
- term: ETR
  id: term
  means: a state aligned with Moscow
"""


@dataclass
class Hands:
    """The time, in UTC milliseconds, for a test to set."""

    now_ms: int = NOON

    def later(self, *, seconds: float = 0, days: int = 0) -> None:
        self.now_ms += round(seconds * 1000) + days * DAY_MS


def make_desk(
    folder: Path,
    hands: Hands,
    files: dict[str, str] | None = None,
    settings: Settings | None = None,
    *,
    seed: int = 1,
) -> Desk:
    """A desk over `folder`; `files` maps names below it to texts and is written first."""
    for name, text in ({"questions/kinds.yaml": ALL_KINDS} if files is None else files).items():
        path = folder / "library" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Desk(
        libraries=[library_at(folder / "library")],
        history=folder / "profile" / "history.db",
        cache=folder / "cache",
        settings=settings or Settings(new_per_day=50),
        clock=Clock(source=lambda: hands.now_ms),
        zone=ZoneInfo("UTC"),
        rng=Random(seed),
    )
