"""Items of QTI 1.2 as Canvas reads them, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement

from trainer.exchange.numbers import decimal
from trainer.exchange.pictures import kind
from trainer.exchange.texts import BLANK, explained, model_html, named, plain, with_blanks
from trainer.exchange.xml import clean
from trainer.language.markup import to_html, to_plain
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

_KINDS = {
    Choice: "multiple_choice_question",
    Choices: "multiple_answers_question",
    Truth: "true_false_question",
    Short: "short_answer_question",
    Number: "numerical_question",
    Cloze: "fill_in_multiple_blanks_question",
    Order: "matching_question",
    Match: "matching_question",
    Recall: "essay_question",
    Term: "short_answer_question",
}
_ONE = "response1"


def item(question: Question, name: str, media: Sequence[str]) -> Element:
    """One item; `media` are its files as they lie in the package."""
    root = Element("item", ident=name, title=clean(named(question.ask)) or name)
    fields = SubElement(SubElement(root, "itemmetadata"), "qtimetadata")
    _field(fields, "question_type", _KINDS[type(question.body)])
    _field(fields, "points_possible", f"{question.points:g}")
    made = _Item(question, media)
    made.write()
    root.append(made.presentation)
    root.append(made.processing)
    root.extend(made.feedback)
    return root


def _field(parent: Element, label: str, entry: str) -> None:
    field = SubElement(parent, "qtimetadatafield")
    SubElement(field, "fieldlabel").text = label
    SubElement(field, "fieldentry").text = entry


def _material(parent: Element, text: str, form: str = "html") -> None:
    said = SubElement(SubElement(parent, "material"), "mattext", texttype=f"text/{form}")
    said.text = clean(text)


class _Item:
    """Writes what is shown, how it is scored, and what is said to whom."""

    def __init__(self, question: Question, media: Sequence[str]) -> None:
        self.question, self.media = question, media
        self.presentation = Element("presentation")
        self.processing = Element("resprocessing")
        outcomes = SubElement(self.processing, "outcomes")
        score = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
        SubElement(outcomes, "decvar", score)
        self.feedback: list[Element] = []

    def write(self) -> None:
        general = to_html(explained(self.question), block=True)
        if isinstance(self.question.body, Recall):
            general = model_html(self.question.body, explained(self.question))
        if general:
            condition = self._condition("Yes", "general_fb")
            SubElement(condition, "other")
            self._say("general_fb", general)
        match self.question.body:
            case Choice() | Choices() as body:
                self._choice(body)
            case Truth() as body:
                self._truth(body)
            case Short() as body:
                self._typed(body.ask, (body.answer, *body.accept))
            case Term() as body:
                self._typed(body.means, (body.term,))
            case Number() as body:
                self._number(body)
            case Cloze() as body:
                self._cloze(body)
            case Order() as body:
                places = [(str(n), one.text) for n, one in enumerate(body.items, 1)]
                self._match(body.ask, places, [one.text for one in body.items])
            case Match() as body:
                self._match(body.ask, body.pairs, body.rights)
            case Recall() as body:
                self._ask(to_html(body.ask))
                self._field()
                SubElement(self._condition("No"), "other")
            case other:
                assert_never(other)

    def _say(self, name: str, html: str) -> None:
        said = Element("itemfeedback", ident=name)
        _material(SubElement(said, "flow_mat"), html)
        self.feedback.append(said)

    def _condition(self, goes_on: str, feedback: str = "") -> Element:
        """The condition of a rule, which is to be filled in; what it shows stands behind it."""
        rule = SubElement(self.processing, "respcondition", {"continue": goes_on})
        condition = SubElement(rule, "conditionvar")
        if feedback:
            SubElement(rule, "displayfeedback", feedbacktype="Response", linkrefid=feedback)
        return condition

    def _scored(self, action: str = "Set", score: float = 100) -> Element:
        rule = SubElement(self.processing, "respcondition", {"continue": "No"})
        if action == "Add":
            rule.attrib.pop("continue")
        condition = SubElement(rule, "conditionvar")
        setvar = SubElement(rule, "setvar", action=action, varname="SCORE")
        setvar.text = f"{score:.2f}".rstrip("0").rstrip(".")
        return condition

    def _ask(self, html: str) -> None:
        for file in self.media:
            address = f"%24IMS-CC-FILEBASE%24/{file}"
            if kind(file).startswith("audio/"):
                html += f'<br><audio controls="controls" src="{address}"></audio>'
            else:
                image = self.question.image
                alt = escape(to_plain(image.alt)) if image else ""
                html += f'<br><img src="{address}" alt="{alt}">'
        _material(self.presentation, html)

    def _field(self) -> None:
        response = SubElement(self.presentation, "response_str", ident=_ONE, rcardinality="Single")
        SubElement(SubElement(response, "render_fib"), "response_label", ident="answer1")

    def _labels(
        self,
        options: Iterable[tuple[str, str]],
        ident: str = _ONE,
        several: bool = False,
        head: str = "",
        form: str = "html",
    ) -> None:
        """A list to choose from, below a `head` of its own where there are several lists."""
        response = SubElement(
            self.presentation,
            "response_lid",
            ident=ident,
            rcardinality="Multiple" if several else "Single",
        )
        if head:
            _material(response, head)
        choice = SubElement(response, "render_choice")
        for name, text in options:
            _material(SubElement(choice, "response_label", ident=name), text, form)

    def _choice(self, body: Choice | Choices) -> None:
        names = [str(n) for n in range(1001, 1001 + len(body.options))]
        both = list(zip(names, body.options, strict=True))
        for name, option in both:
            if option.feedback:
                condition = self._condition("Yes", f"{name}_fb")
                _equal(condition, name)
                self._say(f"{name}_fb", to_html(option.feedback))
        self._ask(to_html(body.ask))
        several = isinstance(body, Choices)
        self._labels(((name, to_html(option.text)) for name, option in both), several=several)
        condition = self._scored()
        if several:
            condition = SubElement(condition, "and")
        for name, option in both:
            if option.right:
                _equal(condition, name)
            elif several:
                _equal(SubElement(condition, "not"), name)

    def _truth(self, body: Truth) -> None:
        names = {True: "true_choice", False: "false_choice"}
        if body.correction:
            condition = self._condition("Yes", "true_choice_fb")
            _equal(condition, names[True])
            self._say("true_choice_fb", to_html(body.correction))
        self._ask(to_html(body.statement))
        self._labels(((names[True], "True"), (names[False], "False")))
        _equal(self._scored(), names[body.answer])

    def _typed(self, ask: str, answers: Sequence[str]) -> None:
        self._ask(to_html(ask))
        self._field()
        condition = self._scored()
        for text in dict.fromkeys(map(plain, answers)):
            _equal(condition, text)

    def _number(self, body: Number) -> None:
        number = body.number
        unit = f" ({escape(number.unit)})" if number.unit else ""
        self._ask(to_html(body.ask) + unit)
        self._field()
        either = SubElement(self._scored(), "or")
        if number.value is not None:
            _equal(either, decimal(number.value))
        within = SubElement(either, "and")
        for name, bound in (("vargte", number.low), ("varlte", number.high)):
            SubElement(within, name, respident=_ONE).text = decimal(bound)

    def _cloze(self, body: Cloze) -> None:
        blanks = [part for part in body.parts if isinstance(part, Blank)]
        text = with_blanks(body)
        # Canvas takes any word in brackets for a blank.
        html = to_html(text).replace("[", "&#91;")
        for number, _ in enumerate(blanks, 1):
            html = html.replace(BLANK, f"[blank{number}]", 1)
        self._ask(html)
        for number, blank in enumerate(blanks, 1):
            ident = f"response_blank{number}"
            texts = list(dict.fromkeys(map(plain, (blank.answer, *blank.accept))))
            names = [f"{number}{place:03}" for place in range(1, len(texts) + 1)]
            options = zip(names, texts, strict=True)
            self._labels(options, ident, head=f"blank{number}", form="plain")
            for name in names:
                _equal(self._scored("Add", 100 / len(blanks)), name, ident)

    def _match(self, ask: str, pairs: Sequence[tuple[str, str]], rights: Sequence[str]) -> None:
        self._ask(to_html(ask))
        names = {text: f"r{n}" for n, text in enumerate(dict.fromkeys(rights), 1)}
        for number, (left, right) in enumerate(pairs, 1):
            ident = f"response_{number}"
            shown = ((name, plain(text)) for text, name in names.items())
            self._labels(shown, ident, head=to_html(left), form="plain")
            _equal(self._scored("Add", 100 / len(pairs)), names[right], ident)


def _equal(parent: Element, text: str, ident: str = _ONE) -> None:
    SubElement(parent, "varequal", respident=ident).text = clean(text)
