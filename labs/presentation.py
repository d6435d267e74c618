"""What pages show of a laboratory: its facts in sections, and whose turn it is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from institutions.presentation import Row, field_rows
from labs.enums import ActivityType
from labs.enums import ListingState as State
from labs.models import Laboratory

ACCREDITATION = ["kind", "level", "accreditation_number", "accreditation_issuer", "accreditation_valid_to"]
MARK_DETAILS = ["has_cma", "cma_number", "cma_valid_to", "has_cnas", "cnas_number", "cnas_valid_to"]
CAPABILITIES = ["field", "district", "offers_industrial_design", *MARK_DETAILS, "other_capabilities"]
HOST = ["host_organisation", "host_uscc", "host_kind", "controller"]
PRESENTATION = ["introduction", "director", "contact", "working_hours"]
SECTIONS: list[tuple[Any, list[str]]] = [
    (_("Accreditation"), ACCREDITATION),
    (_("Field and capabilities"), CAPABILITIES),
    (_("Host and way into the directory"), [*HOST, "reported_by", "authorises_centre"]),
    (_("What visitors read"), PRESENTATION),
]
# One plain sentence for the people concerned: what happens next, and who has it.
EXPLANATIONS = {
    State.DRAFT: _("The laboratory fills in its data and submits them to its service institution."),
    State.SUBMITTED: _("The service institution reads the data and nominates the laboratory, or returns it."),
    State.NOMINATED: _("The voucher office checks the rules and admits the laboratory to the directory."),
    State.RETURNED: _("The laboratory corrects the points that were named and submits again."),
    State.LISTED: _("The laboratory stands in the directory; enterprises can use vouchers with it."),
    State.SUSPENDED: _("The laboratory is out of the directory until the office lets it resume."),
    State.REJECTED: _("The office did not admit the laboratory; its reason is in the timeline."),
    State.DELISTED: _("The laboratory is no longer in the directory; vouchers cannot be used with it."),
}


def sections(laboratory: Laboratory) -> list[tuple[Any, list[Row]]]:
    """Everything about a laboratory for its keepers and the office."""
    return [(title, field_rows(laboratory, names)) for title, names in SECTIONS]


def membership_rows(laboratory: Laboratory) -> list[Row]:
    """What the service institution said when it nominated."""
    return field_rows(laboratory, ["belongs_to_authoriser", "member_of_centre"])


def renewal_rows(laboratory: Laboratory) -> list[Row]:
    """What was asked for, while the office has not answered."""
    if not laboratory.waits_for_renewal:
        return []
    return field_rows(laboratory, ["renewal_asked_on", "renewal_valid_to"])


def directory_rows(laboratory: Laboratory) -> list[Row]:
    """How the laboratory came into the directory, and until when it stands there."""
    party = laboratory.organisation
    return [
        *membership_rows(laboratory),
        *field_rows(laboratory, ["listed_from", "listed_to"]),
        *renewal_rows(laboratory),
        {"label": _("Credit code"), "value": laboratory.uscc},
        {"label": _("Contact person"), "value": f"{party.contact_name} {party.contact_phone}".strip()},
    ]


def public_rows(laboratory: Laboratory) -> list[Row]:
    """What a visitor wants to know at a glance."""
    names = ["kind", "level", "field", "district", "director", "contact", "working_hours", "listed_to"]
    rows = field_rows(laboratory, names)
    marks = [words for name, words in MARKS if getattr(laboratory, name)]
    rows.append({"label": _("Capabilities"), "value": ", ".join(map(str, marks))})
    return [row for row in rows if row["value"] not in {None, ""}]


MARKS = [("offers_industrial_design", _("Industrial design")), ("has_cma", "CMA"), ("has_cnas", "CNAS")]


def activity_label(code: str) -> Any:
    """The words of an activity type, or the code itself when an edition brought a new one."""
    return dict(ActivityType.choices).get(code, code)
