"""What the terminal benchmarks' bare apps show: the same texts in each, and one write an answer."""

from __future__ import annotations

import os

HEADER = "Few      ────────────────────  0/100   ✓ 0  ✗ 0"
QUESTION = "new\nWhich of these came after number 7?"
OPTIONS = "\n".join(f" {n}     Another of the answers to the question" for n in range(1, 5))
VERDICT = (
    "✗ The answer is The second answer to question 7\n"
    "It is the second, as the minutes of that day say, and two letters written later."
)
TILES = "    1 Again             2 Hard            › 3 Good            4 Easy\n" + " 1 min " * 4
ASKING = "1–9 Choose   ctrl+d Don't know   g A guess   ? Help   q Quit"
RATING = "1–4 Rate   space As suggested   o Overrule   w Why   ? Help   q Quit"
TODAY = "100 due   10 new\n0 answers today"
DECKS = "   Deck         due    new   learned\n › Few         ·     10"
YEAR = "\n".join("Mon " + "■" * 53 for _ in range(8))


def question(number: int) -> str:
    """What is asked, another text at every question."""
    return QUESTION.replace("7", str(number))


def header(judged: bool) -> str:
    """The line above a question, which every answer changes."""
    return f"Few  ━━━━────  {judged:d}/100   ✓ 0  ✗ 1"


def opened() -> int:
    """The file that stands for a history; named in the environment."""
    return os.open(os.environ["BARE_LOG"], os.O_CREAT | os.O_WRONLY | os.O_APPEND)


def stored(file: int) -> None:
    """One answer, on the disk before anything is shown."""
    os.write(file, b"an answer as long as ours are in the history of a learner\n" * 4)
    os.fsync(file)
