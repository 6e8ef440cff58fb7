"""The page of statistics: whole by itself, with a text for each picture, and nothing obeyed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.desks import ALL_KINDS, Hands, make_desk
from tests.shells import TANG, Shell
from tests.years import study_for_a_year
from trainer.reports.statistics_page import statistics_page
from trainer.study.statistics import Statistics


def numbers(folder: Path, *, practised: bool, title: str = "Kinds") -> Statistics:
    text = ALL_KINDS.replace("title: Kinds", f"title: '{title}'")
    with make_desk(folder, Hands(), {"questions/kinds.yaml": text}) as desk:
        if practised:
            study_for_a_year(desk, keep=2)
        return desk.statistics(None, days=14, ahead=7)


@pytest.fixture
def shown(tmp_path: Path) -> str:
    return statistics_page(numbers(tmp_path, practised=True))


def test_every_picture_has_a_text_and_a_table(shown: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", shown, re.S)
    assert len(pictures) == shown.count("<figure") == shown.count("<details>") == 7
    for picture in pictures:
        drawn = ElementTree.fromstring(picture)
        assert drawn.get("role") == "img" and len(drawn.get("aria-label") or "") > 20
        assert all("nan" not in str(value) for one in drawn.iter() for value in one.attrib.values())


def test_nothing_outside_is_loaded_and_no_script_runs(shown: str) -> None:
    assert "http" not in shown.replace("http-equiv", "")
    assert "<script" not in shown and "default-src 'none'" in shown


def test_a_title_is_never_obeyed(tmp_path: Path) -> None:
    page = statistics_page(numbers(tmp_path, practised=True, title="<script>[@click=x]"))
    assert "<script" not in page and "&lt;script&gt;[@click=x]" in page


def test_a_beginner_gets_a_page_as_well(tmp_path: Path) -> None:
    page = statistics_page(numbers(tmp_path, practised=False))
    HTMLParser().feed(page)
    assert "There are no answers yet" in page and "Calibration" not in page


def test_the_command_writes_it(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.write("questions/tang.yaml", TANG)
    done = shell.run("stats", "tang", "--html", "stats.html")
    assert done.returncode == 0 and "stats.html" in done.stderr
    assert "<h1>What you know</h1>" in shell.read("stats.html")
