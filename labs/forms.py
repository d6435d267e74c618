"""Forms of laboratories, of the institutions that report them, and of the catalogue."""

from operator import attrgetter
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import District
from institutions.enums import TechnologyField
from institutions.forms import PartyForm
from institutions.forms.dossier import date_input
from institutions.models import ServiceInstitution
from institutions.presentation import field_label
from labs.enums import ActivityType, LabKind, ListingState
from labs.models import Instrument, Laboratory, ServiceItem
from labs.presentation import ACCREDITATION, CAPABILITIES, HOST, PRESENTATION, SECTIONS
from labs.services.data import DOCUMENT_KINDS
from policy.models import Edition
from workflow.files import ENDINGS
from workflow.models.document import DocumentKind


def activity_choices() -> list[tuple[str, Any]]:
    """The activity types of the edition in force, in the programme's words."""
    labels = dict(ActivityType.choices)
    codes = Edition.objects.in_force(timezone.localdate()).typed.activity_types
    return [(code, labels.get(code, code)) for code in codes]


def correction_choices(laboratory: Laboratory) -> tuple[list, list]:
    """Fields, lists and kinds of documents that may have to be corrected."""
    names = [name for _title, section in SECTIONS for name in section] + ["instrument_list", "service_list"]
    fields = [(name, field_label(laboratory, name)) for name in names]
    return fields, [(kind, DocumentKind(kind).label) for kind in DOCUMENT_KINDS]


class LaboratoryRegistrationForm(PartyForm):
    """A laboratory that wants into the directory (clause Q7)."""

    kind = forms.ChoiceField(label=_("Kind"), choices=LabKind.choices)
    field = forms.ChoiceField(label=_("Field"), choices=TechnologyField.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uscc"].required = False
        self.fields["uscc"].help_text = _(
            "Leave it empty when the laboratory has no code of its own, as in a university."
        )


class ReportForm(LaboratoryRegistrationForm):
    """A laboratory that its institution enters, with an invitation for its own person."""

    invited = forms.EmailField(
        label=_("E-mail of the laboratory's own person"),
        required=False,
        help_text=_("An invitation is sent there. The person then keeps the data together with you."),
    )

    def profile(self):
        """Without the address, which belongs to the letter and not to the laboratory."""
        return {name: value for name, value in super().profile().items() if name != "invited"}


class InviteForm(forms.Form):
    """Who is to act for the laboratory."""

    email = forms.EmailField(label=_("E-mail of the laboratory's own person"))


class LaboratoryForm(forms.ModelForm):
    """The data that decide the listing, and what visitors read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Laboratory
        fields = [*ACCREDITATION, *CAPABILITIES, *HOST, "reported_by", "authorises_centre", *PRESENTATION]
        widgets = {
            "accreditation_valid_to": date_input(),
            "cma_valid_to": date_input(),
            "cnas_valid_to": date_input(),
            "introduction": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args, choose_institution: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        if choose_institution:
            field = self.fields["reported_by"]
            field.queryset = ServiceInstitution.objects.active().for_list().by_field()
            field.label_from_instance = attrgetter("choice_label")
            field.help_text = _(
                "The institution of your own university, institute or group; every other laboratory and those of"
                " private enterprises join through a field centre."
            )
        else:
            del self.fields["reported_by"]

    def clean(self):
        """A mark of accreditation is worth what its number says."""
        cleaned = super().clean()
        for mark, number in (("has_cma", "cma_number"), ("has_cnas", "cnas_number")):
            if cleaned.get(mark) and not cleaned.get(number):
                self.add_error(number, _("Enter the number, or take the mark off."))
        return cleaned


class PresentationForm(forms.ModelForm):
    """What a listed laboratory keeps up to date by itself."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Laboratory
        fields = PRESENTATION
        widgets = {"introduction": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version


class InstrumentForm(forms.ModelForm):
    """One instrument, with a photo that the portal makes smaller and cleans of where it was taken."""

    picture = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
        help_text=_("JPEG or PNG. A new photo replaces the earlier one."),
    )

    class Meta:
        model = Instrument
        fields = ["name", "model", "number", "maker", "year", "price_fen", "status"]


class ServiceItemForm(forms.ModelForm):
    """One service with its method and price."""

    activity_type = forms.ChoiceField(label=_("Activity type"))

    class Meta:
        model = ServiceItem
        fields = ["name", "activity_type", "method", "unit_price_fen", "unit", "lead_time_days"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activity_type"].choices = activity_choices()


class NominationForm(forms.Form):
    """How the laboratory belongs to the institution that nominates it (clause Q5)."""

    belongs_to_authoriser = forms.BooleanField(
        label=_("The laboratory belongs to the university, institute or group that authorised us."),
        required=False,
    )
    member_of_centre = forms.BooleanField(
        label=_("The laboratory is a member unit of our field centre."), required=False
    )
    note = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, is_field_center: bool, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["belongs_to_authoriser" if is_field_center else "member_of_centre"]


class AdmitForm(forms.Form):
    """Until when the laboratory stands in the directory."""

    listed_to = forms.DateField(
        label=_("Listed until"),
        required=False,
        widget=date_input(),
        help_text=_("Leave it empty to let the listing end with the accreditation."),
    )
    note = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RenewForm(AdmitForm):
    """A renewed accreditation."""

    accreditation_valid_to = forms.DateField(label=_("Accredited until"), required=False, widget=date_input())
    field_order = ["accreditation_valid_to", "listed_to", "note"]


class RenewalRequestForm(forms.Form):
    """Until when the renewed accreditation holds, with its certificate."""

    accreditation_valid_to = forms.DateField(label=_("Accredited until"), widget=date_input())
    certificate = forms.FileField(
        label=_("Certificate of the renewed accreditation"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_("The earlier certificate stays with the laboratory."),
    )
    note = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ListFilter(forms.Form):
    """Which laboratories; kept in the address, so that a list can be shared."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Every state")), *ListingState.choices]
    )
    q = forms.CharField(
        label=_("Search"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )

    def rows(self, queryset):
        """The laboratories that fit."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if state := chosen.get("state"):
            queryset = queryset.filter(state=state)
        return queryset.search(chosen.get("q") or "")


class CatalogueFilter(forms.Form):
    """What a visitor looks for."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Laboratory, instrument, service, standard")}
        ),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Every kind")), *LabKind.choices]
    )
    field = forms.ChoiceField(
        label=_("Field"), required=False, choices=[("", _("Every field")), *TechnologyField.choices]
    )
    district = forms.ChoiceField(
        label=_("District"), required=False, choices=[("", _("Every district")), *District.choices]
    )
    activity = forms.ChoiceField(
        label=_("Activity"), required=False, choices=[("", _("Every activity")), *ActivityType.choices]
    )
    design = forms.BooleanField(label=_("Offers industrial design"), required=False)

    def rows(self, queryset):
        """The laboratories that fit."""
        chosen = self.cleaned_data if self.is_valid() else {}
        exact = {name: chosen[name] for name in ("kind", "field", "district") if chosen.get(name)}
        found = queryset.filter(**exact).search(chosen.get("q") or "")
        if activity := chosen.get("activity"):
            found = found.offering(activity)
        return found.offering_industrial_design() if chosen.get("design") else found
