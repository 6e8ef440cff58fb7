"""Bytes into text: what is no text, or holds characters that no question needs, is met here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from trainer.language.conflict import settled
from trainer.language.diagnostics import Diagnostic, Edit, Severity
from trainer.language.keys import MAX_FILE
from trainer.language.plainness import PLAIN, is_odd
from trainer.language.reporter import BOM, Reporter
from trainer.patterns import pattern
from trainer.records import record

_NO_TEXT = "what ends in `.yaml` is text: give it another ending, or move it elsewhere"
_SAVE = "save it as UTF-8, which editors have as *Encoding* under *Save as*"
_SAVE_BARE = _SAVE.replace("UTF-8", "UTF-8 without BOM")
_ENDS = "save the file with line ends LF or CRLF"
_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")


@record(frozen=True, slots=True)
class Opened:
    """A file's text, which may be parsed, and its reporter, whose text is what was written.

    `spoiled` are the characters that were refused; each became a blank in `text`.
    """

    text: str
    reporter: Reporter
    spoiled: tuple[int, ...] = ()


def open_bytes(data: bytes, file: str, first_line: int = 1) -> Opened | Diagnostic:
    """The text of a file, or why it has none."""
    if len(data) > MAX_FILE:
        # Whoever reads a file stops at one byte more, and so doesn't know its size.
        message = f"this file has more than {MAX_FILE // 1024 // 1024} MiB"
        return Diagnostic("Y004", message, file, help="split it into several files")
    if refused := _encoding(data, file):
        return refused
    bom = len(BOM) if data.startswith(BOM) else 0
    try:
        text = data[bom:].decode()
    except UnicodeDecodeError as error:
        return _latin(data, file, bom + error.start)
    lone = data.count(b"\r") != data.count(b"\r\n")
    is_mac = lone and b"\n" not in data
    if is_mac:
        text = text.replace("\r", "\n")
    reporter = Reporter(file, text, first_line, bom)
    if bom:
        message = "this file begins with a byte order mark"
        fix: tuple[Edit, ...] = (Edit(0, bom, ""),)
        reporter.report("Y024", (0, 1), message, _SAVE_BARE, severity=Severity.WARNING, fix=fix)
    if is_mac:
        message = "this file's lines end in carriage returns alone, as on old Macs"
        fix = tuple(reporter.edit(end, end + 1, "\n") for end in _ends(text))
        reporter.report("Y008", (0, 1), message, _ENDS, severity=Severity.WARNING, fix=fix)
    if (lone and not is_mac) or is_odd(data, bom) or data.translate(None, PLAIN):
        return _spoiled(reporter)
    return Opened(settled(text, reporter), reporter)


def _ends(text: str) -> Iterator[int]:
    return (found.start() for found in re.finditer("\n", text))


def folder_of(file: str) -> str:
    """The folder of a question file under `questions/`, with forward slashes."""
    path = PureWindowsPath(file) if "\\" in file else PurePosixPath(file)
    parts = path.parent.parts
    if "questions" not in parts:
        return ""
    return "/".join(parts[len(parts) - parts[::-1].index("questions") :])


def _encoding(data: bytes, file: str) -> Diagnostic | None:
    save = _SAVE
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:4] == b"\0\0\xfe\xff":
        return Diagnostic("Y002", "this file is UTF-16, not UTF-8", file, help=save)
    if b"\0" not in data:
        return None
    half = data[:2000].count(b"\0") * 3 > min(len(data), 2000)
    if half:
        return Diagnostic("Y002", "this file is UTF-16 or UTF-32, not UTF-8", file, help=save)
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    message = f"this is no text file: it holds a NUL byte (line {line})"
    return Diagnostic("Y001", message, file, help=_NO_TEXT)


def _latin(data: bytes, file: str, at: int) -> Diagnostic:
    start = data.rfind(b"\n", 0, at) + 1
    stop = data.find(b"\n", at)
    line = data[start : stop if stop >= 0 else len(data)]
    column = len(data[start:at].decode(errors="replace")) + 1
    control = sum(byte < 9 for byte in data[:1000])
    if control > 10:
        message = "this is no text file"
        return Diagnostic("Y001", message, file, help=_NO_TEXT)
    return Diagnostic(
        "Y003",
        "this file isn't UTF-8; it looks like Latin-1 or Windows-1252",
        file,
        data.count(b"\n", 0, at) + 1,
        column,
        data.count(b"\n", 0, at) + 1,
        column + 1,
        help=_SAVE,
        excerpt=line.decode("cp1252", errors="replace").rstrip("\r"),
    )


def _spoiled(reporter: Reporter) -> Opened:
    text = reporter.text
    spoiled: list[int] = []
    lines: set[int] = set()
    for found in _CONTROL.finditer(text):
        at = found.start()
        spoiled.append(at)
        if (line := reporter.place(at)[0]) not in lines:
            lines.add(line)
            reporter.report(*_refusal(found[0], at), fix=(reporter.edit(at, at + 1, " "),))
    return Opened(settled(_CONTROL.sub(" ", text), reporter), reporter, tuple(spoiled))


def _refusal(character: str, at: int) -> tuple[str, tuple[int, int], str, str]:
    name = f"U+{ord(character):04X}"
    where = (at, at + 1)
    if character in "\x85\u2028\u2029":
        message = f"{name} is a line end to YAML, invisible in most editors"
        return "Y008", where, message, "replace it by a space or a real line break"
    if character == "\r":
        message = "a carriage return stands here without a line feed"
        return "Y008", where, message, _ENDS
    if character == "\ufeff":
        return "Y007", where, "a byte order mark within the text", "remove it"
    return "Y007", where, f"control character {name}", "remove it"
