"""Questions → a sheet to print: HTML with its pictures inside, in shuffled versions, with an
answer grid and a key. The browser's print makes a PDF of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING

from trainer.exchange.losses import RETIRED, Losses
from trainer.exchange.sheetitems import Shown, item
from trainer.exchange.sheetkey import entry, row
from trainer.question import Question
from trainer.records import record
from trainer.wording.letters import letter as letter_of

if TYPE_CHECKING:
    from trainer.exchange.export import Work

SAYS = {
    "audio": "paper has no sounds",
    "feedback": "feedback on options isn't printed",
    "reject": "known wrong answers and their feedback aren't printed",
    "hints": "hints aren't printed",
    "level": "`level` isn't printed",
    "objective": "`objective` isn't printed",
    "fact": "`fact` isn't printed; questions on one fact may stand on one sheet",
    "after": "`after` isn't printed; questions come as they stand, or shuffled",
    "tags": "tags aren't printed",
    "term": "asked one way only: the term is shown, and its meaning written",
}
PAPERS = {"a4": "A4", "letter": "letter"}

Order = Callable[[Question, Random], tuple[int, ...]]
"""In which order a question's options, items or right sides are shown."""


@record(frozen=True, slots=True)
class Wishes:
    """What the sheet should be: how many versions, of how many questions (0: all), drawn by which
    seed, on which paper, and whether with answer grid and key. `order` shuffles what is listed."""

    order: Order
    versions: int = 1
    questions: int = 0
    seed: str = "1"
    paper: str = "a4"
    grid: bool = True
    key: bool = True


def write(work: Work, losses: Losses, wishes: Wishes) -> bytes:
    """The whole file. Version A has the questions as they stand, the others shuffle them."""
    asked = [question for question in work.questions if not question.retired]
    for _ in range(len(work.questions) - len(asked)):
        losses.also(RETIRED)
    if wishes.questions:
        asked = _drawn(asked, wishes)
    for question in asked:
        losses.note(question)
    parts: list[str] = []
    keys: list[str] = []
    pages: list[str] = []
    for letter in map(letter_of, range(wishes.versions)):
        version = list(_version(work, asked, wishes, letter))
        mark = letter if wishes.versions > 1 else ""
        pages.append(_page(letter, mark, wishes.paper))
        parts.append(_sheet(work.title, version, mark, letter))
        if wishes.grid:
            parts.append(_grid(work.title, version, mark, letter))
        if wishes.key:
            keys.append(_key(work.title, version, mark, letter, wishes.seed))
    css = (files("trainer.exchange") / "sheet.css").read_text(encoding="utf-8")
    lang = next((question.lang for question in asked if question.lang), "en")
    # The keys come last: so the sheets can be copied without them.
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}" class="{wishes.paper}">\n'
        f'<head><meta charset="utf-8"><title>{escape(work.title)}</title>\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<style>\n{css}{''.join(pages)}</style></head>\n<body>\n"
        f"{''.join([*parts, *keys])}</body>\n</html>\n"
    ).encode()


def _drawn(asked: list[Question], wishes: Wishes) -> list[Question]:
    """As many questions as were wished for, in the author's order."""
    many = min(wishes.questions, len(asked))
    places = sorted(Random(f"{wishes.seed}/questions").sample(range(len(asked)), many))
    return [asked[place] for place in places]


def _version(work: Work, asked: list[Question], wishes: Wishes, letter: str) -> Iterator[Shown]:
    rng = Random(f"{wishes.seed}/{letter}")
    order = list(asked)
    if letter != "A":
        rng.shuffle(order)
    for number, question in enumerate(order, 1):
        shown = wishes.order(question, rng)
        yield Shown(number, question, shown, work.pictures.url(question.image))


def _page(letter: str, mark: str, paper: str) -> str:
    """The paper of one version, with its letter and the page's number below."""
    foot = f'"Version {mark} · " counter(page)' if mark else "counter(page)"
    return (
        f"@page v{letter} {{ size: {PAPERS[paper]}; margin: 17mm 17mm 16mm; "
        f"@bottom-center {{ content: {foot}; font: 8.5pt Georgia, serif; color: #555; }} }}\n"
        f".v{letter} {{ page: v{letter}; }}\n"
    )


def _head(title: str, mark: str, what: str, fill: str = "") -> str:
    version = f'<div class="version">{what}'
    version += f" <b>{mark}</b></div>" if mark else "</div>"
    top = f'<div class="top"><h1>{escape(title)}</h1>{version}</div>'
    return f"<header>{top}{fill}</header>\n"


def _fill(version: list[Shown]) -> str:
    total = f"{sum(shown.question.points for shown in version):g}"
    return (
        '<div class="fill"><span>Name</span><span>Date</span>'
        f'<span class="score" data-of="{total}">Score</span></div>'
    )


def _sheet(title: str, version: list[Shown], mark: str, letter: str) -> str:
    items = "".join(map(item, version))
    head = _head(title, mark, "Version" if mark else "", _fill(version))
    questions = f'<ol class="questions">\n{items}</ol>'
    return f'<section class="part v{letter}">\n{head}{questions}\n</section>\n'


def _grid(title: str, version: list[Shown], mark: str, letter: str) -> str:
    head = _head(title, mark, "Answers", _fill(version))
    rows = "".join(map(row, version))
    return f'<section class="part v{letter}">\n{head}<ol class="grid">\n{rows}</ol>\n</section>\n'


def _key(title: str, version: list[Shown], mark: str, letter: str, seed: str) -> str:
    head = _head(title, mark, "Key", f'<div class="fill">Drawn with seed {escape(seed)}</div>')
    entries = "".join(map(entry, version))
    return f'<section class="part v{letter}">\n{head}<ol class="key">\n{entries}</ol>\n</section>\n'
