"""Textual's web driver, for which the server alone says how large the screen is."""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver
from textual.events import Resize
from textual.message import Message


class ServedDriver(WebDriver):
    """What is typed may hold a terminal's own report of its size, and any size: it is left out.
    The server's, within bounds, comes another way."""

    def process_message(self, message: Message) -> None:
        if not isinstance(message, Resize):
            super().process_message(message)
