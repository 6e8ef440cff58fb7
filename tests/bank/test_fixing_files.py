"""What `check --fix` would write, whatever happened to a file."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.bank.fixing import mend
from trainer.bank.library import library_at
from trainer.language.reader import Reading, Shared, read

DATA = Path(__file__).parents[1] / "language" / "data"
LINES = (DATA / "tang.yaml").read_text(encoding="utf-8").splitlines(keepends=True)

edits = st.lists(
    st.tuples(
        st.integers(0, len(LINES) - 1),
        st.integers(0, 60),
        st.sampled_from(["", " ", "\t", "'", '"', "[", "{{", ": ", " #", "* ", "\r", "yes", "é"]),
    ),
    min_size=1,
    max_size=4,
)


def reading(data: bytes) -> Reading:
    return read(data, "questions/tang.yaml", "tang", Shared())


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("library")
    (made / "questions").mkdir()
    return made


ODD = sorted((Path(__file__).parent / "data" / "odd layouts").glob("*.yaml"))


@pytest.mark.parametrize("file", ODD, ids=lambda file: file.stem)
def test_ids_are_written_into_any_layout_and_change_no_question(root: Path, file: Path) -> None:
    path = root / "questions" / "tang.yaml"
    path.write_bytes(before := file.read_bytes())
    for mended in mend(library_at(root, root), None, [path], Random(1)):
        path.write_bytes(mended.after)
    after = reading(path.read_bytes())
    assert [q.body for q in after.questions] == [q.body for q in reading(before).questions]
    assert all(question.named for question in after.questions)
    assert after.diagnostics == ()


def test_what_was_saved_meanwhile_is_not_what_was_mended(root: Path) -> None:
    path = root / "questions" / "tang.yaml"
    path.write_bytes(b"questions:\n- ask: Who?\n  answer: Gaozu\n")
    library, *_, mended = mend(library_at(root, root), None, [], Random(1))
    assert mended.is_current() and library.is_current()
    library.path.write_bytes(b"id: another-abcdef\n")
    path.write_bytes(b"questions:\n- ask: Who then?\n  answer: Gaozu\n")
    assert not mended.is_current() and not library.is_current()
    path.unlink()
    library.path.unlink()
    assert not mended.is_current() and library.is_current()


@settings(max_examples=150, deadline=None)
@given(edits, st.booleans())
def test_fixing_loses_no_question_and_ends(
    root: Path, changes: list[tuple[int, int, str]], without_ids: bool
) -> None:
    lines = list(LINES)
    for number, column, text in changes:
        line = lines[number]
        column = min(column, len(line) - 1)
        # An empty text takes a character away.
        lines[number] = line[:column] + text + line[column + (not text) :]
    kept = [line for line in lines if not (without_ids and line.startswith("  id:"))]
    before = "".join(kept).encode()
    path = root / "questions" / "tang.yaml"
    path.write_bytes(before)
    for file in mend(library_at(root, root), None, [path], Random(1)):
        path.write_bytes(file.after)
    after = path.read_bytes()
    assert len(reading(after).questions) >= len(reading(before).questions)
    assert not list(mend(library_at(root, root), None, [path], Random(1)))
