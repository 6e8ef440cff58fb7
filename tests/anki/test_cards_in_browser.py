"""The cards in a real browser: what the script adds, and that both sides agree.

Every kind's front is opened, tapped at, and turned over: on one page, as Anki's desktop does it,
and on a page of its own for each side without any storage, as some phones do.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.anki.samples import deck
from trainer.question import Kind

if TYPE_CHECKING:
    from tests.anki.conftest import Author, Learner

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium isn't installed")

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --virtual-time-budget=5000"
)
TYPED = {Kind.SHORT: "li yuan", Kind.NUMBER: "9.8"}


def sides(kind: Kind, learner: Learner) -> tuple[str, str]:
    """The HTML of the first card's two sides, with Anki's own field and comparison for typing."""
    note = learner.note(f"tang/{kind}")
    card = note.cards()[0]
    field = '<center><input type="text" id="typeans"></center>'
    front = re.sub(r"\[\[type:.*?\]\]", field, card.question())
    back = card.answer()
    if kind in TYPED:
        line = learner.collection.compare_answer(note["TypeIn"], TYPED[kind])
        back = re.sub(r"\[\[type:.*?\]\]", lambda _: line, back)
    return front, back


SCENARIO = """
function show(html) {
  var qa = document.getElementById("qa");
  qa.innerHTML = html;
  Array.prototype.forEach.call(qa.querySelectorAll("script"), function (old) {
    var made = document.createElement("script");
    made.textContent = old.textContent;
    old.parentNode.replaceChild(made, old);
  });
}
function all(css) { return Array.prototype.slice.call(document.querySelectorAll(css)); }
function numbers(css) { return all(css).map(function (e) { return +e.getAttribute("data-i"); }); }
function tap(css) { document.querySelector(css).click(); }
function tell(css) { return all(css).map(function (e) { return e.textContent; }); }
var seen = {};
function look(kind, side) {
  seen[kind + " " + side] = {
    options: numbers(".options > li"), arrange: numbers(".arrange > li"),
    verdict: tell(".verdict"), right: numbers("li.right"), picked: numbers("li.picked"),
    missed: numbers("li.missed"), marks: tell(".mark"),
    roles: all("[role]").map(function (e) { return e.getAttribute("role"); }),
    checked: numbers("[aria-checked=true]"), badges: tell(".badge"),
    unnamed: all("input, [role=radiogroup], [role=group], [role=img]").filter(function (e) {
      return !e.getAttribute("aria-label"); }).length,
    feedback: all(".feedback").filter(function (e) { return e.checkVisibility(); }).map(
      function (e) { return e.textContent; }),
    small: all(".tappable, input").filter(function (e) {
      return e.offsetHeight && e.offsetHeight < 44; }).length,
    wide: document.documentElement.scrollWidth > window.innerWidth,
    typeans: all("code#typeans").filter(function (e) { return e.offsetHeight; }).length
  };
}
"""


def run(tmp_path: Path, pages: dict[Kind, tuple[str, str]], body: str) -> dict[str, Any]:
    """Open a page of 360 px that runs `body` and hand back what it saw."""
    listed = {kind.value: list(both) for kind, both in pages.items()}
    data = json.dumps(listed).replace("</", "<\\/").replace("<!--", "<\\!--")
    page = tmp_path / "page.html"
    page.write_text(
        '<!doctype html><meta charset="utf-8"><body class="card"><div id="qa"></div>'
        f"<script>var pages = {data};{SCENARIO}{body}\n"
        'var out = document.createElement("pre"); out.id = "out";'
        'out.textContent = "@@" + JSON.stringify(seen) + "@@";'
        "document.body.appendChild(out);</script>"
    )
    assert CHROMIUM is not None
    command = [CHROMIUM, *FLAGS.split(" "), f"--user-data-dir={tmp_path}/chromium"]
    command += ["--window-size=360,640", "--dump-dom", page.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    found = re.search(r">@@(.*)@@<", dom, re.DOTALL)
    assert found, dom[-2000:]
    seen: dict[str, Any] = json.loads(unescape(found[1]))
    return seen


@pytest.fixture
def pages(author: Author, learner: Learner) -> dict[Kind, tuple[str, str]]:
    learner.take(author.export(deck()).path)
    return {kind: sides(kind, learner) for kind in Kind}


def test_picking_and_turning_over(pages: dict[Kind, tuple[str, str]], tmp_path: Path) -> None:
    taps = {
        "choice": [".options li[data-i='1']", ".options li[data-i='2']"],
        "choices": [".options li[data-i='0']", ".options li[data-i='3']"],
        "truth": [".options li[data-i='1']"],
        "order": [f".arrange li[data-i='{i}']" for i in (0, 2, 1)],
        "match": [
            ".rights li[data-i='0']",
            ".lefts li[data-i='2']",
            ".rights li[data-i='2']",
            ".rights li[data-i='3']",
        ],
    }
    body = f"""
    var taps = {json.dumps(taps)};
    Object.keys(pages).forEach(function (kind) {{
      show(pages[kind][0]);
      (taps[kind] || []).forEach(tap);
      look(kind, "front");
      show(pages[kind][1]);
      look(kind, "back");
    }});"""
    seen = run(tmp_path, pages, body)

    for name, side in seen.items():
        assert side["small"] == 0, f"{name}: something to tap is under 44 px"
        assert not side["wide"], f"{name}: wider than a phone"
        assert side["unnamed"] == 0, f"{name}: something that a screen reader can't name"
    for kind in ("choice", "choices", "truth"):
        assert seen[f"{kind} front"]["options"] == seen[f"{kind} back"]["options"]

    front, back = seen["choice front"], seen["choice back"]
    assert front["options"][-1] == 3  # none of the above
    assert front["roles"].count("radio") == 4
    assert front["checked"] == [2]
    assert back["verdict"] == ["✗ Not this time"]
    assert (back["picked"], back["missed"]) == ([2], [0])
    assert back["feedback"] == ["It was the capital of the Northern Song."]

    assert seen["choices front"]["roles"].count("checkbox") == 4
    assert seen["choices back"]["verdict"] == ["✗ 1 of 2 found, 1 wrongly picked"]
    assert seen["truth front"]["options"] == [0, 1]
    assert seen["truth back"]["verdict"] == ["✓ Right"]

    assert seen["order front"]["arrange"] != [0, 1, 2]
    assert sorted(seen["order front"]["badges"]) == ["1", "2", "3"]
    assert seen["order back"]["verdict"] == ["✗ 0 of 2 neighbours right"]
    assert seen["match back"]["verdict"] == ["✗ 2 of 3 pairs right"]
    assert seen["match back"]["feedback"] == ["You chose: 1271"]
    assert seen["short back"]["verdict"] == ["✓ li yuan"]
    assert seen["number back"]["verdict"] == ["✓ 9.8"]
    assert seen["number back"]["typeans"] == 0


@pytest.mark.parametrize(
    ("typed", "verdict", "compared"),
    [
        ("Gaozu", ["✓ Gaozu"], 0),
        (" li  YUAN ", ["✓  li  YUAN "], 0),
        ("Taizong", ["✗ Taizong"], 1),
        ("Gaozo", [], 1),
        ("", [], 0),
    ],
)
def test_what_is_typed_is_judged_as_the_author_said(
    typed: str, verdict: list[str], compared: int,
    author: Author, learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setitem(TYPED, Kind.SHORT, typed)
    learner.take(author.export(deck()).path)
    pages = {Kind.SHORT: sides(Kind.SHORT, learner)}
    seen = run(
        tmp_path, pages, 'show(pages.short[0]); show(pages.short[1]); look("short", "back");'
    )
    back = seen["short back"]
    assert (back["verdict"], back["typeans"]) == (verdict, compared)
    assert ("His son, the second emperor." in back["feedback"]) == (typed == "Taizong")


def test_sides_agree_without_any_memory(pages: dict[Kind, tuple[str, str]], tmp_path: Path) -> None:
    body = """
    Object.defineProperty(window, "sessionStorage", { get: function () { throw new Error(); } });
    Object.keys(pages).forEach(function (kind) {
      show(pages[kind][0]);
      look(kind, "front");
      delete window.trainerState;
      show(pages[kind][1]);
      look(kind, "back");
    });"""
    seen = run(tmp_path, pages, body)
    for kind in ("choice", "choices", "truth"):
        assert seen[f"{kind} front"]["options"] == seen[f"{kind} back"]["options"]
        assert seen[f"{kind} back"]["verdict"] == []
    assert len(seen["choice back"]["feedback"]) == 2


def test_readable_without_a_script(pages: dict[Kind, tuple[str, str]], tmp_path: Path) -> None:
    body = """
    Object.keys(pages).forEach(function (kind) {
      document.getElementById("qa").innerHTML = pages[kind][1];
      look(kind, "back");
    });"""
    seen = run(tmp_path, pages, body)
    assert seen["choice back"]["marks"] == ["✓"]
    assert seen["choice back"]["right"] == [0]
    assert len(seen["choice back"]["feedback"]) == 2
    assert seen["choices back"]["marks"] == ["✓", "✓"]
