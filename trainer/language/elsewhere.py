"""Keys of other programs, which people who come from them type out of habit."""

from __future__ import annotations

MEANT = {
    "question": "ask", "prompt": "ask", "stem": "ask", "text": "ask", "correct": "answer",
    "solution": "answer", "distractors": "wrong", "incorrect": "wrong", "choices": "options",
    "feedback": "explain", "explanation": "explain", "reason": "explain", "why": "explain",
    "difficulty": "level", "weight": "points", "score": "points", "reference": "source",
    "cite": "source", "definition": "means", "meaning": "means", "synonyms": "accept",
    "also": "accept", "tag": "tags", "topic": "tags", "picture": "image", "range": "number",
    "value": "number", "pairs": "match", "items": "order", "language": "lang",
}  # fmt: skip
"""What other programs' keys are called here."""
