"""What a typed text comes down to: the same tokens for every way of writing the same answer.

Three steps. 1: compatibility forms (NFKC), case, quotes, dashes, `&`, punctuation, commas between
thousands, a leading article or "it is". 2: diacritics. 3: number words, ordinals and Roman
numerals become digits. A text that is nothing but punctuation stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from trainer.wording.characters import plain_dashes, plain_quotes
from trainer.wording.number_words import fold_number_words, has_number_words

_ARTICLES = frozenset({"the", "a", "an"})
_OPENINGS = (("it", "is"), ("it", "was"), ("its",))
_FIRST = _ARTICLES.union(opening[0] for opening in _OPENINGS)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "đ": "d", "ı": "i", "ß": "ss"}
    | {"Ø": "O", "Ł": "L", "Æ": "AE", "Œ": "OE", "Þ": "TH", "Ð": "D", "Đ": "D", "ẞ": "SS"}
)
_MATHS = re.compile(r"(?<!\\)\$(?=\S)([^$]*[^\s$\\])\$(?!\d)")
_THOUSANDS = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])")
_INNER_DOT = re.compile(r"(?<=[^\W\d])\.(?=[^\W\d]|\s|$)")
_LOOSE_MARK = re.compile(r"(?<!\d)\.|\.(?!\d)|(?<!^)(?<!\s)-|-(?!\.?\d)")
_LOOSE_POWER = re.compile(r"(?<!\d)\^|\^(?!\d)")
_RAISED_DIGIT = re.compile(r"(?<=\d)(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])")


class _Marks(dict[int, str | None]):
    """For `str.translate`: what is left of a character, found once and remembered.

    Letters, marks, digits, currency and the signs of arithmetic stay (C++ isn't C), as do #, %
    and @; what only joins or formats vanishes; all other punctuation parts words.
    """

    _STAYS = frozenset("#%@.-^")
    _VANISHES = frozenset("'*`\\")

    def __missing__(self, code: int) -> str | None:
        self[code] = mark = self._mark(chr(code))
        return mark

    def _mark(self, character: str) -> str | None:
        category = unicodedata.category(character)
        if category == "Nd":
            return str(unicodedata.decimal(character))
        if character in self._STAYS or category[0] in "LMN" or category in ("Sm", "Sc"):
            return character if character != "⁄" else " "
        if character in self._VANISHES or category in ("Cf", "Cs", "Co", "Cn", "Sk"):
            return None
        return " and " if character == "&" else " "


_MARKS = _Marks()


def tokens(
    text: str, *, case: bool = False, accents: bool = False, numbers: bool = True
) -> tuple[str, ...]:
    """`text` after the three steps, as words. `case`, `accents`: keep them.

    With `case` kept, or without `numbers`, number words stay words. () only for a text without a
    visible character.
    """
    folded = text if case else text.lower()
    if text.isascii() and folded.replace(" ", "").isalnum():
        words = folded.split()
    else:
        words = _words(text, case=case, accents=accents)
    words = _without_opening(words)
    if numbers and not case and has_number_words(words):
        words = fold_number_words(words)
    return tuple(words)


def _words(text: str, *, case: bool, accents: bool) -> list[str]:
    plain = plain_quotes(plain_dashes(text)) if not text.isascii() else text
    plain = _MATHS.sub(r"\1", plain) if "$" in plain else plain
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", _RAISED_DIGIT.sub("^", plain))
    if not case:
        plain = plain.casefold()
    if not accents and not plain.isascii():
        plain = without_accents(plain)
    bare = plain.translate(_MARKS) if "," not in plain else _without_commas(plain)
    if "." in bare:
        bare = _INNER_DOT.sub("", bare)
    if "." in bare or "-" in bare:
        bare = _LOOSE_MARK.sub(" ", bare)
    if "^" in bare:
        bare = _LOOSE_POWER.sub("", bare)
    return bare.split() or _visible(plain)


def _without_commas(text: str) -> str:
    return _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text).translate(_MARKS)


def _visible(text: str) -> list[str]:
    """Nothing but punctuation: what can be stored of it, as one word."""
    visible = "".join(text.split()).encode("utf-8", "ignore").decode()
    # Joiners inside an emoji are part of it; alone they are nothing.
    return [visible] if any(unicodedata.category(one)[0] != "C" for one in visible) else []


def without_accents(text: str) -> str:
    """`Ürümqi` → `Urumqi`, `Łódź` → `Lodz`; vowel signs and voicing marks of other scripts stay."""
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    if not apart.isascii():
        apart = "".join(character for character in apart if not _is_accent(character))
    return unicodedata.normalize("NFC", apart)


def _is_accent(character: str) -> bool:
    # Classes 10 to 36 are Hebrew and Arabic points, 200 and more what stands above or below a
    # letter. Nuktas (7), kana voicing (8), viramas (9) and Indic vowels (0) are letters' parts.
    combining = unicodedata.combining(character)
    return 10 <= combining <= 36 or combining >= 200


def _without_opening(words: list[str]) -> list[str]:
    """Without a leading "it is" and article, unless nothing else is there."""
    for opening in _OPENINGS if words and words[0][0] in "iI" else ():
        size = len(opening)
        if len(words) > size and tuple(word.lower() for word in words[:size]) == opening:
            words = words[size:]
            break
    if len(words) > 1 and words[0].lower() in _ARTICLES:
        return words[1:]
    return words


def join(words: Sequence[str]) -> str:
    """Words as one string without spaces, except between digits: `Ti-hua` is `Tihua`."""
    joined = "".join(words)
    if not joined or joined.isalpha() or len(words) == 1:
        return joined
    joined = words[0]
    for word in words[1:]:
        joined += f" {word}" if joined[-1].isdigit() and word[0].isdigit() else word
    return joined


def known_form(text: str) -> str:
    """The one string under which a text is stored in, and looked up from, the known words.

    Always storable as UTF-8; "" only for a text without a visible character.
    """
    folded = text.lower()
    if text.isascii() and (joined := folded.replace(" ", "")).isalnum():
        # Words without marks, as most answers are: only an opening or a number changes them.
        words = folded.split()
        if words[0] not in _FIRST and not has_number_words(words):
            return joined if joined.isalpha() else join(words)
    return join(tokens(text))
