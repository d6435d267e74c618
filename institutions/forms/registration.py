"""An organisation introduces itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import District
from institutions.enums import InstitutionType, TechnologyField
from institutions.models.roster import credit_code_shape
from policy.uscc import normalise


class PartyForm(forms.Form):
    """The party itself: name, credit code, address and contact."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    uscc = forms.CharField(
        label=_("Unified social credit code"), max_length=24, help_text=_("18 characters, as on the licence.")
    )
    district = forms.ChoiceField(label=_("District"), choices=District.choices)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    contact_name = forms.CharField(label=_("Contact person"), max_length=80)
    contact_phone = forms.CharField(label=_("Contact phone"), max_length=30)
    contact_email = forms.EmailField(label=_("Contact e-mail"), required=False)

    PARTY = ("name", "uscc", "district", "address", "contact_name", "contact_phone", "contact_email")

    def clean_uscc(self) -> str:
        code = normalise(self.cleaned_data["uscc"])
        if code:
            credit_code_shape(code)
        return code

    def party(self) -> dict[str, Any]:
        """The fields of the organisation."""
        return {name: self.cleaned_data[name] for name in self.PARTY}

    def profile(self) -> dict[str, Any]:
        """Everything else that was asked."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.PARTY}


class RecommendingRegistrationForm(PartyForm):
    """A future recommending institution (clause Q4)."""

    institution_type = forms.ChoiceField(label=_("Kind of institution"), choices=InstitutionType.choices)


class ServiceRegistrationForm(PartyForm):
    """A future professional service institution (clause Q5)."""

    field = forms.ChoiceField(label=_("Field"), choices=TechnologyField.choices)
