"""Rows beside a dossier: enterprises, events, trainings, evaluations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from institutions.forms.dossier import date_input
from institutions.models import PerformanceEvaluation, PlannedEvent, Training


class ServedEnterpriseForm(forms.Form):
    """One enterprise that the institution serves."""

    name = forms.CharField(label=_("Name of the enterprise"), max_length=120)
    uscc = forms.CharField(
        label=_("Unified social credit code"), max_length=24, help_text=_("18 characters, as on the licence.")
    )


class RosterFilter(forms.Form):
    """Which enterprises of a list; kept in the address."""

    q = forms.CharField(
        label=_("Name or credit code"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    show = forms.ChoiceField(label=_("Which rows"), required=False)

    def __init__(self, *args, overlaps: bool, **kwargs):
        super().__init__(*args, **kwargs)
        shown = [("", _("All rows")), ("doubtful", _("Rows that need another look"))]
        if overlaps:
            shown.append(("shared", _("Also on another institution's list")))
        self.fields["show"].choices = shown  # type: ignore[attr-defined]

    def rows(self, everything, doubtful: list[int], shared):
        """The rows that fit."""
        chosen = self.cleaned_data if self.is_valid() else {}
        found = {"doubtful": everything.filter(pk__in=doubtful), "shared": shared}.get(
            chosen.get("show", ""), everything
        )
        words = (chosen.get("q") or "").strip()
        return found.with_words(words) if words else found


class EventForm(forms.ModelForm):
    """One voucher event, planned or held."""

    class Meta:
        model = PlannedEvent
        fields = ["title", "kind", "date", "place", "audience", "held", "attendance", "summary"]
        widgets = {"date": date_input(), "summary": forms.Textarea(attrs={"rows": 3})}


class TrainingForm(forms.ModelForm):
    """One training that the office gave."""

    class Meta:
        model = Training
        fields = ["date", "topic"]
        widgets = {"date": date_input()}


class EvaluationForm(forms.ModelForm):
    """The office's judgement of one year."""

    class Meta:
        model = PerformanceEvaluation
        fields = ["year", "score", "grade", "remark"]
        widgets = {
            "remark": forms.Textarea(attrs={"rows": 4}),
            "year": forms.NumberInput(attrs={"min": 2010}),
        }


class LetterForm(forms.Form):
    """A new authorisation letter."""

    number = forms.CharField(label=_("Number of the authorisation letter"), max_length=60)
    authorised_from = forms.DateField(label=_("Authorised from"), widget=date_input())
    authorised_to = forms.DateField(
        label=_("Authorised until"),
        widget=date_input(),
        required=False,
        help_text=_("Leave it empty when the letter names no last day."),
    )
    letter = forms.FileField(label=_("Authorisation letter"))
