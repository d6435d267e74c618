"""What an institution writes into its dossier."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from institutions.models import Accreditation, RecommendingInstitution, ServiceInstitution
from institutions.presentation import field_label

PROFILE = ["introduction", "features", "contact"]
MECHANISM = ["management_mechanism", "service_process", "reachable_enterprises"]
SAFEGUARDS = ["organisational_guarantee", "business_process", "work_plan"]
COMMITMENTS = ["is_willing", "commits_promotion", "commits_coaching", "commits_matchmaking"]
AUTHORISATION = [
    "independent_legal_person",
    "authorising_body",
    "authorising_body_kind",
    "platform_member",
    "entrusted_with_vouchers",
    "authorisation_number",
    "authorised_from",
    "authorised_to",
]
SECTIONS: dict[type[Accreditation], list[tuple[Any, list[str]]]] = {
    RecommendingInstitution: [
        (_("The institution"), ["institution_type", "staff_count"]),
        (_("Working mechanism"), MECHANISM),
        (_("Safeguards"), SAFEGUARDS),
        (_("Commitments"), COMMITMENTS),
        (_("What enterprises read"), PROFILE),
    ],
    ServiceInstitution: [
        (_("Authorisation"), AUTHORISATION),
        (_("The institution"), ["field"]),
        (_("What laboratories and enterprises read"), PROFILE),
    ],
}
# What has to be filled in or ticked before the dossier can be handed in; a letter need not name its last day.
NEEDED: dict[type[Accreditation], list[str]] = {
    RecommendingInstitution: [*MECHANISM, *SAFEGUARDS, *COMMITMENTS],
    ServiceInstitution: [name for name in AUTHORISATION if name != "authorised_to"],
}
# A field centre was not authorised by a letter.
CENTRE_SECTIONS = SECTIONS[ServiceInstitution][1:]
LISTS = {RecommendingInstitution: ["enterprise_list", "event_list"], ServiceInstitution: []}


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def sections_of(accreditation: Accreditation) -> list[tuple[Any, list[str]]]:
    """The parts of a dossier that say something of this institution."""
    if getattr(accreditation, "is_field_center", False):
        return CENTRE_SECTIONS
    return SECTIONS[type(accreditation)]


def correction_choices(accreditation: Accreditation) -> tuple[list, list]:
    """Fields and kinds of documents that the office may ask to be corrected."""
    model = type(accreditation)
    names = [name for _title, section in SECTIONS[model] for name in section] + LISTS[model]
    fields = [(name, field_label(accreditation, name)) for name in names]
    return fields, [(kind.value, kind.label) for kind in accreditation.required_documents]


class VersionedForm(forms.ModelForm):
    """Carries the version it was opened with, so that nobody's words are overwritten."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version


class RecommendingForm(VersionedForm):
    """Statements, commitments and profile of a recommending institution (clause Q4)."""

    class Meta:
        model = RecommendingInstitution
        fields = ["institution_type", "staff_count", *MECHANISM, *SAFEGUARDS, *COMMITMENTS, *PROFILE]
        widgets = {
            name: forms.Textarea(attrs={"rows": 4}) for name in [*MECHANISM, *SAFEGUARDS, *PROFILE[:2]]
        }


class ServiceForm(VersionedForm):
    """Authorisation and profile of a professional service institution (clause Q5)."""

    class Meta:
        model = ServiceInstitution
        fields = [*AUTHORISATION, "field", *PROFILE]
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 4}) for name in PROFILE[:2]},
            "authorised_from": date_input(),
            "authorised_to": date_input(),
        }


class ProfileForm(forms.Form):
    """What enterprises read; kept up to date after the approval (clause Q4, step 3)."""

    introduction = forms.CharField(label=_("Introduction"), widget=forms.Textarea(attrs={"rows": 5}))
    features = forms.CharField(label=_("Features of the service"), widget=forms.Textarea(attrs={"rows": 5}))
    contact = forms.CharField(
        label=_("Contact"),
        max_length=200,
        help_text=_("Name, telephone and e-mail, as enterprises shall see them."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, instance: Accreditation, **kwargs):
        kwargs.setdefault("initial", {name: getattr(instance, name) for name in [*PROFILE, "version"]})
        super().__init__(*args, **kwargs)


FORMS: dict[type[Accreditation], type[VersionedForm]] = {
    RecommendingInstitution: RecommendingForm,
    ServiceInstitution: ServiceForm,
}
