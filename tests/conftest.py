"""How many tests run at once."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """The workers of `-n auto`: one for each core and another for every two of them, since a third
    of the suite's time goes into waiting for terminals, browsers, servers and the disk."""
    cores = os.cpu_count() or 1
    return cores + (cores + 1) // 2
