from collections.abc import Callable
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.folders import Folder, short
from trainer.bank.bank import Bank
from trainer.bank.identity import adopt
from trainer.fingerprint import likened

CAPITAL = "Which city was the main capital of the Tang in 750?\nChang'an"
FOUNDER = "Who founded the dynasty and became its first emperor?\nGaozu"


def test_a_reworded_question_keeps_its_history() -> None:
    reworded = "Which city was the main Tang capital in the year 750?\nChang'an"
    assert adopt({"t/~1": CAPITAL}, {"t/~2": reworded, "t/~3": FOUNDER}) == {"t/~1": "t/~2"}


def test_a_question_given_an_id_keeps_its_history() -> None:
    assert adopt({"t/~1": CAPITAL}, {"t/capital": CAPITAL}) == {"t/~1": "t/capital"}


def test_between_two_alike_none_is_chosen() -> None:
    twins = {f"t/~{n}": CAPITAL.replace("750", str(n)) for n in (751, 752)}
    assert adopt({"t/~1": CAPITAL}, twins) == {}
    assert adopt(twins, {"t/~1": CAPITAL}) == {}


def test_another_question_inherits_nothing() -> None:
    assert adopt({"t/~1": CAPITAL}, {"t/~2": FOUNDER}) == {}


def test_a_question_with_an_id_passes_it_on_only_if_nothing_else_changed() -> None:
    slightly = CAPITAL.replace("750", "751")
    assert adopt({"t/capital": CAPITAL}, {"t/main-capital": CAPITAL}) == {
        "t/capital": "t/main-capital"
    }
    assert adopt({"t/capital": CAPITAL}, {"t/main-capital": slightly}) == {}


def test_without_a_text_nothing_is_guessed() -> None:
    assert adopt({"t/~1": ""}, {"t/~2": CAPITAL}) == {}
    assert adopt({"t/~1": " "}, {"t/~2": " "}) == {}


def test_short_and_unspaced_texts_are_compared_by_letters() -> None:
    former, later = "新疆的首府是哪座城市？迪化", "新疆的首府是哪一座城市？迪化"
    assert adopt({"t/~1": former}, {"t/~2": later}) == {"t/~1": "t/~2"}


texts = st.text("ab c", max_size=12)


@given(
    old=st.dictionaries(st.integers(0, 9), texts, max_size=6),
    new=st.dictionaries(st.integers(0, 9), texts, max_size=6),
    seed=st.integers(0, 99),
)
def test_adoption_is_one_to_one_and_blind_to_order(
    old: dict[int, str], new: dict[int, str], seed: int
) -> None:
    olds = {f"t/~o{n}": text for n, text in old.items()}
    news = {f"t/~n{n}": text for n, text in new.items()}
    found = adopt(olds, news)
    assert len(set(found.values())) == len(found)
    assert found.keys() <= olds.keys() and set(found.values()) <= news.keys()
    shuffled = [list(mapping.items()) for mapping in (olds, news)]
    for items in shuffled:
        Random(seed).shuffle(items)
    assert adopt(dict(shuffled[0]), dict(shuffled[1])) == found


OpenBank = Callable[[], Bank]


def seen(bank: Bank) -> dict[str, str]:
    """What a history would know of every card of the bank."""
    keys = [c.key for deck in bank.decks() for c in bank.candidates(deck)]
    return {key: likened(card.question) for key, card in bank.cards(keys).items()}


def heirs(folder: Folder, open_bank: OpenBank, former: str, later: str) -> dict[str, str]:
    """Who inherits from whom when a file changes, by ids without library and file."""
    folder.questions("t.yaml", former)
    history = seen(open_bank())
    folder.questions("t.yaml", later)
    bank = open_bank()
    orphans = {key: text for key, text in history.items() if key not in bank.find(history)}
    found = bank.heirs(orphans, answered=history.keys())
    return {a.removeprefix("local:t/"): b.removeprefix("local:t/") for a, b in found.items()}


def test_a_renamed_question_inherits_by_was(folder: Folder, open_bank: OpenBank) -> None:
    later = short("fresh", "Something else entirely", "was: [old]")
    assert heirs(folder, open_bank, short("old", "One"), later) == {"old": "fresh"}


def test_a_question_moved_to_another_file_inherits_by_was(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("other.yaml", short("x", "One", "was: t/old"))
    found = open_bank().heirs({"local:t/old": ""})
    assert found == {"local:t/old": "local:other/x"}


def test_each_card_of_a_question_inherits_its_own_facet(
    folder: Folder, open_bank: OpenBank
) -> None:
    former = '- cloze: "{{Sui}}, {{Tang}}"\n  id: old\n'
    later = '- cloze: "{{Sui}}, {{Song}}"\n  id: new\n  was: old\n'
    assert heirs(folder, open_bank, former, later) == {"old#sui": "new#sui"}


def test_an_id_written_later_keeps_the_history(folder: Folder, open_bank: OpenBank) -> None:
    nameless = "- ask: Who founded it?\n  answer: Gaozu\n"
    [[old, new]] = heirs(folder, open_bank, nameless, nameless + "  id: gaozu\n").items()
    assert old.startswith("~") and new == "gaozu"


def test_an_edit_of_a_nameless_question_keeps_the_history(
    folder: Folder, open_bank: OpenBank
) -> None:
    former = "- ask: Who founded the dynasty, and when?\n  answer: Gaozu\n"
    [[old, new]] = heirs(folder, open_bank, former, former.replace("dynasty", "Tang")).items()
    assert old.startswith("~") and new.startswith("~") and old != new


def test_a_question_with_a_history_of_its_own_inherits_nothing(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("t.yaml", short("new", "One", "was: old"))
    bank = open_bank()
    assert bank.heirs({"local:t/old": ""}, answered={"local:t/new"}) == {}
    assert bank.heirs({"elsewhere:t/old": ""}) == {}


def test_a_file_that_is_left_out_takes_over_no_history(folder: Folder) -> None:
    folder.questions("a.yaml", short("x", "One"))
    folder.questions("copy.yaml", short("y", "Two", "was: [gone]"), head="id: a\n")
    with Bank.open(folder.library, None) as bank:
        assert bank.heirs({"local:a/gone": ""}) == {}
        assert bank.census.renamed() == {}
