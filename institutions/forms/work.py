"""What an institution writes of its work: notes of coaching, the enterprises and papers of an event, its self-report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from institutions.forms.dossier import date_input
from institutions.models import CoachingNote, RecommendingInstitution, SelfReport
from workflow.files import ENDINGS


class CoachingForm(forms.ModelForm):
    """One talk with one enterprise of the own list."""

    class Meta:
        model = CoachingNote
        fields = ["enterprise", "date", "topic", "note", "next_step"]
        widgets = {"date": date_input(), "note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, institution: RecommendingInstitution, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = institution.served_enterprises.order_by("name", "pk")  # type: ignore[attr-defined]


class EventEnterprisesForm(forms.Form):
    """Who came to an event, one enterprise a line."""

    lines = forms.CharField(
        label=_("Enterprises that came"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One enterprise a line; its credit code, if you know it, behind the name. Saving replaces the list."
        ),
    )


class EventPaperForm(forms.Form):
    """A paper of an event."""

    file = forms.FileField(
        label=_("Paper of the event"),
        help_text=_("The invitation, the attendance list or pictures."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
    )


class SelfReportForm(forms.ModelForm):
    """Figures and words of an institution about its year."""

    class Meta:
        model = SelfReport
        fields = ["enterprises_advised", "events_held", "people_trained", "achievements", "problems"]
        widgets = {name: forms.Textarea(attrs={"rows": 6}) for name in ("achievements", "problems")}
