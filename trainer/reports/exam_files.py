"""An exam's report as a file to keep: a page or JSON, by the file's ending."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from trainer.atomic import replacing
from trainer.bank.library import Library
from trainer.errors import TrainerError
from trainer.question import Card
from trainer.reports.exam_json import report_values
from trainer.reports.exam_page import Picture, exam_page
from trainer.reports.pictures import embedded
from trainer.study.exam_report import ExamReport
from trainer.wording.slug import slug

ENDINGS = (".html", ".json")


def checked(name: str) -> Path:
    """The path of a report that is wished for. Raises TrainerError for another kind of file."""
    path = Path(name)
    if path.suffix.lower() not in ENDINGS:
        raise TrainerError(f"{name}: a report is a page or JSON; let it end in .html or .json.")
    return path


def places(profile: Path, report: ExamReport, zone: tzinfo) -> list[Path]:
    """Where a report is kept among a profile's own: as a page and as JSON."""
    ended = datetime.fromtimestamp(report.ended_ms / 1000, UTC).astimezone(zone)
    title = slug(report.paper.title) or "exam"
    name = f"{ended:%Y-%m-%d-%H%M}-{title}-form-{report.paper.form}"
    return [profile / "exams" / f"{name}{ending}" for ending in ENDINGS]


def write_report(path: Path, report: ExamReport, zone: tzinfo, picture: Picture) -> None:
    """Writes the report. Raises TrainerError where it can't be written."""
    if path.suffix.lower() == ".json":
        text = json.dumps(report_values(report, zone), ensure_ascii=False, indent=2) + "\n"
    else:
        text = exam_page(report, zone, picture)
    with replacing(path) as file:
        file.write(text.encode(errors="replace"))


def pictures(libraries: Iterable[tuple[str, Library]]) -> Picture:
    """Finds the pictures of cards in libraries, which are named by their ids."""
    roots = {name: library.questions for name, library in libraries}

    def picture(card: Card) -> str:
        image, root = card.question.image, roots.get(card.question.library)
        return embedded(root, image) if image and root else ""

    return picture
