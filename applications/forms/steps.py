"""Small forms of single steps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from workflow.money import YuanField


class EndorseForm(forms.Form):
    """The institution's own words for the project."""

    endorsement = forms.CharField(
        label=_("Endorsement"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Say in your own words why you recommend the enterprise and the project."),
    )


class AmountForm(forms.Form):
    """An amount to propose or approve, with a remark."""

    amount = YuanField(label=_("Amount (元)"), min_fen=1)
    note = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
