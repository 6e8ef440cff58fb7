"""The verdict: a word with its mark, what was right, why, and where it stands."""

from __future__ import annotations

from textual.content import Content

from trainer.judging.verdict import Outcome, Verdict
from trainer.judging.words import headline
from trainer.question import Kind, Question, Truth
from trainer.study.showing import Judged
from trainer.tui.content import hang, plain, wrapped
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
        lines = wrapped(self._word(question.kind, verdict), width)
        if verdict.outcome is Outcome.UNSURE:
            return lines + self._asked(width)
        if verdict.feedback:
            lines += wrapped(rich(verdict.feedback, self.ink), width)
        correction = question.body.correction if isinstance(question.body, Truth) else ""
        if correction and correction != verdict.feedback:
            lines += wrapped(rich(correction, self.ink), width)
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
        """The judge's words with their mark; what was right stands in it as its author set it."""
        mark, look_ = look(verdict)
        ink = self.ink(f"word-{look_}")
        match verdict.outcome:
            case Outcome.SELF:
                return plain(headline(verdict, kind), self.ink("strong"))
            case Outcome.RIGHT_SPELLING if len(verdict.given) == 1:
                word = headline(verdict, kind).removesuffix(verdict.spelling)
                spelled = plain(verdict.spelling, ink)
                return plain(f"{mark} {word}", ink) + _marked(spelled, verdict.given[0])
            case Outcome.WRONG if verdict.expected and kind not in SHOWN_ABOVE:
                word = "The answer is" if self.gave_up else "Not quite: the answer is"
                return plain(f"{mark} {word} ", ink) + rich(verdict.expected[0], self.ink, ink)
            case Outcome.UNSURE:
                return plain(f"{mark} ", ink) + rich(headline(verdict, kind), self.ink, ink)
            case _:
                said = plain(f"{mark} {headline(verdict, kind)}", ink)
                if self.judged and self.judged.overruled:
                    said += plain("  (your verdict)", self.ink("muted"))
                return said

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
