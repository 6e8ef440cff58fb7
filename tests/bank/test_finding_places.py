from pathlib import Path

import pytest

from trainer.errors import TrainerError
from trainer.paths import bundled, find_library, folders


def make_library(root: Path) -> Path:
    (root / "questions").mkdir(parents=True)
    return root


def test_the_nearest_folder_upwards_is_the_library(tmp_path: Path) -> None:
    outer = make_library(tmp_path / "外 outer")
    inner = make_library(outer / "courses" / "inner ü")
    deep = inner / "notes" / "week 1"
    deep.mkdir(parents=True)
    assert find_library(None, {}, deep, None, None) == inner
    assert find_library(None, {}, outer / "courses", None, None) == outer


def test_what_is_named_outranks_what_is_found(tmp_path: Path) -> None:
    here, argued, exported, preferred, carried = (
        make_library(tmp_path / name) for name in ("here", "argued", "exported", "set", "bundled")
    )
    environ = {"TRAINER_LIBRARY": str(exported)}
    assert find_library("../argued", environ, here, preferred, carried) == here / "../argued"
    assert find_library(None, environ, here, preferred, carried) == exported
    assert find_library(None, {}, here, preferred, carried) == here
    assert find_library(None, {}, tmp_path, preferred, carried) == preferred
    assert find_library(None, {}, tmp_path, None, carried) == carried
    assert find_library(str(argued / "questions"), {}, here, None, None) == argued


def test_a_folder_without_questions_is_told_with_where_it_was_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(TrainerError, match=r"empty \(from --library\) has no `questions/` in it"):
        find_library("empty", {}, tmp_path, None, None)
    with pytest.raises(TrainerError, match=r"\(from TRAINER_LIBRARY\) is not a folder"):
        find_library(None, {"TRAINER_LIBRARY": "gone"}, tmp_path, None, None)
    with pytest.raises(TrainerError, match="settings file"):
        find_library(None, {}, tmp_path, tmp_path / "empty", None)
    with pytest.raises(TrainerError, match="name one with --library"):
        find_library(None, {}, tmp_path, None, None)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_an_impossible_folder_is_told_like_a_missing_one(tmp_path: Path, name: str) -> None:
    with pytest.raises(TrainerError, match="is not a folder"):
        find_library(name, {}, tmp_path, None, None)


def test_one_variable_moves_everything_that_is_written(tmp_path: Path) -> None:
    found = folders({"TRAINER_HOME": str(tmp_path / "stick ü")})
    assert found.profile("Li Na") == tmp_path / "stick ü" / "profiles" / "Li Na"
    assert found.index.is_relative_to(tmp_path) and found.settings.is_relative_to(tmp_path)


def test_without_a_home_folder_it_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    # What the standard library answers for a user who isn't in the password file.
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    with pytest.raises(TrainerError, match="TRAINER_HOME"):
        folders({})


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", ".hidden", "a\nb"])
def test_a_profile_that_would_leave_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(TrainerError, match="can't be a profile's name"):
        folders({"TRAINER_HOME": str(tmp_path)}).profile(name)


def test_the_bundled_library_is_the_wheels_or_the_checkouts(tmp_path: Path) -> None:
    package = tmp_path / "trainer"
    package.mkdir()
    assert bundled(package) is None
    checkout = make_library(tmp_path)
    assert bundled(package) == checkout
    wheel = make_library(package / "bundled")
    assert bundled(package) == wheel
