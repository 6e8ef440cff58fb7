"""How many of the tests' seeded mistakes each checker names, and on their lines."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.rows import Row
from tests.language.test_mistakes import DATA, MARK

Found = set[tuple[str, int]]
"""Names of files and lines; line 0 where a file is said to be wrong without one."""


def slips(
    folder: Path, trainer: Sequence[str], lint: Sequence[str], validate: Sequence[str]
) -> Iterator[Row]:
    """One file with many mistakes, and many files with one each; errors only, no advice."""
    one, many = [DATA / "mistakes.yaml"], sorted((DATA / "damage").glob("*.yaml"))
    for kind, sources in (("one file", one), (f"{len(many)} files", many)):
        home = folder / f"slips-{len(sources)}"
        files, seeded = _laid(home / "questions", sources)
        env = {**os.environ, "TRAINER_HOME": str(home / "home")}
        ours = _ours([*trainer, "check", "--format", "json", *files], home, env)
        for name, found in (
            ("yamllint", _yamllint([*lint, "-f", "parsable"], files, home)),
            ("check-jsonschema", _validated(validate, files, home)),
        ):
            what = f"of {len(seeded)} mistakes in {kind}, named on their line"
            yield Row(what, len(ours & seeded), "", name, len(found & seeded))
            if len(sources) > 1:
                wrong = {file for file, _ in seeded}
                noticed = [len(wrong & {file for file, _ in each}) for each in (ours, found)]
                yield Row(
                    f"of {len(wrong)} such files, called wrong", noticed[0], "", name, noticed[1]
                )


def _laid(folder: Path, sources: Sequence[Path]) -> tuple[list[str], Found]:
    """The files without their marks, and where those were."""
    folder.mkdir(parents=True)
    seeded: Found = set()
    for source in sources:
        text = source.read_text(encoding="utf-8")
        seeded |= {
            (source.name, n) for n, line in enumerate(text.split("\n"), 1) if line.endswith(MARK)
        }
        (folder / source.name).write_text(text.replace(MARK, ""), encoding="utf-8")
    return [f"questions/{source.name}" for source in sources], seeded


def _ours(command: Sequence[str], cwd: Path, env: dict[str, str]) -> Found:
    said = json.loads(_said(command, cwd, env))
    return {(Path(one["file"]).name, one["line"]) for one in said if one["severity"] != "info"}


def _yamllint(command: Sequence[str], files: Sequence[str], cwd: Path) -> Found:
    """A process for each file: a control character ends it with a traceback."""
    line = re.compile(r"(.+?):(\d+):\d+: \[")
    said = "".join(_said([*command, file], cwd) for file in files)
    found = filter(None, map(line.match, said.splitlines()))
    return {(Path(one[1]).name, int(one[2])) for one in found}


def _validated(command: Sequence[str], files: Sequence[str], cwd: Path) -> Found:
    """What can't be parsed is named with its line, what the schema finds with a path and none."""
    found: Found = set()
    file = ""
    for line in _said([*command, *files], cwd).splitlines():
        if named := re.match(r"\s+(?:Failed to parse )?(questions/[^:\s]+)(?:::.*)?$", line):
            file = Path(named[1]).name
            found.add((file, 0))
        elif placed := re.search(r"line (\d+), column", line):
            found.add((file, int(placed[1])))
    return found


def _said(command: Sequence[str], cwd: Path, env: dict[str, str] | None = None) -> str:
    return subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, check=False
    ).stdout
