"""The plain face: one thing a line, no colour, no boxes; made to be read aloud or piped."""

from __future__ import annotations

from collections.abc import Callable

from trainer.errors import TrainerError
from trainer.judging.verdict import Outcome, Verdict
from trainer.judging.words import headline
from trainer.memory.card import Rating
from trainer.plain.answers import FALSE, TRUE, from_line
from trainer.plain.asked import asked_lines, how_to_answer
from trainer.plain.conversation import Do, Give, Rate, Request, Settle
from trainer.plain.view import citation, explanation, plain, view
from trainer.question import Kind
from trainer.study.session import Session
from trainer.study.showing import Judged, Saved, Showing, Summary, Why
from trainer.study.words import counted, day_date, duration_words, interval_words, sentence

# A typed answer may be any text, so requests begin with a colon.
REQUESTS = {
    ":hint": ("hint", "a hint"),
    ":dontknow": ("give-up", "show the answer; counts as not recalled"),
    ":skip": ("skip", "put this card last"),
    ":undo": ("undo", "take back the last answer"),
    ":redo": ("redo", "do again what was taken back"),
    ":bury": ("bury", "not again today"),
    ":suspend": ("suspend", "not again until resumed"),
    ":flag": ("flag", "mark or unmark this card"),
    ":overrule": ("overrule", "the verdict is mistaken: turn it round"),
    ":why": ("why", "why this card now"),
    ":help": ("help", "this list"),
    ":quit": ("quit", "stop; everything is saved"),
}
GUESS = ":guess"


class LineFace:
    """Writes sentences and reads what a person types."""

    def __init__(self, write: Callable[[str], object], *, saves: bool = True) -> None:
        self._write = write
        self._saves = saves

    def note(self, text: str) -> None:
        self._write(f"Note: {text}")

    def question(self, showing: Showing, session: Session) -> None:
        new = ", new" if showing.phase == 0 else ""
        self._write("")
        self._write(f"Question {showing.n} of {max(session.progress.total, showing.n)}{new}.")
        if showing.changed:
            self._write("Its answer has changed since you saw it.")
        for line in asked_lines(showing):
            self._write(line)
        self._write(how_to_answer(showing))

    def verdict(self, showing: Showing, judged: Judged) -> None:
        verdict, kind = judged.verdict, showing.card.question.kind
        self._write(headline(verdict, kind))
        if verdict.outcome is Outcome.UNSURE:
            self._write("Was that right? Type y or n.")
            return
        if verdict.outcome is Outcome.SELF or not verdict.outcome.recalled:
            self._answers(verdict, showing)
        if verdict.outcome is Outcome.SELF:
            for text in view(showing).rubric:
                self._write(f"Look for: {text}")
        for text in (plain(verdict.feedback), explanation(showing.card)):
            if text:
                self._write(text)
        if source := citation(showing.card):
            self._write(f"Source: {source}")
        tiles = ", ".join(
            f"{rating.value} {rating.name.lower()} {interval_words(interval)}"
            for rating, interval in judged.intervals.items()
        )
        self._write(f"Rate: {tiles}.")
        if judged.suggested is not None:
            guess = " (a guess)" if judged.guess else ""
            self._write(f"Enter takes {judged.suggested.name.lower()}{guess}.")

    def _answers(self, verdict: Verdict, showing: Showing) -> None:
        """What is right, options by their numbers; a rubric's points follow by themselves."""
        shown = view(showing)
        expected = [text for one in verdict.expected if (text := plain(one)) not in shown.rubric]
        numbered = list(enumerate(expected, 1))
        if showing.card.question.kind in (Kind.CHOICE, Kind.CHOICES):
            numbered = [one for one in enumerate(shown.listed, 1) if one[1] in expected]
        lines = [f"{number}. {text}" for number, text in numbered]
        if len(expected) == 1:
            self._write(f"Answer: {(lines if shown.listed else expected)[0]}")
        elif expected:
            self._write("Answer:")
            for line in lines:
                self._write(line)

    def saved(self, saved: Saved) -> None:
        done = "Saved" if self._saves else "Not saved, as you asked"
        again = saved.note or f"Again in {interval_words(saved.interval)}."
        self._write(f"{done}. {again}")

    def hint(self, text: str | None) -> None:
        self._write("There is no further hint." if text is None else f"Hint: {plain(text)}")

    def did(self, name: str, showing: Showing) -> None:
        words = {
            "undo": "Taken back.", "redo": "Done again.", "skip": "It comes last.",
            "bury": "Not again today.", "suspend": "Set aside until you resume it.",
            "flag": "Flagged.", "unflag": "Flag removed.",
        }  # fmt: skip
        self._write(words[name])

    def why(self, why: Why) -> None:
        self._write(f"{sentence(why.now)}.")
        if why.recall is None or why.memory is None:
            self._write("You have not seen this card before.")
        else:
            self._write(f"Chance that you recall it now: {why.recall:.0%}.")
            self._write(f"Stability: {why.memory.stability:.1f} days.")
            self._write(f"Difficulty: {why.memory.difficulty:.1f} of 10.")
        self._write(f"Intervals aim at {why.target:.0%}.")
        for day, rating in why.last:
            self._write(f"{day_date(day).isoformat()}: {rating.name.lower()}.")
        if why.calibration:
            self._write(f"{sentence(why.calibration)}.")
        if why.reason:
            self._write(f"{sentence(why.reason)}.")

    def help(self, showing: Showing, judged: Judged | None) -> None:
        if judged is None:
            self._write(how_to_answer(showing))
            self._write(f"{GUESS} ANSWER: an answer that is a guess")
        else:
            self._write("Type 1 again, 2 hard, 3 good or 4 easy; enter takes what is suggested.")
        for request, (_, meaning) in REQUESTS.items():
            self._write(f"{request}: {meaning}")

    def error(self, message: str) -> None:
        self._write(f"{sentence(message)}. Type :help for help.")

    def end(self, summary: Summary) -> None:
        self._write("")
        if not summary.answered:
            self._write("Nothing answered.")
        else:
            self._write(
                f"{counted(summary.answered, 'answer')}, {summary.right} right, "
                f"in {duration_words(summary.seconds)}."
            )
        if summary.missed:
            self._write("Not recalled:")
            for missed in summary.missed:
                self._write(f"- {plain(missed.card.question.ask)}")
                for text in missed.expected:
                    self._write(f"  Answer: {plain(text)}")
        if summary.waiting:
            verb = "comes" if summary.waiting == 1 else "come"
            self._write(f"{counted(summary.waiting, 'card')} {verb} again later today.")
        if summary.tomorrow:
            self._write(f"Tomorrow: {counted(summary.tomorrow, 'card')}.")
        if summary.note:
            self._write(summary.note)

    def read(self, line: str, showing: Showing, judged: Judged | None) -> Request:
        line = line.strip()
        word, _, rest = line.partition(" ")
        if word in REQUESTS:
            return Do(REQUESTS[word][0])
        if judged is None:
            if word == GUESS:
                return Give(from_line(showing, rest), guessed=True)
            if word.startswith(":") and len(word) > 1:
                raise TrainerError(f"there is no request {word}")
            return Give(from_line(showing, line))
        if judged.verdict.outcome is Outcome.UNSURE:
            if line.casefold() in TRUE | FALSE:
                return Settle(line.casefold() in TRUE)
            raise TrainerError("type y if it was right, n if not")
        if not line:
            return Rate(None)
        if line in "1234" and len(line) == 1:
            return Rate(Rating(int(line)))
        raise TrainerError("type 1 again, 2 hard, 3 good or 4 easy, or press enter")
