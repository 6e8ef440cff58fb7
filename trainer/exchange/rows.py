"""The cells of one row of a table → what it asks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from trainer.exchange.arrivals import UnreadableError
from trainer.exchange.texts import from_plain, point
from trainer.language.cloze import ClozeError, parse_cloze
from trainer.question import (
    Body,
    Choice,
    Choices,
    Item,
    Match,
    Number,
    Option,
    Order,
    Recall,
    Reject,
    Short,
    Term,
    Truth,
)
from trainer.wording.numbers import parse_quantity

_ESCAPE = re.compile(r"\\(\\|n|=)")
_ARROW = re.compile(r" => ?")
_CLAIMS = {"true": True, "t": True, "yes": True, "false": False, "f": False, "no": False}


def cell_list(cell: str) -> tuple[str, ...]:
    """The entries of a cell."""
    return tuple(_plain(line.strip()) for line in cell.split("\n") if line.strip())


def cell_pairs(cell: str) -> list[tuple[str, str]]:
    """The entries of a cell with what stands behind their arrows."""
    found = []
    for line in cell.split("\n"):
        if line.strip():
            left, _, right = _ARROW.sub("\0", line.strip(), count=1).partition("\0")
            found.append((_plain(left), _plain(right)))
    return found


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def body_of(cells: Mapping[str, str]) -> Body:
    """The question of a row with our own columns. Raises UnreadableError."""
    ask, answer = cells.get("ask", ""), cells.get("answer", "")
    kind = cells.get("kind", "").lower() or _kind(cells)
    rules = dict(rule.partition(": ")[::2] for rule in cell_list(cells.get("rules", "")))
    if not ask:
        raise UnreadableError("it asks nothing")
    if not answer and kind not in ("cloze", "recall"):
        raise UnreadableError("it has no answer")
    match kind:
        case "choice" | "choices":
            return _choice(kind, ask, cells, rules)
        case "truth":
            if answer.lower() not in _CLAIMS:
                raise UnreadableError(f"`{answer[:20]}` is neither true nor false")
            return Truth(ask, _CLAIMS[answer.lower()], cells.get("correction", ""))
        case "short":
            return _short(ask, answer, cells, rules)
        case "number":
            return _number(ask, answer, rules)
        case "cloze":
            try:
                return parse_cloze(ask)
            except ClozeError as error:
                raise UnreadableError(str(error)) from None
        case "order":
            return Order(ask, tuple(Item(*pair) for pair in cell_pairs(answer)))
        case "match":
            extra = cell_list(cells.get("wrong", ""))
            return Match(ask, tuple(cell_pairs(answer)), extra)
        case "recall":
            return Recall(ask, answer, tuple(map(point, cell_list(cells.get("rubric", "")))))
        case "term":
            return Term(ask, answer, rules.get("typed") == "true")
        case _:
            raise UnreadableError(f"there is no kind `{kind[:20]}`")


def _kind(cells: Mapping[str, str]) -> str:
    """The kind of a row that doesn't say it."""
    answer = cells.get("answer", "")
    if cells.get("wrong"):
        return "choices" if "\n" in answer else "choice"
    if cells.get("rubric"):
        return "recall"
    if "{{" in cells.get("ask", "") and not answer:
        return "cloze"
    if answer.lower() in ("true", "false"):
        return "truth"
    return "short"


def _choice(kind: str, ask: str, cells: Mapping[str, str], rules: Mapping[str, str]) -> Body:
    right = [Option(text, True, said) for text, said in cell_pairs(cells.get("answer", ""))]
    wrong = [Option(text, False, said) for text, said in cell_pairs(cells.get("wrong", ""))]
    if not wrong:
        raise UnreadableError("it has no wrong options")
    options = [*right, *wrong]
    fixed = "order" in rules
    if fixed:
        places = rules["order"].split()
        if sorted(places) != sorted(str(n) for n in range(1, len(options) + 1)):
            raise UnreadableError(f"`order: {rules['order'][:40]}` doesn't place every option once")
        options = [o for _, o in sorted(zip(map(int, places), options, strict=True), key=_first)]
    if kind == "choice" and len(right) == 1:
        return Choice(ask, tuple(options), fixed)
    return Choices(ask, tuple(options), fixed, rules.get("partial") != "false")


def _first(pair: tuple[int, Option]) -> int:
    return pair[0]


def _short(ask: str, answer: str, cells: Mapping[str, str], rules: Mapping[str, str]) -> Short:
    return Short(
        ask,
        answer,
        cell_list(cells.get("accept", "")),
        tuple(Reject(*pair) for pair in cell_pairs(cells.get("reject", ""))),
        rules.get("typos") != "false",
        rules.get("case") == "strict",
        rules.get("accents") == "strict",
        rules.get("pattern", ""),
    )


def _number(ask: str, answer: str, rules: Mapping[str, str]) -> Number:
    try:
        return Number(ask, parse_quantity(answer), rules.get("unit") == "required")
    except ValueError as error:
        raise UnreadableError(str(error)) from None


def raw_list(cells: Mapping[str, Sequence[str]]) -> Body:
    """The question of a row that someone made, by the meanings of its columns."""
    term = cells.get("term")
    ask = " ".join(map(from_plain, cells.get("ask", term or [])))
    if not ask:
        raise UnreadableError("it asks nothing")
    options = {n.removeprefix("option "): said[0] for n, said in cells.items() if "option " in n}
    correct = [*cells.get("correct", []), *cells.get("answer", [])]
    if not correct:
        raise UnreadableError("it has no answer")
    if len(options) > 1:
        return _picked(ask, options, correct[0])
    answer = from_plain(correct[0])
    wrong = [from_plain(said) for said in cells.get("wrong", [])]
    if wrong:
        options_ = (Option(answer, True), *(Option(text, False) for text in dict.fromkeys(wrong)))
        return Choice(ask, options_)
    if term is not None and "ask" not in cells:
        return Term(ask, answer)
    if correct[0].lower() in ("true", "false"):
        return Truth(ask, correct[0].lower() == "true")
    return Short(ask, answer, tuple(map(from_plain, correct[1:])))


def _picked(ask: str, options: Mapping[str, str], correct: str) -> Body:
    """Options in columns of their own, and a column that says which are right: by letter, by
    number, or in full."""
    names = list(options)
    marks = [mark.lower() for mark in re.split(r"[,;\s]+", correct) if mark]
    numbers = {str(n): name for n, name in enumerate(names, 1)}
    letters = {chr(96 + n): name for n, name in enumerate(names, 1)}
    by_mark = {**numbers, **letters, **{name: name for name in names}}
    if all(mark in by_mark for mark in marks):
        right = {by_mark[mark] for mark in marks}
    else:
        right = {name for name, said in options.items() if said == correct}
    if not right or len(right) == len(options):
        raise UnreadableError(f"`{correct[:40]}` doesn't say which of its options is right")
    listed = [Option(from_plain(said), name in right) for name, said in options.items()]
    ordered = tuple(sorted(listed, key=lambda option: not option.right))
    return Choice(ask, ordered) if len(right) == 1 else Choices(ask, ordered)
