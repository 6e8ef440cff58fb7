import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import Folder
from trainer.bank.library import library_at, library_of, question_files, read_bytes, unreadable
from trainer.errors import TrainerError


def names(folder: Folder) -> list[str]:
    return [found.name for found in question_files(folder.library).files]


def complaints(folder: Folder) -> list[str]:
    return [f"{one.file}: {one.message}" for one in question_files(folder.library).diagnostics]


def test_files_are_listed_in_the_order_of_their_names(folder: Folder) -> None:
    for name in ("b.yaml", "a/2.yml", "a/1.yaml", "a/deep/er/x.yaml", "ü 中.yaml"):
        folder.questions(name)
    folder.write("questions/notes.txt", "")
    folder.write("questions/.hidden.yaml", "")
    folder.write("questions/.git/config.yaml", "")
    folder.write("questions/library.yaml", "")
    folder.questions("a/library.yaml")
    assert names(folder) == [
        "a/1.yaml", "a/2.yml", "a/deep/er/x.yaml", "a/library.yaml", "b.yaml", "ü 中.yaml",
    ]  # fmt: skip
    assert not complaints(folder)


def test_an_empty_folder_has_no_files_and_no_complaints(folder: Folder) -> None:
    assert not names(folder) and not complaints(folder)


def test_what_is_no_file_is_told_and_the_rest_is_read(folder: Folder) -> None:
    folder.questions("good.yaml")
    folder.path("questions/folder.yaml").mkdir()
    folder.path("questions/dangling.yaml").symlink_to("nowhere.yaml")
    folder.path("questions/loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(folder.path("questions/pipe.yaml"))
    assert names(folder) == ["good.yaml"]
    assert [line.split(" file of questions: ")[1] for line in complaints(folder)] == [
        "it is a link that leads nowhere",
        "it is a folder",
        "it is a link that leads nowhere",
        "it is no ordinary file",
    ]


def test_links_stay_within_the_library(folder: Folder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("questions: []")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.yaml").write_text("questions: []")
    folder.questions("a/real.yaml")
    folder.path("questions/out.yaml").symlink_to(secret)
    folder.path("questions/inside.yaml").symlink_to("a/real.yaml")
    folder.path("questions/linked").symlink_to(tmp_path / "elsewhere")
    assert names(folder) == ["a/real.yaml", "inside.yaml"]
    [told] = complaints(folder)
    assert told.startswith("questions/out.yaml") and "link out of the library" in told


def test_whatever_cannot_be_read_is_told_with_what_to_do(folder: Folder) -> None:
    folder.path("questions/folder.yaml").mkdir()
    folder.write("questions/UPPER.YAML", "questions: []")
    folder.write("questions/notes.yaml.txt", "questions: []")
    folder.path("questions/nowhere.yaml").symlink_to("gone.yaml")
    folder.path("questions/out.yaml").symlink_to(folder.write("elsewhere.yaml", "questions: []"))
    ending = "rename it, so that it ends in `.yaml` or `.yml`, in small letters"
    helps = {one.file: one.help for one in question_files(folder.library).diagnostics}
    assert helps == {
        "questions/folder.yaml": "only question files end in `.yaml` and `.yml`: rename it",
        "questions/UPPER.YAML": ending,
        "questions/notes.yaml.txt": ending,
        "questions/nowhere.yaml": "remove it, or let it lead to a file of this library",
        "questions/out.yaml": "copy the file here instead",
    }
    assert unreadable("questions/x.yaml", "permission denied").help


def test_a_name_that_is_no_text_is_told(folder: Folder) -> None:
    Path(os.fsdecode(os.fsencode(folder.path("questions")) + b"/\xff.yaml")).touch()
    assert names(folder) == []
    assert "not valid UTF-8" in complaints(folder)[0]


def test_a_folder_that_may_not_be_read_is_told(folder: Folder) -> None:
    folder.questions("good.yaml")
    folder.questions("closed/x.yaml")
    folder.path("questions/closed").chmod(0)
    script = (
        "import os, pathlib\n"
        "from trainer.bank.library import library_at, question_files\n"
        # Imported when there is something to tell; nobody may be kept from reading it by then.
        "import trainer.language.diagnostics\n"
        # For root nothing is closed; and what nobody may enter above this folder doesn't matter.
        "os.getuid() or os.setuid(65534)\n"
        "here = pathlib.Path()\n"
        "found = question_files(library_at(here, here))\n"
        "print([f.name for f in found.files], *map(str, found.diagnostics))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=folder.root,
        env=environment,
    )
    folder.path("questions/closed").chmod(0o755)
    assert done.stdout.startswith("['good.yaml'] questions/closed: error[Y009]"), done.stderr
    assert "permission denied" in done.stdout


def test_a_file_outside_every_library_is_one_alone(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("questions: []")
    alone = library_of(tmp_path / "a.yaml")
    assert [found.name for found in question_files(alone).files] == ["a.yaml"]
    both = library_of(tmp_path)
    assert [found.name for found in question_files(both).files] == ["a.yaml", "b.yaml"]


def test_a_file_belongs_to_the_nearest_library_above_it(folder: Folder) -> None:
    inner = Folder(folder.path("courses/inner"), folder.cache)
    path = inner.questions("deep/x.yaml")
    assert library_of(path) == library_at(inner.root)
    assert library_of(folder.path("courses")) == library_at(folder.root)


def test_a_path_with_steps_back_leads_to_the_same_library(folder: Folder) -> None:
    folder.questions("x.yaml")
    assert library_of(folder.path("questions/../questions/x.yaml")) == library_at(folder.root)


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match="there is no file or folder"):
        library_of(tmp_path / "gone.yaml")


def test_a_socket_is_no_question_file(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    # A socket's path may have at most 108 bytes, so it is named from within its folder.
    monkeypatch.chdir(folder.path("questions"))
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.yaml")
        assert "it is no ordinary file" in complaints(folder)[0]


@pytest.mark.skipif(sys.platform == "win32", reason="its pipes have no place in a folder")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert read_bytes(tmp_path / "a.yaml") == b""
