"""An exam's report as values for JSON: what it came to, and every mark."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from trainer.language.markup import to_plain
from trainer.study.exam_report import ExamReport, Mark


def report_values(report: ExamReport, zone: tzinfo) -> dict[str, object]:
    """The report; shares are 0 to 1, times ISO 8601 with the zone's offset."""
    paper = report.paper
    return {
        "exam": paper.title,
        "deck": paper.deck,
        "deck_title": paper.deck_title,
        "form": paper.form,
        "began": _iso(report.began_ms, zone),
        "ended": _iso(report.ended_ms, zone),
        "ended_by": "time" if report.by_time else "learner",
        "minutes": paper.minutes,
        "seconds": report.seconds,
        "points": report.points,
        "reached": round(report.reached, 4),
        "share": round(report.share, 4),
        "pass": paper.passing,
        "passed": report.passed,
        "questions": len(report.marks),
        "answered": report.answered,
        "graded_by_learner": report.graded,
        "topics": [
            {"topic": topic, "points": points, "reached": round(reached, 4)}
            for topic, (reached, points) in report.topics.items()
        ],
        "marks": [_mark(mark) for mark in report.marks],
    }


def _mark(mark: Mark) -> dict[str, object]:
    found: dict[str, object] = {
        "n": mark.number,
        "id": mark.item.key.partition(":")[2],
        "topic": mark.item.topic,
        "points": mark.points,
        "reached": round(mark.reached, 4),
        "outcome": str(mark.outcome) if mark.outcome else None,
        "seconds": round(mark.took_ms / 1000),
        "graded_by_learner": mark.graded,
        "counts": not mark.void,
    }
    if mark.card is not None:
        question = mark.card.question
        found |= {
            "kind": str(question.kind),
            "ask": to_plain(mark.asked),
            "given": [to_plain(t) for t in mark.verdict.given] if mark.verdict else None,
            "expected": [to_plain(text) for text in mark.expected],
            "explain": to_plain(question.explain, block=True),
            "source": "; ".join(str(source) for source in question.sources),
        }
    return found


def _iso(ms: int, zone: tzinfo) -> str:
    moment = datetime.fromtimestamp(ms / 1000, UTC).astimezone(zone)
    return moment.isoformat(timespec="seconds")
