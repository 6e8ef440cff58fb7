"""Fixes change what they mean to change, once, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.language.fixes import apply, fix, ids
from trainer.language.reader import Reading, Shared, read

DATA = Path(__file__).parent / "data"
DAMAGES = sorted((DATA / "damage").glob("*.yaml"))


@pytest.mark.parametrize("file", DAMAGES, ids=lambda file: file.stem)
def test_fixable_damage_is_gone_and_stays_gone(file: Path) -> None:
    data = file.read_text(encoding="utf-8").replace("¶¶", "").encode()
    reading = read(data, "questions/f.yaml", "f", Shared())
    if not any(one.fix for one in reading.diagnostics):
        return
    mended = fix(data, reading.diagnostics)
    again = read(mended, "questions/f.yaml", "f", Shared())
    assert again.diagnostics == ()
    assert len(again.questions) == 3
    assert fix(mended, again.diagnostics) == mended


@pytest.mark.parametrize("file", DAMAGES, ids=lambda file: file.stem)
def test_a_file_from_windows_is_told_and_mended_as_any_other(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("¶¶", "")
    data, windows = text.encode(), text.replace("\n", "\r\n").encode()
    here, there = (read(one, "questions/f.yaml", "f", Shared()) for one in (data, windows))
    assert _told(there) == _told(here)
    assert fix(windows, there.diagnostics) == fix(data, here.diagnostics).replace(b"\n", b"\r\n")


def _told(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (one.code, one.line, one.column, one.message, one.help, one.excerpt)
        for one in reading.diagnostics
    ]


@pytest.mark.parametrize(("before", "after"), [
    ("answer: !Forward", "answer: '!Forward'"),
    ("answer: ! so  # said", "answer: '! so'  # said"),
    ("answer: &c is so", "answer: '&c is so'"),
    ("options: [!Forward, back]", "options: ['!Forward', back]"),
    ("options:\n  - !Forward\n  - back", "options:\n  - '!Forward'\n  - back"),
    ("answer: !!str 5", None),
    ("answer: !said \"so\"", None),
    ("answer: &c so\n  explain: \"*c\"", None),
    ("options: !those\n  - back", None),
])  # fmt: skip
def test_a_text_is_quoted_where_its_first_sign_surely_was_meant_as_text(
    before: str, after: str | None
) -> None:
    text = f"questions:\n- ask: Who?\n  {before}\n"
    [found] = read(text.encode(), "questions/f.yaml", "f", Shared()).diagnostics
    assert found.code in ("Y016", "Y017")
    mended = fix(text.encode(), [found]).decode()
    assert mended == (text.replace(before, after) if after else text)


@pytest.mark.parametrize(("before", "after"), [
    ("answer: yes", "answer: true"),
    ("answer: no  # sure", "answer: false  # sure"),
])  # fmt: skip
def test_yes_and_no_become_truth_values(before: str, after: str) -> None:
    text = f"questions:\n- statement: Ünd so it is.  # kept\n  {before}\n"
    reading = read(text.encode(), "questions/f.yaml", "f", Shared())
    assert fix(text.encode(), reading.diagnostics).decode() == text.replace(before, after)


def test_ids_are_written_below_the_stem_and_nothing_else_changes() -> None:
    text = (
        "questions:\n"
        "# The first one.\n"
        "- ask: >-\n    Which city\n    was it?\n  # a remark\n  answer: Chang'an\n"
        "\n"
        "- {ask: Who?, answer: Lü Zhi}\n"
        "- cloze: '{{Tang}} rule ended in {{907}}.'\n"
        "\n"
        "# The last one.\n"
        "- ask: Where?\n  answer: Chang'an\n"
    )
    reading = read(text.encode(), "questions/f.yaml", "f", Shared())
    written = apply(text.encode(), [edit for _, edit in ids(text.encode(), reading)])
    assert written.decode() == (
        "questions:\n"
        "# The first one.\n"
        "- ask: >-\n    Which city\n    was it?\n  # a remark\n  id: changan\n  answer: Chang'an\n"
        "\n"
        "- {id: lu-zhi, ask: Who?, answer: Lü Zhi}\n"
        "- cloze: '{{Tang}} rule ended in {{907}}.'\n"
        "  id: tang\n"
        "\n"
        "# The last one.\n"
        "- ask: Where?\n  id: changan-2\n  answer: Chang'an\n"
    )
    again = read(written, "questions/f.yaml", "f", Shared())
    assert again.diagnostics == ()
    assert ids(written, again) == ()
    assert [question.body for question in again.questions] == [q.body for q in reading.questions]


@pytest.mark.parametrize(("before", "after"), [
    ("explain: Mao: a life  # yes", "explain: 'Mao: a life'  # yes"),
    ("explain: Mao's life: long", "explain: 'Mao''s life: long'"),
    ("explain: Who? answer: Mao", None),
    ("explain: Mao: a life\n    that was long", None),
])  # fmt: skip
def test_a_text_with_a_colon_is_quoted_where_it_is_one(before: str, after: str | None) -> None:
    text = "questions:\n- ask: Who?\n  {}\n  answer: Mao\n"
    data = text.format(before).encode()
    [found] = read(data, "questions/f.yaml", "f", Shared()).diagnostics
    assert found.code == "Y011"
    assert fix(data, [found]).decode() == text.format(after or before)


@pytest.mark.parametrize(("before", "after"), [
    ("answer: [sic]", "answer: '[sic]'"),
    ("answer: [Taizong, Xuanzong]", None),
    ("explain: [a, b] and so on", "explain: '[a, b] and so on'"),
])  # fmt: skip
def test_several_answers_in_brackets_are_left_to_their_author(
    before: str, after: str | None
) -> None:
    rest = "answer: Mao" if before.startswith("explain") else "wrong: [Yongle]"
    text = f"questions:\n- ask: Who?\n  {{}}\n  {rest}\n"
    data = text.format(before).encode()
    found = read(data, "questions/f.yaml", "f", Shared()).diagnostics
    assert [one.code for one in found] == ["Y012"]
    assert fix(data, found).decode() == text.format(after or before)


@pytest.mark.parametrize(("before", "after"), [
    (r'"$\theta$"', r"'$\theta$'"), (r'"the \frac of $\nu$"', r"'the \frac of $\nu$'"),
    (r'"\theta"', r"'\theta'"), (r'"\d+"', r"'\d+'"), (r'"Gaozu\u0027s \sigma"', None),
    (r'"one\ntwo $\tau$"', None), (r'"\\alpha \beta"', None), (r'"say \"\xi\""', None),
])  # fmt: skip
def test_double_quotes_around_backslashes_become_single_ones_unless_some_are_escapes(
    before: str, after: str | None
) -> None:
    text = f"questions:\n- ask: Which one?\n  answer: {before}\n"
    reading = read(text.encode(), "questions/f.yaml", "f", Shared())
    assert [one.code for one in reading.diagnostics] == ["Y015"]
    mended = fix(text.encode(), reading.diagnostics).decode()
    assert mended == text.replace(before, after or before)


@pytest.mark.parametrize("meant", [
    r"one\ntwo", r"a\tb", r"a\nexists", r"costs $5\nor $6",
    r"$\\theta$", r"\u00fc", r"\\nu $x$", r"$x$ or \nNil",
])  # fmt: skip
def test_escapes_that_may_be_meant_are_left_alone(meant: str) -> None:
    text = f'questions:\n- ask: Which one?\n  answer: "{meant}"\n'
    assert read(text.encode(), "questions/f.yaml", "f", Shared()).diagnostics == ()
