from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.folders import Folder, short
from trainer.bank.bank import Bank
from trainer.bank.library import library_at
from trainer.bank.search import BadSearchError, Term, parse


def test_a_search_is_read_term_by_term() -> None:
    found = parse('tag:soviet-aid level:1..3 -kind:cloze deck:"two words" is:due fuel -debt')
    assert found.terms == (
        Term("tag", "soviet-aid"),
        Term("level", "1..3"),
        Term("kind", "cloze", negated=True),
        Term("deck", "two words"),
        Term("", "fuel"),
        Term("", "debt", negated=True),
    )
    assert found.states == (Term("is", "due"),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tga:x", "no `tga:`; there are `tag:`"),
        ("level:9", "`level:9` is no level"),
        ("kind:essay", "there is no kind `essay`; there are choice,"),
    ],
)
def test_a_search_that_means_nothing_is_told(text: str, told: str) -> None:
    with pytest.raises(BadSearchError, match=told):
        parse(text)


ITEMS = (
    short("x", "Ürümqi", "tags: [trade, soviet-aid]", "level: 1", "explain: 新疆 lies west."),
    short("y", "Moscow", "tags: [trade]", "level: 3", "explain: Fuel_and grain's price."),
    short("z", "Yining", "retired: true", "explain: Fuel."),
    short("w", "Hami", "explain: Fuels of the army."),
    '- cloze: "{{Fuel}} and {{grain}}."\n  id: c\n',
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "x y w c#fuel c#grain"),
        ("urumqi", "x"),
        ("ÜRÜM", "x"),
        ("新疆", "x"),
        ("疆", "x"),
        ("fuel", "y w c#fuel c#grain"),
        ("fuel grain", "y c#fuel c#grain"),
        ("fuel -grain", "w"),
        ("grain's", "y"),
        ("tag:trade", "x y"),
        ("tag:soviet-aid", "x"),
        ("-tag:trade", "w c#fuel c#grain"),
        ("level:1..2", "x"),
        ("-level:1..2", "y w c#fuel c#grain"),
        ("kind:cloze", "c#fuel c#grain"),
        ("id:a/x", "x"),
        ("deck:a level:3", "y"),
        ("is:due moscow", "y"),
        ("level: -tag: fuel -", "y w c#fuel c#grain"),
        ('"', "x y w c#fuel c#grain"),
        ("!!! ***", "x y w c#fuel c#grain"),
    ],
)
def test_what_a_search_finds(
    folder: Folder, open_bank: Callable[[], Bank], text: str, found: str
) -> None:
    folder.questions("a.yaml", *ITEMS)
    cards = [candidate.key.removeprefix("local:a/") for candidate in open_bank().search(text)]
    assert " ".join(cards) == found


def test_a_search_keeps_to_file_order_and_to_a_deck(
    folder: Folder, open_bank: Callable[[], Bank]
) -> None:
    for name in ("c", "a", "b"):
        folder.questions(f"{name}.yaml", *(short(f"q{n}", "Fuel") for n in range(300)))
        open_bank().close()
    bank = open_bank()
    everything = [candidate.key for candidate in bank.search("fuel")]
    assert everything == [f"local:{name}/q{n}" for name in "abc" for n in range(300)]
    assert len(list(bank.search("fuel", bank.deck("b")))) == 300


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder = Folder(tmp_path_factory.mktemp("library"), tmp_path_factory.mktemp("cache"))
    folder.questions("a.yaml", *ITEMS)
    return Bank.open(library_at(folder.root), None)


@given(text=st.text(max_size=40) | st.from_regex(r"-?(tag|level|id|is)?:?\"?[*\"'(a-z]+"))
def test_whatever_is_typed_finds_cards_or_says_why(everyone: Bank, text: str) -> None:
    try:
        assert len(list(everyone.search(text))) <= 5
    except BadSearchError as error:
        assert str(error).endswith(".")


def test_questions_are_found_however_their_file_is_laid_out(folder: Folder) -> None:
    tests = Path(__file__).parents[1]
    odd = [*(tests / "language" / "data" / "damage").glob("*"), *tests.glob("bank/data/odd*/*")]
    for file in odd:
        text = file.read_text(encoding="utf-8").replace("¶¶", "")
        escaped = text.replace("questions:\n- ask: ", 'questions:\n- hint: "\\u0041"\n  ask: ')
        for name, written in (
            ("", text),
            ("-escaped", escaped),
            ("-mac", text.replace("\n", "\r")),
        ):
            folder.write(f"questions/{file.stem}{name}.yaml", written)
    with Bank.open(folder.library, None) as bank:
        assert len(list(bank.search("stands before"))) > len(odd)
        assert not list(bank.search("hint"))  # a key is no word of a question
