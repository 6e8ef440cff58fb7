"""What makes a folder a library: its own file, with the id that histories are kept under."""

from __future__ import annotations

from random import Random
from string import ascii_lowercase

from trainer.language.quoting import scalar
from trainer.wording.slug import slug

LONGEST = 24
RANDOM = 6
"""Letters behind the name: two libraries called `history` must not be one to a learner of both."""

_FILE = """\
# What all files of this library share. Histories are kept under the id: leave it as it is.
id: {id}
title: {title}
"""


def library_id(name: str, rng: Random) -> str:
    """An id no other library has: a slug of the folder's name, and random letters."""
    letters = "".join(rng.choice(ascii_lowercase) for _ in range(RANDOM))
    return f"{slug(name, LONGEST) or 'library'}-{letters}"


def library_file(name: str, rng: Random) -> bytes:
    """The text of a new `library.yaml`; `name` is that of the library's folder."""
    title = scalar(spoken(name) or "Questions")
    return _FILE.format(id=library_id(name, rng), title=title).encode()


def spoken(name: str) -> str:
    """A file's or folder's name as a title: `tang-china` → `Tang china`."""
    # What is no UTF-8 in a file's name would be none in a title.
    name = name.encode(errors="replace").decode()
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:]
