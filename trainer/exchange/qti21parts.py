"""What every item of QTI 2.1 has: its declarations, its scoring, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement

from trainer.exchange.numbers import decimal
from trainer.exchange.texts import explained
from trainer.exchange.xhtml import fill
from trainer.question import Choices, Question

_TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"


class Parts:
    """What items have in common, in the order that the schema asks for; `_body` is their own."""

    def __init__(self, root: Element, question: Question, media: Sequence[str]) -> None:
        self.root, self.question, self.media = root, question, media
        self.body = Element("itemBody")
        self.processing: Element | None = None
        self.feedback: list[tuple[str, str]] = []

    def write(self) -> None:
        self._body()
        general = explained(self.question)
        outcomes = [("SCORE", "single", "float", "0")]
        if general:
            # Shown as it is: no answer leaves it out.
            outcomes.append(("EXPLAIN", "single", "identifier", "explain"))
        if self.feedback:
            several = isinstance(self.question.body, Choices)
            outcomes.append(("FEEDBACK", "multiple" if several else "single", "identifier", ""))
        for name, cardinality, base, default in outcomes:
            outcome = SubElement(
                self.root,
                "outcomeDeclaration",
                identifier=name,
                cardinality=cardinality,
                baseType=base,
            )
            if default:
                SubElement(SubElement(outcome, "defaultValue"), "value").text = default
        self.root.append(self.body)
        if self.processing is not None:
            self._process_feedback()
            self.root.append(self.processing)
        for identifier, text in self.feedback:
            self._modal("FEEDBACK", identifier, text, block=False)
        if general:
            self._modal("EXPLAIN", "explain", general, block=True)

    def _modal(self, outcome: str, identifier: str, text: str, block: bool) -> None:
        modal = SubElement(
            self.root,
            "modalFeedback",
            outcomeIdentifier=outcome,
            identifier=identifier,
            showHide="show",
        )
        fill(modal, text, block)

    def _process_feedback(self) -> None:
        if self.feedback and self.processing is not None:
            said = SubElement(self.processing, "setOutcomeValue", identifier="FEEDBACK")
            SubElement(said, "variable", identifier="RESPONSE")

    def _declare(
        self,
        values: Iterable[str],
        base: str,
        cardinality: str = "single",
        mapped: Iterable[tuple[str, float]] = (),
        name: str = "RESPONSE",
        strict: bool = False,
    ) -> None:
        declared = SubElement(
            self.root,
            "responseDeclaration",
            identifier=name,
            cardinality=cardinality,
            baseType=base,
        )
        correct = SubElement(declared, "correctResponse")
        for value in values:
            SubElement(correct, "value").text = value
        entries = list(mapped)
        if entries:
            bounds = {"lowerBound": "0", "upperBound": "1", "defaultValue": "0"}
            mapping = SubElement(declared, "mapping", bounds)
            case = {"caseSensitive": str(strict).lower()} if base == "string" else {}
            for key, share in entries:
                value = decimal(float(f"{share:.10g}"))
                SubElement(mapping, "mapEntry", {"mapKey": key, "mappedValue": value, **case})

    def _template(self, name: str) -> None:
        if not self.feedback:
            self.processing = Element("responseProcessing", template=f"{_TEMPLATES}/{name}")
            return
        self.processing = Element("responseProcessing")
        if name == "map_response":
            score = SubElement(self.processing, "setOutcomeValue", identifier="SCORE")
            SubElement(score, "mapResponse", identifier="RESPONSE")
            return
        match = Element("match")
        SubElement(match, "variable", identifier="RESPONSE")
        SubElement(match, "correct", identifier="RESPONSE")
        self._if(match)

    def _if(self, condition: Element) -> None:
        assert self.processing is not None
        response = SubElement(SubElement(self.processing, "responseCondition"), "responseIf")
        response.append(condition)
        score = SubElement(response, "setOutcomeValue", identifier="SCORE")
        SubElement(score, "baseValue", baseType="float").text = "1"

    def _body(self) -> None:
        raise NotImplementedError
