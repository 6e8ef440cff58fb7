"""Questions on paper, kind by kind: what is asked, and room for the answer."""

from __future__ import annotations

from html import escape

from trainer.exchange.printed import printed
from trainer.exchange.texts import BLANK, plain, with_blanks
from trainer.language.markup import to_plain
from trainer.question import (
    Blank,
    Choice,
    Choices,
    Cloze,
    Match,
    Number,
    Order,
    Question,
    Recall,
    Short,
    Term,
    Truth,
)
from trainer.records import record
from trainer.wording.letters import letter

CLAIMS = ("True", "False")
_SHORT_OPTION = 34


@record(frozen=True, slots=True)
class Shown:
    """A question as one version of a sheet has it: its number, and the order of what it lists."""

    number: int
    question: Question
    order: tuple[int, ...]
    picture: str = ""


def item(shown: Shown) -> str:
    question = shown.question
    worth = f"{question.points:g} point" + ("s" if question.points != 1 else "")
    points = f'<span class="points">{worth}</span>' if question.points != 1 else ""
    lang = f' lang="{escape(question.lang)}"' if question.lang else ""
    figure = ""
    if shown.picture and question.image:
        alt = escape(to_plain(question.image.alt))
        figure = f'<figure><img src="{shown.picture}" alt="{alt}"></figure>'
    task, room = _room(shown)
    said = f'<p class="task">{task}</p>' if task else ""
    ask = f'<div class="ask">{points}{_asked(question)}</div>'
    return f"<li{lang}>{ask}{figure}{said}{room}</li>\n"


def _asked(question: Question) -> str:
    if not isinstance(question.body, Cloze):
        return printed(question.ask)
    html = printed(with_blanks(question.body))
    for blank in (part for part in question.body.parts if isinstance(part, Blank)):
        html = html.replace(BLANK, _gap(blank), 1)
    return html


def _gap(blank: Blank) -> str:
    """A line to write on; a little longer than its answer, in steps that tell nothing more."""
    width = min(60, max(20, 10 * round(len(plain(blank.answer)) * 2.6 / 10 + 1)))
    hint = f" <em>({printed(blank.hint)})</em>" if blank.hint else ""
    return f'<span class="gap" style="width:{width}mm"></span>{hint}'


def _room(shown: Shown) -> tuple[str, str]:
    """What to do, and where."""
    match shown.question.body:
        case Choice() as body:
            return "", _options(shown, body, "mark")
        case Choices() as body:
            return "Mark all that apply.", _options(shown, body, "mark box")
        case Truth():
            marks = "".join(f'<li><span class="mark">{w[0]}</span>{w}</li>' for w in CLAIMS)
            return "", f'<ul class="options claims">{marks}</ul>'
        case Term():
            return "Write what it means.", '<div class="write"></div>'
        case Short():
            return "", '<div class="write part-line"></div>'
        case Number() as body:
            unit = f" {escape(body.number.unit)}" if body.number.unit else ""
            return "", f'<span class="gap" style="width:35mm"></span>{unit}'
        case Order() as body:
            items = "".join(
                f'<li><span class="slot"></span><span>{printed(body.items[i].text)}</span></li>'
                for i in shown.order
            )
            return f"Number them from 1 to {len(body.items)}.", f'<ul class="options">{items}</ul>'
        case Match() as body:
            return "Write the letter of what belongs to each.", _match(shown, body)
        case Recall() as body:
            lines = min(9, 3 + len(body.rubric) + len(plain(body.model)) // 120)
            return "", '<div class="write"></div>' * lines
        case Cloze():
            return "", ""


def _options(shown: Shown, body: Choice | Choices, css: str) -> str:
    texts = [body.options[i].text for i in shown.order]
    short = " short" if all(len(plain(text)) <= _SHORT_OPTION for text in texts) else ""
    items = "".join(
        f'<li><span class="{css}">{letter(n)}</span><span>{printed(text)}</span></li>'
        for n, text in enumerate(texts)
    )
    return f'<ul class="options{short}">{items}</ul>'


def _match(shown: Shown, body: Match) -> str:
    lefts = "".join(
        f'<li><span class="slot"></span><span>{printed(left)}</span></li>' for left in body.lefts
    )
    rights = "".join(
        f"<li><b>{letter(n)}</b><span>{printed(body.rights[i])}</span></li>"
        for n, i in enumerate(shown.order)
    )
    return f'<div class="match"><ul>{lefts}</ul><ul>{rights}</ul></div>'
