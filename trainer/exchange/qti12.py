"""Questions → a package in QTI 1.2 as Canvas imports it: a quiz, and its pictures.

Source: IMS QTI 1.2.1 (ASI), with the metadata by which Canvas knows its kinds of question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from trainer.exchange.losses import PLAIN, Losses, asked, unknown
from trainer.exchange.qti12items import item
from trainer.exchange.xml import clean
from trainer.exchange.zipped import identifier, media_files, zipped

if TYPE_CHECKING:
    from trainer.exchange.export import Work

SAYS = {
    "hints": "hints aren't carried",
    **unknown("QTI 1.2", "tags", "level", "objective", "lang", "fact", "after", "was", "names"),
    "fixed": "the order of options isn't kept; Canvas shuffles as the quiz says",
    "partial": "Canvas counts picks by its own rule",
    "whole": "Canvas gives part of the mark",
    "typed": "Canvas compares typed answers letter by letter, so that misspellings are wrong",
    "pattern": "`pattern` isn't carried; only the answers are compared",
    "strict": "`case` and `accents` aren't carried",
    "reject": "known wrong answers and their feedback aren't carried",
    "unit": "the unit stands behind the question, and the number alone is typed",
    "hint in a blank": "hints of blanks aren't carried",
    "groups": "all blanks of a text are asked for at once",
    "order": "turned into pairings of places and items, as Canvas can't put things in order",
    "labels": "labels of items aren't carried",
    "recall": "the model answer and the rubric stand in the feedback",
    **PLAIN,
    "sources": "sources become a line of the feedback",
    "formula": "formulas stay TeX between `\\(` and `\\)`, which Canvas sets where MathJax is on",
}
NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_FOLDER = "assessment"


def write(work: Work, losses: Losses) -> bytes:
    root = Element("questestinterop", xmlns=NAMESPACE)
    assessment = SubElement(root, "assessment", ident=_FOLDER, title=clean(work.title))
    section = SubElement(assessment, "section", ident="root_section")
    media: dict[str, bytes] = {}
    for question in asked(work.questions, losses):
        used = media_files(question, work.pictures, "images")
        media |= used
        section.append(item(question, identifier(question, len(section) + 1), list(used)))
        losses.note(question)
    indent(root)
    quiz: bytes = tostring(root, "utf-8", xml_declaration=True)
    return zipped(
        {"imsmanifest.xml": _manifest(list(media)), f"{_FOLDER}/{_FOLDER}.xml": quiz, **media}
    )


def _manifest(media: list[str]) -> bytes:
    root = Element("manifest", xmlns=_PACKAGE, identifier="manifest")
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "IMS Content"
    SubElement(metadata, "schemaversion").text = "1.1.3"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    quiz = f"{_FOLDER}/{_FOLDER}.xml"
    for name, kind, href in (
        (_FOLDER, "imsqti_xmlv1p2", quiz),
        *((f"media-{n}", "webcontent", file) for n, file in enumerate(media, 1)),
    ):
        one = SubElement(resources, "resource", identifier=name, type=kind, href=href)
        SubElement(one, "file", href=href)
    indent(root)
    data: bytes = tostring(root, "utf-8", xml_declaration=True)
    return data
