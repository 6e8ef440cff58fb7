"""Questions → Moodle XML, which carries pictures, hints, feedback and tags.

Source of the form: https://docs.moodle.org/en/Moodle_XML_format; putting in order needs Moodle 4.5.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, assert_never
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from trainer.exchange.losses import PLAIN, SHARES, Losses, asked, unknown
from trainer.exchange.numbers import FRACTIONS, fraction, is_exact, shares, tolerance
from trainer.exchange.texts import (
    BLANK,
    explained,
    model_html,
    named,
    plain,
    with_blanks,
)
from trainer.exchange.xml import clean
from trainer.language.markup import to_html, to_plain
from trainer.question import (
    Blank,
    Choice,
    Choices,
    Cloze,
    Match,
    Media,
    Number,
    Option,
    Order,
    Question,
    Recall,
    Short,
    Term,
    Truth,
)

if TYPE_CHECKING:
    from trainer.exchange.export import Work

SAYS = {
    **unknown("Moodle", "level", "objective", "lang", "fact", "after", "was", "names"),
    "whole": "`partial: false` isn't kept; Moodle gives part of the mark",
    "typed": "Moodle compares typed answers letter by letter, so that misspellings are wrong",
    "pattern": "`pattern` has no place in Moodle; only the answers are compared",
    "accents": "`accents: strict` has no place in Moodle",
    "groups": "Moodle asks for all blanks of a text at once",
    **unknown("Moodle", "hint in a blank", "labels"),
    "order": "putting in order needs Moodle 4.5 or later",
    **PLAIN,
    "sources": "sources become a line of the general feedback",
}
_GAP_MARKS = {ord(c): f"&#{ord(c)};" for c in "~#}\\"}
_TYPES = {
    Choice: "multichoice",
    Choices: "multichoice",
    Truth: "truefalse",
    Short: "shortanswer",
    Number: "numerical",
    Cloze: "cloze",
    Order: "ordering",
    Match: "matching",
    Recall: "essay",
    Term: "shortanswer",
}


def write(work: Work, losses: Losses) -> bytes:
    root = Element("quiz")
    head = SubElement(root, "question", type="category")
    _text(head, "category", "$course$/top/" + " ".join(work.title.split()).replace("/", "//"))
    for question in asked(work.questions, losses):
        root.append(_question(question, work.pictures.data, losses))
        losses.note(question)
    indent(root)
    xml: bytes = tostring(root, "utf-8", xml_declaration=True)
    return xml + b"\n"


def _question(
    question: Question, data: Callable[[Media | None], bytes | None], losses: Losses
) -> Element:
    body = question.body
    element = Element("question", type=_TYPES[type(body)])
    _text(element, "name", named(question.ask))
    text = _html(element, "questiontext", _asked(question))
    for media, sound in ((question.image, False), (question.audio, True)):
        _media(text, media, data(media), sound)
    _html(element, "generalfeedback", to_html(explained(question), block=True))
    _plain(element, "defaultgrade", f"{question.points:.7f}")
    _plain(element, "penalty", "1.0000000" if isinstance(body, Truth) else "0.3333333")
    _plain(element, "hidden", "0")
    _plain(element, "idnumber", question.id)
    _body(element, question, losses)
    for hint in question.hints:
        _html(element, "hint", to_html(hint))
    if question.tags:
        tags = SubElement(element, "tags")
        for tag in question.tags:
            _text(tags, "tag", tag)
    return element


def _plain(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = clean(text)
    return element


def _text(parent: Element, name: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, name, attributes)
    _plain(element, "text", text)
    return element


def _html(parent: Element, name: str, html: str, **attributes: str) -> Element:
    return _text(parent, name, html, **attributes, format="html")


def _asked(question: Question) -> str:
    match question.body:
        case Cloze() as body:
            # A brace of the author's must not open a gap.
            html = to_html(with_blanks(body)).replace("{", "&#123;")
            for blank in (part for part in body.parts if isinstance(part, Blank)):
                html = html.replace(BLANK, _gap(blank), 1)
            return html
        case Term(means=text):
            return to_html(text)
        case _:
            return to_html(question.ask)


def _gap(blank: Blank) -> str:
    answers = "~".join(f"={_gap_text(text)}" for text in (blank.answer, *blank.accept))
    return f"{{1:SHORTANSWER:{answers}}}"


def _gap_text(text: str) -> str:
    return escape(_answer(text), quote=False).translate(_GAP_MARKS)


def _media(element: Element, media: Media | None, data: bytes | None, sound: bool) -> None:
    """Put a picture or a sound into the question, its content beside the text."""
    if media is None or data is None:
        return
    name = PurePosixPath(media.file).name
    address = f"@@PLUGINFILE@@/{quote(name)}"
    alt = escape(to_plain(media.alt))
    tag = f'<audio controls="controls" src="{address}"></audio>' if sound else ""
    shown = tag or f'<img src="{address}" alt="{alt}">'
    text = element.find("text")
    assert text is not None
    text.text = f"{text.text}<br>{shown}"
    file = SubElement(element, "file", name=name, path="/", encoding="base64")
    file.text = base64.b64encode(data).decode()


def _answer(text: str) -> str:
    """A typed answer: without marks, and a star is a star and no wildcard."""
    return plain(text).replace("*", "\\*")


def _body(element: Element, question: Question, losses: Losses) -> None:
    match question.body:
        case Choice() | Choices() as body:
            _choice(element, body, losses)
        case Truth() as body:
            for value in (True, False):
                said = body.correction if value != body.answer else ""
                _option(element, str(value).lower(), value == body.answer, to_html(said))
        case Short() as body:
            _plain(element, "usecase", str(int(body.case)))
            for text in (body.answer, *body.accept):
                _option(element, _answer(text), True)
            for reject in body.reject:
                _option(element, _answer(reject.text), False, to_html(reject.feedback))
        case Term() as body:
            _plain(element, "usecase", "0")
            _option(element, _answer(body.term), True)
        case Number() as body:
            _number(element, body)
        case Order() as body:
            _order(element, body)
        case Match() as body:
            _plain(element, "shuffleanswers", "true")
            for left, right in (*body.pairs, *(("", text) for text in body.extra)):
                pair = _html(element, "subquestion", to_html(left))
                _text(pair, "answer", plain(right))
        case Recall() as body:
            _plain(element, "responseformat", "editor")
            _plain(element, "responserequired", "1")
            _plain(element, "responsefieldlines", "10")
            _plain(element, "attachments", "0")
            _html(element, "graderinfo", model_html(body))
        case Cloze():
            pass
        case other:
            assert_never(other)


def _option(parent: Element, text: str, right: bool, feedback: str = "") -> Element:
    share = "100" if right else "0"
    answer = _text(parent, "answer", text, fraction=share, format="moodle_auto_format")
    _html(answer, "feedback", feedback)
    return answer


def _choice(element: Element, body: Choice | Choices, losses: Losses) -> None:
    _plain(element, "single", str(isinstance(body, Choice)).lower())
    _plain(element, "shuffleanswers", str(not body.fixed).lower())
    _plain(element, "answernumbering", "abc")
    for option, share in zip(body.options, _shares(body, losses), strict=True):
        answer = _html(element, "answer", to_html(option.text), fraction=share)
        _html(answer, "feedback", to_html(option.feedback))


def _shares(body: Choice | Choices, losses: Losses) -> Iterator[str]:
    if isinstance(body, Choice):
        yield from (_share(option, "100", "0") for option in body.options)
        return
    gain, loss = shares(body)
    if not (is_exact(gain) and is_exact(loss)):
        losses.also(SHARES)
    yield from (_share(o, str(fraction(gain)), str(fraction(loss))) for o in body.options)


def _share(option: Option, right: str, wrong: str) -> str:
    share = right if option.right else wrong
    assert share == "0" or abs(float(share)) in map(float, FRACTIONS)
    return share


def _number(element: Element, body: Number) -> None:
    middle, reach = tolerance(body.number)
    answer = _option(element, middle, True)
    _plain(answer, "tolerance", reach)
    unit = body.number.unit
    if unit:
        units = SubElement(element, "units")
        one = SubElement(units, "unit")
        _plain(one, "multiplier", "1")
        _plain(one, "unit_name", unit)
    # Graded as a part of the answer where it is required, else it may be typed or not.
    _plain(element, "unitgradingtype", "1" if body.unit_required else "0")
    _plain(element, "unitpenalty", "1.0000000" if body.unit_required else "0.1000000")
    _plain(element, "showunits", "0" if unit else "3")
    _plain(element, "unitsleft", "0")


def _order(element: Element, body: Order) -> None:
    for name, text in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", "0"),
        ("gradingtype", "RELATIVE_NEXT_EXCLUDE_LAST"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        _plain(element, name, text)
    for place, item in enumerate(body.items, 1):
        _html(element, "answer", to_html(item.text), fraction=f"{place}.0000000")
