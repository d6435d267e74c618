"""Builds the facts of the chapter listing; the only place where a laboratory is read for a rule."""

from dataclasses import replace
from datetime import date
from typing import Any

from institutions.facts import judge
from labs.models import Laboratory
from policy import facts
from policy.findings import Finding, Findings

# The rule of the way into the directory: whatever else is missing can still be corrected.
WAY = "LST-5"


def listing_facts(laboratory: Laboratory, today: date) -> facts.ListingFacts:
    """What is known when a laboratory is to stand in the open-laboratory directory (clauses Q5, Q7)."""
    institution = laboratory.reported_by
    level: Any = laboratory.level or None
    host: Any = laboratory.host_kind
    via_centre = bool(institution and institution.is_field_center)
    return facts.ListingFacts(
        kind=laboratory.kind,
        level=level,
        accreditation_number=laboratory.accreditation_number,
        accreditation_valid_to=laboratory.accreditation_valid_to,
        uscc=laboratory.uscc,
        host=host,
        reported_by_institution=bool(institution and institution.is_active),
        institution_of_host=laboratory.belongs_to_authoriser,
        via_field_centre=via_centre,
        member_of_centre=via_centre and laboratory.member_of_centre,
        authorises_centre=via_centre and laboratory.authorises_centre,
        letter_valid_to=institution.authorised_to if institution and not via_centre else None,
        today=today,
    )


def listing_findings(laboratory: Laboratory, today: date) -> Findings:
    """What the rules say of a laboratory as it stands: gate of admit, renew and resume, and the dry run of its page."""
    return judge("listing", listing_facts(laboratory, today), today)


def closed_way(
    laboratory: Laboratory, today: date, *, belongs_to_authoriser: bool, member_of_centre: bool
) -> Finding | None:
    """Why a laboratory cannot come into the directory the way its institution reports it, or nothing (clause Q5)."""
    known = listing_facts(laboratory, today)
    reported = replace(
        known,
        institution_of_host=belongs_to_authoriser,
        member_of_centre=known.via_field_centre and member_of_centre,
    )
    found = judge("listing", reported, today).blocking
    return next((finding for finding in found if finding.rule == WAY), None)
