"""Diagnostics as SARIF 2.1.0, the form code hosts show beside the lines of a change."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import PurePath

from trainer.language.codes import codes as all_codes
from trainer.language.diagnostics import Diagnostic, Related, Severity

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(diagnostics: Sequence[Diagnostic]) -> dict[str, object]:
    """A log of one run, with a rule for every code that occurs."""
    codes = sorted({one.code for one in diagnostics})
    pages = all_codes()
    rules = [
        {
            "id": code,
            "shortDescription": {"text": pages[code].title},
            "fullDescription": {"text": pages[code].why},
        }
        for code in codes
    ]
    results = [_result(one, codes.index(one.code)) for one in diagnostics]
    driver = {"name": "trainer", "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(one: Diagnostic, rule: int) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(one.file)}}
    if one.line:
        region = {"startLine": one.line, "startColumn": one.column}
        if one.end_line:
            region |= {"endLine": one.end_line, "endColumn": one.end_column}
        place["region"] = region
    text = f"{one.message}. {one.help}" if one.help else one.message
    result: dict[str, object] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _LEVEL[one.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
    if one.related:
        result["relatedLocations"] = [_related(other) for other in one.related]
    return result


def _related(other: Related) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(other.file)}}
    if other.line:
        place["region"] = {"startLine": other.line, "startColumn": other.column}
    return {"physicalLocation": place, "message": {"text": other.message}}


def _uri(file: str) -> str:
    from urllib.parse import quote

    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
