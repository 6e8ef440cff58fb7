"""An exam's report to keep: complete, alone, escaped, and read again by programs."""

from __future__ import annotations

import base64
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desks import Hands, make_desk
from trainer.errors import TrainerError
from trainer.question import Claimed, Picked, Typed
from trainer.reports.exam_files import checked, pictures, write_report
from trainer.study.exam_report import ExamReport

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
NASTY = """<script>alert(1)</script> & "quotes" 'x' <img src=x onerror=y>"""
QUESTIONS = f"""\
id: q
sources: {{s: {{title: "A <b>source</b>"}}}}
questions:
- ask: "Which **year**, $x^2$?"
  id: year
  answer: '618'
  wrong: {{'907': Too late.}}
  image: {{file: media/p.png, alt: 'A <dot> & "more"'}}
  explain: |
    First.

    - one
    - two
  source: s, p. 1
- ask: |
    {NASTY}
  id: nasty
  tags: [weather]
  answer: yes indeed
- statement: It rained.
  id: rain
  answer: true
"""
DECK = """\
id: d
title: 'D <&>'
questions: [q.yaml]
exams: [{title: 'E <&>', questions: 3, minutes: 5}]
"""


@pytest.fixture
def made(tmp_path: Path) -> tuple[ExamReport, Path, Path]:
    """A report, and it as a page and as JSON."""
    files = {"questions/q.yaml": QUESTIONS, "decks/d.yaml": DECK, "questions/media/p.png": ""}
    with make_desk(tmp_path, Hands(), files) as desk:
        (tmp_path / "library/questions/media/p.png").write_bytes(PIXEL)
        exam = desk.exam("d", None, 1)
        answers = {"q/year": Picked((1,)), "q/nasty": Typed((NASTY,)), "q/rain": Claimed(True)}
        for place, item in enumerate(exam.paper.items):
            exam.go(place)
            exam.give(answers[item.key.partition(":")[2]])
        exam.hand_in()
        report = exam.report()
        picture = pictures((bank.id, bank.library) for bank in desk.banks)
        page, values = tmp_path / "r.html", tmp_path / "r.json"
        for path in (page, values):
            write_report(path, report, ZoneInfo("Asia/Kathmandu"), picture)
    return report, page, values


class Tags(HTMLParser):
    """Every tag with its attributes, and whether all are closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_is_well_formed_and_needs_nothing_else(made: tuple[ExamReport, Path, Path]) -> None:
    page = made[1].read_text(encoding="utf-8")
    tags = Tags(page)
    assert tags.open == []
    assert "script" not in [tag for tag, _ in tags.seen]
    addresses = [a[name] for _, a in tags.seen for name in ("src", "href") if name in a]
    assert addresses and all(address and address.startswith("data:") for address in addresses)
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import", page)


def test_page_has_the_picture_inside_with_its_words(made: tuple[ExamReport, Path, Path]) -> None:
    pictures = [a for tag, a in Tags(made[1].read_text(encoding="utf-8")).seen if tag == "img"]
    assert pictures == [
        {
            "src": f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}",
            "alt": 'A <dot> & "more"',
        }
    ]


def test_texts_are_shown_and_never_obeyed(made: tuple[ExamReport, Path, Path]) -> None:
    page = made[1].read_text(encoding="utf-8")
    for text in (
        "E &lt;&amp;&gt;",
        "D &lt;&amp;&gt;",
        "&lt;script&gt;",
        "&lt;b&gt;source&lt;/b&gt;",
    ):
        assert text in page
    assert "onerror=y>" not in page
    assert "<strong>year</strong>" in page and "<em>x²</em>" in page and "<li>one</li>" in page


def test_page_follows_light_dark_and_paper(made: tuple[ExamReport, Path, Path]) -> None:
    page = made[1].read_text(encoding="utf-8")
    assert "prefers-color-scheme: dark" in page and "@media print" in page
    assert "✗ Not passed" in page and ">33%<" in page


def test_json_says_what_the_report_says(made: tuple[ExamReport, Path, Path]) -> None:
    report, _, path = made
    found = json.loads(path.read_text(encoding="utf-8"))
    assert (found["form"], found["deck"], found["exam"]) == (1, "d", "E <&>")
    assert (found["share"], found["passed"]) == (round(report.share, 4), report.passed)
    assert found["began"] == "2026-11-23T17:45:00+05:45"
    year = next(mark for mark in found["marks"] if mark["id"] == "q/year")
    assert (year["given"], year["expected"], year["outcome"]) == (["907"], ["618"], "wrong")
    assert year["ask"] == "Which year, x²?"


@pytest.mark.parametrize(
    "name", ["../outside.png", "missing.png", "folder", "words.txt", "loop.png", "huge.png"]
)
def test_page_goes_without_a_picture_that_is_none(name: str, tmp_path: Path) -> None:
    from trainer.question import Media
    from trainer.reports.pictures import MOST_BYTES, embedded

    root = tmp_path / "questions"
    (root / "folder").mkdir(parents=True)
    (tmp_path / "outside.png").write_bytes(PIXEL)
    (root / "words.txt").write_text("no picture")
    (root / "loop.png").symlink_to(root / "loop.png")
    with (root / "huge.png").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert embedded(root, Media(name)) == ""


@pytest.mark.parametrize("name", ["report", "report.pdf", "report.html.txt"])
def test_report_of_another_kind_is_refused_before_the_exam(name: str) -> None:
    with pytest.raises(TrainerError, match=r"end in \.html or \.json"):
        checked(name)


def test_folder_that_can_not_be_written_is_told(
    made: tuple[ExamReport, Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TrainerError, match="can't be made"):
        write_report(tmp_path / "file" / "r.html", made[0], ZoneInfo("UTC"), lambda _: "")
