"""GIFT → questions, by the rules that Moodle reads it with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.exchange.arrivals import Arrival, Arrivals, UnreadableError, made
from trainer.exchange.gift import LINE
from trainer.exchange.numbers import quantity, span
from trainer.exchange.options import NO_MODEL, NO_MODEL_LOSS, choice, typed
from trainer.exchange.texts import BLANK, Format, from_format, from_plain, model_of
from trainer.language.keys import MAX_TEXT
from trainer.question import Body, Match, Number, Question, Recall, Truth
from trainer.records import record

# An escaped character is a lone surrogate while the text is taken apart: none can come in a file.
_SHIFT = 0xD800
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_SHIFTED = {_SHIFT + ord(c): c for c in "\\:#={}~"} | {_SHIFT + ord("n"): "\n"}
_BLOCKS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_MARK = re.compile(r"\[(id|tag):((?:\\\]|[^\]])+)\]")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")


@record(frozen=True, slots=True)
class _Piece:
    """An answer as it stands: its sign, share of the mark, text and feedback, still shifted."""

    sign: str
    share: float
    text: str
    feedback: str


def read_gift(text: str) -> Arrivals:
    """Every question of a GIFT file."""
    arrivals = Arrivals()
    category: tuple[str, ...] = ()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for block in _BLOCKS.split(text):
        lines = [line.strip() for line in block.split("\n")]
        body = "\n".join(line for line in lines if not line.startswith("//")).strip()
        comment = " ".join(line for line in lines if line.startswith("//"))
        if body.startswith("$CATEGORY:"):
            first, _, rest = body.partition("\n")
            category = levels(first.removeprefix("$CATEGORY:"))
            body = rest.strip()
        if not body:
            continue
        try:
            if len(body) > 4 * MAX_TEXT:
                raise UnreadableError(f"it is longer than {4 * MAX_TEXT // 1024} KiB")
            question = _question(_ESCAPE.sub(_shifted, body), comment, arrivals)
        except UnreadableError as error:
            arrivals.skipped.note(str(error), _unescaped(body))
            continue
        arrivals.found.append(Arrival(question, category))
    return arrivals


def levels(path: str) -> tuple[str, ...]:
    """The levels of a category's path, in which `//` is a slash; the course and `top` are none."""
    parts = re.split(r"(?<!/)/(?!/)", path.strip())
    names = [part.replace("//", "/").strip() for part in parts]
    return tuple(n for n in names if n and n != "top" and not re.fullmatch(r"\$\w+\$", n))


def _shifted(found: re.Match[str]) -> str:
    return chr(_SHIFT + ord(found[1]))


def _open(text: str) -> str:
    return text.translate(_SHIFTED)


def _unescaped(text: str) -> str:
    return _open(_ESCAPE.sub(_shifted, text))


def _question(text: str, comment: str, arrivals: Arrivals) -> Question:
    name, tags = "", []
    for kind, said in _MARK.findall(comment):
        if kind == "id":
            name = said.replace("\\]", "]").strip()
        else:
            tags.append(said.replace("\\]", "]"))
    if text.startswith("::") and "::" in text[2:]:
        title, _, text = text[2:].partition("::")
        name = name or _open(title).strip()
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise UnreadableError("it asks nothing: it has no braces")
    if start < 0 or end < start:
        raise UnreadableError("its braces don't match")
    before, answers, after = text[:start], text[start + 1 : end].strip(), text[end + 1 :].rstrip()
    answers, separator, general = answers.rpartition("####")
    if not separator:
        answers, general = general, ""
    stem, form = _stem(before, after)
    explain = _text(general, form, block=True)
    body, more = _body(stem, answers.strip(), form, general, arrivals)
    kept = "" if isinstance(body, Recall) else explain
    question = made(body, name, tags=tags, explain="\n\n".join(filter(None, (kept, more))))
    if not stem:
        raise UnreadableError("it asks nothing")
    return question


def _stem(before: str, after: str) -> tuple[str, str]:
    """What is asked, with a mark where a word is missing, and the format that its parts are in."""
    whole = f"{before}{BLANK}{after}" if after.strip() else before
    form, text = _format(whole, Format.AUTO)
    return from_format(_open(text), form), form


