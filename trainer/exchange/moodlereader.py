"""Moodle XML → questions, with their pictures."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from trainer.errors import TrainerError
from trainer.exchange.arrivals import Arrival, Arrivals, UnreadableError, made
from trainer.exchange.gaps import read_gaps
from trainer.exchange.giftreader import levels
from trainer.exchange.losses import Skipped
from trainer.exchange.numbers import quantity
from trainer.exchange.options import NO_MODEL, NO_MODEL_LOSS, Scored, choice, typed
from trainer.exchange.texts import bare, from_format, from_plain, model_of
from trainer.exchange.xml import parse, text
from trainer.language.keys import MAX_TEXT
from trainer.question import Body, Item, Match, Media, Number, Order, Question, Recall, Truth

_FORMATS = {
    "html": "html",
    "markdown": "markdown",
    "plain_text": "plain",
    "moodle_auto_format": "moodle",
}
_FILE = re.compile(r"@@PLUGINFILE@@/([^\"'<>\s]+)")
# Bounded, or a text of a million unclosed tags would be searched from each to its end.
_ALT = re.compile(r"<img\b[^<>]{0,2000}?\balt=\"([^\"]{0,2000})\"", re.IGNORECASE)
_SOUND = re.compile(r"<audio\b.{0,2000}?</audio>|\[[^\[\]]{0,200}\.(?:mp3|ogg|wav)\]", re.I | re.S)
_PICTURES = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp)$", re.IGNORECASE)
_SOUNDS = re.compile(r"\.(?:mp3|og[ga]|opus|wav|m4a|aac|flac)$", re.IGNORECASE)

Reader = Callable[[Element, str, Skipped], tuple[Body, str]]


def read_moodle(data: bytes, file: str) -> Arrivals:
    """Every question of a file. Raises TrainerError where it is no Moodle XML."""
    root = parse(data, file)
    if root.tag != "quiz":
        raise TrainerError(
            f"{file} is XML with <{root.tag[:40]}> outermost; `trainer import` reads Moodle XML, "
            "which begins with <quiz>."
        )
    arrivals = Arrivals()
    category: tuple[str, ...] = ()
    for element in root.iter("question"):
        kind = element.get("type", "")
        if kind == "category":
            category = levels(text(element, "category/text"))
            continue
        label = bare(text(element, "questiontext/text")) or text(element, "name/text")
        try:
            question, files = _question(element, kind, arrivals.skipped)
        except UnreadableError as error:
            arrivals.skipped.note(str(error), label)
            continue
        arrivals.found.append(Arrival(question, category, files))
    return arrivals


def _question(
    element: Element, kind: str, skipped: Skipped
) -> tuple[Question, Mapping[str, bytes]]:
    if kind not in _READERS:
        raise UnreadableError(f"there is no counterpart to Moodle's “{kind[:40]}” here")
    asked = element.find("questiontext")
    if len(text(asked, "text")) > MAX_TEXT:
        raise UnreadableError(f"its text is longer than {MAX_TEXT // 1024} KiB")
    html = _SOUND.sub(" ", text(asked, "text")) if kind != "cloze" else text(asked, "text")
    stem = html if kind == "cloze" else from_format(html, _format(asked))
    if not stem:
        raise UnreadableError("it asks nothing")
    body, more = _READERS[kind](element, stem, skipped)
    explain = "" if kind == "essay" else _said(element.find("generalfeedback"), block=True)
    question = made(
        body,
        text(element, "idnumber"),
        tags=[text(tag, "text") for tag in element.iterfind("tags/tag")],
        explain="\n\n".join(filter(None, (explain, more))),
        hints=tuple(filter(None, (_said(hint) for hint in element.iterfind("hint")))),
    )
    return _with_media(replace(question, points=_points(element)), asked, skipped)


def _format(element: Element | None) -> str:
    return _FORMATS.get(element.get("format", "") if element is not None else "", "html")


def _said(element: Element | None, block: bool = False) -> str:
    return (
        from_format(text(element, "text"), _format(element), block) if element is not None else ""
    )


def _points(element: Element) -> float:
    try:
        points = float(text(element, "defaultgrade") or "1")
    except ValueError:
        return 1.0
    return points if 0 < points <= 1000 else 1.0


def _with_media(
    question: Question, asked: Element | None, skipped: Skipped
) -> tuple[Question, Mapping[str, bytes]]:
    """The question with the first picture and the first sound of its text."""
    if asked is None:
        return question, {}
    html = text(asked, "text")
    named = [unquote(unescape(name)) for name in _FILE.findall(html)]
    contents = {}
    for file in asked.iterfind("file"):
        try:
            contents[file.get("name", "")] = base64.b64decode(file.text or "", validate=False)
        except (binascii.Error, ValueError):
            skipped.loss("a file of its isn't sound and is left out", question.ask)
    image = next((n for n in named if n in contents and _PICTURES.search(n)), "")
    audio = next((n for n in named if n in contents and _SOUNDS.search(n)), "")
    if len(contents) > bool(image) + bool(audio):
        skipped.loss("more than one picture or sound; only the first of each is kept", question.ask)
    if "<img" in html and not image:
        skipped.loss("its picture isn't in the file", question.ask)
    found = _ALT.search(html)
    alt = from_plain(unescape(found[1])) if found else ""
    return (
        replace(
            question,
            image=Media(image, alt) if image else None,
            audio=Media(audio) if audio else None,
        ),
        {name: data for name, data in contents.items() if name in (image, audio)},
    )


def _scored(element: Element, plain: bool) -> list[Scored]:
    found = []
    for answer in element.iterfind("answer"):
        said = text(answer, "text") if plain else _said(answer)
        found.append((said, _fraction(answer) / 100, _said(answer.find("feedback"))))
    return found


def _fraction(answer: Element) -> float:
    """What an answer is worth in percent, or its place in an order; 0 where it isn't said."""
    try:
        return float(answer.get("fraction") or 0)
    except ValueError:
        return 0.0


