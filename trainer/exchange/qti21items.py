"""Items of QTI 2.1, kind by kind: what is declared, what is shown, how it is scored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement

from trainer.exchange.numbers import decimal, shares
from trainer.exchange.pictures import kind
from trainer.exchange.qti21parts import Parts
from trainer.exchange.texts import BLANK, named, plain, weighed, with_blanks
from trainer.exchange.xhtml import elements, fill
from trainer.exchange.xml import clean
from trainer.language.markup import to_plain
from trainer.question import (
    Blank,
    Choice,
    Choices,
    Cloze,
    Match,
    Number,
    Order,
    Question,
    Recall,
    Short,
    Term,
    Truth,
)

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
LONGEST_LABEL = 256
_SCHEMA = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_SOUND = "audio/"


def item(question: Question, name: str, media: Sequence[str]) -> Element:
    """One item; `media` are its files as they lie beside the folder of items."""
    root = Element(
        "assessmentItem",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": _SCHEMA,
            "identifier": name,
            "title": clean(named(question.ask)) or name,
            "adaptive": "false",
            "timeDependent": "false",
            **({"label": question.id} if len(question.id) <= LONGEST_LABEL else {}),
            **({"xml:lang": question.lang} if question.lang else {}),
        },
    )
    made = _Item(root, question, media)
    made.write()
    return root


class _Item(Parts):
    """Writes the parts of an item, kind by kind."""

    def _ask(self, text: str) -> Element:
        paragraph = fill(SubElement(self.body, "p"), text)
        self._shown()
        return paragraph

    def _shown(self) -> None:
        for file in self.media:
            paragraph = SubElement(self.body, "p")
            if kind(file).startswith(_SOUND):
                SubElement(paragraph, "object", data=f"../{file}", type=kind(file)).text = "Sound"
            else:
                image = self.question.image
                alt = to_plain(image.alt) if image else ""
                SubElement(paragraph, "img", src=f"../{file}", alt=alt)

    def _entry(self, parent: Element, name: str = "RESPONSE", length: int = 30) -> None:
        SubElement(
            parent, "textEntryInteraction", responseIdentifier=name, expectedLength=str(length)
        )

    def _body(self) -> None:
        match self.question.body:
            case Choice() | Choices() as body:
                self._choice(body)
            case Truth() as body:
                self._truth(body)
            case Short() as body:
                self._typed(body.ask, (body.answer, *body.accept), body.case)
            case Term() as body:
                self._typed(body.means, (body.term,))
            case Number() as body:
                self._number(body)
            case Cloze() as body:
                self._cloze(body)
            case Order() as body:
                self._order(body)
            case Match() as body:
                self._match(body)
            case Recall() as body:
                self._recall(body)
            case other:
                assert_never(other)

    def _choice(self, body: Choice | Choices) -> None:
        names = [f"o{n}" for n in range(1, len(body.options) + 1)]
        right = [n for n, option in zip(names, body.options, strict=True) if option.right]
        self.feedback = [
            (n, option.feedback)
            for n, option in zip(names, body.options, strict=True)
            if option.feedback
        ]
        if isinstance(body, Choices) and body.partial:
            gain, loss = shares(body)
            both = zip(names, body.options, strict=True)
            mapped = [(n, gain if option.right else loss) for n, option in both]
            self._declare(right, "identifier", "multiple", mapped)
            self._template("map_response")
        else:
            several = isinstance(body, Choices)
            self._declare(right, "identifier", "multiple" if several else "single")
            self._template("match_correct")
        self._ask(body.ask)
        most = "1" if isinstance(body, Choice) else "0"
        self._options(
            zip(names, (option.text for option in body.options), strict=True), most, body.fixed
        )

    def _options(self, options: Iterable[tuple[str, str]], most: str, fixed: bool) -> None:
        interaction = SubElement(
            self.body,
            "choiceInteraction",
            responseIdentifier="RESPONSE",
            shuffle=str(not fixed).lower(),
            maxChoices=most,
        )
        for name, text in options:
            fill(SubElement(interaction, "simpleChoice", identifier=name), text)

    def _truth(self, body: Truth) -> None:
        if body.correction:
            self.feedback = [("true", body.correction)]
        self._declare([str(body.answer).lower()], "identifier")
        self._template("match_correct")
        self._ask(body.statement)
        self._options((("true", "True"), ("false", "False")), "1", fixed=True)

    def _typed(self, ask: str, answers: Sequence[str], strict: bool = False) -> None:
        texts = list(dict.fromkeys(map(_plain, answers)))
        self._declare(texts[:1], "string", mapped=((t, 1) for t in texts), strict=strict)
        self._template("map_response")
        self._ask(ask)
        self._entry(SubElement(self.body, "p"), length=_length(texts))

    def _number(self, body: Number) -> None:
        number = body.number
        value = number.low if number.value is None else number.value
        self._declare([decimal(value)], "float")
        self.processing = Element("responseProcessing")
        within = Element("and")
        for name, bound in (("gte", number.low), ("lte", number.high)):
            compared = SubElement(within, name)
            SubElement(compared, "variable", identifier="RESPONSE")
            SubElement(compared, "baseValue", baseType="float").text = decimal(bound)
        self._if(within)
        self._ask(body.ask)
        paragraph = SubElement(self.body, "p")
        self._entry(paragraph, length=12)
        if number.unit:
            paragraph[-1].tail = f" {number.unit}"

    def _cloze(self, body: Cloze) -> None:
        blanks = [part for part in body.parts if isinstance(part, Blank)]
        self.processing = Element("responseProcessing")
        score = SubElement(self.processing, "setOutcomeValue", identifier="SCORE")
        total = SubElement(score, "sum")
        for number, blank in enumerate(blanks, 1):
            name = f"RESPONSE-{number}"
            texts = list(dict.fromkeys(map(_plain, (blank.answer, *blank.accept))))
            share = 1 / len(blanks)
            self._declare(texts[:1], "string", mapped=((t, share) for t in texts), name=name)
            SubElement(total, "mapResponse", identifier=name)
        text = with_blanks(body)
        paragraph = elements(text)
        paragraph.tag = "p"
        entries = iter(enumerate(blanks, 1))
        _split(paragraph, entries)
        self.body.append(paragraph)
        self._shown()

    def _order(self, body: Order) -> None:
        names = [f"i{n}" for n in range(1, len(body.items) + 1)]
        self._declare(names, "identifier", "ordered")
        self._template("match_correct")
        self._ask(body.ask)
        interaction = SubElement(
            self.body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true"
        )
        for name, one in zip(names, body.items, strict=True):
            fill(SubElement(interaction, "simpleChoice", identifier=name), one.text)

    def _match(self, body: Match) -> None:
        rights = {text: f"r{n}" for n, text in enumerate(body.rights, 1)}
        right = [f"l{n} {rights[text]}" for n, (_, text) in enumerate(body.pairs, 1)]
        share = 1 / len(right)
        self._declare(right, "directedPair", "multiple", ((pair, share) for pair in right))
        self._template("map_response")
        self._ask(body.ask)
        interaction = SubElement(
            self.body,
            "matchInteraction",
            responseIdentifier="RESPONSE",
            shuffle="true",
            maxAssociations=str(len(right)),
        )
        lefts = SubElement(interaction, "simpleMatchSet")
        for n, left in enumerate(body.lefts, 1):
            choice = {"identifier": f"l{n}", "matchMax": "1"}
            fill(SubElement(lefts, "simpleAssociableChoice", choice), left)
        others = SubElement(interaction, "simpleMatchSet")
        for text, name in rights.items():
            choice = {"identifier": name, "matchMax": "0"}
            fill(SubElement(others, "simpleAssociableChoice", choice), text)

    def _recall(self, body: Recall) -> None:
        SubElement(
            self.root,
            "responseDeclaration",
            identifier="RESPONSE",
            cardinality="single",
            baseType="string",
        )
        rubric = SubElement(self.body, "rubricBlock", view="scorer")
        if body.model:
            fill(SubElement(rubric, "p"), body.model)
        if body.rubric:
            points = SubElement(rubric, "ul")
            for point in body.rubric:
                fill(SubElement(points, "li"), weighed(point))
        self._ask(body.ask)
        SubElement(
            self.body,
            "extendedTextInteraction",
            responseIdentifier="RESPONSE",
            expectedLines="8",
        )


def _split(parent: Element, entries: Iterable[tuple[int, Blank]]) -> None:
    """Put a field for each blank where its mark stands, in the text of an element or below it."""
    texts = [(None, parent.text or ""), *((child, child.tail or "") for child in list(parent))]
    children: list[Element] = []
    queue = iter(entries)
    for child, text in texts:
        if child is None:
            parent.text = ""
        else:
            child.tail = None
            _split(child, queue)
            children.append(child)
        first, *rest = text.split(BLANK)
        _after(parent, children, first)
        for more in rest:
            number, blank = next(iter(queue))
            texts_of = [plain(t) for t in (blank.answer, *blank.accept)]
            field = Element(
                "textEntryInteraction",
                responseIdentifier=f"RESPONSE-{number}",
                expectedLength=str(_length(texts_of)),
            )
            children.append(field)
            _after(parent, children, more)
    parent[:] = children


def _after(parent: Element, children: list[Element], text: str) -> None:
    if children:
        children[-1].tail = (children[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _plain(text: str) -> str:
    return clean(plain(text))


def _length(texts: Sequence[str]) -> int:
    """How wide a field should be: in steps, so that it tells little of its answer."""
    return 10 * (max(map(len, texts)) // 10 + 1)
