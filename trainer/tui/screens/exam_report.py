"""What an exam came to: passed or not, topics, what was missed; and the report to keep."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from trainer.judging.verdict import Outcome
from trainer.study.exam_report import ExamReport, Mark
from trainer.study.words import counted, duration_words, points_words
from trainer.tui.content import dotted, ends, hang, plain, shorten
from trainer.tui.keys import Key, Moment
from trainer.tui.marked import rich
from trainer.tui.screens.scrolled import ScrolledPage
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.gauge import gauge
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel
from trainer.tui.widgets.sheet import Sheet
from trainer.tui.widgets.topics import topic_lines

BAR = 24


class ExamReportScreen(ScrolledPage):
    """`kept` is where the report goes at once, as the command line asked."""

    moment = Moment.REPORT

    def __init__(self, keys: tuple[Key, ...], report: ExamReport, kept: Path | None = None) -> None:
        super().__init__(keys)
        self.report, self.kept = report, kept

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Lines(self._title, id="title")
            with Sheet():
                yield Lines(self._score, id="score")
                if len(self.report.topics) > 1:
                    yield Lines(self._topics, id="topics")
                if self.report.missed:
                    yield Lines(self._missed, id="missed")
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()
        if self.kept is not None:
            self._write([self.kept])

    def applies(self, action: str) -> bool:
        missed = any(mark.card for mark in self.report.missed)
        return super().applies(action) and (action != "drill" or missed)

    def action_drill(self) -> None:
        self.trainer.drill([mark.card for mark in self.report.missed if mark.card])

    def action_leave(self) -> None:
        self.trainer.show_home()

    def action_back(self) -> None:
        self.trainer.show_home()

    def action_keep(self) -> None:
        from trainer.reports.exam_files import places

        backend = self.trainer.backend
        self._write(places(backend.history.parent, self.report, backend.zone))

    def _write(self, paths: list[Path]) -> None:
        from trainer.reports.exam_files import pictures, write_report

        backend = self.trainer.backend
        picture = pictures((bank.id, bank.library) for bank in backend.banks)

        def write() -> None:
            for path in paths:
                write_report(path, self.report, backend.zone, picture)

        if not self.managed(write):
            return
        said = f"The report is in {paths[0]}"
        said += f" (and {paths[1].suffix})." if len(paths) > 1 else "."
        self.tell(said)

    # --- texts

    def _title(self, widget: Panel, width: int) -> list[Content]:
        paper = self.report.paper
        form = f"form {paper.form}"
        title = shorten(f"{paper.title} · {paper.deck_title}", width - len(form) - 2)
        return [ends(plain(title, widget.ink("title")), plain(form, widget.ink("muted")), width)]

    def _score(self, widget: Panel, width: int) -> list[Content]:
        report, muted = self.report, widget.ink("muted")
        ink, word = ("word-right", "✓ Passed") if report.passed else ("word-wrong", "✗ Not passed")
        share = f"{report.share:.0%}"
        passing = min(BAR - 1, round(BAR * report.paper.passing))
        bar = gauge(widget, BAR, report.share, ink)
        bar = bar[:passing] + plain("┃", widget.ink("strong")) + bar[passing + 1 :]
        line = plain(f"{word}  {share}", widget.ink(ink)) + Content("   ") + bar
        facts = [
            f"{points_words(report.reached)} of {points_words(report.points)} points, "
            f"{report.paper.passing:.0%} pass",
            f"{report.answered} of {len(report.marks)} answered",
            "the time was up"
            if report.by_time
            else f"{duration_words(report.seconds)} of {duration_words(report.paper.minutes * 60)}",
        ]
        if report.graded:
            facts.append(f"{counted(report.graded, 'answer')} graded by yourself")
        if voids := sum(mark.void for mark in report.marks):
            facts.append(f"{counted(voids, 'question')} taken out or changed meanwhile")
        return [*line.wrap(width), *dotted(facts, width, muted)]

    def _topics(self, widget: Panel, width: int) -> list[Content]:
        topics = [
            (
                name,
                reached / points if points else 0.0,
                f"{points_words(reached)} of {points_words(points)}",
            )
            for name, (reached, points) in self.report.topics.items()
        ]
        return topic_lines(widget, width, topics)

    def _missed(self, widget: Panel, width: int) -> list[Content]:
        lines = [plain("Missed", widget.ink("heading"))]
        for mark in self.report.missed:
            lines += _one(mark, widget, width)
        return lines


def _one(mark: Mark, widget: Panel, width: int) -> list[Content]:
    """A missed question: what was asked, what was right, what was given."""
    muted = widget.ink("muted")
    signs = {Outcome.PARTLY: ("≈", "word-partly"), None: ("–", "muted")}
    sign, ink = signs.get(mark.outcome, ("✗", "word-wrong"))
    first = plain(f"{mark.number:>3} {sign} ", widget.ink(ink))
    lines = hang(first, rich(mark.asked, widget.ink), width)
    indent = " " * (first.cell_length - 2)
    for text in mark.expected:
        ground = plain(f"{indent}✓ ", widget.ink("word-right"))
        lines += hang(ground, rich(text, widget.ink), width)
    given = ", ".join(text or "…" for text in mark.verdict.given) if mark.verdict else ""
    if given:
        partly = (
            f" ({points_words(mark.reached)} of {points_words(mark.points)})"
            if mark.reached
            else ""
        )
        you = rich(given, widget.ink, muted) + plain(partly, muted)
        lines += hang(plain(f"{indent}you: ", muted), you, width)
    return lines
