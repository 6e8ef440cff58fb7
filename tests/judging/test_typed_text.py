"""Each rule for typed text, named after what the learner typed."""

from __future__ import annotations

import pytest

from tests.judging.typed import RIGHT, SPELLING, UNSURE, WRONG, judged, knows, outcome
from trainer.judging.text import judge_text
from trainer.question import Reject, Short


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("Peng Dehuai", "peng dehuai"),
        ("Peng Dehuai", "  PENG   DEHUAI  "),
        ("Peng Dehuai", "Pengdehuai"),
        ("Peng Dehuai", "“Peng Dehuai”."),
        ("Peng Dehuai", "Ｐｅｎｇ Ｄｅｈｕａｉ"),
        ("Chang'an", "Chang’an"),
        ("Chang'an", "Changan"),
        ("people's commune", "peoples commune"),
        ("Chiang Kai-shek", "Chiang Kai–shek"),
        ("Chiang Kai-shek", "Chiang Kai shek"),
        ("rock & roll", "Rock and roll"),
        ("14,000", "14000"),
        ("Soviet Union", "the Soviet Union"),
        ("The Hague", "Hague"),
        ("Soviet Union", "It's the Soviet Union"),
        ("Soviet Union", "it is the soviet union."),
        ("U.S.S.R.", "USSR"),
        ("*Aida*", "Aida"),
        ("$E = mc^2$", "E=mc²"),
        ("[citation]", "citation"),
        ("Мао Цзэдун", "мао цзэдун"),
    ],
)
def test_step_1_the_same_but_for_case_punctuation_and_article(answer: str, typed: str) -> None:
    assert outcome(answer, typed) is RIGHT


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("Ürümqi", "Urumqi"),
        ("Łódź", "Lodz"),
        ("København", "Kobenhavn"),
        ("Straße", "strasse"),
        ("Æthelred", "Aethelred"),
        ("Đà Nẵng", "Da Nang"),
        ("İstanbul", "istanbul"),
        ("Reykjavík", "Reykjavi\u0301k"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_step_2_the_same_but_for_accents(answer: str, typed: str) -> None:
    assert outcome(answer, typed) is RIGHT


def test_kaki_is_not_gaki_because_voicing_marks_are_letters() -> None:
    assert outcome("がき", "かき") is WRONG


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("Five Dynasties", "5 dynasties"),
        ("World War II", "World War 2"),
        ("World War II", "World War Two"),
        ("Second World War", "2nd World War"),
        ("Henry VIII", "Henry the Eighth"),
        ("Henry VIII", "henry 8"),
        ("May Fourth Movement", "May 4th Movement"),
        ("1949", "nineteen forty-nine"),
        ("two thousand", "2,000"),
        ("5 million", "five million"),
        ("5 million", "5,000,000"),
        ("618", "٦١٨"),
    ],
)
def test_step_3_numbers_in_words_ordinals_and_roman(answer: str, typed: str) -> None:
    assert outcome(answer, typed) is RIGHT


def test_vitamin_c_is_no_roman_number() -> None:
    assert outcome("vitamin C", "vitamin 100") is WRONG


def test_an_accepted_spelling_is_right() -> None:
    assert outcome("Gaozu", "li yuan", accept=("Li Yuan",)) is RIGHT


def test_a_rejected_answer_is_wrong_and_says_why() -> None:
    verdict = judged("Gaozu", "taizong", reject=(Reject("Taizong", "His son."),))
    assert (verdict.outcome, verdict.feedback) == (WRONG, "His son.")


def test_a_misspelt_rejected_answer_is_wrong_and_says_why() -> None:
    verdict = judged("Taizu", "Taizo", reject=(Reject("Taizong"), Reject("Taizo n", "Nearer.")))
    assert (verdict.outcome, verdict.feedback) == (WRONG, "Nearer.")


def test_accept_wins_over_reject() -> None:
    assert outcome("Gaozu", "Li Yuan", accept=("Li Yuan",), reject=(Reject("Li Yuan"),)) is RIGHT


@pytest.mark.parametrize(
    ("answer", "typed"),
    [("Shaanxi", "Shanxi"), ("Hunan", "Henan"), ("Hainan", "Henan"), ("Peng Dehuai", "Peng Dehui")],
)
def test_step_4_another_known_name_is_wrong_never_a_slip(answer: str, typed: str) -> None:
    assert outcome(answer, typed, typed) is WRONG
    assert outcome(answer, typed.upper(), typed) is WRONG


def test_a_name_of_the_question_is_known_without_the_library() -> None:
    verdict = judge_text(Short("?", "Shaanxi"), "Shanxi", knows(), names=("Shanxi",))
    assert verdict.outcome is WRONG


def test_a_slip_as_near_to_another_name_is_asked_about() -> None:
    verdict = judge_text(Short("?", "Shaanxi"), "Shannxi", knows(), names=("Shanxi",))
    assert verdict.outcome is UNSURE


def test_a_known_name_that_normalises_to_the_answer_is_right() -> None:
    assert outcome("Ürümqi", "Urumqi", "Urumqi") is RIGHT


