"""Settings: each is checked and written to the file as soon as it is chosen."""

from __future__ import annotations

from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from trainer.errors import TrainerError
from trainer.settings import Settings
from trainer.study.preferences import preferences
from trainer.study.settings_file import SettingsFile
from trainer.tui.content import ends, plain, shorten
from trainer.tui.field import Field
from trainer.tui.keys import Key, Moment
from trainer.tui.screens.page import Page
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.form import Form
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel
from trainer.tui.widgets.sheet import Sheet
from trainer.wording.controls import strip_controls


class SettingsScreen(Page):
    """On top of home, which is made anew if anything was changed."""

    moment = Moment.SETTINGS

    def __init__(self, keys: tuple[Key, ...], file: SettingsFile, themes: tuple[str, ...]) -> None:
        super().__init__(keys)
        self.file = file
        self.form = Form(preferences(themes))
        self.changes = False
        self.wrong = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Lines(self._title, id="title")
            with Sheet():
                yield self.form
            yield Lines(self._about, id="about")
        yield Footer()

    def on_mount(self) -> None:
        settings = self.attempt(self.file.current)
        self.form.show(settings or Settings())
        self._now(Moment.SETTINGS)

    def _now(self, moment: Moment) -> None:
        self.moment = moment
        self.query_one("#about", Lines).changed()
        self.refresh_keys()
        self.once_laid_out(self._keep_in_sight)

    def on_resize(self) -> None:
        self.once_laid_out(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        top, bottom = self.form.span(self.form.cursor)
        # The first row has its heading with it.
        self.query_one(Sheet).keep_in_sight(self.form, top if self.form.cursor else 0, bottom)

    @property
    def typing(self) -> bool:
        return self.moment is Moment.SETTING

    def applies(self, action: str) -> bool:
        match action:
            case "turn":
                return bool(self.form.row.choices)
            case "reset":
                return bool(self.form.row.shown(self.form.settings))
            case _:
                return True

    # --- keys

    def on_key(self, event: events.Key) -> None:
        if self.wrong:
            self.wrong = ""
            self.query_one("#about", Lines).changed()
        field = self.form.field
        if field is None:
            return
        if event.key == "enter":
            self._save(field.text)
        elif event.is_printable and event.character:
            self.form.type(field.typed(event.character))
        elif (edited := field.pressed(event.key)) is not None:
            self.form.type(edited)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        if self.form.field is not None:
            self.form.type(self.form.field.typed(event.text))

    @on(Form.Clicked)
    def action_change(self) -> None:
        row = self.form.row
        if row.choices:
            self.action_turn(1)
            return
        self.form.type(Field.holding(row.shown(self.form.settings)))
        self._now(Moment.SETTING)

    def action_turn(self, by: int) -> None:
        row = self.form.row
        shown = row.shown(self.form.settings) or row.otherwise
        at = row.choices.index(shown) if shown in row.choices else -1
        self._save(row.choices[(at + by) % len(row.choices)])

    def action_reset(self) -> None:
        self._save("")

    def action_move(self, by: int) -> None:
        self.form.move(by)
        self._now(Moment.SETTINGS)

    def action_back(self) -> None:
        if self.moment is Moment.SETTING:
            self.form.type(None)
            self._now(Moment.SETTINGS)
        elif self.changes:
            self.trainer.show_home()
        else:
            self.app.pop_screen()

    def _save(self, typed: str) -> None:
        row = self.form.row
        try:
            settings = self.file.choose(row, typed)
        except (TrainerError, OSError) as error:
            self.wrong = strip_controls(str(error))
            self.query_one("#about", Lines).changed()
            return
        self.changes = True
        self.trainer.wear(settings.theme)
        self.form.show(settings)
        self._now(Moment.SETTINGS)

    # --- texts

    def _title(self, widget: Panel, width: int) -> list[Content]:
        left = plain("Settings", widget.ink("title"))
        room = width - left.cell_length - 2
        path = _at_home(self.file.path)
        right = plain(
            path if len(path) <= room else shorten(self.file.path.name, room), widget.ink("muted")
        )
        return [ends(left, right, width)]

    def _about(self, widget: Panel, width: int) -> list[Content]:
        """What the row is, or what is wrong with what was typed."""
        if self.wrong:
            return plain(f"✗ {self.wrong}", widget.ink("word-wrong")).wrap(width)
        return plain(self.form.row.help, widget.ink("muted")).wrap(width)


def _at_home(path: Path) -> str:
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(path)
