"""A question and the home screen in a pty, ours and those of peers, in turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks.rows import Row, Scale, percentile
from tests.benchmarks.terminal import (
    ASKED,
    HOME,
    JUDGED,
    Program,
    few,
    trainer,
)

APPS = Path(__file__).parent
QUIZ = """\
<quiz>
Which of these came after number {n}, by the account of those who were there?
- [ ] The first of three others
- [x] The second answer to question {n}
- [ ] Another one of them
- [ ] The last that is wrong

It is the second, as the minutes of that day say, and two letters written later.
</quiz>

"""


@dataclass
class Contender:
    """A program, what it shows when, and the keys to a verdict and to the next question.

    A text is one that is nowhere on the screen before, in the same place or another: some programs
    write only the characters that have changed.
    """

    name: str
    command: Sequence[str]
    asked: str
    judged: str = ""
    keys: tuple[bytes, bytes] = (b"\x04", b"3")
    started: list[float] = field(default_factory=list)
    verdicts: list[float] = field(default_factory=list)
    following: list[float] = field(default_factory=list)

    def run(self, env: dict[str, str], cwd: Path, answers: int, kept: bool) -> None:
        """One start with so many answers, `kept` or only to warm up."""
        program = Program(self.command, env, cwd)
        times = [program.until(self.asked)], list[float](), list[float]()
        for _ in range(answers):
            for key, text, found in zip(
                self.keys, (self.judged, self.asked), times[1:], strict=True
            ):
                program.press(key)
                found.append(program.until(text))
        program.end()
        if kept:
            self.started += times[0]
            self.verdicts += times[1]
            self.following += times[2]


def screens(folder: Path, programs: Path, scale: Scale) -> Iterator[Row]:
    """Everything that a person waits for, beside each peer that has it."""
    # A pty answers no question about its cursor, and prompt_toolkit would wait a second for it.
    env = {**few(folder), "PROMPT_TOOLKIT_NO_CPR": "1"}
    quiz = folder / "quiz.md"
    quiz.write_text("# Few\n\n" + "".join(QUIZ.format(n=n) for n in range(100)))
    asking = [
        Contender("ours", trainer("study", "few"), ASKED, JUDGED),
        Contender("prompt_toolkit app", _app(programs, "prompt_toolkit", "session"),
                  "Choose", "Rate"),
        Contender("urwid app", _app(programs, "urwid", "session"), "Choose", "Rate"),
        Contender("mkdocs-quiz", [str(programs / "quiz"), "run", str(quiz)],
                  "submit)", "Ctrl+C", (b"\r", b"\r")),
    ]  # fmt: skip
    home = [
        Contender("ours", trainer(), HOME),
        Contender("prompt_toolkit app", _app(programs, "prompt_toolkit", "home"), "answers"),
        Contender("urwid app", _app(programs, "urwid", "home"), "answers"),
    ]
    for contenders, answers in ((asking, scale.pick(3, 2)), (home, 0)):
        for turn in range(scale.pick(5, 2) + 1):
            for one in contenders:
                one.run(env, folder / "few", answers, kept=turn > 0)
    for what, contenders, times in (
        ("start to the first question", asking, "started"),
        ("key to verdict", asking, "verdicts"),
        ("key to the next question", asking, "following"),
        ("start to home", home, "started"),
    ):
        ours, *others = ([one * 1e3 for one in getattr(c, times)] for c in contenders)
        for peer, found in zip(contenders[1:], others, strict=True):
            yield Row(what, median(ours), "ms", peer.name, median(found), None, percentile(ours))


def _app(programs: Path, name: str, screen: str) -> list[str]:
    return [str(programs / "python"), "-P", str(APPS / f"peers_{name}.py"), screen]
