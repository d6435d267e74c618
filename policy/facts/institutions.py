"""The facts of institutions that join and of laboratories that are listed."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal


@dataclass(frozen=True, kw_only=True)
class ServedEnterprise:
    """One enterprise a recommending institution serves."""

    uscc: Annotated[str, "Credit code of the enterprise"]
    name: Annotated[str, "Name of the enterprise"] = ""


@dataclass(frozen=True, kw_only=True)
class VoucherEvent:
    """One publicity or matchmaking event, held or planned."""

    title: Annotated[str, "Title of the event"] = ""
    held_on: Annotated[date, "Day of the event, held or planned"]
    place: Annotated[str, "Place of the event"] = ""


@dataclass(frozen=True, kw_only=True)
class AccreditationFacts:
    """What is known when an organisation asks to become a recommending institution."""

    uscc: Annotated[str | None, "Credit code of the organisation"] = None
    willing_and_equipped: Annotated[bool, "It is willing to serve and has a base for the work"]
    enterprises: Annotated[tuple[ServedEnterprise, ...], "Enterprises it serves"]
    events: Annotated[tuple[VoucherEvent, ...], "Publicity and matchmaking events, held or planned"]
    commits_publicity: Annotated[bool, "It commits to publicity"]
    commits_coaching: Annotated[bool, "It commits to coaching"]
    commits_matchmaking: Annotated[bool, "It commits to matchmaking"]
    has_application_form: Annotated[bool, "The application form is there"]
    has_commitment_letter: Annotated[bool, "The commitment letter is there"]
    has_mechanism: Annotated[bool, "The working mechanism is there"]
    has_safeguards: Annotated[bool, "The safeguards are there"]
    mechanism_management: Annotated[bool, "The mechanism states the management mechanism"]
    mechanism_process: Annotated[bool, "The mechanism states the service process"]
    mechanism_reach: Annotated[bool, "The mechanism states which enterprises and teams it can reach"]
    safeguards_organisation: Annotated[bool, "The safeguards state the organisational guarantee"]
    safeguards_process: Annotated[bool, "The safeguards state the business process"]
    safeguards_plan: Annotated[bool, "The safeguards state the work plan"]
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class ServiceInstitutionFacts:
    """What is known when an organisation asks to become, or remains, a professional service institution."""

    uscc: Annotated[str | None, "Credit code of the organisation"] = None
    independent_legal_person: Annotated[bool, "It is an independent legal person"]
    authorised_by: Annotated[
        Literal["university", "research_institute", "soe_group", "other"], "Who authorises it"
    ]
    authoriser_on_platform: Annotated[
        bool, "The authorising body has joined the Capital S&T Conditions Platform"
    ]
    entrusted_with_vouchers: Annotated[bool, "The letter entrusts it with voucher work"]
    has_application_form: Annotated[bool, "The application form is there"]
    has_commitment_letter: Annotated[bool, "The commitment letter is there"]
    has_internal_rules: Annotated[bool, "The internal voucher management rules are there"]
    has_authorisation_letter: Annotated[bool, "The authorisation letter is there"]
    letter_valid_to: Annotated[
        date | None, "Last day of the letter, itself included; absent when open-ended"
    ] = None
    active_since: Annotated[date | None, "Day it became an institution; absent for a first application"] = (
        None
    )
    last_evaluated_year: Annotated[int | None, "Year of its last performance evaluation"] = None
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class ListingFacts:
    """What is known when a laboratory is to be listed in the open-laboratory directory."""

    kind: Annotated[str, "Kind of laboratory, for example key_lab"]
    level: Annotated[Literal["national", "municipal"] | None, "Level of its accreditation"] = None
    accreditation_number: Annotated[str, "Number of its accreditation"] = ""
    accreditation_valid_to: Annotated[date | None, "Last day of the accreditation, itself included"] = None
    uscc: Annotated[str | None, "Credit code of the laboratory's legal person"] = None
    host: Annotated[
        Literal["platform_member", "outside_platform", "private_enterprise"],
        "Whether the host university, institute or group has joined the platform, or the host is a private enterprise",
    ]
    reported_by_institution: Annotated[bool, "An active professional service institution reports it"]
    institution_of_host: Annotated[bool, "That institution is authorised by the laboratory's own host"] = (
        False
    )
    via_field_centre: Annotated[bool, "That institution is a field centre"] = False
    member_of_centre: Annotated[bool, "The laboratory is a member unit of that field centre"] = False
    authorises_centre: Annotated[bool, "The laboratory authorises that field centre with voucher work"] = (
        False
    )
    letter_valid_to: Annotated[
        date | None, "Last day of the institution's authorisation letter, itself included; none for a centre"
    ] = None
    today: Annotated[date, "The day of the check"]
