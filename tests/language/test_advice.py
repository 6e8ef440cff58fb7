"""Advice on writing questions: what is said, where, and how it is silenced."""

from __future__ import annotations

from textwrap import indent

import pytest

from trainer.language.advice.advise import advise
from trainer.language.advice.habits import CHOICES, TRUTHS, Tally, habits
from trainer.language.advice.neighbours import GROUP
from trainer.language.advice.page import RULES
from trainer.language.codes import codes
from trainer.language.diagnostics import Diagnostic, Severity
from trainer.language.reader import Shared, read

WHY = "  explain: So it is.\n"


def advice(text: str) -> tuple[Diagnostic, ...]:
    whole = text if "questions:" in text else f"questions:\n{text}"
    data = whole.encode()
    reading = read(data, "questions/a.yaml", "a", Shared())
    assert reading.diagnostics == ()
    return advise(data, reading).found


def said(text: str) -> list[str]:
    return [one.code for one in advice(text)]


def test_every_rule_has_a_page_with_its_reference() -> None:
    of_advice = {code: page for code, page in codes().items() if code.startswith("W")}
    assert set(of_advice) == {*RULES, "W020", "W021"}
    assert all("doi:10." in page.why for page in of_advice.values())


@pytest.mark.parametrize(
    "stem",
    [
        "Which was NOT a capital?", "Which was *not* a capital?", "Why did he not go?",
        "Who was not only a monk?", 'Who said "I do not know"?', "Which knot is this?",
    ],
)  # fmt: skip
def test_a_negative_that_stands_out_or_is_none_is_fine(stem: str) -> None:
    assert said(f"- ask: '{stem}'\n  answer: A\n  wrong: [B, C]\n{WHY}") == []


def test_advice_points_at_the_option() -> None:
    [one] = advice(
        f"- ask: Who?\n  answer: Gaozu\n  wrong:\n  - Taizong\n  - None of the above\n{WHY}"
    )
    assert (one.line, one.column, one.end_column) == (6, 5, 22)
    assert one.severity is Severity.INFO


def test_advice_points_at_the_word_of_the_stem() -> None:
    [one] = advice(f"- ask: Which was not one?\n  answer: A\n  wrong: [B]\n{WHY}")
    assert (one.line, one.column, one.end_column) == (2, 18, 21)


def test_advice_on_one_of_two_questions_in_a_line_points_at_it() -> None:
    line = "questions: [{ask: Who, answer: a, explain: x}, {ask: Is it not, answer: A, wrong: [b]}]"
    found = [(one.code, one.column) for one in advice(line)]
    assert found == [("W011", line.rindex("ask") + 1), ("W001", line.index("not,") + 1)]


def test_advice_on_a_default_points_at_the_first_key() -> None:
    head = "sources: {lewis: {title: Empire}}\ndefaults: {source: lewis}\nquestions:\n"
    [one] = advice(f"{head}- ask: Who?\n  answer: Gaozu\n{WHY}")
    assert (one.code, one.line, one.column, one.end_column) == ("W012", 4, 3, 6)


def test_english_rules_leave_other_languages_alone() -> None:
    text = f"lang: de\nquestions:\n- ask: Not und Elend?\n  answer: not\n  wrong: [a, b]\n{WHY}"
    assert said(text) == []


@pytest.mark.parametrize("options", ["[1940–1945, 1946–1949]", "[10, 100]", "[2, 12, 22]"])
def test_numbers_and_ranges_apart_are_fine(options: str) -> None:
    assert said(f"- ask: When?\n  answer: 1930–1939\n  wrong: {options}\n{WHY}") == []


@pytest.mark.parametrize("options", [
    ["$x^2$", "$x_2$", "$2x$"], ["-1 m", "1 m", "2 m"], ["x > 0", "x < 0", "x = 1"],
    ["C++", "C", "C#"], ["$x$", "$x + 1$", "$2x$"], ["A → B", "A ∧ B", "B"],
])  # fmt: skip
def test_signs_tell_options_apart_that_have_the_same_words(options: list[str]) -> None:
    answer, *wrong = (f"'{one}'" for one in options)
    assert said(f"- ask: Which?\n  answer: {answer}\n  wrong: [{', '.join(wrong)}]\n{WHY}") == []


@pytest.mark.parametrize(("stem", "key"), [
    (r"What is $\frac{1}{2} + \frac{1}{2}$?", r"$\frac{2}{2}$"),
    ("What does `print_frac` print?", "What `print_frac` says"),
])  # fmt: skip
def test_words_of_mathematics_and_code_give_nothing_away(stem: str, key: str) -> None:
    assert said(f"- ask: '{stem}'\n  answer: '{key}'\n  wrong: [2 + 1, 3, 4]\n{WHY}") == []
    worded = f"- ask: 'The frontier: {stem}'\n  answer: 'Frontier {key}'\n  wrong: [2, 3]\n{WHY}"
    assert "W004" in said(worded)


