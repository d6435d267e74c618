"""The inputs of steps of laboratories and institutions."""

from collections.abc import Collection

from rest_framework import serializers

from api.fields import Input
from api.v1.inputs.steps import LONGEST, Corrections
from institutions.forms.dossier import correction_choices as institution_choices
from labs.forms import correction_choices as laboratory_choices
from workflow.models.correction import CorrectionTarget


class LaboratoryCorrections(Corrections):
    """Corrections of a laboratory's data."""

    example = {
        "wanted": [
            {
                "target": "field",
                "name": "accreditation_number",
                "reason": "It is not the one of the certificate.",
            }
        ]
    }

    def known(self) -> dict[str, Collection[str]]:
        fields, kinds = laboratory_choices(self.context["subject"])
        return {
            CorrectionTarget.FIELD: [name for name, _label in fields],
            CorrectionTarget.DOCUMENT: [name for name, _label in kinds],
        }


class InstitutionCorrections(Corrections):
    """Corrections of an institution's dossier."""

    example = {
        "wanted": [
            {"target": "field", "name": "work_plan", "reason": "Name who is responsible for each event."}
        ]
    }

    def known(self) -> dict[str, Collection[str]]:
        fields, kinds = institution_choices(self.context["subject"])
        return {
            CorrectionTarget.FIELD: [name for name, _label in fields],
            CorrectionTarget.DOCUMENT: [name for name, _label in kinds],
        }


class LetterRequest(Input):
    """A new authorisation letter (Q5); its file is uploaded as a document."""

    number = serializers.CharField(max_length=60)
    authorised_from = serializers.DateField()
    authorised_to = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"number": "2027-01", "authorised_from": "2027-01-01", "authorised_to": "2029-12-31"}


class Nomination(Input):
    """How the laboratory belongs to the institution that reports it (Q5)."""

    belongs_to_authoriser = serializers.BooleanField(required=False, default=False)
    member_of_centre = serializers.BooleanField(required=False, default=False)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"belongs_to_authoriser": True}


class Admission(Input):
    """Until when the laboratory is listed; as long as its accreditation holds when left out."""

    listed_to = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"listed_to": "2028-12-31"}


class RenewalRequest(Input):
    """Until when the renewed accreditation holds; its certificate is uploaded as a document."""

    accreditation_valid_to = serializers.DateField()
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"accreditation_valid_to": "2030-06-30"}


class Renewal(Admission):
    """Until when the renewed accreditation holds, and the listing with it."""

    accreditation_valid_to = serializers.DateField(allow_null=True)
    example = {"accreditation_valid_to": "2030-06-30"}
