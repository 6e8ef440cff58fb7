"""Documents as paragraphs, and what has changed in them since."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.bank.documents import read_document
from trainer.bank.registered import Change, Changed, Registered, changes, load, written
from trainer.errors import TrainerError

MARKDOWN = """\
# The entry

It came in *October*,
weeks after the plea.

## Aid
- aircraft
- fuel

```
code

with a blank line
```

Grain
-----
Ten thousand tons.
"""
HTML = """<!doctype html><html><head><title>The entry</title><style>p{}</style></head><body>
<nav><a href="/">Home</a></nav><h1>Another heading</h1>
<p>It came in <em>October</em>,\n weeks after the plea.<p>Second &amp; last
<script>alert("no text")</script></p><ul><li>aircraft<li>fuel</ul></body></html>"""


def document(folder: Path, name: str, data: str | bytes) -> tuple[str, tuple[str, ...]]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found = read_document(path)
    return found.title, found.paragraphs


def test_blank_lines_part_plain_text(tmp_path: Path) -> None:
    text = "\ufeffFirst,\r\nstill first.\r\n \r\n\r\nSecond.\r\n\r\n* * *\r\n\r\nThird."
    assert document(tmp_path, "a.txt", text)[1] == ("First, still first.", "Second.", "Third.")
    assert document(tmp_path, "b", text.encode("utf-16"))[1][1] == "Second."


def test_headings_of_markdown_are_no_paragraphs(tmp_path: Path) -> None:
    assert document(tmp_path, "a.md", MARKDOWN) == (
        "The entry",
        (
            "It came in *October*, weeks after the plea.",
            "- aircraft - fuel",
            "``` code with a blank line ```",
            "Ten thousand tons.",
        ),
    )


def test_html_without_menus_and_scripts(tmp_path: Path) -> None:
    assert document(tmp_path, "a.html", HTML) == (
        "The entry",
        ("It came in October, weeks after the plea.", "Second & last", "aircraft", "fuel"),
    )


def test_a_pdf_in_lines(tmp_path: Path) -> None:
    lines = [
        "A first paragraph that fills its line to the very end of the page",
        "and ends.",
        "A second paragraph that fills its line as well, as long as the first",
        "ends too.",
    ]
    title, found = document(tmp_path, "a.pdf", pdf(lines))
    assert title == "" and len(found) == 2 and found[1].startswith("A second paragraph")


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page with these lines, written by hand."""
    shown = "".join(f"1 0 0 1 40 {800 - 20 * n} Tm ({line}) Tj " for n, line in enumerate(lines))
    stream = f"BT /F 12 Tf {shown}ET".encode()
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\n" % table
    return data + end + b"startxref\n%d\n%%%%EOF" % len(data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "has no text in it"),
        ("a.md", b"# only\n\n---\n", "has no text in it"),
        ("a.txt", "Ürümqi".encode("latin-1"), "is not UTF-8 (byte 0)"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\r", "is no text"),
        ("a.pdf", b"%PDF-1.4 nothing", "can't be read as PDF"),
        ("a.txt", b"word\n\n" * 6_000, "has 6,000 paragraphs"),
    ],
)
def test_what_is_no_document_is_refused_in_a_sentence(
    name: str, data: bytes, said: str, tmp_path: Path
) -> None:
    with pytest.raises(TrainerError, match=r"^[^\n]+\.$") as found:
        document(tmp_path, name, data)
    assert said in str(found.value)


@pytest.mark.parametrize(("sound", "damaged"), [
    (b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Adobe.DRM >>"),
    (b"/Type /Page ", b"/Type null "), (b"/Kids [3 0 R]", b"/Kids [null]"),
    (b"<< /Length", b"<< /Filter /Unheard /Length"), (b"/Pages 2 0 R", b"/Pages 5 0 R"),
])  # fmt: skip
def test_a_locked_or_damaged_pdf_is_read_or_refused_in_a_sentence(
    sound: bytes, damaged: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = pdf(["First line of it."])
    assert sound in data
    with contextlib.suppress(TrainerError):
        document(tmp_path, "a.pdf", data.replace(sound, damaged))
    assert caplog.records == []


def test_a_missing_document_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match=r"gone\.txt can't be read: No such file"):
        read_document(tmp_path / "gone.txt")


@given(st.text(max_size=400))
def test_any_html_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.html"
    path.write_text(text, encoding="utf-8", errors="replace")
    with contextlib.suppress(TrainerError):
        assert all(read_document(path).paragraphs)


def test_what_became_of_each_paragraph() -> None:
    assert changes("abcdef", "aXcefg") == (
        Changed(Change.REWORDED, 2, 2),
        Changed(Change.GONE, 4, 0),
        Changed(Change.MOVED, 5, 4),
        Changed(Change.MOVED, 6, 5),
        Changed(Change.NEW, 0, 6),
    )


@given(st.lists(st.sampled_from("abcdefgh")), st.lists(st.sampled_from("abcdefgh")))
def test_every_paragraph_is_accounted_for(before: list[str], now: list[str]) -> None:
    found = changes(before, now)
    same = [n for n in range(1, len(before) + 1) if n not in {one.before for one in found}]
    assert all(before[n - 1] == now[n - 1] for n in same)
    new = {one.now for one in found if one.now}
    assert new | set(same) == set(range(1, len(now) + 1))


def test_the_register_holds_hashes_and_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A secret.\n\nAnother.")
    kept = {"a": Registered("../a.txt", read_document(tmp_path / "a.txt").hashes)}
    data = written(kept)
    assert b"secret" not in data
    (tmp_path / "documents.json").write_bytes(data)
    assert load(tmp_path) == kept and load(tmp_path / "elsewhere") == {}
    (tmp_path / "documents.json").write_text('{"a": []}')
    with pytest.raises(TrainerError, match="isn't what was written there"):
        load(tmp_path)
