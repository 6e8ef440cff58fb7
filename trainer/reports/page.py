"""The frame of a page of HTML that stands alone: nothing outside is loaded, no script runs."""

from __future__ import annotations

from collections.abc import Iterable

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def page(title: str, style: str, body: Iterable[str]) -> str:
    """The whole page; `title` and `body` are escaped already."""
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{title}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body><main>",
            *body,
            "</main></body></html>",
            "",
        ]
    )
