"""What diagnostics look like in each format."""

from __future__ import annotations

import json

import jsonschema
import pytest
from rich.cells import cell_len

from trainer.language.diagnostics import FORMATS, Diagnostic, Severity, render
from trainer.language.reader import Shared, read

TYPO = b"questions:\n- ask: Which?\n  answer: a\n  worng: [b]\n"


def found(data: bytes) -> tuple[Diagnostic, ...]:
    return read(data, "questions/tang.yaml", "tang", Shared()).diagnostics


def test_full_shows_line_caret_and_help() -> None:
    assert render(found(TYPO)) == (
        "questions/tang.yaml:4:3: error[Q010] unknown key `worng`\n"
        "  |\n"
        "4 |   worng: [b]\n"
        "  |   ^^^^^\n"
        "  = help: did you mean `wrong`?\n"
    )


def test_full_shows_both_places_of_a_key_that_stands_twice() -> None:
    text = render(found(b"questions:\n- ask: a\n  answer: b\n  answer: c\n"))
    assert "4 |   answer: c\n  |   ^^^^^^\n3 |   answer: b\n  |   - the first one\n" in text


def test_carets_stand_below_wide_characters() -> None:
    text = render(found("questions:\n- ask: 谁\n  answer: 'a' 包尔汉 b\n".encode()))
    lines = text.split("\n")
    assert lines[2] == "3 |   answer: 'a' 包尔汉 b"
    assert lines[3] == "  |           ^^^^^^^^^^^^"


def test_long_lines_are_cut_around_the_mistake() -> None:
    words = "word " * 60
    long = f"questions:\n- ask: {words}end: here {words}\n  answer: x\n"
    shown = render(found(long.encode())).split("\n")
    assert all(len(line) <= 110 for line in shown if "help" not in line)
    assert shown[2][shown[3].index("^")] == ":"


@pytest.mark.parametrize("sign", ["x", "国", "क्षि", "می\u200cخو "])
@pytest.mark.parametrize("columns", [10, 30, 60, 200])
def test_the_line_fits_the_terminal_and_the_caret_stays_below_its_sign(
    columns: int, sign: str
) -> None:
    text = f"questions:\n- ask: {sign * 20}: here {sign * 30}\n  answer: x\n"
    _, _, line, carets, *_ = render(found(text.encode()), columns=columns).split("\n")
    assert cell_len(line) <= max(columns, 30)
    before = carets.index("^")
    assert ":" in {line[n] for n in range(len(line)) if cell_len(line[:n]) == before}


def test_what_joins_letters_is_shown_and_what_turns_a_line_round_is_not() -> None:
    text = "questions:\n- ask: می\u200cخواهم \u202eevil\n  answer: b\n".replace("ask", "aks")
    shown = render(found(text.encode()))
    assert "می\u200cخواهم" in shown and "\u202e" not in shown


def test_a_file_s_name_never_commands_the_terminal() -> None:
    one = Diagnostic("Q001", "empty", "questions/\x1b[2J\n.yaml", 1, 1)
    assert "\x1b" not in render([one])
    assert render([one], "concise").count("\n") == 1


def test_a_file_in_one_long_line_is_told_of_without_the_line() -> None:
    items = ", ".join(f"{{ask: Who?, id: x, answer: {{a: {n}}}, worng: b}}" for n in range(400))
    diagnostics = found(f"questions: [{items}]\n".encode())
    assert len(diagnostics) == 800
    assert sum(len(one.excerpt) + len(str(one.fix)) for one in diagnostics) < 2_000_000
    shown = render(diagnostics[:2])
    assert shown.startswith("questions/tang.yaml:1:")
    assert max(map(len, shown.split("\n"))) < 120
    same = render(
        found(f"questions: [{', '.join(['{ask: Who?, id: x, answer: a}'] * 400)}]".encode())
    )
    assert "  = the first one: 1:1\n" in same


