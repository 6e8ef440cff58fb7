"""The verdict: a word with its mark, what was right, why, and where it stands."""

from __future__ import annotations

from textual.content import Content

from trainer.judging.verdict import Outcome, Verdict
from trainer.question import Kind, Question, Truth
from trainer.study.showing import Judged
from trainer.tui.content import hang, plain
from trainer.tui.marked import UNDERLINE, explanation, rich
from trainer.tui.widgets.panel import Panel

LOOKS = {
    Outcome.RIGHT: ("✓", "right"),
    Outcome.RIGHT_SPELLING: ("✓", "right"),
    Outcome.PARTLY: ("≈", "partly"),
    Outcome.UNSURE: ("?", "partly"),
    Outcome.WRONG: ("✗", "wrong"),
    Outcome.SELF: ("·", "muted"),
}
SHOWN_ABOVE = frozenset({Kind.CHOICES, Kind.ORDER, Kind.MATCH, Kind.CLOZE, Kind.TRUTH})
"""Kinds whose answer space shows what was right, so that saying it again is noise."""


def look(verdict: Verdict) -> tuple[str, str]:
    """The mark and the style's name of an outcome."""
    return LOOKS[verdict.outcome]


class VerdictPanel(Panel):
    """Hidden until there is a verdict; its bar takes the colour of the outcome."""

    judged: Judged | None = None
    question: Question | None = None
    gave_up = False

    def show(self, question: Question, judged: Judged, gave_up: bool) -> None:
        self.question, self.judged, self.gave_up = question, judged, gave_up
        for name in ("right", "wrong", "partly", "muted"):
            self.set_class(name == look(judged.verdict)[1], f"-{name}")
        self.display = True
        self.changed()

    def foresee(self, question: Question, width: int) -> None:
        """Makes what will stand below the word, while the question is read."""
        self._reasons(question, width)

    def lines(self, width: int) -> list[Content]:
        if self.judged is None or self.question is None:
            return []
        question, verdict = self.question, self.judged.verdict
        lines = self._word(question.kind, verdict).wrap(width)
        if verdict.outcome is Outcome.UNSURE:
            return lines + self._asked(width)
        if verdict.feedback:
            lines += rich(verdict.feedback, self.ink).wrap(width)
        correction = question.body.correction if isinstance(question.body, Truth) else ""
        if correction != verdict.feedback:
            lines += rich(correction, self.ink).wrap(width)
        return lines + self._reasons(question, width)

    def _reasons(self, question: Question, width: int) -> list[Content]:
        def make() -> list[Content]:
            muted = self.ink("muted")
            lines = explanation(question.explain, self.ink, width) if question.explain else []
            for source in question.sources:
                lines += hang(plain("↗ ", muted), plain(str(source), muted), width)
            return lines

        return self.kept((question.explain, question.sources, width), make)

    def _word(self, kind: Kind, verdict: Verdict) -> Content:
        mark, _ = look(verdict)
        ink = self.ink(f"word-{look(verdict)[1]}")
        answer = ""
        unsure = verdict.outcome is Outcome.UNSURE
        if (unsure or kind not in SHOWN_ABOVE) and not verdict.outcome.recalled:
            answer = ", ".join(verdict.expected[:1])
        match verdict.outcome:
            case Outcome.RIGHT:
                word = "Correct"
            case Outcome.RIGHT_SPELLING:
                word, answer = "Correct, spelled", verdict.spelling
            case Outcome.PARTLY:
                word = f"Partly right: {_share(verdict)}"
                answer = ""
            case Outcome.UNSURE:
                word = "Did you mean" if answer else "Close: is that what you meant?"
            case Outcome.SELF:
                return plain("How well did you know it?", self.ink("strong"))
            case _ if self.gave_up:
                word = "The answer is" if answer else "Here is the answer"
            case _:
                word = "Not quite: the answer is" if answer else "Not quite"
        if answer:
            shown = rich(answer, self.ink, ink)
            if verdict.outcome is Outcome.RIGHT_SPELLING and len(verdict.given) == 1:
                shown = _marked(shown, verdict.given[0])
            return plain(f"{mark} {word} ", ink) + shown + plain("?" if unsure else "", ink)
        if self.judged and self.judged.overruled:
            return plain(f"{mark} {word}", ink) + plain("  (your verdict)", self.ink("muted"))
        return plain(f"{mark} {word}", ink)

    def _asked(self, width: int) -> list[Content]:
        page, key = self.page, self.ink("key")
        said = (
            ("settle(True)", "yes, I was right"),
            ("settle(False)", "no, I meant something else"),
        )
        ways = [(plain(f"{page.shown_key(action)} ", key), plain(text)) for action, text in said]
        line = Content("    ").join([first + text for first, text in ways])
        if line.cell_length <= width:
            return [line]
        return [row for first, text in ways for row in hang(first, text, width)]


def _marked(right: Content, given: str) -> Content:
    """The right spelling with a line under the letters that were typed otherwise."""
    # Few answers are misspelt, and the first question needn't wait for it.
    from trainer.judging.difference import spelling_difference

    at = 0
    for run, same in spelling_difference(given, right.plain):
        if not same:
            right = right.stylize(UNDERLINE, at, at + len(run))
        at += len(run)
    return right


def _share(verdict: Verdict) -> str:
    """`2 of 3` where every part is right or wrong, else a percentage."""
    parts = verdict.parts
    if parts and all(part in (0.0, 1.0) for part in parts):
        return f"{sum(part == 1.0 for part in parts)} of {len(parts)}"
    return f"{verdict.score:.0%}"
