"""Questions → a package in QTI 2.1: an item each, a test that has them all, and their pictures.

Source: IMS Question & Test Interoperability 2.1, final, and Content Packaging 1.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from trainer.exchange.losses import PLAIN, Losses, asked, unknown
from trainer.exchange.qti21items import LONGEST_LABEL, NAMESPACE, item
from trainer.exchange.texts import named, plain
from trainer.exchange.xml import clean
from trainer.exchange.zipped import identifier, media_files, zipped
from trainer.question import Question

if TYPE_CHECKING:
    from trainer.exchange.export import Work

SAYS = {
    "hints": "hints aren't carried",
    **unknown("QTI", "tags", "level", "objective", "fact", "after", "was", "names"),
    "typed": "typed answers are compared letter by letter, so that misspellings are wrong",
    "pattern": "`pattern` isn't carried; only the answers are compared",
    "accents": "`accents: strict` isn't carried",
    "reject": "known wrong answers and their feedback aren't carried",
    "unit": "the unit stands behind the field, and the number alone is typed",
    "hint in a blank": "hints of blanks aren't carried",
    "groups": "all blanks of a text are asked for at once",
    "labels": "labels of items aren't carried",
    "order": "putting in order is all or nothing there",
    **PLAIN,
    "sources": "sources become a line of the feedback",
    "formula": "formulas stay TeX between `\\(` and `\\)`, which not every player sets",
}
LONG_ID = f"ids longer than {LONGEST_LABEL} characters aren't carried"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMAS = (
    f"{_PACKAGE} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd "
    f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
)


def write(work: Work, losses: Losses) -> bytes:
    files: dict[str, bytes] = {}
    media: dict[str, bytes] = {}
    kept: list[tuple[str, Question, list[str]]] = []
    for question in asked(work.questions, losses):
        name = identifier(question, len(kept) + 1)
        used = media_files(question, work.pictures, "media")
        media |= used
        files[f"items/{name}.xml"] = _xml(item(question, name, list(used)))
        kept.append((name, question, list(used)))
        if len(question.id) > LONGEST_LABEL:
            losses.also(LONG_ID)
        losses.note(question)
    head = {
        "imsmanifest.xml": _xml(_manifest(work.id, kept)),
        "test.xml": _xml(_test(work.title, kept)),
    }
    return zipped({**head, **files, **media})


def _xml(root: Element) -> bytes:
    if root.tag != "assessmentItem":
        # An item's spaces are its text.
        indent(root)
    data: bytes = tostring(root, "utf-8", xml_declaration=True)
    return data + b"\n"


def _manifest(id: str, kept: list[tuple[str, Question, list[str]]]) -> Element:
    root = Element(
        "manifest",
        {
            "xmlns": _PACKAGE,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": _SCHEMAS,
            "identifier": f"manifest-{len(kept)}",
        },
    )
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    test = _resource(resources, "test", "imsqti_test_xmlv2p1", "test.xml", [])
    for name, _, used in kept:
        SubElement(test, "dependency", identifierref=name)
        _resource(resources, name, "imsqti_item_xmlv2p1", f"items/{name}.xml", used)
    return root


def _resource(resources: Element, name: str, kind: str, href: str, more: list[str]) -> Element:
    resource = SubElement(resources, "resource", identifier=name, type=kind, href=href)
    for file in (href, *more):
        SubElement(resource, "file", href=file)
    return resource


def _test(title: str, kept: list[tuple[str, Question, list[str]]]) -> Element:
    root = Element(
        "assessmentTest",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": _SCHEMAS.partition(f"{_PACKAGE} ")[2].partition(" ")[2],
            "identifier": "test",
            "title": clean(named(title, 200)),
        },
    )
    part = SubElement(
        root,
        "testPart",
        identifier="part",
        navigationMode="nonlinear",
        submissionMode="individual",
    )
    section = SubElement(
        part, "assessmentSection", identifier="section", title=clean(plain(title)), visible="true"
    )
    for name, question, _ in kept:
        ref = SubElement(section, "assessmentItemRef", identifier=name, href=f"items/{name}.xml")
        if question.points != 1:
            SubElement(ref, "weight", identifier="POINTS", value=f"{question.points:g}")
    return root
