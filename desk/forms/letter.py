"""The letter to everyone who misses something, in both languages, with places that are checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.services.mailing import PLACES, Missing, unknown_places
from workflow.models.document import DocumentKind

DAY = {"type": "date"}
LONGEST = 2000
OF_PROJECTS = (
    DocumentKind.BUSINESS_LICENCE,
    DocumentKind.TEAM_CERTIFICATE,
    DocumentKind.PROJECT_PLAN,
    DocumentKind.PURCHASE_JUSTIFICATION,
    DocumentKind.CONTRACT,
    DocumentKind.CLOSING_REPORT,
    DocumentKind.RESULT,
    DocumentKind.PAYMENT_PROOF,
)
RECEIVERS = [
    ("applicant", gettext_lazy("The applicant")),
    ("laboratory", gettext_lazy("The laboratory")),
    ("recommender", gettext_lazy("The recommending institution")),
]


def usual_subject() -> str:
    return _("{reference}: please hand in {missing}")


def usual_body() -> str:
    return _(
        "Dear {name},\n\nin the project “{title}” ({reference}) the following is still missing: {missing}.\n\n"
        "Please hand it in by {due_date}. The page of the project shows what to do."
    )


class LetterForm(forms.Form):
    """What is missing, who is written to, and the words in each language of the portal."""

    missing = forms.ChoiceField(label=gettext_lazy("What is missing"), choices=Missing.choices)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of document"),
        required=False,
        help_text=gettext_lazy("Only when a kind of document is missing."),
    )
    to = forms.MultipleChoiceField(
        label=gettext_lazy("Write to"),
        choices=RECEIVERS,
        initial=["applicant"],
        widget=forms.CheckboxSelectMultiple,
    )
    due_date = forms.DateField(
        label=gettext_lazy("To be answered by"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=gettext_lazy("Leave it empty for the date that each file has by itself."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *((kind.value, kind.label) for kind in OF_PROJECTS)]
        places = ", ".join(f"{{{name}}}" for name in PLACES)
        for code, name in settings.LANGUAGES:
            with translation.override(code):
                subject, body = usual_subject(), usual_body()
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_("Subject, %(language)s") % {"language": name}, max_length=120, initial=subject
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=_("Text, %(language)s") % {"language": name},
                max_length=LONGEST,
                initial=body,
                widget=forms.Textarea(attrs={"rows": 7}),
                help_text=_("Places that are filled for each receiver: %(places)s.") % {"places": places},
            )

    def clean_due_date(self):
        day = self.cleaned_data["due_date"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day from today on."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("missing") == Missing.DOCUMENT and not cleaned.get("kind"):
            self.add_error("kind", _("Choose the kind of document."))
        for name in [name for name in cleaned if name.startswith(("subject_", "body_"))]:
            if unknown := unknown_places(cleaned[name]):
                words = _("Not a place that can be filled: %(names)s.")
                self.add_error(name, words % {"names": ", ".join(unknown[:5])})
        return cleaned

    def inputs(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "missing": data["missing"],
            "kind": data["kind"] if data["missing"] == Missing.DOCUMENT else "",
            "to": data["to"],
            "due_date": data["due_date"].isoformat() if data["due_date"] else "",
            "texts": {
                code: {"subject": data[f"subject_{code}"], "body": data[f"body_{code}"]}
                for code, _name in settings.LANGUAGES
            },
        }