def test_control_characters_never_reach_the_terminal() -> None:
    text = render(found(b"questions:\n- ask: \x1b[31mred\n  answer: x\n"))
    assert "\x1b" not in text


def test_colour_only_where_asked() -> None:
    assert "\x1b[1;31merror[Q010]\x1b[0m" in render(found(TYPO), color=True)
    assert "\x1b" not in render(found(TYPO), "json", color=True)


def test_concise_is_one_line_each() -> None:
    assert render(found(TYPO), "concise") == (
        "questions/tang.yaml:4:3: error[Q010] unknown key `worng`\n"
    )


def test_github_escapes_what_would_end_its_command() -> None:
    one = Diagnostic("Q010", "50%\nmore", "a,b.yaml", 1, 2, 1, 3, severity=Severity.INFO)
    place = "file=a%2Cb.yaml,line=1,col=2,endLine=1,endColumn=3,title=trainer Q010"
    assert render([one], "github") == f"::notice {place}::50%25%0Amore\n"


def test_json_holds_places_and_whether_it_can_be_fixed() -> None:
    (one,) = json.loads(render(found(b"questions:\n- statement: a\n  answer: yes\n"), "json"))
    assert (one["code"], one["line"], one["column"], one["fixable"]) == ("Q016", 3, 11, True)


def test_sarif_names_its_rules() -> None:
    log = json.loads(render(found(TYPO), "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["Q010"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "questions/tang.yaml"
    assert place["region"]["startLine"] == 4


def part(**fields: object) -> dict[str, object]:
    """An object of the standard with these fields, all needed but those that end in `_`."""
    return {
        "type": "object",
        "properties": {name.rstrip("_"): value for name, value in fields.items()},
        "required": [name for name in fields if not name.endswith("_")],
        "additionalProperties": False,
    }


def many(of: dict[str, object], least: int = 0) -> dict[str, object]:
    return {"type": "array", "items": of, "minItems": least}


TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 1}
NAMED = part(text=TEXT)
REGION = part(startLine=COUNT, startColumn_=COUNT, endLine_=COUNT, endColumn_=COUNT)
ARTIFACT = part(uri={"type": "string", "format": "uri-reference"})
PLACE = part(physicalLocation=part(artifactLocation=ARTIFACT, region_=REGION), message_=NAMED)
RESULT = part(
    ruleId=TEXT, ruleIndex={"type": "integer", "minimum": 0}, message=NAMED,
    level={"enum": ["none", "note", "warning", "error"]}, locations=many(PLACE, 1),
    relatedLocations_=many(PLACE),
)  # fmt: skip
RULE = part(id=TEXT, shortDescription=NAMED, fullDescription=NAMED)
DRIVER = part(name=TEXT, rules=many(RULE))
RUN = part(tool=part(driver=DRIVER), results=many(RESULT),
           columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]})  # fmt: skip
SARIF = part(**{"$schema": TEXT}, version={"const": "2.1.0"}, runs=many(RUN, 1))
"""SARIF 2.1.0 as far as it is used here, with the names, kinds and bounds of the standard."""


@pytest.mark.parametrize("text", [
    b"", b"questions: []\n", TYPO, b"\xff\xfe",
    b"questions:\n- {ask: a, answer: b, ask: c}\n- {ask: a, answer: b, level: 9}\n",
], ids=["empty", "none", "typo", "no text", "several"])  # fmt: skip
def test_sarif_is_what_the_standard_says(text: bytes) -> None:
    jsonschema.validate(json.loads(render(found(text), "sarif")), SARIF)


@pytest.mark.parametrize("style", FORMATS)
def test_nothing_to_say_is_said_in_every_format(style: str) -> None:
    text = render([], style)
    assert text == "" if style in ("full", "concise", "github") else json.loads(text) is not None


def test_whole_files_have_no_excerpt() -> None:
    one = found("questions:".encode("utf-16"))
    assert render(one).startswith("questions/tang.yaml: error[Y002] this file is UTF-16")
