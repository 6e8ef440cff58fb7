"""Parses GIFT from standard input with pygiftparserrgmf and prints a line for each question.

A process of its own: the parser leaves files open, which the tests count as errors.
"""

from __future__ import annotations

import sys

from pygiftparser import parser

if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for question in parser.parse(sys.stdin.read()).questions:
        print(type(question.answer).__name__)
