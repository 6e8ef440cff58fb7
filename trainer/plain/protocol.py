"""The line protocol: one JSON object a line, both ways, for programs that study or test."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import tzinfo

from trainer.errors import TrainerError
from trainer.judging.verdict import Outcome, Verdict
from trainer.memory.card import Phase, Rating
from trainer.plain.answers import from_value
from trainer.plain.asked import asked_fields
from trainer.plain.conversation import Do, Give, Rate, Request, Settle
from trainer.plain.view import citation, explanation, plain, view
from trainer.study.session import Session
from trainer.study.showing import Judged, Saved, Showing, Summary, Why
from trainer.study.words import due_iso, interval_words

# The names under which a bare request is sent, `{"hint": true}` and so on.
BARE = (
    "give-up", "hint", "skip", "undo", "redo", "bury", "suspend", "flag", "overrule", "why", "quit",
)  # fmt: skip
RATINGS = {rating.name.lower(): rating for rating in Rating}


class JsonFace:
    """Writes events and reads requests as JSON lines."""

    def __init__(self, write: Callable[[str], object], zone: tzinfo) -> None:
        self._write = write
        self._zone = zone

    def _send(self, event: str, **fields: object) -> None:
        # ASCII escapes: the reader's encoding is unknown, and no control character gets through.
        self._write(json.dumps({"event": event, **fields}))

    def note(self, text: str) -> None:
        self._send("note", text=text)

    def question(self, showing: Showing, session: Session) -> None:
        question = showing.card.question
        fields = asked_fields(showing)
        if rubric := view(showing).rubric:
            fields["rubric"] = rubric
        if showing.changed:
            fields["changed"] = True
        state = "new" if showing.phase is Phase.NEW else showing.phase.name.lower()
        of = max(session.progress.total, showing.n)
        hints = len(question.hints)
        self._send("question", n=showing.n, of=of, **fields, hints=hints, state=state)

    def verdict(self, showing: Showing, judged: Judged) -> None:
        verdict = judged.verdict
        fields = verdict_fields(verdict)
        if verdict.outcome is not Outcome.UNSURE:
            fields["explain"] = explanation(showing.card)
            fields["source"] = citation(showing.card)
            fields["suggested"] = judged.suggested.name.lower() if judged.suggested else None
            if judged.guess:
                fields["guess"] = True
            fields["intervals"] = {
                rating.name.lower(): interval_words(interval)
                for rating, interval in judged.intervals.items()
            }
        self._send("verdict", **fields)

    def saved(self, saved: Saved) -> None:
        due = due_iso(saved.due_day, saved.due_ms, self._zone)
        fields = {"due": None, "note": saved.note} if saved.note else {"due": due}
        self._send("saved", id=saved.card.id, rating=saved.rating.name.lower(), **fields)

    def hint(self, text: str | None) -> None:
        self._send("hint", text=None if text is None else plain(text))

    def did(self, name: str, showing: Showing) -> None:
        self._send(name, id=showing.card.id)

    def why(self, why: Why) -> None:
        memory = why.memory
        self._send(
            "why",
            recall=None if why.recall is None else round(why.recall, 4),
            stability=None if memory is None else round(memory.stability, 2),
            difficulty=None if memory is None else round(memory.difficulty, 2),
            reps=why.state.reps,
            lapses=why.state.lapses,
            target=round(why.target, 4),
            calibration=why.calibration,
            now=why.now,
            reason=why.reason,
        )

    def help(self, showing: Showing, judged: Judged | None) -> None:
        self.error("docs/commands.md lists what can be sent")

    def error(self, message: str) -> None:
        self._send("error", message=message)

    def end(self, summary: Summary) -> None:
        self._send("end", answered=summary.answered, right=summary.right, seconds=summary.seconds)

    def read(self, line: str, showing: Showing, judged: Judged | None) -> Request:
        message = read_object(line)
        if "answer" in message:
            guessed = message.get("guessed", False)
            if not isinstance(guessed, bool):
                raise TrainerError("`guessed` is true or false")
            return Give(from_value(showing, message["answer"]), guessed)
        if "rate" in message:
            rating = RATINGS.get(str(message["rate"]).lower())
            if rating is None:
                raise TrainerError("a rating is again, hard, good or easy")
            return Rate(rating)
        if "right" in message:
            if judged is None or judged.verdict.outcome is not Outcome.UNSURE:
                raise TrainerError("`right` answers an unsure verdict; send `overrule` otherwise")
            if not isinstance(message["right"], bool):
                raise TrainerError("`right` is true or false")
            return Settle(message["right"])
        for name in BARE:
            if message.get(name) is True:
                return Do(name)
        sent = ", ".join(f"`{key}`" for key in list(message)[:3]) or "an empty object"
        raise TrainerError(
            f"{sent} is not a request; send an answer, a rate, or one of " + ", ".join(BARE)
        )


def verdict_fields(verdict: Verdict) -> dict[str, object]:
    """What a verdict says of the answer alone."""
    fields: dict[str, object] = {
        "outcome": str(verdict.outcome),
        "score": round(verdict.score, 4),
        "expected": [plain(text) for text in verdict.expected],
        "feedback": plain(verdict.feedback),
    }
    if verdict.spelling:
        fields["spelling"] = verdict.spelling
    return fields


def read_json(line: str) -> object:
    """The JSON value of one line. Raises `TrainerError`."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise TrainerError("that line is not JSON") from None


def read_object(line: str) -> Mapping[str, object]:
    """The JSON object of one line. Raises `TrainerError`."""
    message = read_json(line)
    if not isinstance(message, dict):
        raise TrainerError('send one JSON object a line, such as {"answer": 2}')
    return message
