"""Advice on the writing of questions: what research on test items says is worth a second look."""
