"""Aiken → questions: a line that asks, lines of lettered options, and `ANSWER: B`.

Source: https://docs.moodle.org/en/Aiken_format.
"""

from __future__ import annotations

import re

from trainer.exchange.arrivals import Arrival, Arrivals, UnreadableError, made
from trainer.exchange.options import choice
from trainer.exchange.texts import from_plain
from trainer.question import Question

_OPTION = re.compile(r"([A-Z])[.)]\s+(.+)")
_ANSWER = re.compile(r"ANSWER:\s*([A-Z])\s*")


def read_aiken(text: str) -> Arrivals:
    """Every question of an Aiken file."""
    arrivals = Arrivals()
    asked: list[str] = []
    options: list[tuple[str, list[str]]] = []
    for line in map(str.strip, text.splitlines()):
        answer, option = _ANSWER.fullmatch(line), _OPTION.fullmatch(line)
        if answer:
            _take(arrivals, asked, options, answer[1])
            asked, options = [], []
        elif option and asked:
            letter, said = option.groups()
            if options and letter == options[0][0]:
                # The letters begin again: what went on behind the last one asks the next question.
                _unanswered(arrivals, asked)
                asked, options = options[-1][1][1:], []
            options.append((letter, [said]))
        elif options and line:
            options[-1][1].append(line)
        elif line:
            asked.append(line)
    if asked:
        _unanswered(arrivals, asked)
    return arrivals


def _unanswered(arrivals: Arrivals, asked: list[str]) -> None:
    arrivals.skipped.note("it has no `ANSWER:`", " ".join(asked))


def _take(
    arrivals: Arrivals, asked: list[str], options: list[tuple[str, list[str]]], answer: str
) -> None:
    stem = from_plain(" ".join(asked))
    try:
        arrivals.found.append(Arrival(_question(stem, options, answer, arrivals)))
    except UnreadableError as error:
        arrivals.skipped.note(str(error), stem)


def _question(
    stem: str, options: list[tuple[str, list[str]]], answer: str, arrivals: Arrivals
) -> Question:
    if not stem:
        raise UnreadableError("it asks nothing")
    if answer not in [letter for letter, _ in options]:
        raise UnreadableError(f"there is no option {answer}, which is its answer")
    scored = [(from_plain(" ".join(said)), float(letter == answer), "") for letter, said in options]
    return made(choice(stem, scored, True, arrivals.skipped)[0], "")
