"""Letters that stand for places in a list, on paper and in reports."""

from __future__ import annotations

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter(place: int) -> str:
    """A for place 0, B, … Z, AA, AB, …"""
    before, within = divmod(place, len(ALPHABET))
    return (letter(before - 1) if before else "") + ALPHABET[within]
