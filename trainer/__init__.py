"""Quizzes and spaced repetition in the terminal, from question banks in YAML."""

__version__ = "0.1.0"
