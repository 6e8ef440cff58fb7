"""Modules that a start imports and never uses, each a stand-in until something asks for it.

Textual's application imports its command palette, file dialogs' paths and MIME types, and asyncio
imports OpenSSL, though a trainer shows no palette, delivers no file and asks nothing of a network:
a seventh of a start. `defer` puts a stand-in into `sys.modules` for each of `DEFERRED`; what is
imported meanwhile takes that, and the real module is loaded by the first use of a name of it, be it
a year later. Once the first screen stands there `no_longer` takes away what stood in, so that all
later imports find the real ones.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from opcode import opmap
from types import FrameType, ModuleType
from typing import Any

DEFERRED = (
    # For what Textual shows of a mistake in a stylesheet or in code, and of a log.
    "ast",
    "difflib",
    "linecache",
    "rich.markup",
    "rich.panel",
    "rich.table",
    "rich.tree",
    "textual.css._error_tools",
    "textual.css._help_renderables",
    "textual.css._help_text",
    "textual.suggestions",
    "tokenize",
    "traceback",
    # For its palette, whose place ours takes, for markup in texts, for lines between cells, and for
    # tests of an app.
    "textual.command",
    "textual.markup",
    "textual.canvas",
    "textual.pilot",
    # For what no widget of ours does: other layouts, blends and tints, work in threads, files that
    # are watched, texts that scroll while they are selected.
    "textual._auto_scroll",
    "textual._work_decorator",
    "textual.file_monitor",
    "textual.layouts.grid",
    "textual.layouts.stream",
    "textual.renderables.background_screen",
    "textual.renderables.text_opacity",
    "textual.renderables.tint",
    # For what Rich prints without Textual, and for terminals of few colours.
    "rich._emoji_replace",
    "rich._palettes",
    "rich.align",
    "rich.constrain",
    "rich.containers",
    "rich.padding",
    "rich.screen",
    "rich.styled",
    # For files and links that an app hands out.
    "ipaddress",
    "mimetypes",
    "platformdirs",
    "tempfile",
    "uuid",
    # For connections, archives, fractions of decimal numbers, paths of Windows elsewhere, and what
    # is counted by a country's customs.
    "asyncio.sslproto",
    "asyncio.staggered",
    "bz2",
    "decimal",
    "locale",
    "lzma",
    "ntpath",
)
"""None of them has a name that a module uses as it is imported, but for bases of classes that
belong to them: a test starts the program and sees that they are still not loaded."""

_TAKES = opmap["IMPORT_FROM"]

ABSENT = ("ssl",)
"""asyncio does without, as in a Python that was built without OpenSSL; other modules, which are
imported later, find it."""


def defer(names: Iterable[str] = DEFERRED) -> None:
    """Lets those of `names`, and of `ABSENT`, that aren't loaded yet wait."""
    for name in names:
        sys.modules.setdefault(name, _StandIn(name))
    for name in ABSENT:
        # With None there an import says that there is no such module.
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]


def no_longer() -> None:
    """Imports find the real modules again; what took a stand-in keeps it."""
    for name, module in list(sys.modules.items()):
        if isinstance(module, _StandIn) or (name in ABSENT and not module):
            del sys.modules[name]


def _loaded(name: str) -> bool:
    module = sys.modules.get(name)
    return module is not None and not isinstance(module, _StandIn)


class _StandIn(ModuleType):
    """Whoever imports a name gets what stands for it; a function that reads one gets the thing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if sys.modules.get(self.__name__) is self and _only_takes(sys._getframe(1)):
            return _Name(self, name)
        return getattr(self.real(), name)

    def real(self) -> ModuleType:
        """The module itself, loaded if nobody has."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        module = import_module(self.__name__)
        # From now on this one answers as fast as that.
        self.__dict__.update(module.__dict__)
        return module


def _only_takes(frame: FrameType) -> bool:
    """Whether whoever asks for a name imports it, or is imported itself. A function that reads it
    off the module is about to use it, and it may be a number."""
    code = frame.f_code
    return (
        code.co_code[frame.f_lasti] == _TAKES
        or code.co_name == "<module>"
        # An extension is loaded by importlib itself.
        or code.co_filename.startswith("<frozen importlib")
    )


class _Name:
    """A function, class or table of a module that waits: a call, or a look into it, loads that
    module."""

    def __init__(self, module: _StandIn, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *given: Any, **named: Any) -> Any:
        return getattr(self._module.real(), self._name)(*given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(getattr(self._module.real(), self._name), name)

    def __getitem__(self, key: Any) -> Any:
        return getattr(self._module.real(), self._name)[key]

    def __instancecheck__(self, thing: object) -> bool:
        # Of a class that isn't there yet there is nothing.
        return _loaded(self._module.__name__) and isinstance(
            thing, getattr(self._module.real(), self._name)
        )

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        # Textual's themes come with a class for its palette, which nobody opens.
        return ()
