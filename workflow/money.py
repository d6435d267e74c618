"""Money is integer fen inside and 元 outside; this module is the only bridge between the two.

On SQLite `F() + Decimal` is float arithmetic, hence no Decimal in the database (docs/adr/0003).
"""

import unicodedata
from decimal import Context, Decimal, InvalidOperation

import cn2an
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

LARGEST_FEN = 10**15
LONGEST_TEXT = 100


def format_yuan(fen: int | None) -> str:
    """`1234567` fen → `12,345.67 元`; nothing for None."""
    if fen is None:
        return ""
    return f"{plain_yuan(fen)} 元"


def plain_yuan(fen: int) -> str:
    """`1234567` fen → `12,345.67`."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    return f"{sign}{yuan:,}.{rest:02d}"


def amount_in_capitals(fen: int) -> str:
    """`140950` fen → `人民币壹仟肆佰零玖元伍角`: 大写金额 as in contracts, computed, never typed."""
    if fen == 0:
        return "人民币零元整"
    sign, amount = ("负", -fen) if fen < 0 else ("", fen)
    words = cn2an.an2cn(f"{amount // 100}.{amount % 100:02d}", "rmb")
    return f"人民币{sign}{words}"


def parse_yuan(text: str) -> int:
    """`"12,345.67"` → `1234567` fen, also in full width. Raises ValidationError with what to do next; never rounds."""
    cleaned = unicodedata.normalize("NFKC", text)
    for ornament in (",", "元", "¥"):
        cleaned = cleaned.replace(ornament, "")
    try:
        value = Decimal(cleaned.strip() if len(cleaned) <= LONGEST_TEXT else "")
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite():
        raise ValidationError(_("Enter an amount in 元, such as 12,000 or 12,000.50."), code="invalid")
    if value.adjusted() > 15:
        raise _too_large()
    places = value.normalize(Context(prec=LONGEST_TEXT)).as_tuple().exponent
    if isinstance(places, int) and places < -2:
        raise ValidationError(_("An amount has at most two decimals."), code="decimals")
    fen = int(value.scaleb(2))
    if abs(fen) > LARGEST_FEN:
        raise _too_large()
    return fen


def _too_large() -> ValidationError:
    return ValidationError(_("This amount is too large. Check that it is in 元, not in fen."), code="large")


class YuanField(forms.CharField):
    """A form field: people type 元, the cleaned value is integer fen or None."""

    def __init__(self, *args, min_fen: int | None = 0, **kwargs):
        self.min_fen = min_fen
        kwargs.setdefault("max_length", 24)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "data-yuan": ""})
        )
        super().__init__(*args, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, int):
            return plain_yuan(value)
        return value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        text = super().clean(value)
        if text in self.empty_values:
            return None
        fen = parse_yuan(text)
        if self.min_fen is not None and fen < self.min_fen:
            raise ValidationError(
                _("The amount must be at least %(least)s."),
                code="min",
                params={"least": format_yuan(self.min_fen)},
            )
        return fen


class MoneyField(models.BigIntegerField):
    """A column of integer fen; its form field takes 元."""

    description = _("Amount in fen")

    def formfield(self, **kwargs):
        kwargs.pop("min_value", None)
        kwargs.pop("max_value", None)
        return YuanField(
            required=kwargs.get("required", not self.blank),
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            initial=kwargs.get("initial", self.default if self.has_default() else None),
        )

    def value_from_object(self, obj):
        return getattr(obj, self.attname)