@pytest.mark.parametrize("text", [
    "questions:\r- ask: Which is not one?\r  answer: A\r  wrong: [B]\r",
    "\ufeffquestions:\r\n- ask: Which is not one?\r\n  answer: A\r\n  wrong: [B]\r\n",
], ids=["old Mac", "Windows"])  # fmt: skip
def test_advice_stands_in_the_lines_that_were_read(text: str) -> None:
    data = text.encode()
    found = advise(data, read(data, "questions/a.yaml", "a", Shared())).found
    assert [(one.code, one.line, one.column) for one in found] == [("W011", 2, 3), ("W001", 2, 17)]


def test_a_question_that_comes_after_another_may_say_its_answer() -> None:
    bad = codes()["W009"].bad
    assert said(bad.replace("id: people", "id: people\n  after: capital")) == []


def test_no_explanation_is_said_once_a_file() -> None:
    text = "".join(f"- ask: What is {n}?\n  id: q{n}\n  number: {n}\n" for n in range(1, 9))
    [one] = advice(text)
    assert one.message == "8 questions have no `explain`; this is the first"
    assert "(also lines 5, 8, 11, 14, 17 and 2 more)" in one.help


def test_retired_questions_are_left_alone() -> None:
    assert said("- ask: Who?\n  answer: Gaozu\n  retired: true\n") == []


SILENT = "# trainer: ignore=W001, W011"
NEGATIVE = "- ask: Which is not one?\n  answer: A\n  wrong: [B]\n"


@pytest.mark.parametrize(
    "text",
    [
        f"questions:\n{NEGATIVE}  {SILENT}\n",
        f"questions:\n{NEGATIVE.replace('one?', f'one?  {SILENT}')}",
        f"questions:\n{SILENT}\n{NEGATIVE}",
        f"questions:\n- ask: One?\n  answer: A\n{WHY}\n{SILENT}\n\n{NEGATIVE}",
        f"{SILENT}\ntitle: T\nquestions:\n{NEGATIVE}",
        f"questions:\n{indent(NEGATIVE, '  ')}    {SILENT}\n",
    ],
    ids=["last", "behind", "above the first", "above", "head", "indented"],
)
def test_advice_is_silenced_where_a_comment_says_so(text: str) -> None:
    assert said(text) == []


def test_a_silence_holds_for_its_own_question_only() -> None:
    text = f"questions:\n{NEGATIVE}  {SILENT}\n{NEGATIVE.replace('one?', 'two?')}"
    assert sorted((one.code, one.line) for one in advice(text)) == [("W001", 6), ("W011", 6)]


def test_a_silence_for_an_unknown_code_is_reported_at_the_code() -> None:
    [one] = advice(
        f"- ask: Who? # trainer: ignore=W999\n  answer: Gaozu\n{WHY}".replace("? #", "?  #")
    )
    assert (one.code, one.line, one.column, one.end_column) == ("Q056", 2, 32, 36)
    assert one.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("tally", "told"),
    [
        (Tally(CHOICES, 18, 5.0), ["W020"]),
        (Tally(CHOICES, 8, 5.0), []),
        (Tally(CHOICES - 1, CHOICES - 1, 5.0), []),
        (Tally(truths=TRUTHS, true=8), ["W021"]),
        (Tally(truths=TRUTHS, true=2), ["W021"]),
        (Tally(truths=TRUTHS, true=6), []),
        (Tally(truths=TRUTHS - 1), []),
    ],
)
def test_habits_show_over_many_questions(tally: Tally, told: list[str]) -> None:
    assert [one.code for one in habits(tally, "questions")] == told


TWICE = "- ask: Who is it?\n  id: {}\n  answer: Gaozu\n  explain: A king.\n"


def test_a_short_stem_is_told_of_where_it_stands_twice_word_for_word() -> None:
    assert said(f"{TWICE.format('a')}{TWICE.format('b')}") == ["W010"]
    other = TWICE.replace("is it", "was it")
    assert said(f"{TWICE.format('a')}{other.format('b')}") == []


@pytest.mark.parametrize("stem", ["Who is it?", "Which old ruler of the Tang is shown here?"])
def test_one_stem_below_two_pictures_is_no_duplicate(stem: str) -> None:
    text = TWICE.replace("Who is it?", stem)
    first, second = (f"{text.format(name)}  image: {name}.png\n" for name in "ab")
    assert said(f"{first}{second}") == []


def test_of_many_alike_each_is_told_of_once() -> None:
    text = "".join(
        f"- ask: Which old ruler held the small eastern throne after war number {n}?\n"
        f"  id: q{n}\n  answer: Gaozu\n{WHY}"
        for n in range(2 * GROUP)
    )
    assert said(text) == ["W010"] * (GROUP - 1)
