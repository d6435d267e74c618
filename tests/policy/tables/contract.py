"""The contract at its limits: clause, amount, order, the 30 % of the determined amount."""

from dataclasses import replace
from datetime import date, timedelta

from tests.policy.cases import DEMO, LAB_HOST, PURCHASE, TODAY, YUAN, Case, changed, half

DAY = timedelta(days=1)
AWARDED = date(2026, 4, 1)
SIGNED = date(2026, 5, 1)
APPLIED = date(2026, 3, 1)
NO_CLAUSE = {"has_voucher_clause": False}


def bought(**line) -> dict:
    return {"purchases": (changed(PURCHASE, **line),), "purchase_purpose": "new_scenario"}


TABLE = [
    Case("CON-1", "has clause", "pass"),
    Case("CON-1", "no clause", "block", NO_CLAUSE),
    Case("CON-1", "clause without words", "block", {"clause_text": " "}),
    Case("CON-1", "supplement cures", "pass", NO_CLAUSE | {"clause_in_supplement": True}),
    Case(
        "CON-1",
        "supplement does not cure",
        "block",
        NO_CLAUSE | {"clause_in_supplement": True},
        {"supplement_cures_missing_clause": False},
    ),
    Case(
        "CON-1",
        "supplement without words",
        "block",
        NO_CLAUSE | {"clause_in_supplement": True, "clause_text": ""},
    ),
    Case("CON-2", "face amount", "pass"),
    Case("CON-2", "not stated", "block", {"voucher_amount_fen": None}),
    Case("CON-2", "one fen more", "block", {"voucher_amount_fen": 50_000 * YUAN + 1}),
    Case("CON-2", "one fen less", "warn", {"voucher_amount_fen": 50_000 * YUAN - 1}),
    Case("CON-3", "agrees", "pass"),
    Case("CON-3", "agrees in lower case", "pass", {"voucher_number_stated": " v-1"}),
    Case("CON-3", "not stated", "warn", {"voucher_number_stated": None}),
    Case("CON-3", "another", "block", {"voucher_number_stated": "V-2"}),
    Case("CON-3", "nothing to compare", None, {"voucher_number": None}),
    Case("CON-4", "day of award", "pass", {"signed_on": AWARDED}),
    Case("CON-4", "day before", "block", {"signed_on": AWARDED - DAY}),
    Case(
        "CON-4",
        "day before, tolerated",
        "warn",
        {"signed_on": AWARDED - DAY},
        {"contract_before_award": "warn"},
    ),
    Case("CON-5", "agree", "pass"),
    Case("CON-5", "another applicant", "block", {"party_a_matches": False}),
    Case("CON-5", "another laboratory", "block", {"party_b_matches": False}),
    Case("CON-6", "today", "pass", {"signed_on": TODAY}),
    Case("CON-6", "tomorrow", "block", {"signed_on": TODAY + DAY}),
    Case("CON-7", "no deadline", None),
    Case("CON-7", "last day", "pass", {"use_by": SIGNED}),
    Case("CON-7", "day after", "block", {"use_by": SIGNED - DAY}),
    Case("CON-8", "nothing bought", None),
    Case("CON-8", "exactly 30 percent", "pass", bought()),
    Case("CON-8", "one fen more", "block", bought(amount_fen=30_000 * YUAN + 1)),
    Case(
        "CON-8", "determined lower than contract", "block", bought() | {"determined_fen": 100_000 * YUAN - 1}
    ),
    Case("CON-9", "all of it", "pass"),
    Case("CON-9", "above the contract", "block", {"determined_fen": 100_000 * YUAN + 1}),
    Case("CON-9", "nothing", "block", {"determined_fen": 0}),
    Case("CON-10", "as planned", "pass"),
    Case("CON-10", "no plan known", None, {"planned_fen": None}),
    Case("CON-10", "more than planned", "warn", {"total_fen": 100_000 * YUAN + 1}),
    Case("CON-10", "less than planned", "warn", {"total_fen": 100_000 * YUAN - 1}),
    Case("CON-11", "exactly half", "pass", {}, {"subsidy_ratio": half()}),
    Case("CON-11", "above half", "warn", {"determined_fen": 100_000 * YUAN - 1}, {"subsidy_ratio": half()}),
    Case("CON-12", "listed", "pass"),
    Case("CON-12", "last day", "pass", {"laboratory__listed_to": SIGNED}),
    Case("CON-12", "left before", "block", {"laboratory__listed_to": SIGNED - DAY}),
    Case(
        "CON-12",
        "left before, an officer decides",
        "warn",
        {"laboratory__listed_to": SIGNED - DAY},
        edition=replace(DEMO, delisted_lab_effect="ask"),
    ),
    *(
        Case(
            "CON-12",
            f"left before, the officer said {accepted}",
            outcome,
            {"laboratory__listed_to": SIGNED - DAY, "delisting_accepted": accepted},
            edition=replace(DEMO, delisted_lab_effect="ask"),
        )
        for accepted, outcome in ((True, "warn"), (False, "block"))
    ),
    Case(
        "CON-12",
        "left before, no officer is asked",
        "block",
        {"laboratory__listed_to": SIGNED - DAY, "delisting_accepted": True},
    ),
    Case("CON-12", "left before, may finish", "warn", {"laboratory__listed_to": SIGNED - DAY}, edition=DEMO),
    Case("CON-13", "agreed", "pass"),
    Case("CON-13", "not agreed", "warn", {"has_failure_clause": False}),
    Case("CON-14", "nothing bought", None),
    Case("CON-14", "enterprise", "pass", bought()),
    Case("CON-14", "team", "block", bought() | {"applicant__kind": "team"}),
    Case(
        "CON-14",
        "laboratory left, may finish",
        "pass",
        bought() | {"laboratory__listed": False},
        edition=DEMO,
    ),
    Case("CON-15", "nothing bought", None),
    Case("CON-15", "allowed", "pass", bought()),
    Case("CON-15", "not told", "block", bought() | {"purchase_purpose": None}),
    Case("CON-16", "nothing bought", None),
    Case("CON-16", "justified", "pass", bought()),
    Case("CON-16", "silent", "block", bought(justification="")),
    Case("CON-17", "nothing bought", None),
    Case("CON-17", "valid at application", "pass", bought(valid_to=APPLIED)),
    Case("CON-17", "invalid at application", "block", bought(valid_to=APPLIED - DAY)),
    Case("CON-17", "application unknown", "pass", bought(valid_to=SIGNED) | {"applied_on": None}),
    Case("CON-17", "valid at signature", "pass", bought(valid_to=SIGNED), edition=DEMO),
    Case("CON-17", "invalid at signature", "block", bought(valid_to=SIGNED - DAY), edition=DEMO),
    Case(
        "CON-17",
        "purchase counts later",
        "warn",
        bought(valid_to=SIGNED - DAY),
        {"new_tech_validity_date": "purchase"},
    ),
    Case("CON-17", "unlisted", "block", bought(listed=False)),
    Case("CON-18", "strangers", "pass"),
    Case("CON-18", "same party", "warn", {"applicant__uscc": LAB_HOST}),
    Case("CON-18", "same party refused", "block", {"applicant__uscc": LAB_HOST}, edition=DEMO),
    Case("CON-19", "good standing", "pass"),
    Case("CON-19", "abnormal", "block", {"applicant__abnormal": True}, edition=DEMO),
]
