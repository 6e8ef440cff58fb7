"""Regular expressions that are compiled when they are first used, not as their module is imported.

A start imports some forty of them and uses ten: the others would take it 4 ms. From the first use
on one is as fast as any, since what was asked of it is kept in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr

__all__ = ["pattern"]

if TYPE_CHECKING:
    from re import compile as pattern
else:

    def pattern(text: AnyStr, flags: int = 0) -> _Waiting:
        """What `re.compile` gives, later. A mistake in it shows at the first use, too."""
        return _Waiting(text, flags)


class _Waiting:
    """Stands for a compiled expression: each method is the expression's own."""

    def __init__(self, *given: Any) -> None:
        self._given = given

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found
