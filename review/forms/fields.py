"""Fields that several forms of review share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.parameters import Indicator
from review.rubric import title

YES_NO = [("True", _("Yes")), ("False", _("No"))]


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def text(label: Any, rows: int = 4, help_text: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def points_field(indicator: Indicator) -> forms.IntegerField:
    """The points of one indicator of the rubric."""
    return forms.IntegerField(
        label=title(indicator),
        min_value=0,
        max_value=indicator.points,
        help_text=_("0 to %(most)s points") % {"most": indicator.points},
    )
