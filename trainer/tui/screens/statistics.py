"""Statistics: what is known and how well it is recalled, in pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from trainer.study.recall import MANY, axis_floor, axis_shares
from trainer.study.words import counted, dated, day_date, sentence
from trainer.tui.content import hang, plain, wrapped
from trainer.tui.keys import Key, Moment
from trainer.tui.screens.scrolled import ScrolledPage
from trainer.tui.widgets.bars import Bars
from trainer.tui.widgets.columns import Columns
from trainer.tui.widgets.curve import Curve, Series
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.groups import Groups
from trainer.tui.widgets.heatmap import Heatmap
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel
from trainer.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from trainer.study.statistics import Statistics

DAYS, AHEAD = 14, 7
LATER = "Shown once a card has been answered again on a later day."
DOT = "●"
NEAR = 0.02
"""How far below the recall asked for is still as asked for."""


class StatisticsScreen(ScrolledPage):
    """Of all decks, or with `deck` (an id) of that one; `decks` are the others to look at."""

    CSS_PATH = "statistics.tcss"
    moment = Moment.STATISTICS

    def __init__(self, keys: tuple[Key, ...], decks: tuple[str, ...], deck: str | None) -> None:
        super().__init__(keys)
        self.ring: tuple[str | None, ...] = (None, *decks)
        self.at = self.ring.index(deck) if deck in self.ring else 0
        self.found: Statistics | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Lines(self._title, id="title")
            with Sheet():
                yield Lines(id="summary")
                with Vertical(id="pictures"):
                    yield Lines(lambda w, _: [plain("Answers a day, last year", w.ink("heading"))])
                    yield Heatmap()
                    with Horizontal(id="both"):
                        with Vertical(classes="half"):
                            yield Curve("Recall by month", id="months")
                            yield Curve("Calibration", id="calibration")
                            yield Bars("Cards by stability", id="stability")
                        with Vertical(classes="half"):
                            yield Columns("Reviews a day, 90 days ahead", id="load")
                            yield Curve("Cards known, 90 days ahead", id="known")
                            yield Columns("Minutes a week, last half-year", id="time")
                    yield Groups("By deck", id="by-deck")
                    yield Groups("By tag", id="by-tag")
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()
        self.trainer.once_painted(self, self._load)

    def applies(self, action: str) -> bool:
        return super().applies(action) and (action != "deck" or len(self.ring) > 2)

    # --- keys

    def action_back(self) -> None:
        self.trainer.back()

    def action_deck(self, by: int) -> None:
        self.at = (self.at + by) % len(self.ring)
        self.query_one(Sheet).show(None)
        self._load()

    # --- what is shown

    def _load(self) -> None:
        deck = self.ring[self.at]
        found = self.attempt(lambda: self.trainer.backend.statistics(deck, days=DAYS, ahead=AHEAD))
        if found is None:
            return
        self.found = found
        self.query_one("#title", Lines).changed()
        self.query_one("#summary", Lines).show(self._summary)
        pictures = self.query_one("#pictures")
        pictures.set_class(bool(found.learned or found.heat), "-ready")
        heatmap = self.query_one(Heatmap)
        heatmap.add_class("-ready")
        heatmap.show(found.heat, found.today)
        self._show_recall(found)
        self._show_calibration(found)
        self._show_ahead(found)
        self.query_one("#stability", Bars).show(
            [(name, cards, f"{cards:,}") for name, cards in found.stability]
        )
        self._show_time(found)
        self.query_one("#by-deck", Groups).show(found.decks)
        self.query_one("#by-tag", Groups).show(found.tags)

    def _show_recall(self, found: Statistics) -> None:
        chart = self.query_one("#months", Curve)
        true = [(n, one.true) for n, one in enumerate(found.months) if one.true is not None]
        chart.empty = "" if true else LATER
        last = len(found.months) - 1
        floor = axis_floor(min((share for _, share in true), default=0.5))
        chart.show(
            (
                Series(((0, found.desired), (last, found.desired)), "label", "asked for", "", True),
                Series(tuple(true), "bar", "true recall"),
                Series(tuple(true), "bar", "", DOT),
            ),
            (0, floor, last, 1),
            {0: f"{day_date(found.months[0].first):%b %Y}", last: "now"},
            axis_shares(floor),
        )

    def _show_calibration(self, found: Statistics) -> None:
        chart = self.query_one("#calibration", Curve)
        few = tuple((one.predicted, one.true) for one in found.curve if one.answers < MANY)
        many = tuple((one.predicted, one.true) for one in found.curve if one.answers >= MANY)
        points = (*few, *many)
        chart.empty = "" if points else LATER
        floor = axis_floor(min((min(point) for point in points), default=0.5))
        chart.note = "Across what was predicted, upward what you recalled."
        if found.calibration:
            chart.note = f"{sentence(found.calibration)}. {chart.note}"
        chart.show(
            (
                Series(((floor, floor), (1, 1)), "label", "as predicted", "", True),
                Series(few, "bar", f"under {MANY} answers", "○"),
                Series(many, "bar", "you", DOT),
            ),
            (floor, floor, 1, 1),
            axis_shares(floor),
            axis_shares(floor),
        )

    def _show_ahead(self, found: Statistics) -> None:
        days = found.forecast
        across = {n: dated(days[n].day, "%-d %b") for n in (0, 30, 60, 89) if n < len(days)}
        load = self.query_one("#load", Columns)
        known = self.query_one("#known", Curve)
        load.empty = known.empty = "" if days else "Comes with the first cards."
        load.show([day.reviews for day in days], across)
        if days:
            most = max(max(day.known for day in days), 1.0)
            points = tuple((float(n), day.known) for n, day in enumerate(days))
            known.show(
                (Series(points, "bar", "about so many would be recalled"),),
                (0, 0, len(days) - 1, most),
                {float(n): label for n, label in across.items()},
                {most: f"{most:,.0f}", 0: "0"},
            )

    def _show_time(self, found: Statistics) -> None:
        weeks = found.weeks
        chart = self.query_one("#time", Columns)
        across = {n: dated(weeks[n].day, "%-d %b") for n in (0, 9, 18) if n < len(weeks)}
        chart.show([week.took_ms / 60_000 for week in weeks], across)

    def _title(self, widget: Panel, width: int) -> list[Content]:
        left = plain("Statistics", widget.ink("title"))
        if self.found is None:
            return [left]
        title = plain(f"  {self.found.title}", widget.ink("muted"))
        return wrapped(left + title, width)[:1]

    def _summary(self, widget: Panel, width: int) -> list[Content]:
        found = self.found
        assert found is not None
        strong, muted = widget.ink("strong"), widget.ink("muted")
        lines = Content.assemble(
            (f"{found.learned:,}", strong),
            f" of {counted(found.total, 'card')} learned, about ",
            (f"{found.known:,.0f}", strong),
            " known today",
        ).wrap(width)
        lines += self._recall(found, widget, width)
        if found.calibration:
            said = f"{sentence(found.calibration)}; intervals allow for it."
            lines += hang(plain("≈ ", muted), plain(said), width)
        if found.trainable:
            said = "There are answers enough to train the memory model on: trainer fit."
            lines += hang(plain("› ", muted), plain(said, muted), width)
        if not found.heat:
            lines += plain("No answers yet. Pictures come with the first ones.", muted).wrap(width)
        return lines

    def _recall(self, found: Statistics, widget: Panel, width: int) -> list[Content]:
        """True against desired recall, of the last month or of the year if that was empty."""
        month, year, _ = found.retention
        one, when = (month, "4 weeks") if month.answers else (year, "year")
        if one.true is None:
            return []
        met = one.true >= found.desired - NEAR
        mark = plain("✓ " if met else "! ", widget.ink("word-right" if met else "word-partly"))
        true = Content.assemble((f"{one.true:.0%}", widget.ink("strong")), " recalled, ")
        said = f" (last {when}, {counted(one.answers, 'answer')})"
        aim = plain(f"{found.desired:.0%} asked for") + plain(said, widget.ink("muted"))
        return hang(mark, true + aim, width)
