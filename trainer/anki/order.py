"""In which order new cards come: as written, but each question behind those it is to follow."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.question import Question


def in_order(questions: Iterable[Question]) -> list[Question]:
    """The questions, moved back only as far as their `after` asks for.

    Anki can't hold a card back until others are known, so their order is all that can be given.
    Questions in a circle stay as they stand.
    """
    waiting = {question.id: question for question in questions}
    done: dict[str, Question] = {}
    for question in list(waiting.values()):
        _place(question, waiting, done)
    return list(done.values())


def _place(first: Question, waiting: dict[str, Question], done: dict[str, Question]) -> None:
    """Put a question behind those before it, without recursion: a chain may be long."""
    stack = [(first, iter(first.after))]
    under = {first.id}
    while stack:
        question, before = stack[-1]
        for name in before:
            if name in waiting and name not in done and name not in under:
                stack.append((waiting[name], iter(waiting[name].after)))
                under.add(name)
                break
        else:
            done.setdefault(question.id, question)
            stack.pop()
