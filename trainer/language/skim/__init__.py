"""A lean reading of question files that are laid out as nearly all of them are.

It knows a part of YAML and gives up at the first thing beyond it, so that the full reader decides:
what it gives is what the full reader would have given, without a mistake to tell of.
"""
