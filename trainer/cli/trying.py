"""`trainer try`: how answers to one question would be judged."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from trainer.cli.context import Run, common, write
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.study.showing import Showing


@click.command("try")
@click.argument("card", metavar="ID")
@click.argument("answers", nargs=-1, metavar="[ANSWER]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON value a line in, one verdict out.")
@common
def command(card: str, answers: tuple[str, ...], as_json: bool, run: Run) -> int:
    """Judge answers to the question ID without touching the history.

    ID is FILE-ID/QUESTION-ID; a cloze group or a side of a term stands behind `#`. Without
    ANSWER, the question is shown and answers are read from standard input, one a line. Options are
    numbered as in the file, and listed with their numbers.
    """
    with _open(card, run) as (showing, known):
        if not as_json:
            _ask(showing, to_answer=not answers)
        for line in _lines(answers):
            try:
                write(_judged(showing, line, as_json, known))
            except TrainerError as error:
                write(
                    json.dumps({"event": "error", "message": str(error)})
                    if as_json
                    else f"{line}: {error}"
                )
    return 0


def _ask(showing: Showing, to_answer: bool) -> None:
    """What is asked, for whoever has still `to_answer` it or needs to know the numbers."""
    from trainer.plain.asked import asked_lines, how_to_answer
    from trainer.plain.view import view

    if to_answer or view(showing).listed:
        for line in asked_lines(showing):
            write(line)
        write(f"{how_to_answer(showing)}\n" if to_answer else "")


def _lines(answers: Iterable[str]) -> Iterator[str]:
    if answers:
        yield from answers
    else:
        yield from (line.rstrip("\n") for line in sys.stdin)


def _judged(showing: Showing, line: str, as_json: bool, known: Callable[[str], bool]) -> str:
    """One verdict, as a line."""
    from trainer.judging.judge import judge
    from trainer.judging.words import headline
    from trainer.plain.answers import from_line, from_value
    from trainer.plain.protocol import read_json, verdict_fields
    from trainer.plain.view import plain

    answer = from_value(showing, read_json(line)) if as_json else from_line(showing, line)
    verdict = judge(showing.card, answer, known)
    if as_json:
        return json.dumps({"event": "verdict", **verdict_fields(verdict)})
    feedback = f" {plain(verdict.feedback)}" if verdict.feedback else ""
    return f"{line}: {headline(verdict, showing.card.question.kind)}.{feedback}"


@contextmanager
def _open(card_id: str, run: Run) -> Iterator[tuple[Showing, Callable[[str], bool]]]:
    from trainer.bank.finding import no_question
    from trainer.cli.opening import opened
    from trainer.memory.card import Phase
    from trainer.question import cards
    from trainer.study.showing import Showing
    from trainer.study.shuffle import order_written

    question_id, _, facet = card_id.partition("#")
    meant: list[str | None] = []
    for library in run.libraries():
        with opened(run, library) as bank:
            key = f"{bank.id}:{question_id}"
            question = bank.questions([key]).get(key)
            if question is None:
                meant.append(bank.catalogue.like(question_id))
                continue
            found = [card for card in cards(question) if facet in ("", card.facet)]
            if not found:
                facets = ", ".join(f"#{card.facet}" for card in cards(question) if card.facet)
                has = f"it has {facets}" if facets else "it is one card"
                raise TrainerError(f"`{question_id}` has no #{facet}; {has}.")
            yield Showing(found[0], 1, order_written(question), Phase.NEW, 0), bank.known
            return
    raise no_question(card_id, meant)