def _choice(element: Element, stem: str, skipped: Skipped) -> tuple[Body, str]:
    single = text(element, "single").lower() in ("true", "1", "")
    fixed = text(element, "shuffleanswers").lower() in ("false", "0")
    body, more = choice(stem, _scored(element, plain=False), single, skipped, fixed=fixed)
    return body, more


def _truth(element: Element, stem: str, skipped: Skipped) -> tuple[Body, str]:
    by_word = {said.lower(): (share, note) for said, share, note in _scored(element, plain=True)}
    if "true" not in by_word or "false" not in by_word:
        raise UnreadableError("it has no true and false")
    answer = by_word["true"][0] > by_word["false"][0]
    right, wrong = by_word[str(answer).lower()][1], by_word[str(not answer).lower()][1]
    correction = "" if answer else wrong
    more = dict.fromkeys(filter(None, (wrong if answer else "", right)))
    return Truth(stem, answer, correction), "\n\n".join(more)


def _short(element: Element, stem: str, skipped: Skipped) -> tuple[Body, str]:
    strict = text(element, "usecase") == "1"
    return typed(stem, _scored(element, plain=True), skipped, case=strict)


def _number(element: Element, stem: str, skipped: Skipped) -> tuple[Body, str]:
    answers = [a for a in element.iterfind("answer") if text(a, "text") not in ("", "*")]
    if not answers:
        raise UnreadableError("its number is missing")
    best = max(answers, key=_fraction)
    if len(answers) > 1:
        skipped.loss("only the number with the full mark is kept", stem)
    unit = text(element, "units/unit/unit_name")
    try:
        found = quantity(text(best, "text"), text(best, "tolerance"), unit)
    except (ValueError, OverflowError):
        raise UnreadableError(f"`{text(best, 'text')[:40]} {unit[:40]}` is no number") from None
    required = bool(found.unit) and text(element, "unitgradingtype") in ("1", "2")
    return Number(stem, found, required), _said(best.find("feedback"))


def _match(element: Element, stem: str, skipped: Skipped) -> tuple[Body, str]:
    pairs, extra = [], []
    for pair in element.iterfind("subquestion"):
        left, right = _said(pair), from_plain(text(pair, "answer/text"))
        if left and right:
            pairs.append((left, right))
        elif right:
            extra.append(right)
    return Match(stem, tuple(pairs), tuple(extra)), ""


def _order(element: Element, stem: str, skipped: Skipped) -> tuple[Body, str]:
    answers = sorted(element.iterfind("answer"), key=_fraction)
    return Order(stem, tuple(Item(said) for a in answers if (said := _said(a)))), ""


def _essay(element: Element, stem: str, skipped: Skipped) -> tuple[Body, str]:
    info, general = element.find("graderinfo"), element.find("generalfeedback")
    source = info if text(info, "text") else general
    model, rubric, explain = model_of(text(source, "text"), _format(source))
    if not model and not rubric:
        model = NO_MODEL
        skipped.loss(NO_MODEL_LOSS, stem)
    more = _said(general, block=True) if source is info else ""
    return Recall(stem, model, rubric), "\n\n".join(filter(None, (explain, more)))


def _cloze(element: Element, html: str, skipped: Skipped) -> tuple[Body, str]:
    return read_gaps(html, skipped), ""


_READERS: Mapping[str, Reader] = {
    "multichoice": _choice,
    "truefalse": _truth,
    "shortanswer": _short,
    "numerical": _number,
    "matching": _match,
    "ordering": _order,
    "essay": _essay,
    "cloze": _cloze,
}
