"""An item analysis as a page with plots of our own, to keep, print or send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from trainer.question import Card
from trainer.records import record
from trainer.reports.advice import Pick, advice, grade, picks
from trainer.reports.exam_style import STYLE
from trainer.reports.items import LEAST, Analysis, Item
from trainer.reports.page import page
from trainer.reports.texts import plain, rich
from trainer.study.words import counted

PLOT_STYLE = """
main { max-width: 60rem; }
svg { display: block; width: 100%; max-width: 44rem; height: auto; margin: 1rem 0; }
svg text { fill: var(--muted); font: 11px system-ui, sans-serif; }
svg .axis { stroke: var(--line); fill: none; }
svg .good { fill: var(--ground); stroke: var(--accent); stroke-width: 2; }
svg .bad { fill: var(--wrong); stroke: var(--wrong); stroke-width: 2; }
svg .band { fill: var(--surface); }
.numbers { overflow-x: auto; } td.n, th.n { text-align: right; }
.picks td:nth-child(2) { width: 12rem; }
.picks td { border: 0; padding-top: .1rem; padding-bottom: .1rem; }
ul.advice { margin: .4rem 0; padding-left: 1.1rem; } ul.advice li { color: var(--wrong); }
"""

WIDTH, HEIGHT, LEFT, BASE, TOP = 640, 332, 56, 292, 28


@record(frozen=True, slots=True)
class Entry:
    """An item with what is known of its card, and what there is to say about it."""

    item: Item
    card: Card | None
    name: str
    options: tuple[Pick, ...]
    said: tuple[str, ...]


def entries(analysis: Analysis, cards: Mapping[str, Card]) -> list[Entry]:
    """The items with something to look into first, each group in the order of the analysis."""
    names = {key: card.id for key, card in cards.items()}
    found = []
    for item in analysis.items:
        card = cards.get(item.card)
        options = picks(item, card)
        name = names.get(item.card) or item.card.partition(":")[2] or item.card
        found.append(Entry(item, card, name, options, advice(item, options, names)))
    return sorted(found, key=lambda entry: not entry.said)


def items_page(title: str, analysis: Analysis, found: Sequence[Entry]) -> str:
    """The whole page."""
    shown = [entry for entry in found if entry.item.facility is not None]
    hidden = len(found) - len(shown)
    body = [
        "<header>",
        f'<p class="deck">{plain(title)}</p>',
        "<h1>How the questions behave</h1>",
        f'<p class="meta">{plain(summary(analysis))}</p>',
        "</header>",
        *(_plot(shown) if shown else ()),
        *(_table(shown) if shown else ()),
    ]
    if hidden:
        body.append(f'<p class="meta">{plain(hidden_words(hidden))}</p>')
    body += ['<h2 id="each">Question by question</h2>', "<ol>"]
    body += [line for entry in shown for line in _entry(entry)]
    body += ["</ol>", f"<footer>{plain(FORMULAS)}</footer>"]
    return page(plain(f"{title} – item analysis"), STYLE + PLOT_STYLE, body)


FORMULAS = (
    "First answers only. Facility: the mean score. Discrimination: how the score goes with the "
    "rest of a learner's score, from -100 to 100. Efficiency: the same against the most that "
    "these scores allow. Consistency: Cronbach's alpha in percent. Names and formulas are "
    "Moodle's."
)


def summary(analysis: Analysis) -> str:
    """Learners, questions, and how well the questions hang together."""
    said = f"{counted(analysis.learners, 'learner')}, {counted(len(analysis.items), 'card')}."
    if analysis.consistency is None:
        return said
    worth = (
        "good" if analysis.consistency >= 75 else "fair" if analysis.consistency >= 64 else "low"
    )
    return (
        f"{said} Internal consistency {analysis.consistency:.0f} ({worth}) over "
        f"{counted(analysis.compared, 'card')} and {counted(analysis.complete, 'learner')}."
    )


def hidden_words(hidden: int) -> str:
    """Why figures are missing."""
    return f"{counted(hidden, 'card')} left out: fewer than {LEAST} learners answered."


def _plot(shown: Sequence[Entry]) -> Iterator[str]:
    """Facility across, discrimination up: what wants a look is filled."""
    told = sum(bool(entry.said) for entry in shown)
    yield (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Each question by facility and '
        f'discrimination; {told} of {len(shown)} want a look. The table below has the figures.">'
    )
    left, right = _x(35), _x(64)
    yield (
        f'<rect class="band" x="{left}" y="{TOP}" width="{right - left:.1f}"'
        f' height="{BASE - TOP}"/>'
    )
    for value in (-50, 0, 50, 100):
        yield f'<path class="axis" d="M{LEFT} {_y(value)}H{WIDTH - 8}"/>'
        yield f'<text x="{LEFT - 8}" y="{_y(value) + 4}" text-anchor="end">{value}</text>'
    for value in (0, 25, 50, 75, 100):
        yield f'<text x="{_x(value)}" y="{BASE + 16}" text-anchor="middle">{value}</text>'
    yield f'<text x="{_x(50)}" y="{BASE + 34}" text-anchor="middle">Facility in percent</text>'
    yield '<text x="12" y="12">Discrimination</text>'
    for entry in shown:
        item = entry.item
        if item.facility is None or item.discrimination is None:
            continue
        x, y = _x(item.facility), _y(item.discrimination)
        name = (
            f"<title>{plain(entry.name)}: {item.facility:.0f}%, {item.discrimination:.0f}</title>"
        )
        if entry.said:
            yield f'<path class="bad" d="M{x - 5:.1f} {y}l5 -5l5 5l-5 5Z">{name}</path>'
        else:
            yield f'<circle class="good" cx="{x}" cy="{y}" r="4">{name}</circle>'
    yield "</svg>"


def _x(facility: float) -> float:
    return round(LEFT + facility / 100 * (WIDTH - LEFT - 16), 1)


def _y(discrimination: float) -> float:
    return round(BASE - (max(discrimination, -75) + 75) / 175 * (BASE - TOP), 1)


def _table(shown: Sequence[Entry]) -> Iterator[str]:
    heads = ("n", "Facility", "Discr.", "Efficiency", "Seconds", "Overruled")
    yield '<div class="numbers"><table><thead><tr><th scope="col">Question</th>'
    yield from (f'<th scope="col" class="n">{head}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    for entry in shown:
        item = entry.item
        mark = "⚠ " if entry.said else ""
        cells = (
            f"{item.learners:,}",
            rounded(item.facility, "%"),
            rounded(item.discrimination),
            rounded(item.efficiency),
            f"{item.seconds:.0f}",
            f"{100 * item.overruled:.0f}%",
        )
        yield f'<tr><th scope="row">{mark}{plain(entry.name)}</th>'
        yield "".join(f'<td class="n">{cell}</td>' for cell in cells) + "</tr>"
    yield "</tbody></table></div>"


def rounded(value: float | None, unit: str = "") -> str:
    """A figure without decimals, a dash where there is none."""
    return "–" if value is None else f"{value:.0f}{unit}"


def _entry(entry: Entry) -> Iterator[str]:
    item = entry.item
    yield f'<li class="{"wrong" if entry.said else "right"}"><h3>{plain(entry.name)}</h3>'
    if entry.card is not None:
        yield f"<p>{rich(entry.card.question.ask)}</p>"
    worth = grade(item.discrimination)
    yield (
        f'<p class="meta">{counted(item.learners, "learner")} · facility '
        f"{rounded(item.facility, '%')} · discrimination {rounded(item.discrimination)}"
        f"{f' ({worth})' if worth else ''}</p>"
    )
    if entry.options:
        yield '<table class="picks"><tbody>'
        for one in entry.options:
            mark = "✓" if one.right else ""
            side = "right" if one.right else "wrong"
            yield (
                f"<tr><td>{one.letter} {mark}</td><td>"
                f'<div class="bar"><span class="{side}" style="width:{min(one.share, 100):.1f}%">'
                f"</span></div>{one.share:.0f}%</td><td>{rich(one.text)}</td></tr>"
            )
        yield "</tbody></table>"
    if entry.said:
        yield '<ul class="advice">'
        yield from (f"<li>{plain(line[:1].upper() + line[1:])}.</li>" for line in entry.said)
        yield "</ul>"
    yield "</li>"
