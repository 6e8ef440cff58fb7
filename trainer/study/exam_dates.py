"""Exam dates that a learner plans for: a small file beside the history, one entry a deck."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.atomic import replacing
from trainer.errors import TrainerError
from trainer.memory.gain import USUAL, Pace
from trainer.memory.spread import Break
from trainer.records import record
from trainer.study.words import EPOCH

if TYPE_CHECKING:
    from trainer.memory.plan import Aim

NAME = "exam-dates.json"


@record(frozen=True, slots=True)
class ExamDate:
    """The date of an exam, the minutes a day to give to it, and since when it is planned for.

    A setting like any other: it decides what comes next, and no past is worked out from it.
    """

    on: date
    minutes: int
    begun: date

    @property
    def day(self) -> int:
        """The exam's study day."""
        return self.on.toordinal() - EPOCH

    def aim(self, pace: Pace = USUAL, breaks: tuple[Break, ...] = ()) -> Aim:
        # Most learners plan for no exam.
        from trainer.memory.plan import Aim

        return Aim(self.day, self.begun.toordinal() - EPOCH, pace, breaks)


def read(folder: Path) -> dict[str, ExamDate]:
    """The exam dates of a profile's folder by deck (`library:deck`). Raises TrainerError."""
    path = folder / NAME
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {
            deck: ExamDate(
                date.fromisoformat(entry["exam"]),
                int(entry["minutes"]),
                date.fromisoformat(entry["begun"]),
            )
            for deck, entry in entries.items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise TrainerError(
            f"the exam dates in {path} can't be read; mend the file, or delete it and plan anew."
        ) from None


def write(folder: Path, dates: Mapping[str, ExamDate]) -> None:
    """Writes a profile's exam dates, all or nothing. Raises TrainerError."""
    entries = {
        deck: {"exam": str(one.on), "minutes": one.minutes, "begun": str(one.begun)}
        for deck, one in sorted(dates.items())
    }
    with replacing(folder / NAME) as file:
        file.write(f"{json.dumps(entries, indent=2)}\n".encode())
