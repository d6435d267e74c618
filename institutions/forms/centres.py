"""What the office writes of a field centre, and whom it lets in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from institutions.enums import TechnologyField
from institutions.forms.registration import PartyForm
from institutions.models import ServiceInstitution

PROFILE = ("introduction", "features", "contact")


class CentreForm(PartyForm):
    """One field centre: its party, its field and what laboratories read of it."""

    field = forms.ChoiceField(
        label=_("Field"),
        choices=TechnologyField.choices,
        help_text=_("Laboratories outside the platform choose their centre by this field."),
    )
    introduction = forms.CharField(
        label=_("Introduction"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    features = forms.CharField(
        label=_("Features of the service"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    contact = forms.CharField(
        label=_("Contact"),
        required=False,
        max_length=200,
        help_text=_("Name, telephone and e-mail, as enterprises shall see them."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, centre: ServiceInstitution | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("uscc", "district", "contact_name", "contact_phone"):
            self.fields[name].required = False
        choices = self.fields["district"].choices  # type: ignore[attr-defined]
        self.fields["district"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        if centre is None:
            del self.fields["version"]
            return
        self.initial.update({name: getattr(centre.organisation, name) for name in self.PARTY})
        self.initial.update({name: getattr(centre, name) for name in ("field", *PROFILE, "version")})


class CentrePersonForm(forms.Form):
    """Who is to act for a field centre."""

    email = forms.EmailField(
        label=_("E-mail of the centre's person"),
        help_text=_("They get a letter with which they join the centre; it is valid for seven days."),
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()
