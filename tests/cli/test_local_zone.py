"""The zone of whoever sits here, as their system names it."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

import pytest
from tzlocal import get_localzone

from trainer.cli.context import LOCALTIME, local_zone

links = pytest.mark.skipif(os.name == "nt" or not TZPATH, reason="Windows has no such link")


@links
@pytest.mark.parametrize("name", ["Asia/Shanghai", "America/Argentina/Ushuaia", "Europe/Berlin"])
def test_it_is_the_one_that_the_link_names(name: str, tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(Path("/usr/share/zoneinfo") / name)
    assert local_zone({}, link) == ZoneInfo(name)


@links
def test_a_link_to_no_zone_leaves_the_question_to_the_library(tmp_path: Path) -> None:
    for target in ("/usr/share/zoneinfo/Mars/Olympus_Mons", "/somewhere/else", "localtime"):
        (link := tmp_path / "localtime").symlink_to(target)
        assert local_zone({}, link) == get_localzone()
        link.unlink()


def test_here_it_is_what_the_library_says() -> None:
    assert local_zone(os.environ, LOCALTIME) == get_localzone()
