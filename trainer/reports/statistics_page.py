"""The statistics as a page with pictures, to keep, print or send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from trainer.reports.drawings import STYLE as PICTURES
from trainer.reports.drawings import Series, bars, columns, curve, figure, heatmap, table
from trainer.reports.exam_style import STYLE
from trainer.reports.page import page
from trainer.reports.texts import plain
from trainer.study.groups import Group
from trainer.study.recall import MANY, axis_floor, axis_shares
from trainer.study.statistics import Statistics
from trainer.study.words import counted, dated, day_date, duration_words, sentence


def statistics_page(found: Statistics) -> str:
    """The whole page."""
    body = [
        "<header>",
        f'<p class="deck">{plain(found.title)}</p>',
        "<h1>What you know</h1>",
        f'<p class="meta">{dated(found.today, "%-d %B %Y")}</p>',
        f'<p class="score"><strong>{found.known:,.0f}</strong> of {counted(found.total, "card")} '
        "known today</p>",
        *(f"<p>{plain(said)}</p>" for said in _said(found)),
        "</header>",
        '<section class="pictures">',
        *_pictures(found),
        "</section>",
    ]
    if found.decks:
        body += ["<h2>By deck</h2>", f'<div class="numbers">{_decks(found.decks)}</div>']
    if found.tags:
        body += ["<h2>By tag</h2>", f'<div class="numbers">{_tags(found.tags)}</div>']
    return page(plain(f"{found.title} – statistics"), STYLE + PICTURES, body)


def _said(found: Statistics) -> Iterator[str]:
    yield f"{counted(found.learned, 'card')} learned; {counted(found.streak, 'day')} in a row."
    month, year, whole = found.retention
    older = whole.answers > year.answers
    for one, when in ((month, "four weeks"), (year, "year"), (whole, "")):
        if one.true is not None and (when or older):
            last = f"in the last {when}" if when else "in all"
            yield (
                f"True recall {last}: {one.true:.0%} of {counted(one.answers, 'answer')}; "
                f"{found.desired:.0%} is asked for."
            )
    if found.calibration:
        yield f"{sentence(found.calibration)}; intervals allow for that."
    if not found.heat:
        yield "There are no answers yet; the pictures fill with the first ones."


def _pictures(found: Statistics) -> Iterator[str]:
    yield _year(found)
    if any(one.true is not None for one in found.months):
        yield _months(found)
    if found.curve:
        yield _calibration(found)
    if found.forecast:
        yield _load(found)
        yield _knowledge(found)
    yield _stability(found)
    yield _time(found)


def _year(found: Statistics) -> str:
    total, days = sum(found.heat.values()), sum(1 for n in found.heat.values() if n)
    said = f"{counted(total, 'answer')} on {counted(days, 'day')} of the last year."
    months: dict[str, int] = {}
    for day in sorted(found.heat):
        name = f"{day_date(day):%B %Y}"
        months[name] = months.get(name, 0) + found.heat[day]
    rows = [(name, f"{answers:,}") for name, answers in months.items()]
    picture = heatmap(found.heat, found.today, said)
    return figure("Answers a day", picture, said, ("Month", "Answers"), rows, wide=True)


def _months(found: Statistics) -> str:
    true = tuple((float(n), one.true) for n, one in enumerate(found.months) if one.true is not None)
    last = len(found.months) - 1
    floor = axis_floor(min(share for _, share in true))
    said = f"Dots: true recall over four weeks each; dashes: the {found.desired:.0%} asked for."
    picture = curve(
        (
            Series(((0, found.desired), (last, found.desired)), "guide"),
            Series(true, "line"),
            Series(true, "dot"),
        ),
        (0, floor, last, 1),
        {0: f"{day_date(found.months[0].first):%b %Y}", last: "now"},
        axis_shares(floor),
        f"True recall by month, {true[-1][1]:.0%} of late. {said}",
    )
    rows = [
        (dated(one.first, "%-d %b %Y"), f"{one.answers:,}", f"{one.true:.0%}")
        for one in found.months
        if one.true is not None
    ]
    return figure("Recall by month", picture, said, ("Four weeks from", "Answers", "True"), rows)


def _calibration(found: Statistics) -> str:
    few = tuple((one.predicted, one.true) for one in found.curve if one.answers < MANY)
    many = tuple((one.predicted, one.true) for one in found.curve if one.answers >= MANY)
    floor = axis_floor(min(min(point) for point in (*few, *many)))
    said = (
        "Across what was predicted, upward what you recalled; on the dashes they are the same. "
        f"Rings stand for fewer than {MANY} answers."
    )
    picture = curve(
        (Series(((floor, floor), (1, 1)), "guide"), Series(few, "ring"), Series(many, "dot")),
        (floor, floor, 1, 1),
        axis_shares(floor),
        axis_shares(floor),
        f"Calibration: {found.calibration or 'too few answers to tell'}. {said}",
    )
    rows = [(f"{one.predicted:.0%}", f"{one.true:.0%}", f"{one.answers:,}") for one in found.curve]
    return figure("Calibration", picture, said, ("Predicted", "Recalled", "Answers"), rows)


def _load(found: Statistics) -> str:
    days = found.forecast
    across = {n: dated(days[n].day, "%-d %b") for n in (0, 30, 60, 89) if n < len(days)}
    reviews = [day.reviews for day in days]
    said = (
        f"About {sum(reviews) / len(days):,.0f} reviews a day, and "
        f"{counted(sum(day.new for day in days), 'new card')}, if you go on as your settings say."
    )
    picture = columns(reviews, _round_up(max(reviews)), across, f"Reviews to come. {said}")
    rows = [
        (
            dated(week[0].day, "%-d %b"),
            f"{sum(day.reviews for day in week):,.0f}",
            f"{sum(day.new for day in week):,}",
            duration_words(60 * round(sum(day.seconds for day in week) / 60)),
        )
        for week in (days[n : n + 7] for n in range(0, len(days), 7))
    ]
    head = ("Week from", "Reviews", "New", "Time")
    return figure("Reviews a day, 90 days ahead", picture, said, head, rows)


def _knowledge(found: Statistics) -> str:
    days = found.forecast
    top = _round_up(max(day.known for day in days))
    first, last = days[0].known, days[-1].known
    said = f"From {first:,.0f} at the end of today to about {last:,.0f} in 90 days."
    picture = curve(
        (Series(tuple((float(n), day.known) for n, day in enumerate(days)), "line"),),
        (0, 0, len(days) - 1, top),
        {n: dated(days[n].day, "%-d %b") for n in (0, 30, 60, 89) if n < len(days)},
        {0: "0", top: f"{top:,.0f}"},
        f"Cards known. {said}",
    )
    rows = [(dated(day.day, "%-d %b"), f"{day.known:,.0f}") for day in days[::7]]
    return figure("Cards known, 90 days ahead", picture, said, ("Day", "Known"), rows)


def _stability(found: Statistics) -> str:
    said = "Stability is how long it takes until recall falls to 90%."
    rows = [(name, f"{cards:,}") for name, cards in found.stability]
    words = ", ".join(f"{name}: {cards}" for name, cards in rows)
    picture = bars(found.stability, f"Cards by stability. {words}")
    return figure("Cards by stability", picture, said, ("Stability", "Cards"), rows)


def _time(found: Statistics) -> str:
    minutes = [week.took_ms / 60_000 for week in found.weeks]
    said = f"{duration_words(60 * round(sum(minutes)))} in half a year."
    across = {n: dated(found.weeks[n].day, "%-d %b") for n in (0, 9, 18) if n < len(found.weeks)}
    picture = columns(minutes, _round_up(max(minutes)), across, f"Minutes a week. {said}")
    rows = [
        (dated(week.day, "%-d %b"), f"{week.answers:,}", f"{week.took_ms / 60_000:,.0f}")
        for week in found.weeks
    ]
    return figure("Minutes a week", picture, said, ("Week from", "Answers", "Minutes"), rows)


def _decks(groups: Sequence[Group]) -> str:
    rows = [
        (
            *_cards(group),
            "–" if group.retention is None else f"{group.retention:.0%}",
            f"{group.answers or 0:,}",
            duration_words(60 * round((group.took_ms or 0) / 60_000)),
        )
        for group in groups
    ]
    head = ("Deck", "Cards", "Learned", "Known of these", "True recall", "Answers", "Time")
    return table(head, rows)


def _tags(groups: Sequence[Group]) -> str:
    return table(("Tag", "Cards", "Learned", "Known of these"), [_cards(one) for one in groups])


def _cards(group: Group) -> tuple[str, str, str, str]:
    known = f"{group.known / group.learned:.0%}" if group.learned else "–"
    return group.name, f"{group.total:,}", f"{group.learned:,}", known


def _round_up(most: float) -> float:
    """A round number that nothing is above."""
    unit = int("1" + "0" * (len(str(ceil(most))) - 1))
    return float(max(ceil(most / unit) * unit, 1))
