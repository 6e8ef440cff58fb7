r"""TeX mathematics → one line of Unicode, as far as Unicode goes: `x^2 \le \frac{a}{b}` → x² ≤ a/b.

What can't be mapped stays as typed. A terminal has no fractions and no raised q.
"""

from __future__ import annotations

import re

from trainer.patterns import pattern

_TOKEN = pattern(r"\\[A-Za-z]+|\\.|[{}^_]|\s+|[^\s]", re.DOTALL)
_SPACES_RUN = pattern(r" {2,}")

_SUPERSCRIPTS = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡ ",
)
_SUBSCRIPTS = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvxβγρφχ ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ "
)


def _table(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split(" "))


_GREEK = _table(
    "alpha:α beta:β gamma:γ delta:δ epsilon:ε zeta:ζ eta:η theta:θ iota:ι kappa:κ lambda:λ mu:μ "
    "nu:ν xi:ξ omicron:ο pi:π rho:ρ sigma:σ tau:τ upsilon:υ phi:φ chi:χ psi:ψ omega:ω"
)
_CAPITALS = {name.capitalize(): letter.upper() for name, letter in _GREEK.items()}
_VARIANTS = _table("varepsilon:ε varphi:φ varsigma:ς vartheta:ϑ")
_SYMBOLS = _table(
    "times:× cdot:· div:÷ pm:± mp:∓ ast:∗ star:⋆ circ:° bullet:• oplus:⊕ otimes:⊗ "
    "le:≤ leq:≤ ge:≥ geq:≥ ne:≠ neq:≠ ll:≪ gg:≫ approx:≈ sim:∼ simeq:≃ cong:≅ equiv:≡ "
    "propto:∝ to:→ rightarrow:→ leftarrow:← leftrightarrow:↔ Rightarrow:⇒ Leftarrow:⇐ "
    "Leftrightarrow:⇔ implies:⇒ iff:⇔ mapsto:↦ longrightarrow:⟶ uparrow:↑ downarrow:↓ "
    "rightleftharpoons:⇌ infty:∞ partial:∂ nabla:∇ sum:∑ prod:∏ int:∫ iint:∬ oint:∮ "
    "in:∈ notin:∉ ni:∋ subset:⊂ subseteq:⊆ supset:⊃ supseteq:⊇ cup:∪ cap:∩ setminus:∖ "
    "emptyset:∅ varnothing:∅ forall:∀ exists:∃ nexists:∄ neg:¬ lnot:¬ land:∧ wedge:∧ lor:∨ "
    "vee:∨ therefore:∴ because:∵ angle:∠ perp:⊥ parallel:∥ triangle:△ degree:° prime:′ "
    "hbar:ℏ ell:ℓ Re:ℜ Im:ℑ aleph:ℵ ldots:… dots:… cdots:⋯ vdots:⋮ langle:⟨ rangle:⟩ "
    "lfloor:⌊ rfloor:⌋ lceil:⌈ rceil:⌉ mid:| vert:| Vert:‖ quad:\u2003 qquad:\u2003"
)
_LETTERS = {**_GREEK, **_CAPITALS, **_VARIANTS, **_SYMBOLS}
_FUNCTIONS = _table(
    "sin: cos: tan: cot: sec: csc: arcsin: arccos: arctan: sinh: cosh: tanh: log: ln: lg: exp: "
    "lim: max: min: sup: inf: det: dim: ker: gcd: deg: arg: mod:"
).keys()
_UPRIGHT = frozenset({r"\text", r"\mathrm", r"\mathbf", r"\mathit", r"\operatorname", r"\textrm"})
_SIZES = frozenset({r"\left", r"\right", r"\big", r"\Big", r"\displaystyle", r"\limits"})
_DOUBLE = {"N": "ℕ", "Z": "ℤ", "Q": "ℚ", "R": "ℝ", "C": "ℂ", "P": "ℙ"}
_ACCENTS = {
    r"\bar": "\u0304",
    r"\overline": "\u0305",
    r"\hat": "\u0302",
    r"\tilde": "\u0303",
    r"\vec": "\u20d7",
    r"\dot": "\u0307",
    r"\ddot": "\u0308",
}
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_SPACES = {r"\,": "\u2009", r"\;": " ", r"\:": " ", r"\ ": " ", r"\!": ""}
_MAX_DEPTH = 50


def unicode_formula(tex: str) -> str:
    """The formula on one line; a formula nested deeper than 50 groups stays as typed."""
    reader = _Formula(_TOKEN.findall(tex))
    try:
        return _SPACES_RUN.sub(" ", reader.run()).strip()
    except RecursionError:
        return tex


class _Formula:
    """Reads tokens from left to right; each method returns what its part looks like."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def run(self, until: str = "") -> str:
        """Everything up to the token `until`, which is taken, or to the end."""
        parts: list[str] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token == until:
                self.at += 1
                break
            parts.append(self.piece())
        return "".join(parts)

    def piece(self) -> str:
        token = self.tokens[self.at]
        self.at += 1
        if token == "{":
            return self.nested("}")
        if token in "^_":
            return self.raised(token)
        if token.startswith("\\"):
            return self.command(token)
        return {"-": "−", "'": "′", "~": " "}.get(token, token)

    def nested(self, until: str) -> str:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise RecursionError
        text = self.run(until)
        self.depth -= 1
        return text

    def argument(self) -> str:
        """The next group or the next single piece."""
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        if self.at >= len(self.tokens):
            return ""
        return self.piece()

    def raised(self, mark: str) -> str:
        text = self.argument()
        if mark == "^" and text in ("°", "′"):
            return text
        table = _SUPERSCRIPTS if mark == "^" else _SUBSCRIPTS
        if text and all(ord(char) in table for char in text):
            return text.translate(table)
        return mark + (text if len(text) == 1 else f"({text})")

    def command(self, token: str) -> str:
        name = token[1:]
        if token in (r"\frac", r"\dfrac", r"\tfrac"):
            return f"{_operand(self.argument())}/{_operand(self.argument())}"
        if token == r"\sqrt":
            return self.root()
        if token in _ACCENTS:
            text = self.argument()
            return "".join(char + _ACCENTS[token] for char in text)
        if token in _UPRIGHT:
            return self.argument()
        if token == r"\mathbb":
            text = self.argument()
            return _DOUBLE.get(text, text)
        if token in _SIZES:
            return ""
        if token in _SPACES:
            return _SPACES[token]
        if name in _LETTERS:
            return _LETTERS[name]
        if name in _FUNCTIONS or (len(name) == 1 and not name.isalpha()):
            return name
        return token

    def root(self) -> str:
        degree = ""
        if self.at < len(self.tokens) and self.tokens[self.at] == "[":
            self.at += 1
            degree = self.nested("]")
        sign = _ROOTS.get(degree) or degree.translate(_SUPERSCRIPTS) + "√"
        return sign + _operand(self.argument())


def _operand(text: str) -> str:
    """In brackets, unless it is one number or one letter: `1/2π` would read as π/2."""
    return text if text.isdigit() or len(text) <= 1 else f"({text})"
