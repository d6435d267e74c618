"""Eligibility at its limits: on both sides of every number and date."""

from datetime import date, timedelta
from fractions import Fraction

from policy.facts import OtherProject
from tests.policy.cases import DEMO, LABORATORY, PURCHASE, SOFTWARE_FIRM, TEAM, TODAY, YUAN, Case, changed

DAY = timedelta(days=1)
THIRTY_PERCENT = 30_000 * YUAN


def bought(*amounts: int, purpose: str | None = "new_product_trial", **line) -> dict:
    lines = tuple(changed(PURCHASE, amount_fen=amount, **line) for amount in amounts or (THIRTY_PERCENT,))
    return {"purchases": lines, "purchase_purpose": purpose}


def other(**more) -> dict:
    return {"other_projects": (OtherProject(reference="P-1", **more),)}


DESIGN = {"industrial_design": True, "laboratory__offers_industrial_design": True}

TABLE = [
    Case("ELG-1", "small enterprise", "pass"),
    Case("ELG-1", "start-up team", "pass", {"applicant": TEAM}),
    Case("ELG-1", "just medium", "block", {"applicant__staff": 100}),
    Case(
        "ELG-1",
        "medium where allowed",
        "pass",
        {"applicant__staff": 100},
        {"eligible_size_classes": ("medium",)},
    ),
    Case("ELG-1", "industry unknown", "block", {"applicant__industry": "alchemy"}),
    Case("ELG-1", "figure missing", "block", {"applicant__staff": None}),
    Case("ELG-2", "commissioned", "pass"),
    Case("ELG-2", "not commissioned", "block", {"commissions_laboratory": False}),
    *(
        Case("ELG-3", kind, "pass", {"activity_type": kind})
        for kind in ("testing", "joint_rd", "commissioned_dev", "rd_design", "tech_solution")
    ),
    Case("ELG-3", "other activity", "block", {"activity_type": "marketing"}),
    Case(
        "ELG-3",
        "added by an edition",
        "pass",
        {"activity_type": "marketing"},
        {"activity_types": ("marketing",)},
    ),
    Case("ELG-4", "no theme is eligible", "pass"),
    Case("ELG-4", "open-ended theme", "pass", {"theme": "epidemic_prevention"}),
    Case("ELG-4", "unknown theme", "warn", {"theme": "space"}),
    Case("ELG-4", "team not named", "warn", {"theme": "digital_transformation", "applicant": TEAM}),
    Case(
        "ELG-4", "third theme names no parties", "pass", {"theme": "instrument_efficiency", "applicant": TEAM}
    ),
    Case(
        "ELG-4",
        "day before",
        "warn",
        {"theme": "digital_transformation", "today": date(2025, 12, 31)},
        edition=DEMO,
    ),
    Case(
        "ELG-4",
        "first day",
        "pass",
        {"theme": "digital_transformation", "today": date(2026, 1, 1)},
        edition=DEMO,
    ),
    Case(
        "ELG-4",
        "last day",
        "pass",
        {"theme": "digital_transformation", "today": date(2027, 12, 31)},
        edition=DEMO,
    ),
    Case(
        "ELG-4",
        "day after",
        "warn",
        {"theme": "digital_transformation", "today": date(2028, 1, 1)},
        edition=DEMO,
    ),
    Case("ELG-5", "nothing bought", None),
    Case("ELG-5", "enterprise buys", "pass", bought()),
    Case("ELG-5", "team buys", "block", bought() | {"applicant": TEAM}),
    Case("ELG-5", "unlisted laboratory", "block", bought() | {"laboratory__listed": False}),
    *(
        Case("ELG-6", purpose, "pass", bought(purpose=purpose))
        for purpose in ("service_capability", "new_product_trial", "product_improvement", "new_scenario")
    ),
    Case("ELG-6", "other purpose", "block", bought(purpose="furniture")),
    Case("ELG-6", "no purpose", "block", bought(purpose=None)),
    Case("ELG-6", "nothing bought", None),
    Case("ELG-7", "justified", "pass", bought()),
    Case("ELG-7", "blank reason", "block", bought(justification=" ")),
    Case("ELG-7", "nothing bought", None),
    Case("ELG-8", "valid", "pass", bought()),
    Case("ELG-8", "unlisted", "block", bought(listed=False)),
    Case("ELG-8", "unlisted at own expense", None, bought(listed=False, own_expense=True)),
    Case("ELG-8", "last day", "pass", bought(valid_to=TODAY)),
    Case("ELG-8", "day after", "block", bought(valid_to=TODAY - DAY)),
    Case("ELG-8", "first day", "pass", bought(valid_from=TODAY)),
    Case("ELG-8", "day before", "block", bought(valid_from=TODAY + DAY)),
    Case(
        "ELG-8",
        "later day counts",
        "warn",
        bought(valid_to=TODAY - DAY),
        {"new_tech_validity_date": "contract"},
    ),
    Case("ELG-9", "nothing bought", None),
    Case("ELG-9", "exactly 30 percent", "pass", bought(THIRTY_PERCENT)),
    Case("ELG-9", "one fen more", "block", bought(THIRTY_PERCENT + 1)),
    Case("ELG-9", "three lines exactly", "pass", bought(1, 2, THIRTY_PERCENT - 3)),
    Case("ELG-9", "three lines one fen more", "block", bought(1, 2, THIRTY_PERCENT - 2)),
    Case("ELG-9", "odd total rounds down", "pass", bought(3) | {"total_amount_fen": 11}),
    Case("ELG-9", "odd total refuses more", "block", bought(4) | {"total_amount_fen": 11}),
    Case("ELG-9", "own expense", None, bought(THIRTY_PERCENT + 1, own_expense=True)),
    Case(
        "ELG-9",
        "own expense counted",
        "block",
        bought(THIRTY_PERCENT + 1, own_expense=True),
        {"new_tech_cap_counts_own_expense": True},
    ),
    Case(
        "ELG-9", "another share", "block", bought(THIRTY_PERCENT), {"new_tech_cap_ratio": Fraction("0.2999")}
    ),
    Case("ELG-10", "no design", None),
    Case("ELG-10", "offers design", "pass", DESIGN),
    Case("ELG-10", "offers none", "block", {"industrial_design": True}),
    Case("ELG-10", "unlisted", "block", DESIGN | {"laboratory__listed": False}),
    Case("ELG-11", "no design", None),
    *(
        Case("ELG-11", purpose, "pass", DESIGN | {"industrial_design_purpose": purpose})
        for purpose in ("trial_production", "performance_improvement", "structure_improvement")
    ),
    Case("ELG-11", "packaging", "block", DESIGN | {"industrial_design_purpose": "packaging"}),
    *(
        Case("ELG-12", kind, "pass", {"laboratory__kind": kind})
        for kind in ("key_lab", "engineering_center", "design_center", "public_service")
    ),
    Case("ELG-12", "other kind", "block", {"laboratory__kind": "garage"}),
    Case("ELG-12", "no level", "block", {"laboratory__level": None}),
    Case("ELG-12", "municipal", "pass", {"laboratory__level": "municipal"}),
    Case(
        "ELG-12",
        "public service needs none",
        "pass",
        {"laboratory__kind": "public_service", "laboratory__level": None},
    ),
    Case("ELG-13", "listed", "pass"),
    Case("ELG-13", "not listed", "block", {"laboratory__listed": False}),
    Case("ELG-13", "first day", "pass", {"laboratory__listed_from": TODAY}),
    Case("ELG-13", "day before", "block", {"laboratory__listed_from": TODAY + DAY}),
    Case("ELG-13", "last day", "pass", {"laboratory__listed_to": TODAY}),
    Case("ELG-13", "day after", "block", {"laboratory__listed_to": TODAY - DAY}),
    Case("ELG-14", "active", "pass"),
    Case("ELG-14", "not active", "block", {"recommender_active": False}),
    Case("ELG-14", "profile incomplete", "block", {"recommender_profile_complete": False}),
    Case("ELG-15", "everything", "pass", {"requested_fen": 100_000 * YUAN}),
    Case("ELG-15", "above the cost", "block", {"requested_fen": 100_000 * YUAN + 1}),
    Case("ELG-15", "exactly half", "pass", {}, {"subsidy_ratio": Fraction(1, 2)}),
    Case(
        "ELG-15",
        "half and a fen",
        "block",
        {"requested_fen": 50_000 * YUAN + 1},
        {"subsidy_ratio": Fraction(1, 2)},
    ),
    Case(
        "ELG-15",
        "half of an odd amount",
        "block",
        {"total_amount_fen": 99_999_99},
        {"subsidy_ratio": Fraction(1, 2)},
    ),
    Case("ELG-15", "nothing requested", "block", {"requested_fen": 0}),
    Case("ELG-16", "no cap", None),
    Case("ELG-16", "at the cap", "pass", {}, {"cap_per_project_fen": 50_000 * YUAN}),
    Case("ELG-16", "above the cap", "block", {}, {"cap_per_project_fen": 50_000 * YUAN - 1}),
    Case("ELG-17", "no cap", None),
    Case(
        "ELG-17",
        "at the cap",
        "pass",
        other(awarded_fen=1),
        {"annual_cap_per_enterprise_fen": 50_000 * YUAN + 1},
    ),
    Case(
        "ELG-17",
        "above the cap",
        "block",
        other(awarded_fen=2),
        {"annual_cap_per_enterprise_fen": 50_000 * YUAN + 1},
    ),
    Case("ELG-17", "team cap", "block", {"applicant": TEAM}, {"annual_cap_per_team_fen": 1}),
    Case("ELG-17", "enterprise unaffected by team cap", None, {}, {"annual_cap_per_team_fen": 1}),
    Case(
        "ELG-17",
        "controller not counted",
        "pass",
        other(awarded_fen=1, by_controller=True),
        {"annual_cap_per_enterprise_fen": 50_000 * YUAN},
    ),
    Case(
        "ELG-17",
        "controller counted",
        "block",
        other(awarded_fen=1, by_controller=True),
        {"annual_cap_per_enterprise_fen": 50_000 * YUAN, "annual_cap_counts_controller": True},
    ),
    Case("ELG-18", "no limit", None),
    Case("ELG-18", "second of two", "pass", other(open=True), {"max_open_projects": 2}),
    Case("ELG-18", "second of one", "block", other(open=True), {"max_open_projects": 1}),
    Case("ELG-18", "the other has ended", "pass", other(), {"max_open_projects": 1}),
    Case("ELG-19", "sound", "pass"),
    Case("ELG-19", "lower case with spaces", "pass", {"applicant__uscc": "9111 0000 101623741k"}),
    Case("ELG-19", "wrong check character", "warn", {"applicant__uscc": "91350211M0000XUF46"}),
    Case("ELG-19", "wrong format", "block", {"applicant__uscc": "91110000101623741"}),
    Case("ELG-19", "enterprise without", "block", {"applicant__uscc": None}),
    Case("ELG-19", "team without", None, {"applicant": TEAM}),
    Case("ELG-20", "strangers", "pass"),
    Case("ELG-20", "same code", "warn", {"laboratory__uscc": SOFTWARE_FIRM}),
    Case(
        "ELG-20", "same controller", "block", {"laboratory__controller": " li  NA"}, {"affiliation": "block"}
    ),
    Case("ELG-20", "applicant owns laboratory", "warn", {"laboratory__controller": SOFTWARE_FIRM}),
    Case(
        "ELG-20",
        "nothing known",
        "pass",
        {"applicant": TEAM, "laboratory": changed(LABORATORY, uscc=None, controller="")},
    ),
    Case(
        "ELG-20", "not declared", "block", {"declarations__no_affiliation": False}, {"affiliation": "block"}
    ),
    Case("ELG-21", "single", "pass"),
    Case("ELG-21", "same content", "warn", other(content_digest="d") | {"content_digest": "d"}),
    Case(
        "ELG-21",
        "same content refused",
        "block",
        other(content_digest="d") | {"content_digest": "d"},
        edition=DEMO,
    ),
    Case("ELG-21", "no digest known", "pass", other()),
    Case("ELG-21", "not declared", "block", {"declarations__no_double_funding": False}, edition=DEMO),
    Case("ELG-22", "true", "pass"),
    Case("ELG-22", "not declared", "block", {"declarations__truthful": False}),
    Case("ELG-23", "anywhere", None),
    Case("ELG-23", "inside", "pass", {"applicant__district": "海淀区"}, {"districts": ("海淀区",)}),
    Case("ELG-23", "outside", "block", {"applicant__district": "和平区"}, {"districts": ("海淀区",)}),
    Case("ELG-23", "unknown", "block", {}, {"districts": ("海淀区",)}),
    Case("ELG-24", "good standing", "pass"),
    Case("ELG-24", "listed as abnormal", "warn", {"applicant__abnormal": True}),
    Case("ELG-24", "refused", "block", {"applicant__abnormal": True}, {"abnormal_listing": "block"}),
    Case("ELG-25", "no dates", None),
    Case("ELG-25", "first day", "pass", {"call_opens": TODAY, "call_closes": TODAY + DAY}),
    Case("ELG-25", "day before", "block", {"call_opens": TODAY + DAY}),
    Case("ELG-25", "last day", "pass", {"call_closes": TODAY}),
    Case("ELG-25", "day after", "block", {"call_closes": TODAY - DAY}),
    Case("ELG-26", "no correction", None),
    Case("ELG-26", "last day", "pass", {"correction_due": TODAY}),
    Case("ELG-26", "day after", "warn", {"correction_due": TODAY - DAY}),
]
