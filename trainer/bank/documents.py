"""A document as numbered paragraphs: plain text, Markdown, HTML, and PDF where pypdf is there."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from trainer.errors import TrainerError
from trainer.records import record
from trainer.wording.controls import strip_controls

LARGEST = 32 * 1024 * 1024
MOST = 5_000
"""Paragraphs of a document: more than that is a book, which wants a file a chapter."""

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")


@record(frozen=True, slots=True)
class Document:
    """A title ("" if it names none) and its paragraphs, each as one line; headings are none."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def hashes(self) -> tuple[str, ...]:
        """What is kept of each paragraph: 16 hexadecimal digits that its words give."""
        return tuple(
            hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
            for text in self.paragraphs
        )


def read_document(path: Path) -> Document:
    """The paragraphs of a document, by the ending of its name. Raises TrainerError."""
    try:
        if path.stat().st_size > LARGEST:
            raise TrainerError(
                f"{path} is larger than {LARGEST // 2**20} MiB; give its text alone, or a part."
            )
        data = path.read_bytes()
    except OSError as error:
        raise TrainerError(f"{path} can't be read: {error.strerror or error}.") from None
    reader = _READERS.get(path.suffix.lower(), _plain)
    title, found = reader(path, data)
    paragraphs = tuple(text for text in map(_one_line, found) if any(map(str.isalnum, text)))
    if not paragraphs:
        raise TrainerError(f"{path} has no text in it that questions could be asked about.")
    if len(paragraphs) > MOST:
        raise TrainerError(
            f"{path} has {len(paragraphs):,} paragraphs, more than {MOST:,}; give a chapter at a "
            "time."
        )
    return Document(_one_line(title), paragraphs)


def _one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(strip_controls(text).split()))


def _text(path: Path, data: bytes) -> str:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TrainerError(f"{path} is no text; a document is plain text, Markdown, HTML or PDF.")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TrainerError(
            f"{path} is not UTF-8 (byte {error.start:,}); save it as UTF-8 and try again."
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _plain(path: Path, data: bytes) -> tuple[str, Iterable[str]]:
    return "", _BLANK.split(_text(path, data))


def _markdown(path: Path, data: bytes) -> tuple[str, Iterable[str]]:
    # A library of its own, worth its 58 ms only here.
    from markdown_it import MarkdownIt

    text = _text(path, data)
    lines, title, found = text.split("\n"), "", []
    tokens = MarkdownIt("commonmark").parse(text)
    for n, token in enumerate(tokens):
        if token.level or token.nesting < 0 or token.map is None or token.type == "hr":
            continue
        if token.type == "heading_open":
            title = title or tokens[n + 1].content
        else:
            found.append("\n".join(lines[slice(*token.map)]))
    return title, found


@dataclass
class _Blocks(HTMLParser):
    title: str = ""
    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._words: list[str] = []
        self._hidden = 0
        self._heading = ""
        self._first = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self._end()
            self._heading = tag if tag in _HEADINGS else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self._end()
            self._heading = ""

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._words.append(data)

    def close(self) -> None:
        super().close()
        self._end()

    def _end(self) -> None:
        text = "".join(self._words).strip()
        self._words = []
        if text and self._heading:
            self.title = self.title or text
        elif text:
            self.found.append(text)


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title"})
_HIDDEN = frozenset({"script", "style", "nav", "template", "noscript", "svg", "button", "form"})
_BLOCKS = _HEADINGS | {
    *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "br", "hr", "address"),
    *("table", "tr", "td", "th", "section", "article", "header", "footer", "aside", "main"),
    *("figure", "figcaption", "body", "html", "head"),
}


def _html(path: Path, data: bytes) -> tuple[str, Iterable[str]]:
    reader = _Blocks()
    reader.feed(_text(path, data))
    reader.close()
    return reader.title, reader.found


def _pdf(path: Path, data: bytes) -> tuple[str, Iterable[str]]:
    import io
    import logging

    try:
        from pypdf import PdfReader
    except ImportError:
        raise TrainerError(
            f"{path}: reading PDF needs one more package: pip install 'quiz-trainer[pdf]'."
        ) from None
    # What it warns of on the way is said by what comes of it.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
        title = str((reader.metadata and reader.metadata.title) or "")
    except Exception as error:
        # A damaged or locked file makes it raise nearly anything: AttributeError, AssertionError,
        # NotImplementedError for a filter or a lock it doesn't know.
        reason = str(error).rstrip(".") or type(error).__name__
        raise TrainerError(f"{path} can't be read as PDF: {reason}.") from None
    return title, [part for page in pages for part in _by_lines(page)]


def _by_lines(page: str) -> Iterator[str]:
    """Paragraphs of text that has only lines: one ends at a blank line, or with a sentence in a
    line that is clearly shorter than the longest."""
    lines = page.split("\n")
    full = 0.8 * max(map(len, lines), default=0)
    gathered: list[str] = []
    for line in lines:
        if line.strip():
            gathered.append(line)
        if gathered and (not line.strip() or (len(line) < full and _ENDS.search(line.strip()))):
            yield "\n".join(gathered)
            gathered = []
    if gathered:
        yield "\n".join(gathered)


_READERS: dict[str, Callable[[Path, bytes], tuple[str, Iterable[str]]]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".pdf": _pdf,
}
