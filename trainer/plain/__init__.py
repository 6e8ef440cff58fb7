"""Studying without a screen: lines for people and screen readers, JSON lines for programs."""
