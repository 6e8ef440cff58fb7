"""The base of screens to read: arrows scroll them where there is more than fits."""

from __future__ import annotations

from textual import on

from trainer.tui.screens.page import Page
from trainer.tui.widgets.sheet import Sheet


class ScrolledPage(Page):
    """Has one sheet."""

    def applies(self, action: str) -> bool:
        # A key may come before there is a sheet.
        return action != "scroll" or any(sheet.max_scroll_y for sheet in self.query(Sheet))

    @on(Sheet.Hid)
    def _on_hid(self) -> None:
        self.refresh_keys()

    def action_scroll(self, by: int) -> None:
        sheet = self.query_one(Sheet)
        sheet.scroll_to(y=sheet.scroll_y + 2 * by, animate=False)
