"""An exam's report as one page of HTML to keep, print or send: nothing outside is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo

from trainer.judging.verdict import Outcome
from trainer.question import Card, Choice, Choices
from trainer.reports.exam_style import STYLE
from trainer.reports.page import page
from trainer.reports.texts import paragraphs, plain, rich
from trainer.study.exam_report import ExamReport, Mark
from trainer.study.words import counted, duration_words, points_words

Picture = Callable[[Card], str]
"""The address of the data of a card's picture; "" where it can't be shown."""

MARKS = {
    Outcome.RIGHT: ("right", "✓", "Right"),
    Outcome.RIGHT_SPELLING: ("right", "✓", "Right, but misspelt"),
    Outcome.PARTLY: ("partly", "≈", "Partly right"),
    Outcome.WRONG: ("wrong", "✗", "Wrong"),
    None: ("open", "–", "Not answered"),
}


def exam_page(report: ExamReport, zone: tzinfo, picture: Picture) -> str:
    """The whole page."""
    paper = report.paper
    title = f"{plain(paper.title)} – {plain(paper.deck_title)}"
    body = [
        *_head(report, zone),
        *_topics(report),
        '<section aria-labelledby="questions">',
        '<h2 id="questions">Questions</h2>',
        "<ol>",
        *(line for mark in report.marks for line in _question(mark, picture)),
        "</ol></section>",
        f"<footer>Form {paper.form}: <code>--seed {paper.form}</code> draws it again.</footer>",
    ]
    return page(title, STYLE, body)


def _head(report: ExamReport, zone: tzinfo) -> Iterator[str]:
    paper = report.paper
    began = datetime.fromtimestamp(report.began_ms / 1000, UTC).astimezone(zone)
    share, least = f"{report.share:.0%}", f"{paper.passing:.0%}"
    state, word = ("right", "✓ Passed") if report.passed else ("wrong", "✗ Not passed")
    yield "<header>"
    yield f'<p class="deck">{plain(paper.deck_title)}</p>'
    yield f"<h1>{plain(paper.title)}</h1>"
    yield (
        f'<p class="meta"><time datetime="{began:%Y-%m-%dT%H:%M}">'
        f"{began.day} {began:%B %Y, %H:%M}</time>"
        f" · form {paper.form}</p>"
    )
    yield f'<p class="score {state}"><strong>{share}</strong> {word}</p>'
    yield (
        f'<div class="bar wide" role="img" aria-label="{share} of the points, {least} pass">'
        f'<span class="{state}" style="width:{report.share:.2%}"></span>'
        f'<i style="left:{paper.passing:.2%}"></i></div>'
    )
    facts = [
        f"{points_words(report.reached)} of {points_words(report.points)} points; {least} pass",
        f"{report.answered} of {counted(len(report.marks), 'question')} answered",
        _time(report),
    ]
    if report.graded:
        facts.append(f"{counted(report.graded, 'answer')} graded by the learner")
    yield f'<ul class="facts">{"".join(f"<li>{fact}</li>" for fact in facts)}</ul>'
    yield "</header>"


def _time(report: ExamReport) -> str:
    allowed = duration_words(report.paper.minutes * 60)
    if report.by_time:
        return f"ended by the clock after {allowed}"
    return f"{duration_words(report.seconds)} of {allowed}"


def _topics(report: ExamReport) -> Iterator[str]:
    if len(report.topics) < 2:
        return
    yield '<section aria-labelledby="topics"><h2 id="topics">By topic</h2><table>'
    yield "<thead><tr><th>Topic</th><th>Points</th><th>Share</th></tr></thead><tbody>"
    for topic, (reached, points) in report.topics.items():
        share = reached / points if points else 0.0
        yield (
            f'<tr><th scope="row">{plain(topic) or "without topic"}</th>'
            f"<td>{points_words(reached)} of {points_words(points)}</td>"
            f'<td><div class="bar"><span style="width:{share:.2%}"></span></div>'
            f"{share:.0%}</td></tr>"
        )
    yield "</tbody></table></section>"


def _question(mark: Mark, picture: Picture) -> Iterator[str]:
    if mark.card is None or mark.void:
        yield f'<li class="open"><h3><b>{mark.number}</b> {rich(mark.asked)}</h3>'
        yield "<p>Taken out or changed while the exam lasted; it doesn’t count.</p></li>"
        return
    state, sign, word = MARKS[mark.outcome]
    question = mark.card.question
    yield f'<li class="{state}">'
    yield f"<h3><b>{mark.number}</b> {rich(mark.asked)}</h3>"
    own = ", by the learner’s own grade" if mark.graded else ""
    yield (
        f'<p class="mark"><b>{sign} {word}{own}</b> '
        f"<span>{points_words(mark.reached)} of {points_words(mark.points)}</span></p>"
    )
    if question.image is not None:
        alt = plain(question.image.alt or question.image.file)
        data = picture(mark.card)
        yield f'<img src="{data}" alt="{alt}">' if data else f"<p>Picture: {alt}</p>"
    yield from _answers(mark)
    if mark.verdict and mark.verdict.feedback:
        yield f"<p>{rich(mark.verdict.feedback)}</p>"
    if question.explain:
        yield f'<div class="explain">{paragraphs(question.explain)}</div>'
    for source in question.sources:
        yield f'<p class="source">{plain(str(source))}</p>'
    yield "</li>"


def _answers(mark: Mark) -> Iterator[str]:
    """What was given, and what was right where that is something else; all options of a choice."""
    assert mark.card is not None
    given = mark.verdict.given if mark.verdict else ()
    body = mark.card.question.body
    yield "<dl>"
    if isinstance(body, Choice | Choices):
        others = [o.text for o in body.options if not o.right and o.text not in given]
    else:
        others = []
    if any(given):
        yield f"<dt>You</dt><dd>{_listed(given)}</dd>"
    if mark.missed or mark.graded or mark.outcome is Outcome.RIGHT_SPELLING:
        yield f"<dt>Answer</dt><dd>{_listed(mark.expected)}</dd>"
    if others:
        yield f'<dt>Other options</dt><dd class="others">{_listed(others)}</dd>'
    yield "</dl>"


def _listed(texts: tuple[str, ...] | list[str]) -> str:
    if len(texts) == 1:
        return rich(texts[0])
    return "<ul>" + "".join(f"<li>{rich(text) or '–'}</li>" for text in texts) + "</ul>"
