"""The codes of all diagnostics, each with its title, its reason, and an example of the mistake."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from trainer.records import record


@record(frozen=True, slots=True)
class Code:
    """What `trainer check --explain` says about one code.

    `bad` and `good` are questions, or files of a library, in the notation that codes.toml tells of.
    """

    code: str
    title: str
    why: str
    bad: str = ""
    good: str = ""


NOTATION = (
    "(‹…› stands for what can't be shown: bytes in hexadecimal digits, or a text and how many "
    "times it stands there.)"
)


@cache
def codes() -> dict[str, Code]:
    """Every code, in the order of the table."""
    text = resources.files("trainer.language").joinpath("codes.toml").read_text(encoding="utf-8")
    return {
        code: Code(
            code,
            page["title"],
            page["why"],
            page.get("bad", "").lstrip("\n"),
            page.get("good", "").lstrip("\n"),
        )
        for code, page in tomllib.loads(text).items()
    }


def explain(code: str) -> str | None:
    """The page of a code in Markdown, or None where there is no such code."""
    found = codes().get(code.upper())
    if found is None:
        return None
    parts = [f"# {found.code}: {found.title}", found.why]
    if found.bad:
        parts += ["Instead of", f"```yaml\n{found.bad}```"]
    if found.good:
        parts += ["write", f"```yaml\n{found.good}```"]
    if "‹" in found.bad:
        parts.append(NOTATION)
    return "\n\n".join(parts) + "\n"


def reference() -> str:
    """The page of all codes in Markdown, as it stands in docs/diagnostics.md."""
    pages = [explain(code) or "" for code in codes()]
    head = (
        "# Diagnostics\n\n"
        "What `trainer check` can say. Codes that begin with Y concern YAML itself, those with Q\n"
        "the question language, those with W the writing of good questions (advice only).\n"
    )
    return "\n".join([head, *(page.replace("# ", "## ", 1) for page in pages)])