def _format(text: str, default: str) -> tuple[str, str]:
    found = _FORMAT.match(text.strip())
    return (found[1], text.strip()[found.end() :]) if found else (default, text.strip())


def _text(text: str, default: str, block: bool = False) -> str:
    form, said = _format(text, default)
    return from_format(_open(said), form, block)


def _pieces(text: str, signs: str) -> Iterator[_Piece]:
    for found in re.finditer(rf"(^|[{signs}])([^{signs}]*)", text):
        sign, said = found[1], found[2].strip()
        if not sign and not said:
            continue
        share = 1.0 if sign in ("", "=") else 0.0
        if weight := _WEIGHT.match(said):
            share, said = float(weight[1]) / 100, said[weight.end() :]
        answer, _, feedback = said.partition("#")
        yield _Piece(sign, share, answer.strip(), feedback.strip())


def _body(stem: str, answers: str, form: str, general: str, arrivals: Arrivals) -> tuple[Body, str]:
    """The question, and what more its explanation says."""
    if "~" not in answers and "=" in answers and "->" not in answers and answers[0] != "#":
        entries = [
            (_open(_format(p.text, form)[1]), p.share, _text(p.feedback, form))
            for p in _pieces(answers, "=")
        ]
        return typed(stem, entries, arrivals.skipped)
    stem = stem.replace(BLANK, LINE)
    if not answers:
        return _recall(stem, general, form, arrivals)
    if answers.startswith("#"):
        return _number(stem, answers[1:], form, arrivals)
    if "~" in answers:
        pieces = list(_pieces(answers, "=~"))
        single = any(piece.sign == "=" for piece in pieces)
        options = [(_text(p.text, form), p.share, _text(p.feedback, form)) for p in pieces]
        return choice(stem, options, single, arrivals.skipped)
    if "=" in answers and "->" in answers:
        return _match(stem, answers, form), ""
    claim, _, feedback = answers.partition("#")
    if claim.strip().upper() in (*_TRUE, *_FALSE):
        return _truth(stem, claim.strip().upper() in _TRUE, feedback, form)
    return typed(
        stem, [(_open(_format(claim, form)[1]), 1.0, _text(feedback, form))], arrivals.skipped
    )


def _recall(stem: str, general: str, form: str, arrivals: Arrivals) -> tuple[Body, str]:
    own, said = _format(general, form)
    model, rubric, explain = model_of(_open(said), own)
    if not model and not rubric:
        model = NO_MODEL
        arrivals.skipped.loss(NO_MODEL_LOSS, stem)
    return Recall(stem, model, rubric), explain


def _truth(stem: str, answer: bool, feedback: str, form: str) -> tuple[Body, str]:
    wrong, _, right = feedback.partition("#")
    said = _text(wrong, form), _text(right, form)
    correction = "" if answer else said[0]
    more = "\n\n".join(dict.fromkeys(t for t in (said[0] if answer else "", said[1]) if t))
    return Truth(stem, answer, correction), more


def _match(stem: str, answers: str, form: str) -> Body:
    pairs, extra = [], []
    for piece in _pieces(answers, "="):
        left, arrow, right = piece.text.partition("->")
        if not arrow:
            raise UnreadableError("one of its pairs has no `->`")
        said = _text(left, form), from_plain(_open(right))
        if said[0] and said[1]:
            pairs.append(said)
        elif said[1]:
            extra.append(said[1])
    return Match(stem, tuple(pairs), tuple(extra))


def _number(stem: str, answers: str, form: str, arrivals: Arrivals) -> tuple[Body, str]:
    pieces = [p for p in _pieces(answers, "=~") if p.text and p.sign != "~"]
    if not pieces:
        raise UnreadableError("its number is missing")
    best = max(pieces, key=lambda piece: piece.share)
    if len(pieces) > 1:
        arrivals.skipped.loss("only the number with the full mark is kept", stem)
    text = _open(best.text)
    try:
        if ".." in text:
            found = span(*text.split("..", 1))
        else:
            middle, _, reach = text.partition(":")
            found = quantity(middle, reach)
    except (ValueError, OverflowError):
        raise UnreadableError(f"`{text[:40]}` is no number") from None
    return Number(stem, found), _text(best.feedback, form)
