"""Forms of signals and on-site checks."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from risk.enums import CheckResult, SignalKind


class SignalFilter(forms.Form):
    """Which signals are listed."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *SignalKind.choices]
    )
    seen = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("Nobody has looked yet")), ("all", _("All that stand"))],
    )

    def rows(self, signals):
        """The signals that fit; a filter that makes no sense is left out."""
        given = self.cleaned_data if self.is_valid() else {}
        found = signals.standing() if given.get("seen") == "all" else signals.unseen()
        return found.filter(kind=given["kind"]) if given.get("kind") else found


class LookForm(forms.Form):
    """What came of a signal."""

    harmless = forms.TypedChoiceField(
        label=_("What came of it"),
        choices=[("True", _("It is explained")), ("False", _("It is followed up"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What was found"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


class DrawForm(forms.Form):
    """From when to when, how many, and by when they are visited."""

    closed_from = day(_("Closed from"))
    closed_to = day(_("Closed until"))
    size = forms.IntegerField(label=_("Projects to draw"), min_value=1, max_value=500)
    due_date = day(_("To be checked by"))
    seed = forms.CharField(
        label=_("Seed"),
        required=False,
        max_length=40,
        help_text=_("Drawn by chance when left empty. With the same seed anybody gets the same projects."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("closed_from"), cleaned.get("closed_to")
        if begins and ends and ends < begins:
            self.add_error("closed_to", _("The period ends before it begins."))
        if cleaned.get("due_date") and cleaned["due_date"] < timezone.localdate():
            self.add_error("due_date", _("Choose a day from today on."))
        return cleaned


class ReportForm(forms.Form):
    """The report of a visit."""

    visited_on = day(_("Visited on"))
    present = forms.CharField(label=_("Who was there"), max_length=300, required=False)
    result = forms.ChoiceField(label=_("Result"), choices=CheckResult.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Report"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What was looked at, what was found, what was agreed."),
    )
    upload = forms.FileField(
        label=_("File"), required=False, help_text=_("Signed minutes or pictures, for example.")
    )
