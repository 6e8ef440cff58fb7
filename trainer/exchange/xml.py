"""XML of strangers → a tree: no document type, so no entities that grow or reach outside."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from trainer.errors import TrainerError

DEEPEST = 100


class _RefusedError(Exception):
    """What no export of questions has; the text says what."""


def parse(data: bytes, file: str) -> Element:
    """The root of the document. Raises TrainerError, in which the file is named."""
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _RefusedError(f"it is nested deeper than {DEEPEST} levels")
        builder.start(name, dict(attributes))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def doctype(*_: object) -> None:
        raise _RefusedError("it declares a document type, which exports of questions don't")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
        return builder.close()
    except _RefusedError as error:
        raise TrainerError(f"{file} isn't read: {error}.") from None
    except expat.ExpatError as error:
        raise TrainerError(
            f"{file}:{error.lineno}:{error.offset + 1}: this isn't sound XML "
            f"({expat.errors.messages[error.code]}); export it again."
        ) from None
    except (LookupError, ValueError):
        raise TrainerError(f"{file} has an encoding that isn't known; save it as UTF-8.") from None


def text(element: Element | None, path: str = "") -> str:
    """The text of an element, or of one below it; '' where there is none."""
    found = element.find(path) if element is not None and path else element
    return (found.text or "").strip() if found is not None else ""


def clean(text: str) -> str:
    """The text without what XML can't say, which the reader of questions refuses as well."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
