"""Amounts in tables: written in 元, kept in fen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.spreadsheets import CellRefused, TextWidget
from workflow.money import parse_yuan, plain_yuan


class YuanWidget(TextWidget):
    """An amount of money that is not negative."""

    def clean(self, value: Any, row=None, **kwargs) -> Any:
        text = f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, float) else self.text(value)
        if not text:
            return None
        try:
            fen = parse_yuan(text)
        except ValidationError as error:
            raise CellRefused(error.messages[0], _("Write the amount in 元, such as 12,000.50.")) from error
        if fen < 0:
            raise CellRefused(_("An amount is not negative."), _("Enter the amount without a sign."))
        return fen

    def render(self, value: Any, obj=None, **kwargs) -> Any:
        return plain_yuan(value) if value is not None else ""
