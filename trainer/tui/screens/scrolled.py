"""The base of screens to read: arrows scroll them where there is more than fits."""

from __future__ import annotations

from textual import on

from trainer.tui.screens.page import Page
from trainer.tui.widgets.sheet import Sheet


class ScrolledPage(Page):
    """Has one sheet."""

    def applies(self, action: str) -> bool:
        return action != "scroll" or bool(self.query_one(Sheet).max_scroll_y)

    @on(Sheet.Hid)
    def _on_hid(self) -> None:
        self.refresh_keys()

    def action_scroll(self, by: int) -> None:
        sheet = self.query_one(Sheet)
        sheet.scroll_to(y=sheet.scroll_y + 2 * by, animate=False)
