"""Recommending institutions, service institutions and laboratories at their limits."""

from datetime import date, timedelta

from policy.facts import ServedEnterprise
from tests.policy.cases import EVENTS, TODAY, Case, enterprises

DAY = timedelta(days=1)
CENTRE = {
    "institution_of_host": False,
    "via_field_centre": True,
    "member_of_centre": True,
    "authorises_centre": True,
}
OUTSIDE = CENTRE | {"host": "outside_platform"}
PRIVATE = CENTRE | {"host": "private_enterprise"}


def missing(rule: str, *names: str) -> list[Case]:
    return [Case(rule, f"without {name}", "block", {name: False}) for name in names]


TABLE = [
    Case("ACC-1", "willing", "pass"),
    *missing("ACC-1", "willing_and_equipped"),
    Case("ACC-2", "30", "pass"),
    Case("ACC-2", "29", "block", {"enterprises": enterprises(29)}),
    Case("ACC-2", "30 with one repeated", "block", {"enterprises": enterprises(29) + enterprises(1)}),
    Case(
        "ACC-2",
        "repeated in lower case",
        "block",
        {"enterprises": (*enterprises(29), ServedEnterprise(uscc=enterprises(1)[0].uscc.lower()))},
    ),
    Case(
        "ACC-2",
        "malformed does not count",
        "block",
        {"enterprises": (*enterprises(29), ServedEnterprise(uscc="1"))},
    ),
    Case("ACC-2", "edition asks for 31", "block", {}, {"rec_inst_min_enterprises": 31}),
    Case("ACC-3", "sound", "pass"),
    Case("ACC-3", "repeated", "warn", {"enterprises": enterprises(30) + enterprises(1)}),
    Case(
        "ACC-3",
        "doubtful",
        "warn",
        {"enterprises": (*enterprises(30), ServedEnterprise(uscc="91350211M0000XUF46"))},
    ),
    Case("ACC-4", "all three", "pass"),
    *missing("ACC-4", "commits_publicity", "commits_coaching", "commits_matchmaking"),
    Case("ACC-5", "two", "pass"),
    Case("ACC-5", "one", "block", {"events": EVENTS[:1]}),
    Case("ACC-5", "one told twice", "block", {"events": (EVENTS[0], EVENTS[0])}),
    Case("ACC-6", "all four", "pass"),
    *missing("ACC-6", "has_application_form", "has_commitment_letter", "has_mechanism", "has_safeguards"),
    Case("ACC-7", "all three", "pass"),
    *missing("ACC-7", "mechanism_management", "mechanism_process", "mechanism_reach"),
    Case("ACC-8", "all three", "pass"),
    *missing("ACC-8", "safeguards_organisation", "safeguards_process", "safeguards_plan"),
    Case("ACC-9", "sound", "pass"),
    Case("ACC-9", "malformed", "block", {"uscc": "52110000500000003I"}),
    Case("ACC-9", "missing", "block", {"uscc": None}),
    Case("SVC-1", "independent", "pass"),
    *missing("SVC-1", "independent_legal_person"),
    Case("SVC-2", "university", "pass"),
    Case("SVC-2", "research institute", "pass", {"authorised_by": "research_institute"}),
    Case("SVC-2", "state-owned group", "pass", {"authorised_by": "soe_group"}),
    Case("SVC-2", "anybody else", "block", {"authorised_by": "other"}),
    *missing("SVC-2", "authoriser_on_platform", "entrusted_with_vouchers"),
    Case("SVC-3", "all four", "pass"),
    *missing(
        "SVC-3",
        "has_application_form",
        "has_commitment_letter",
        "has_internal_rules",
        "has_authorisation_letter",
    ),
    Case("SVC-4", "open-ended", None, {"letter_valid_to": None}),
    Case("SVC-4", "last day", "pass", {"letter_valid_to": TODAY}),
    Case("SVC-4", "day after", "block", {"letter_valid_to": TODAY - DAY}),
    Case("SVC-5", "first application", None),
    Case("SVC-5", "joined this year", None, {"active_since": date(2026, 1, 1)}),
    Case("SVC-5", "never evaluated", "warn", {"active_since": date(2025, 12, 31)}),
    Case("SVC-5", "not since", "warn", {"active_since": date(2020, 1, 1), "last_evaluated_year": 2024}),
    Case("SVC-5", "last year", "pass", {"active_since": date(2020, 1, 1), "last_evaluated_year": 2025}),
    Case("SVC-6", "sound", "pass"),
    Case("SVC-6", "doubtful", "warn", {"uscc": "91350211M0000XUF46"}),
    Case("SVC-6", "missing", "block", {"uscc": ""}),
    Case("LST-1", "key laboratory", "pass"),
    Case("LST-1", "no level", "block", {"level": None}),
    Case("LST-1", "other kind", "block", {"kind": "garage"}),
    Case("LST-1", "design centre", "pass", {"kind": "design_center", "level": None}),
    Case("LST-2", "number", "pass"),
    Case("LST-2", "no number", "block", {"accreditation_number": " "}),
    Case("LST-2", "not needed", None, {"kind": "public_service", "accreditation_number": ""}),
    Case("LST-3", "open-ended", None, {"accreditation_valid_to": None}),
    Case("LST-3", "last day", "pass", {"accreditation_valid_to": TODAY}),
    Case("LST-3", "day after", "block", {"accreditation_valid_to": TODAY - DAY}),
    Case("LST-4", "reported", "pass"),
    *missing("LST-4", "reported_by_institution"),
    Case("LST-5", "own institution", "pass"),
    Case("LST-5", "platform through another institution", "block", {"institution_of_host": False}),
    Case("LST-5", "platform through a centre", "pass", CENTRE),
    Case("LST-5", "outside through a centre", "pass", OUTSIDE),
    Case("LST-5", "private through a centre", "pass", PRIVATE),
    Case("LST-5", "outside without centre", "block", OUTSIDE | {"via_field_centre": False}),
    Case("LST-5", "outside with own institution only", "block", {"host": "outside_platform"}),
    Case("LST-5", "no member", "block", OUTSIDE | {"member_of_centre": False}),
    Case("LST-5", "no authorisation", "block", PRIVATE | {"authorises_centre": False}),
    Case("LST-6", "sound", "pass"),
    Case("LST-6", "malformed", "block", {"uscc": "ABC"}),
    Case("LST-7", "a centre has no letter", None),
    Case("LST-7", "on its last day", "pass", {"letter_valid_to": TODAY}),
    Case("LST-7", "expired yesterday", "block", {"letter_valid_to": TODAY - DAY}),
]
