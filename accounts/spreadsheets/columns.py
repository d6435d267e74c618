"""Columns of a table: their words in both languages, what may stand in them, and how a value is read and written."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.fields import Field
from import_export.widgets import Widget

from accounts.formulas import is_formula, original
from accounts.spreadsheets import limits
from accounts.spreadsheets.problems import ADVICE, EMPTY, CellRefused
from accounts.spreadsheets.reading import CONTROL, as_text

DAY = re.compile(r"^(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?$|^(\d{4})(\d{2})(\d{2})$")
YES = {"1", "true", "yes", "y", "是", "有", "√", "✓"}
NO = {"0", "false", "no", "n", "否", "无", "×", "x", ""}
# Behind this a spreadsheet program has lost digits of a number it was given as a number.
EXACT = 10**15


def in_every_language(words: Any) -> dict[str, str]:
    """Language → the words."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = str(words)
    return found


def normal(heading: str) -> str:
    """A heading without what people and programs change in it: width, case, blanks, stars, units in brackets."""
    text = unicodedata.normalize("NFKC", heading).casefold().replace("*", "")
    text = re.sub(r"\(.*?\)", "", text)
    return re.sub(r"[\s_]+", "", text)


class Column(Field):
    """A column that knows its words; `label` defaults to those of the model's field."""

    def __init__(
        self,
        attribute: str,
        widget: Widget | None = None,
        *,
        label: Any = "",
        needed: bool = False,
        example: Any = "",
        hint: Any = "",
        settled: bool = False,
    ) -> None:
        super().__init__(attribute=attribute, widget=widget or TextWidget(), readonly=settled)
        self.label, self.needed, self.example, self.hint = label, needed, example, hint

    def words(self) -> dict[str, str]:
        return in_every_language(self.label)

    def names(self) -> set[str]:
        """Everything by which the column is recognised: its code and its words."""
        return {normal(self.column_name), *(normal(words) for words in self.words().values())}

    @property
    def allowed(self) -> list[str]:
        """The values that may stand in it, in the present language; empty when it is free."""
        return self.widget.allowed()


class TextWidget(Widget):
    """Text, whatever the spreadsheet made of it."""

    def clean(self, value: Any, row=None, **kwargs) -> Any:
        return self.text(value)

    def text(self, value: Any) -> str:
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) >= EXACT:
            raise CellRefused(
                _("The spreadsheet program has rounded this long number."),
                _("Format the column as text and enter all digits again."),
            )
        text = as_text(value)
        if (plain := original(text)) != text:
            return plain
        if is_formula(text):
            raise CellRefused(
                _("The text begins like a formula."),
                _("Remove the first character, or write an apostrophe before it."),
            )
        if CONTROL.search(text):
            raise CellRefused(
                _("The text holds characters that cannot be seen or stored."), _("Type the text anew.")
            )
        if len(text) > limits.MOST_CHARACTERS:
            raise CellRefused(_("The text is too long."), _("Shorten the text."))
        if text.startswith("#") and text.rstrip("!?") in BROKEN:
            raise CellRefused(
                _("The spreadsheet program could not compute this cell."), _("Enter the value itself.")
            )
        return text.strip()

    def render(self, value: Any, obj=None, **kwargs) -> Any:
        return "" if value is None else str(value)

    def allowed(self) -> list[str]:
        return []


BROKEN = {"#REF", "#N/A", "#VALUE", "#DIV/0", "#NAME", "#NULL", "#NUM"}


class CodeWidget(TextWidget):
    """A credit code: upper case, without blanks."""

    def clean(self, value: Any, row=None, **kwargs) -> Any:
        return "".join(self.text(value).split()).upper()


class EmptyCodeWidget(CodeWidget):
    """A credit code that may be left out, and is then nothing rather than empty."""

    def clean(self, value: Any, row=None, **kwargs) -> Any:
        return super().clean(value) or None


class WholeWidget(TextWidget):
    """A whole number between two bounds."""

    def __init__(self, least: int = 0, most: int | Callable[[], int] = 32_767) -> None:
        super().__init__()
        self.least, self.most = least, most

    def clean(self, value: Any, row=None, **kwargs) -> Any:
        if value == "" or value is None:
            return None
        most = self.most() if callable(self.most) else self.most
        text = unicodedata.normalize("NFKC", str(value)).replace(",", "").strip()
        if not re.fullmatch(r"-?\d{1,18}", text):
            self.text(value)
            raise CellRefused(_("This is not a whole number."), _("Enter digits only, such as 12."))
        if not self.least <= int(text) <= most:
            raise CellRefused(
                _("The number is outside %(least)s to %(most)s.") % {"least": self.least, "most": most},
                _("Check the number."),
            )
        return int(text)

    def render(self, value: Any, obj=None, **kwargs) -> Any:
        return "" if value is None else value


class DayWidget(TextWidget):
    """A day, as a date or as text."""

    def clean(self, value: Any, row=None, **kwargs) -> Any:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = self.text(value)
        if not text:
            return None
        found = DAY.match(unicodedata.normalize("NFKC", text))
        if not found:
            raise CellRefused(_("This is not a date."), _("Write it as 2026-01-31."))
        year, month, day = (int(part) for part in found.groups() if part)
        try:
            when = date(year, month, day)
        except ValueError as error:
            raise CellRefused(_("There is no such day."), _("Correct the date.")) from error
        if not 1900 <= year <= 2200:
            raise CellRefused(_("This date is too far away."), _("Correct the date."))
        return when

    def render(self, value: Any, obj=None, **kwargs) -> Any:
        return "" if value is None else value.isoformat()


class YesNoWidget(TextWidget):
    """Yes or no, in either language."""

    def clean(self, value: Any, row=None, **kwargs) -> Any:
        word = str(value).strip().casefold() if not isinstance(value, bool) else ("1" if value else "0")
        if word in YES:
            return True
        if word in NO:
            return False
        self.text(value)
        raise CellRefused(_("This is neither yes nor no."), _("Write yes or no."))

    def render(self, value: Any, obj=None, **kwargs) -> Any:
        return _("yes") if value else _("no")

    def allowed(self) -> list[str]:
        return [_("yes"), _("no")]


class ChoiceWidget(TextWidget):
    """A choice by its code or by its words in either language."""

    def __init__(self, choices: Iterable[tuple[str, Any]], default: str = "") -> None:
        super().__init__()
        self.choices, self.default = list(choices), default
        self._known: dict[str, str] = {}

    def codes(self) -> dict[str, str]:
        if not self._known:
            for code, words in self.choices:
                for name in (code, *in_every_language(words).values()):
                    self._known[normal(name)] = code
        return self._known

    def clean(self, value: Any, row=None, **kwargs) -> Any:
        text = self.text(value)
        if not text:
            return self.default
        code = self.codes().get(normal(text))
        if code is None:
            raise CellRefused(
                _("This value is not on the list."),
                _("Choose one of: %(values)s.") % {"values": ", ".join(self.allowed())},
            )
        return code

    def render(self, value: Any, obj=None, **kwargs) -> Any:
        return str(dict(self.choices).get(value, value or ""))

    def allowed(self) -> list[str]:
        return [str(words) for _code, words in self.choices]


def from_validation(error: ValidationError) -> tuple[str, str]:
    """Reason and advice of what a field of the model refused."""
    first = error.error_list[0] if hasattr(error, "error_list") else error
    code = getattr(first, "code", "") or ""
    words = str(EMPTY) if code in {"blank", "null"} else " ".join(first.messages)
    return words, str(ADVICE.get(code, _("Correct the value.")))
