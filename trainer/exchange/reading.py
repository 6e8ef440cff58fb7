"""A file of another program → what it asks: which format it is, is seen from the file itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from trainer.errors import TrainerError
from trainer.exchange.arrivals import MOST_BYTES, Arrivals, text_of

_ANSWER = re.compile(r"^ANSWER:\s*[A-Z]\s*$", re.MULTILINE)
_TABLES = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
_KNOWN = "GIFT, Moodle XML, Aiken, CSV and TSV"
_OTHERS = frozenset({".json", ".jsonl", ".yaml", ".yml", ".html", ".htm"})
"""Texts with braces or angle brackets in them which are neither GIFT nor Moodle's."""
_ZIP = b"PK\x03\x04"


def read_file(path: Path) -> Arrivals:
    """Every question of a file. Raises TrainerError, in which the file is named."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TrainerError(f"{path} can't be read: {reason}.") from None
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 2**20
        raise TrainerError(f"{path} is larger than {most} MiB; export fewer questions at once.")
    return reader(data, path)(data, str(path))


def reader(data: bytes, path: Path) -> Callable[[bytes, str], Arrivals]:
    """What reads the file. Raises TrainerError where nothing does."""
    suffix = path.suffix.lower()
    if suffix in _OTHERS or data.startswith(_ZIP):
        raise _unknown(path)
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        from trainer.exchange.moodlereader import read_moodle

        return read_moodle
    text = text_of(data, str(path))
    if suffix in _TABLES or (suffix != ".gift" and _is_table(text)):
        from trainer.exchange.tablereader import read_table

        return lambda data, file: read_table(text, _TABLES.get(suffix, "\t"), file)
    if suffix != ".gift" and _ANSWER.search(text.replace("\r", "")):
        from trainer.exchange.aiken import read_aiken

        return lambda data, file: read_aiken(text)
    if suffix == ".gift" or re.search(r"(?<!\\)\{[^{}]*\}", text):
        from trainer.exchange.giftreader import read_gift

        return lambda data, file: read_gift(text)
    raise _unknown(path)


def _unknown(path: Path) -> TrainerError:
    return TrainerError(
        f"{path} is in no format that `trainer import` reads: packages of Anki (.apkg, .colpkg), "
        f"{_KNOWN}."
    )


def _is_table(text: str) -> bool:
    """Whether it is what Quizlet exports: a term, a tab and a meaning on each line."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and all(line.strip("\n").count("\t") == 1 for line in lines[:1000])
