"""`trainer browse` without a terminal."""

from __future__ import annotations

import json

from tests.shells import TANG, Shell


def test_what_a_search_finds_is_listed(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG + "- {term: jiedushi, means: a governor, id: j}\n")
    done = shell.run("browse", "kind:term", "id:tang/")
    assert done.stdout.splitlines()[-1] == "2 cards."
    assert "tang/j#back" in done.stdout and "founder" not in done.stdout
    found = [
        json.loads(line) for line in shell.run("browse", "--json", "id:tang/").stdout.splitlines()
    ]
    assert [one["id"] for one in found] == ["tang/founder", "tang/j#forward", "tang/j#back"]
    assert found[0]["state"] == "new" and found[0]["due"] is None


def test_a_search_that_means_nothing_is_told_in_a_sentence(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    for search in ("level:nine", "is:lost", "deck:elsewhere", "colour:red"):
        done = shell.run("browse", search)
        assert done.returncode == 2 and "Traceback" not in done.stderr
        assert done.stderr.count("\n") == 1
