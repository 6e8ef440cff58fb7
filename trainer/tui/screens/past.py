"""How a card stands and what happened to it, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from trainer.history.event import Mode, What
from trainer.memory.card import Interval, Phase
from trainer.memory.study_day import StudyDays
from trainer.study.words import counted, dated, due_iso, interval_words
from trainer.tui.content import hang, plain
from trainer.tui.widgets.panel import Panel
from trainer.tui.widgets.tiles import NAMES

if TYPE_CHECKING:
    from trainer.study.browsing import Look
    from trainer.study.passed import Passed

LABEL = 11
FEW = 5
WITH_MEMORY = 54
"""Cells from which there is room for what the memory made of an answer."""

HAPPENED = {
    What.SUSPEND: "suspended",
    What.RESUME: "resumed",
    What.BURY: "buried until the next day",
    What.FLAG: "flagged",
    What.UNFLAG: "flag taken off",
    What.FORGET: "made new again",
    What.CHANGED: "the answer changed",
}


def facts(
    look: Look, at: int, of: int, days: StudyDays, widget: Panel, width: int
) -> list[Content]:
    """How the card stands: labels and what they say."""
    muted = widget.ink("muted")
    lines: list[Content] = []
    for label, text in _facts(look, at, of, days):
        lines += hang(plain(f"{label:<{LABEL}}", muted), plain(text), width)
    return lines


def _facts(look: Look, at: int, of: int, days: StudyDays) -> list[tuple[str, str]]:
    state = look.state
    rows = [("Card", look.card.id + (f"  ({at + 1} of {of})" if of > 1 else ""))]
    marks = [("suspended", look.suspended), ("buried until tomorrow", look.buried)]
    marked = [name for name, holds in marks if holds]
    if look.flag is not None:
        marked.append(f"flagged: {look.flag}" if look.flag else "flagged")
    if marked:
        rows.append(("Marked", ", ".join(marked)))
    if state.phase is Phase.NEW:
        rows.append(("State", "new"))
        return [*rows, *_place(look)]
    due = due_iso(state.due_day, state.due_ms, days.zone)
    rows.append(("State", f"{state.phase.name.lower()}, due {due.replace('T', ' ')[:16]}"))
    if state.memory is not None:
        stability = interval_words(Interval(days=max(1, round(state.memory.stability))))
        recall = "" if look.recall is None else f"recall {look.recall:.0%}, "
        rows.append(
            ("Memory", f"{recall}stability {stability}, difficulty {state.memory.difficulty:.1f}")
        )
    rows.append(
        ("Answered", f"{counted(state.reps, 'time')}, forgotten {counted(state.lapses, 'time')}")
    )
    return [*rows, *_place(look)]


def _place(look: Look) -> list[tuple[str, str]]:
    question = look.card.question
    rows = [("File", f"{question.place.file}:{question.place.line}")]
    if question.tags:
        rows.append(("Tags", ", ".join(question.tags)))
    return rows


def past(
    found: Sequence[Passed], days: StudyDays, widget: Panel, width: int, *, whole: bool
) -> list[Content]:
    """What happened, newest first: all of it or the last few."""
    if not found:
        return []
    muted, memory = widget.ink("muted"), width >= WITH_MEMORY
    head = f"{'':{LABEL}}{'rating':<7}{'next':>8}"
    head += f"{'recall':>8}{'stability':>11}{'difficulty':>12}" if memory else ""
    lines = [Content(), plain("Past", widget.ink("heading")), plain(head, muted)]
    shown = found if whole else found[:FEW]
    lines += [_row(one, days, widget, memory) for one in shown]
    if len(found) > len(shown):
        key = widget.page.shown_key("past")
        lines.append(plain(f"{len(found) - len(shown):,} more: press {key}", muted))
    return lines


def _row(one: Passed, days: StudyDays, widget: Panel, memory: bool) -> Content:
    day = plain(dated(one.day, "%-d %b %y").ljust(LABEL), widget.ink("muted"))
    if one.what is not What.ANSWER:
        return day + plain(HAPPENED.get(one.what, one.what.value), widget.ink("muted"))
    if one.interval is None:
        where = "in a drill" if one.mode is Mode.DRILL else "in an exam"
        return day + plain(f"{one.outcome} {where}", widget.ink("muted"))
    assert one.rating is not None
    ink = widget.ink("word-wrong" if one.rating == 1 else "word-right")
    row = day + plain(f"{NAMES[one.rating]:<7}", ink)
    text = f"{interval_words(one.interval):>8}"
    if memory:
        recall = "" if one.recall is None else f"{one.recall:.0%}"
        stability = "" if one.stability is None else f"{one.stability:.1f} d"
        difficulty = "" if one.difficulty is None else f"{one.difficulty:.1f}"
        text += f"{recall:>8}{stability:>11}{difficulty:>12}"
    return row + plain(text)
