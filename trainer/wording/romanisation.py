"""Chinese names from pinyin to Wade-Giles, syllable by syllable, by rule.

`Peng Dehuai` → `P'eng Te-huai`. Postal spellings (Peking, Sinkiang, Shensi) follow no rule; an
instructor lists them under `accept`. The rule is the Library of Congress's conversion table.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trainer.wording.characters import plain_dashes, plain_quotes
from trainer.wording.normalise import without_accents

# fmt: off
_INITIALS = {
    "b": "p", "p": "p'", "m": "m", "f": "f", "d": "t", "t": "t'", "n": "n", "l": "l", "g": "k",
    "k": "k'", "h": "h", "j": "ch", "q": "ch'", "x": "hs", "zh": "ch", "ch": "ch'", "sh": "sh",
    "r": "j", "z": "ts", "c": "ts'", "s": "s",
}
_SAME_FINALS = (
    "a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "i", "ia", "iang", "iao", "in", "ing",
    "iu", "o", "ou", "u", "ua", "uai", "uan", "uang", "ui", "un",
)
_FINALS = {final: final for final in _SAME_FINALS} | {
    "ian": "ien", "ie": "ieh", "iong": "iung", "ong": "ung", "uo": "o", "v": "ü", "ve": "üeh",
}
_AFTER_JQX = {"u": "ü", "uan": "üan", "ue": "üeh", "un": "ün"}
_WHOLE = {
    "a": "a", "ai": "ai", "an": "an", "ang": "ang", "ao": "ao", "e": "o", "ei": "ei", "en": "en",
    "er": "erh", "ou": "ou", "ge": "ko", "ke": "k'o", "he": "ho", "gui": "kuei", "kui": "k'uei",
    "guo": "kuo", "kuo": "k'uo", "huo": "huo", "shuo": "shuo", "zhi": "chih", "chi": "ch'ih",
    "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tz'u", "si": "ssu", "ya": "ya", "yan": "yen",
    "yang": "yang", "yao": "yao", "ye": "yeh", "yi": "i", "yin": "yin", "ying": "ying",
    "yong": "yung", "you": "yu", "yu": "yü", "yuan": "yüan", "yue": "yüeh", "yun": "yün",
    "wa": "wa", "wai": "wai", "wan": "wan", "wang": "wang", "wei": "wei", "wen": "wen",
    "weng": "weng", "wo": "wo", "wu": "wu",
}
# fmt: on
_LONGEST_SYLLABLE = 6
_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_WADE_GILES_MARKS = re.compile(r"(?:[ptk]|ch|t[sz])'[^\W\d_]|[^\W\d_]-[^\W\d_]", re.I)


@lru_cache(maxsize=1)
def _syllables() -> dict[str, str]:
    """Every pinyin syllable, and some that no word has, with its Wade-Giles form."""
    table: dict[str, str] = {}
    for initial, sound in _INITIALS.items():
        finals = _FINALS | _AFTER_JQX if initial in "jqx" else _FINALS
        table.update({initial + final: sound + end for final, end in finals.items()})
    return table | _WHOLE


def wade_giles(name: str) -> str:
    """The Wade-Giles form of a name in pinyin, "" if it has none of its own.

    Words without a capital, and words that are not pinyin, stay as they are.
    """
    plain = plain_quotes(plain_dashes(name))
    converted = _WORD.sub(_word, plain)
    return "" if converted == plain else converted


def written_in_wade_giles(name: str) -> bool:
    """Whether a name has the apostrophes or hyphens that pinyin doesn't have."""
    return _WADE_GILES_MARKS.search(plain_quotes(plain_dashes(name))) is not None


def _word(match: re.Match[str]) -> str:
    word = match[0]
    if not word[0].isupper() or len(word) > _LONGEST_WORD:
        return word
    letters = word.lower()
    if not letters.isascii():
        letters = without_accents(re.sub("[üǖǘǚǜ]", "v", letters))
    syllables: list[str] = []
    for part in letters.split("'"):
        parted = _parted(part, first=True)
        if not parted:
            return word
        syllables += parted
    return "-".join(_syllables()[syllable] for syllable in syllables).capitalize()


@lru_cache(maxsize=512)
def _parted(word: str, *, first: bool) -> tuple[str, ...]:
    """The syllables of a word, the longest first; inside it none begins with a vowel."""
    table = _syllables()
    for size in range(min(_LONGEST_SYLLABLE, len(word)), 0, -1):
        head, rest = word[:size], word[size:]
        if head not in table or (not first and head[0] in "aeo"):
            continue
        if not rest:
            return (head,)
        if following := _parted(rest, first=False):
            return (head, *following)
    return ()
