"""Media files of strangers under names that any system can hold."""

from __future__ import annotations

import pytest

from trainer.bank.medianames import MediaPaths, is_safe_path, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("map.PNG", "map.png"),
        ("../../etc/map.png", "map.png"),
        ("C:\\maps\\map.png", "map.png"),
        ("CON.png", "file-CON.png"),
        ("what?*.jpg", "what.jpg"),
        (".png", "file.png"),
        ("page.html", ""),
        ("map", ""),
        ("x" * 200 + ".png", "x" * 100 + ".png"),
    ],
)
def test_a_name_becomes_one_that_any_system_can_hold(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert not safe or is_safe_path(f"media/{safe}")


def test_files_that_differ_in_the_case_of_their_names_alone_get_two_paths() -> None:
    paths = MediaPaths()
    assert paths.of("media/map.png", b"one") == "media/map.png"
    assert paths.of("media/Map.png", b"two") == "media/Map-0b1c4a4d.png"
    assert paths.of("media/map.png", b"one") == "media/map.png"
    assert paths.of("china/media/map.png", b"two") == "china/media/map.png"
