from collections.abc import Callable
from random import Random

import pytest

from tests.folders import Folder, short
from trainer.bank.bank import Bank
from trainer.bank.decks import matching
from trainer.bank.finding import NotFoundError
from trainer.bank.fixing import mend
from trainer.bank.library import library_of

OpenBank = Callable[[], Bank]


def listed(bank: Bank) -> dict[str, tuple[str, ...]]:
    return {deck.id: deck.files for deck in bank.decks()}


@pytest.mark.parametrize(
    ("globs", "found"),
    [
        (["tang/*.yaml"], ("tang/a.yaml", "tang/b.yaml")),
        (["tang/b.yaml", "tang/*.yaml"], ("tang/b.yaml", "tang/a.yaml")),
        (["tang"], ("tang/a.yaml", "tang/b.yaml", "tang/late/c.yaml")),
        (["tang/"], ("tang/a.yaml", "tang/b.yaml", "tang/late/c.yaml")),
        (["*.yaml"], ("song.yaml",)),
        (["**/*.yaml"], ("song.yaml", "tang/a.yaml", "tang/b.yaml", "tang/late/c.yaml")),
        (["**/c.yaml"], ("tang/late/c.yaml",)),
        (["tang/[ac].yaml"], ("tang/a.yaml",)),
        (["tang/[!a].yaml"], ("tang/b.yaml",)),
        (["tang/?.yaml"], ("tang/a.yaml", "tang/b.yaml")),
        (["TANG/*.yaml", "tang/[", "ta.g/a.yaml", ""], ()),
    ],
)
def test_globs(globs: list[str], found: tuple[str, ...]) -> None:
    names = ["song.yaml", "tang/a.yaml", "tang/b.yaml", "tang/late/c.yaml"]
    assert matching(globs, names) == found


def test_files_that_no_deck_names_are_decks_by_folder(folder: Folder, open_bank: OpenBank) -> None:
    for name in ("first.yaml", "ming/a.yaml", "ming/b.yaml", "tang/a-1.yaml", "tang/rest.yaml"):
        folder.questions(name, short("x", "One"), head=f"id: {name.replace('/', '-')[:-5]}\n")
    folder.write("decks/tang.yaml", 'title: The Tang\nquestions: ["tang/a*.yaml"]\n')
    folder.write("decks/tang.apkg", b"PK")
    bank = open_bank()
    assert listed(bank) == {
        "tang": ("tang/a-1.yaml",),
        "first": ("first.yaml",),
        "ming": ("ming/a.yaml", "ming/b.yaml"),
        "tang/": ("tang/rest.yaml",),
    }
    assert [deck.title for deck in bank.decks()] == ["The Tang", "First", "Ming", "Tang"]


def test_a_name_whose_accents_stand_apart_is_the_one_that_people_type(
    folder: Folder, open_bank: OpenBank
) -> None:
    # As macOS keeps it, and zip files from there.
    folder.questions("u\u0308ml.yaml", short("x", "One"))
    folder.write("decks/a\u0308.yaml", "title: D\nquestions: [\u00fcml.yaml]\n")
    bank = open_bank()
    assert listed(bank) == {"\u00e4": ("u\u0308ml.yaml",)}
    assert [c.key for c in bank.candidates(bank.deck("\u00e4"))] == ["local:\u00fcml/x"]
    [mended] = [one for one in mend(folder.library, None, [], Random(1)) if one.before is not None]
    assert mended.after.startswith("id: \u00fcml\n".encode())


