"""Forms by which an enterprise or a start-up team registers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from applications.forms.project import date_input
from applications.models import Enterprise, StartupTeam

PARTY_FIELDS = [
    "name",
    "uscc",
    "district",
    "address",
    "contact_name",
    "contact_phone",
    "contact_email",
    "bank_name",
    "bank_account_name",
    "bank_account",
]


# Part of the form: its heading, a word about it, its fields in their order.
WHO = (
    _("Who you are"),
    "",
    (
        "name",
        "uscc",
        "legal_representative",
        "controller",
        "registered_on",
        "leader_name",
        "leader_id_number",
        "members",
        "incubator",
        "registration_planned_on",
    ),
)
SIZE = (
    _("Size and industry"),
    _(
        "These figures of last year decide whether you are a small or micro enterprise. Amounts are in 元, not in 万元."
    ),
    ("industry", "staff", "revenue", "assets"),
)
REACH = (
    _("Where you are and how to reach you"),
    _("The office and your laboratory write to this contact."),
    ("district", "address", "contact_name", "contact_phone", "contact_email"),
)
BANK = (
    _("Bank account"),
    _(
        "Not needed now. It is asked for before a voucher is redeemed, and only where the money is paid to you."
    ),
    ("bank_name", "bank_account_name", "bank_account"),
)


class PartyForm(forms.ModelForm):
    """The party: name, code, where it is and how to reach it."""

    class Meta:
        model = Organisation
        fields = PARTY_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("district", "contact_name", "contact_phone"):
            self.fields[name].required = True
        self.fields["uscc"].help_text = _(
            "The 18 characters of the business licence, for example 91110108MA0000001D."
        )

    def parts(self) -> list[dict[str, Any]]:
        """The fields in the parts in which people think of them; what is needed last stands last."""
        found = [
            {"title": title, "hint": hint, "fields": [self[name] for name in names if name in self.fields]}
            for title, hint, names in (WHO, SIZE, REACH, BANK)
        ]
        return [part for part in found if part["fields"]]

    def _post_clean(self) -> None:
        """The service checks the model and names the fields; the form only cleans what was typed."""


class EnterpriseForm(PartyForm):
    """An enterprise: the party and the figures that decide its size class."""

    class Meta(PartyForm.Meta):
        pass

    def __init__(self, *args, profile: Enterprise | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uscc"].required = True
        profile_fields = forms.fields_for_model(
            Enterprise,
            fields=[
                "industry",
                "staff",
                "revenue",
                "assets",
                "legal_representative",
                "controller",
                "registered_on",
            ],
            widgets={"registered_on": date_input()},
        )
        self.profile_names = list(profile_fields)
        self.fields.update(profile_fields)
        self.fields["controller"].help_text = _(
            "Who controls the enterprise in the end; used to find affiliated parties."
        )
        if profile:
            for name in self.profile_names:
                self.initial[name] = getattr(profile, name)

    def party(self) -> dict:
        return {name: self.cleaned_data[name] for name in PARTY_FIELDS if name in self.cleaned_data}

    def profile(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.profile_names}


class TeamForm(PartyForm):
    """A start-up team: no credit code; the leader answers as a natural person."""

    class Meta(PartyForm.Meta):
        fields = [name for name in PARTY_FIELDS if name != "uscc"]

    def __init__(self, *args, profile: StartupTeam | None = None, **kwargs):
        forms.ModelForm.__init__(self, *args, **kwargs)
        profile_fields = forms.fields_for_model(
            StartupTeam,
            fields=["leader_name", "leader_id_number", "members", "incubator", "registration_planned_on"],
            widgets={"registration_planned_on": date_input(), "members": forms.Textarea(attrs={"rows": 3})},
        )
        self.profile_names = list(profile_fields)
        self.fields.update(profile_fields)
        for name in ("district", "contact_name", "contact_phone"):
            self.fields[name].required = True
        if profile:
            for name in self.profile_names:
                self.initial[name] = getattr(profile, name)

    party = EnterpriseForm.party
    profile = EnterpriseForm.profile
