"""Keys of other programs, which people who come from them type out of habit."""

from __future__ import annotations

MEANT = {
    "q": "ask", "question": "ask", "prompt": "ask", "stem": "ask", "text": "ask",
    "a": "answer", "correct": "answer",
    "solution": "answer", "distractors": "wrong", "incorrect": "wrong", "choices": "options",
    "feedback": "explain", "explanation": "explain", "reason": "explain", "why": "explain",
    "difficulty": "level", "weight": "points", "score": "points", "reference": "source",
    "cite": "source", "definition": "means", "meaning": "means", "synonyms": "accept",
    "also": "accept", "tag": "tags", "topic": "tags", "picture": "image", "range": "number",
    "value": "number", "pairs": "match", "items": "order", "language": "lang",
    "note": "explain", "notes": "explain", "comment": "explain", "files": "questions",
    "cards": "questions",
}  # fmt: skip
"""What other programs' keys are called here."""

REMARKS = {
    "type": "remove it: a question's kind follows from which keys are there",
    "kind": "remove it: a question's kind follows from which keys are there",
    "alt": "it goes with its picture: `image: {file: map.png, alt: Xinjiang in 1949}`",
}
"""What to do with those of a question that have no counterpart."""