def test_a_single_file_gives_its_deck_its_title(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions("first.yaml", short("x", "One"), head="title: My first questions\n")
    assert open_bank().decks()[0].title == "My first questions"


def test_a_deck_takes_only_what_its_filter_lets_in(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions(
        "a.yaml",
        short("x", "One", "tags: [trade, river]", "level: 1"),
        short("y", "Two", "tags: [trade]", "level: 3"),
        short("z", "Three", "tags: [trading]", "level: 1"),
        short("w", "Four", "tags: [trade]"),
    )
    folder.write(
        "decks/d.yaml",
        "title: D\nquestions: ['*.yaml']\nwhere: {tags: [trade], level: 1..2}\n",
    )
    bank = open_bank()
    deck = bank.deck("d")
    assert [candidate.key for candidate in bank.candidates(deck)] == ["local:a/x"]
    assert bank.count(deck) == 1
    assert set(bank.find(["local:a/x", "local:a/y", "local:a/z"], deck)) == {"local:a/x"}


def test_a_deck_is_found_by_id_folder_file_or_path(folder: Folder, open_bank: OpenBank) -> None:
    for name in ("first.yaml", "ming/a.yaml", "ming/b.yml"):
        folder.questions(name, short("x", "One"), head=f"id: {name[0]}{name[-6]}\n")
    folder.write("decks/all.yaml", "title: All\nid: everything\nquestions: ['**/*']\n")
    bank = open_bank()
    assert bank.deck("everything").title == "All"
    assert bank.deck("decks/all.yaml").id == "everything"
    assert bank.deck("ming").files == ("ming/a.yaml", "ming/b.yml")
    assert bank.deck("ming/b").files == ("ming/b.yml",)
    assert bank.deck("questions/ming/a.yaml").files == ("ming/a.yaml",)
    assert bank.deck(str(folder.path("questions/ming"))).files == ("ming/a.yaml", "ming/b.yml")
    assert len(bank.deck("questions").files) == 3


def test_a_missing_deck_is_told_with_what_was_meant(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions("tang.yaml", short("x", "One"))
    folder.path("questions/empty").mkdir()
    folder.path("questions/folder.yaml").mkdir()
    bank = open_bank()
    with pytest.raises(NotFoundError, match="did you mean `tang`"):
        bank.deck("tnag")
    with pytest.raises(NotFoundError, match="its decks: `tang`"):
        bank.deck("quantum")
    with pytest.raises(NotFoundError, match="has no question files"):
        bank.deck("questions/empty")
    with pytest.raises(NotFoundError, match="it is a folder"):
        bank.deck("questions/folder.yaml")


def test_a_deck_whose_file_is_mistaken_is_told_with_the_mistake(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One"))
    folder.write("decks/tang.yaml", "title: The Tang\nfrom: [a.yaml]\n")
    with pytest.raises(NotFoundError, match=r"tang\.yaml:2:1: .*unknown key `from`"):
        open_bank().deck("tang")


def test_a_file_outside_every_library_can_be_studied(folder: Folder) -> None:
    alone = folder.write("notes/mine.yaml", "questions:\n" + short("x", "One"))
    folder.path("questions").rmdir()
    with Bank.open(library_of(alone), folder.cache) as bank:
        [deck] = bank.decks()
        assert bank.deck(str(alone)).files == deck.files == ("mine.yaml",)
        [card] = bank.cards(c.key for c in bank.candidates(deck)).values()
        assert card.key == "local:mine/x"


def test_mistakes_of_deck_files_are_told(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions("a.yaml", short("x", "One", "tags: [trade]"))
    folder.write("decks/1.yaml", "title: One\nid: same\nquestions: ['a.yaml']\n")
    folder.write("decks/2.yaml", "title: Two\nid: same\nquestions: ['a.yaml']\n")
    folder.write("decks/3.yaml", "title: Three\nquestions: ['gone/*.yaml']\n")
    folder.write(
        "decks/4.yaml",
        "title: Four\nquestions: ['a.yaml']\n"
        "exams:\n- {title: Mock, questions: 5, minutes: 5, draw: {trade: 5}}\n",
    )
    folder.path("decks/5.yaml").mkdir()
    folder.write("decks/6.yaml", b"\x00\x01\x02")
    bank = open_bank()
    assert list(listed(bank)) == ["same", "3", "4"]
    told = {(one.file, one.code) for one in bank.check()}
    assert told >= {
        ("decks/2.yaml", "Q051"),
        ("decks/3.yaml", "Q050"),
        ("decks/4.yaml", "Q052"),
        ("decks/5.yaml", "Y009"),
    }
    assert any(file == "decks/6.yaml" for file, _ in told)
    assert open_bank().check() == bank.check()


def test_a_decks_tags_are_counted_anew_when_a_file_changes(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One", "tags: [old]"), short("y", "Two"))
    folder.write("decks/all.yaml", "title: All\nquestions: [a.yaml]\n")
    for _ in range(2):
        bank = open_bank()
        assert bank.catalogue.tag_totals(bank.deck("all")) == {"old": 1}
    folder.questions("a.yaml", short("x", "One", "tags: [new]"), short("y", "Two", "tags: [new]"))
    bank = open_bank()
    assert bank.catalogue.tag_totals(bank.deck("all")) == {"new": 2}
