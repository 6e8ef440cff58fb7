"""Units of measurement: a small table with SI prefixes, enough to compare `10 kt` with `10,000 t`.

Its own table, because importing pint costs 262 ms. A word that isn't in the table is a unit of its
own kind (`14,000 rifles`, `50 people/km²`), equal only to itself, singular or plural.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache

from trainer.records import record
from trainer.wording.characters import numeric_text

ARITHMETIC = Context(prec=40, Emax=9999, Emin=-9999, traps=[])

Dimensions = tuple[tuple[str, int], ...]


@record(frozen=True, slots=True)
class Unit:
    """`factor` of the base units named in `dimensions` (with powers), from `offset` on (°C).

    `foreign` says that a word in it stands in no table, so that its sense is a guess.
    """

    factor: Decimal = Decimal(1)
    dimensions: Dimensions = ()
    offset: Decimal = Decimal(0)
    foreign: bool = False


_PREFIXES = {
    "f": -15, "p": -12, "n": -9, "µ": -6, "u": -6, "m": -3, "c": -2, "d": -1,
    "h": 2, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15,
}  # fmt: skip
_PREFIX_NAMES = {
    "femto": -15, "pico": -12, "nano": -9, "micro": -6, "milli": -3, "centi": -2, "deci": -1,
    "hecto": 2, "kilo": 3, "mega": 6, "giga": 9, "tera": 12, "peta": 15,
}  # fmt: skip

# symbol, names, definition in units defined above ("" for a base unit); * takes SI prefixes.
_TABLE = """
m*    metre meter                |
g*    gram gramme gm             |
s*    second sec                 |
A*    ampere amp                 |
K*    kelvin                     |
mol*  mole                       |
cd*   candela                    |
bit*                             |
rad*  radian                     |
USD   $ us$ dollar               |
EUR   € euro                     |
GBP   £ quid                     |
JPY   ¥ yen                      |
CNY   yuan rmb renminbi          |
RUB   ₽ ruble rouble             |
CE    ad                         |
BCE   bc                         | -1 CE
%     percent pct                | 0.01
‰     permille                   | 0.001
°     degree deg                 | 0.01745329251994329576923690768489 rad
t*    tonne ton                  | 1000000 g
L*    l litre liter              | 0.001 m^3
min   minute                     | 60 s
h     hour hr                    | 3600 s
d     day                        | 86400 s
wk    week                       | 604800 s
yr    year y                     | 31557600 s
Hz*   hertz                      | 1 /s
N*    newton                     | 1000 g m/s^2
Pa*   pascal                     | 1 N/m^2
J*    joule                      | 1 N m
W*    watt                       | 1 J/s
C*    coulomb                    | 1 A s
V*    volt                       | 1 W/A
Ω*    ohm                        | 1 V/A
F*    farad                      | 1 C/V
S*    siemens                    | 1 A/V
Wb*   weber                      | 1 V s
T*    tesla                      | 1 Wb/m^2
H*    henry                      | 1 Wb/A
Wh*                              | 3600 J
eV*   electronvolt               | 0.0000000000000000001602176634 J
cal*  calorie                    | 4.184 J
bar*                             | 100000 Pa
atm   atmosphere                 | 101325 Pa
B*    byte                       | 8 bit
ha    hectare                    | 10000 m^2
acre                             | 4046.8564224 m^2
in    inch inches                | 0.0254 m
ft    foot feet                  | 0.3048 m
yd    yard                       | 0.9144 m
mi    mile                       | 1609.344 m
nmi                              | 1852 m
mph                              | 1 mi/h
kph   kmph                       | 1000 m/h
kn    knot                       | 1 nmi/h
lb    lbs pound                  | 453.59237 g
oz    ounce                      | 28.349523125 g
"""
_OFFSETS = {
    "°c": (Decimal(1), Decimal("273.15")),
    "celsius": (Decimal(1), Decimal("273.15")),
    "°f": (Decimal(5) / 9, Decimal("459.67") * 5 / 9),
    "fahrenheit": (Decimal(5) / 9, Decimal("459.67") * 5 / 9),
}
_POWER = re.compile(r"(.*?[^\d^-])\^?(-?[1-9])")
_SCALES = {"thousand": 3, "million": 6, "billion": 9}


@lru_cache(maxsize=1)
def _units() -> tuple[dict[str, Unit], dict[str, Unit]]:
    """By symbol, in its exact letters; and by name, in lower case."""
    symbols: dict[str, Unit] = {}
    names: dict[str, Unit] = {}
    for line in _TABLE.strip().splitlines():
        heads, definition = line.split("|")
        symbol, *aliases = heads.split()
        prefixed = symbol.endswith("*")
        symbol = symbol.rstrip("*")
        if definition.strip():
            factor, _, rest = definition.strip().partition(" ")
            base = _product(rest, symbols, names)
            unit = Unit(Decimal(factor) * base.factor, base.dimensions)
        else:
            unit = Unit(Decimal(1), ((symbol, 1),))
        symbols[symbol] = unit
        names.update(dict.fromkeys(aliases, unit))
        if prefixed:
            for prefix, power in _PREFIXES.items():
                scaled = Unit(unit.factor.scaleb(power), unit.dimensions)
                symbols.setdefault(prefix + symbol, scaled)
            for prefix, power in _PREFIX_NAMES.items():
                scaled = Unit(unit.factor.scaleb(power), unit.dimensions)
                names.update({prefix + alias: scaled for alias in aliases})
    return symbols, names


@lru_cache(maxsize=1024)
def parse_unit(text: str) -> Unit:
    """The unit `text` names: `km`, `m/s²`, `m s^-2`, `kilometres per hour`, `people`, or nothing.

    Never fails: see the module's first sentences for words it doesn't know.
    """
    text = re.sub(r"\bper\s+cent\b", "percent", numeric_text(text), flags=re.I)
    text = re.sub(r"^([abc])\.\s?([cde])\.?(?:\s?(e)\.?)?$", r"\1\2\3", text, flags=re.I)
    text = re.sub(r"\s*\bper\b\s*", "/", text, flags=re.I)
    text = re.sub(r"\bsquare\s+(\w+)", r"\1^2", text, flags=re.I)
    text = re.sub(r"\bcubic\s+(\w+)", r"\1^3", text, flags=re.I)
    text = re.sub(r"\bdegrees?\s*(?=[CF]\b|celsius|fahrenheit)", "°", text, flags=re.I)
    whole = re.sub(r"\s", "", text).casefold().replace("°celsius", "celsius")
    whole = whole.replace("°fahrenheit", "fahrenheit")
    if whole in _OFFSETS:
        factor, offset = _OFFSETS[whole]
        return Unit(factor, (("K", 1),), offset)
    return _product(text, *_units())


def _product(text: str, symbols: dict[str, Unit], names: dict[str, Unit]) -> Unit:
    """`kg m/s^2`: factors side by side, and everything after a slash divides."""
    factor = Decimal(1)
    powers: dict[str, int] = {}
    foreign = False
    for position, part in enumerate(text.split("/")):
        for word in re.split(r"[\s*·⋅.]+", part):
            name, power = word, 1
            if (match := _POWER.fullmatch(word)) and word not in symbols:
                name, power = match[1], int(match[2])
            unit = _single(name, symbols, names)
            power = -power if position else power
            factor = ARITHMETIC.multiply(factor, ARITHMETIC.power(unit.factor, power))
            foreign = foreign or unit.foreign
            for base, exponent in unit.dimensions:
                powers[base] = powers.get(base, 0) + exponent * power
    dimensions = tuple(sorted((base, n) for base, n in powers.items() if n))
    return Unit(factor, dimensions, foreign=foreign)


def _single(name: str, symbols: dict[str, Unit], names: dict[str, Unit]) -> Unit:
    if not name:
        return Unit()
    if name in symbols:
        return symbols[name]
    folded = name.casefold().strip("()")
    singular = folded[:-1] if folded.endswith("s") and len(folded) > 2 else folded
    for alias in (folded, singular):
        if alias in names:
            return names[alias]
    if folded in _SCALES:
        return Unit(Decimal(10) ** _SCALES[folded])
    # Learners type KM and Kg; only where that leaves no doubt (never MW for mW).
    alike = {unit for symbol, unit in symbols.items() if symbol.casefold() == folded}
    if len(alike) == 1:
        return alike.pop()
    return Unit(Decimal(1), ((singular, 1),), foreign=True)


def convert(amount: Decimal, given: Unit, wanted: Unit) -> Decimal | None:
    """`amount` of `given` in `wanted`, or None where the two don't measure the same."""
    if given.dimensions != wanted.dimensions:
        return None
    base = ARITHMETIC.add(ARITHMETIC.multiply(amount, given.factor), given.offset)
    return ARITHMETIC.divide(ARITHMETIC.subtract(base, wanted.offset), wanted.factor)
