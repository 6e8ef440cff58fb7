"""Answers given here and in the real Anki mean the same in both, wherever on Earth.

TRAINER_HISTORIES sets how many random histories there are in each time zone; the 75 of every run
are 60 without lucky picks in each of four zones.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

COUNT = os.environ.get("TRAINER_HISTORIES", "75")


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "Asia/Kolkata", "America/New_York", "Pacific/Auckland"]
)
def test_states_and_due_days_are_equal_there_and_back(zone: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.anki.histories", zone, COUNT, "7"],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