def test_a_known_plural_of_the_answer_is_right() -> None:
    verdict = judged("transport plane", "transport planes", "transport planes")
    assert (verdict.outcome, verdict.spelling) == (SPELLING, "transport plane")


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("Peng", "Penng"),
        ("Moscow", "Mosow"),
        ("Moscow", "Moscw"),
        ("Moscow", "Mocsow"),
        ("Moscow", "Moscov"),
        ("Moscow", "oMscow"),
        ("Khrushchev", "Khruschev"),
        ("Khrushchev", "Khrushev"),
        ("Peng Dehuai", "Pneg Dehuaj"),
        ("photosynthesis", "potosyntesis"),
        ("internationalism", "internasionalim"),
        ("Five Dynasties", "Fvie Dynasties"),
        ("first", "frist"),
    ],
)
def test_step_5_a_slip_is_right_and_the_spelling_shown(answer: str, typed: str) -> None:
    verdict = judged(answer, typed)
    assert (verdict.outcome, verdict.spelling, verdict.score) == (SPELLING, answer, 1.0)


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("Mao", "Moa"),
        ("Moscow", "Mscw"),
        ("Hami", "Hmia n"),
        ("Khrushchev", "Kruscev"),
        ("1949", "1948"),
        ("T-34", "T-35"),
        ("Boeing 747", "Boeing 737"),
        ("World War I", "World War II"),
        ("Fifth Army", "Sixth Army"),
        ("sixteen", "sixty"),
        ("Louis XVII", "Louis XVIII"),
        ("seventeen", "seventy"),
        ("一帶一路", "一帶二路"),
        ("C++", "C"),
        ("C#", "C"),
        ("-5", "5"),
        ("$2^3$", "23"),
    ],
)
def test_step_5_too_much_for_a_slip(answer: str, typed: str) -> None:
    assert outcome(answer, typed) is WRONG


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("hypertension", "hypotension"),
        ("nitrate", "nitrite"),
        ("sulphite", "sulphide"),
        ("ethane", "ethene"),
        ("lactose", "lactase"),
        ("prescription", "proscription"),
    ],
)
def test_another_word_by_its_ending_is_wrong_even_if_unknown(answer: str, typed: str) -> None:
    assert outcome(answer, typed) is WRONG


def test_a_slip_where_typos_are_off_is_wrong() -> None:
    assert outcome("Moscow", "Mosccow", typos=False) is WRONG


def test_the_spelling_shown_is_the_nearest_accepted_one() -> None:
    assert judged("Ghulja", "Yinning", accept=("Yining",)).spelling == "Yining"


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("Peng Dehuai", "Peng"),
        ("Georgy Malenkov", "Malenkov"),
        ("transport planes", "planes"),
        ("Northwest Army Field Commander", "field commander"),
        ("Treaty of Aigun", "treaty"),
        ("Peng Dehuai", "Dehuai Peng"),
        ("Lanzhou", "Lanzhou city"),
        ("Lanzhou", "the city of Lanzhou"),
        ("Tao Shiyao", "Toa Shiyao"),
        ("Beijing", "Veijing"),
    ],
)
def test_step_6_what_may_be_meant_is_asked(answer: str, typed: str) -> None:
    verdict = judged(answer, typed)
    assert (verdict.outcome, verdict.score) == (UNSURE, 0.0)


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("Treaty of Aigun", "of"),
        ("October 1949", "1949"),
        ("Lanzhou", "not Lanzhou"),
        ("Lanzhou", "Lanzhou or Beijing"),
        ("Lanzhou", "the big old city of Lanzhou"),
        ("Peng Dehuai", "Wang Zhen"),
        ("Peng Dehuai", ""),
        ("Peng Dehuai", "   "),
        ("Peng Dehuai", "?"),
    ],
)
def test_step_6_what_cannot_be_meant_is_wrong(answer: str, typed: str) -> None:
    assert outcome(answer, typed) is WRONG


def test_a_known_surname_alone_is_asked_about_and_a_known_noun_is_wrong() -> None:
    assert outcome("Georgy Malenkov", "Malenkov", "Malenkov") is UNSURE
    assert outcome("transport planes", "planes", "planes") is WRONG


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("Peng Dehuai", "P'eng Te-huai"),
        ("Peng Dehuai", "Peng Te-huai"),
        ("Peng Dehuai", "P‘êng Tê-huai"),
        ("Mao Zedong", "Mao Tse-tung"),
        ("Zhou Enlai", "Chou En-lai"),
        ("Tao Zhiyue", "T'ao Chih-yüeh"),
        ("P'eng Te-huai", "Peng Dehuai"),
        ("Battle of Huaihai", "Battle of Huai-hai"),
    ],
)
def test_step_7_wade_giles_by_rule(answer: str, typed: str) -> None:
    verdict = judge_text(Short("?", answer), typed, knows(typed), romanisation="pinyin")
    assert verdict.outcome is RIGHT


def test_wade_giles_is_another_spelling_only_where_the_file_says_so() -> None:
    assert outcome("Zhou", "Chou") is WRONG


@pytest.mark.parametrize("answer", ["Chen", "Ch'en"])
def test_zhen_is_not_chen(answer: str) -> None:
    verdict = judge_text(Short("?", answer), "Zhen", knows("Zhen"), romanisation="pinyin")
    assert verdict.outcome is WRONG
