"""Completion, experts, closing, redemption, payment and counter-steps at their limits."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from policy.facts import PanelMember
from tests.policy.cases import (
    APPLICANT,
    DEMO,
    INVOICE,
    LABORATORY,
    OPINION,
    PURCHASE,
    SOFTWARE_FIRM,
    TODAY,
    TRANSFER,
    YUAN,
    Case,
    changed,
    half,
)

DAY = timedelta(days=1)
TENTH = Fraction(1, 10)
SERVICE_CHECKS = {"service_checks_redemption": True}


def bought(**line) -> dict:
    return {"purchases": (changed(PURCHASE, **line),), "purchase_purpose": "new_scenario"}


def invoiced(*changes: dict) -> dict:
    return {"invoices": tuple(changed(INVOICE, **change) for change in changes)}


def said(*changes: dict) -> dict:
    return {
        "opinions": tuple(
            changed(OPINION, **({"expert": f"E{place}"} | change)) for place, change in enumerate(changes)
        )
    }


def experts(*names: str, **more) -> dict:
    return {"members": tuple(PanelMember(expert=name, **more) for name in names)}


def transferred(**change) -> dict:
    return {"transfers": (changed(TRANSFER, **change),)}


YES, NO = {}, {"decision": "refuse"}
SUMMED = {"closing_group_opinion": True}
ASKING = {"delisted_lab_effect": "ask"}

TABLE = [
    Case("CMP-1", "complete", "pass"),
    Case("CMP-1", "no work", "block", {"work_described": False}),
    Case("CMP-1", "no results", "block", {"results_described": False}),
    Case("CMP-1", "no costs", "block", {"costs_described": False}),
    Case("CMP-1", "no payments", "block", {"payments_proven": False}),
    Case("CMP-2", "confirmed", "pass"),
    Case("CMP-2", "unconfirmed", "block", {"laboratory_confirmed": False}),
    Case("CMP-3", "exactly covered", "pass"),
    Case("CMP-3", "one fen short", "warn", invoiced({"amount_fen": 100_000 * YUAN - 1})),
    Case("CMP-3", "no invoice", "block", {"invoices": ()}),
    Case(
        "CMP-3",
        "credit note of a fen",
        "warn",
        invoiced({}, {"number": "CN-1", "corrects": "INV-1", "amount_fen": 1}),
    ),
    Case(
        "CMP-3",
        "covered after the credit note",
        "pass",
        invoiced(
            {"amount_fen": 100_000 * YUAN + 1}, {"number": "CN-1", "corrects": "INV-1", "amount_fen": 1}
        ),
    ),
    Case("CMP-3", "all taken back", "block", invoiced({}, {"number": "CN-1", "corrects": "INV-1"})),
    Case("CMP-4", "once", "pass"),
    Case("CMP-4", "twice here", "block", invoiced({}, {"number": "inv-1"})),
    Case("CMP-4", "same number of another seller", "pass", invoiced({}, {"seller_uscc": SOFTWARE_FIRM})),
    Case("CMP-4", "used elsewhere", "block", invoiced({"used_elsewhere": True})),
    Case("CMP-5", "laboratory sells", "pass"),
    Case("CMP-5", "another seller", "warn", invoiced({"seller_uscc": SOFTWARE_FIRM})),
    Case("CMP-5", "malformed", "block", invoiced({"seller_uscc": "123"})),
    Case("CMP-5", "laboratory's code unknown", None, {"laboratory__uscc": None}),
    Case("CMP-6", "nothing bought", None),
    Case("CMP-6", "exactly 30 percent", "pass", bought()),
    Case("CMP-6", "one fen more", "block", bought(amount_fen=30_000 * YUAN + 1)),
    Case("CMP-7", "nothing bought", None),
    Case("CMP-7", "valid at application", "pass", bought(valid_to=date(2026, 3, 1))),
    Case("CMP-7", "invalid at application", "block", bought(valid_to=date(2026, 2, 28))),
    Case("CMP-7", "valid at signature", "pass", bought(valid_to=date(2026, 5, 1)), edition=DEMO),
    Case("CMP-7", "invalid at signature", "block", bought(valid_to=date(2026, 4, 30)), edition=DEMO),
    Case(
        "CMP-7",
        "valid at purchase",
        "pass",
        bought(valid_to=date(2026, 5, 1)),
        {"new_tech_validity_date": "purchase"},
    ),
    Case(
        "CMP-7",
        "invalid at purchase",
        "block",
        bought(valid_to=date(2026, 4, 30)),
        {"new_tech_validity_date": "purchase"},
    ),
    Case(
        "CMP-7", "no day of purchase", "block", bought(bought_on=None), {"new_tech_validity_date": "purchase"}
    ),
    Case("CMP-8", "nothing bought", None),
    Case("CMP-8", "needed", "pass", bought()),
    Case("CMP-8", "no purpose", "block", bought() | {"purchase_purpose": None}),
    Case("CMP-8", "no reason", "block", bought(justification="")),
    Case("CMP-9", "no deadline", None),
    Case("CMP-9", "last day", "pass", {"redeem_by": TODAY}),
    Case("CMP-9", "day after", "block", {"redeem_by": TODAY - DAY}),
    Case("CMP-10", "listed", "pass"),
    Case("CMP-10", "left", "block", {"laboratory__listed": False}),
    Case(
        "CMP-10",
        "left, an officer decides",
        "warn",
        {"laboratory__listed": False},
        edition=replace(DEMO, delisted_lab_effect="ask"),
    ),
    Case("CMP-10", "left, may finish", "warn", {"laboratory__listed": False}, edition=DEMO),
    Case("CMP-11", "first try", None, edition=DEMO),
    Case("CMP-11", "no limit", None, {"failed_closings": 9}),
    Case("CMP-11", "one retry of one", "pass", {"failed_closings": 1}, edition=DEMO),
    Case("CMP-11", "second retry of one", "block", {"failed_closings": 2}, edition=DEMO),
    Case("CMP-12", "as determined", "pass"),
    Case("CMP-12", "below", "warn", {"actual_cost_fen": 100_000 * YUAN - 1}),
    Case("CMP-12", "above", "warn", {"actual_cost_fen": 100_000 * YUAN + 1}),
    Case("CMP-13", "good standing", "pass"),
    Case("CMP-13", "abnormal", "block", {"applicant__abnormal": True}, edition=DEMO),
    Case("PAN-1", "three of three", "pass", edition=DEMO),
    Case("PAN-1", "two of three", "block", experts("A", "B"), edition=DEMO),
    Case("PAN-1", "assessment asks for none", "pass", {"purpose": "assessment", "members": ()}, edition=DEMO),
    Case("PAN-2", "not asked for", None, experts("A", "B")),
    Case("PAN-2", "three", "pass", edition=DEMO),
    Case("PAN-2", "four", "block", experts("A", "B", "C", "D"), edition=DEMO),
    Case("PAN-3", "none", "pass"),
    Case("PAN-3", "conflict", "block", experts("A", conflict=True)),
    Case("PAN-4", "once", "pass"),
    Case("PAN-4", "twice", "block", experts("A", "A")),
    Case("PAN-5", "nobody asks for a chair", None, {"chair": None}),
    Case("PAN-5", "missing where asked for", "block", {"chair": None}, SUMMED),
    Case("PAN-5", "one of them", "pass", {"chair": "A"} | experts("A", "B", "C"), SUMMED),
    Case("PAN-5", "one of them, though not asked for", "pass", {"chair": "A"} | experts("A", "B", "C")),
    Case("PAN-5", "a stranger", "block", {"chair": "D"} | experts("A", "B", "C")),
    Case("PAN-5", "before the award", None, {"purpose": "assessment", "chair": None}, SUMMED),
    Case("PAN-6", "no officer is asked", None, {"laboratory": replace(LABORATORY, listed=False)}),
    Case("PAN-6", "may finish", None, {"laboratory": replace(LABORATORY, listed=False)}, edition=DEMO),
    Case("PAN-6", "before the award", None, {"purpose": "assessment", "members": ()}, ASKING),
    Case("PAN-6", "last day", "pass", {"laboratory": replace(LABORATORY, listed_to=TODAY)}, ASKING),
    *(
        Case(
            "PAN-6",
            f"left yesterday, the officer said {accepted}",
            outcome,
            {"laboratory": replace(LABORATORY, listed_to=TODAY - DAY), "delisting_accepted": accepted},
            ASKING,
        )
        for accepted, outcome in ((None, "warn"), (True, "warn"), (False, "block"))
    ),
    Case("CLO-1", "complete", "pass"),
    Case("CLO-1", "undecided", "block", said({"decision": None})),
    Case("CLO-1", "yes without reasons", "block", said({"reasons": ""})),
    Case("CLO-1", "no without reasons", "block", said(NO | {"reasons": " "})),
    Case("CLO-2", "three of three", "pass", edition=DEMO),
    Case("CLO-2", "two of three", "block", said(YES, YES), edition=DEMO),
    Case("CLO-2", "undecided does not count", "block", said({"decision": None})),
    Case("CLO-3", "not asked for", None, said(YES, YES)),
    Case("CLO-3", "three", "pass", edition=DEMO),
    Case("CLO-3", "two", "block", said(YES, YES), edition=DEMO),
    Case("CLO-4", "none", "pass"),
    Case("CLO-4", "conflict", "block", said({"conflict": True})),
    Case("CLO-5", "majority closes", "pass", said(YES, YES, NO)),
    Case("CLO-5", "majority refuses", "pass", said(YES, NO, NO) | {"outcome": "refuse"}),
    Case("CLO-5", "close against majority", "block", said(YES, NO, NO)),
    Case("CLO-5", "refuse against majority", "block", said(YES, YES, NO) | {"outcome": "refuse"}),
    Case("CLO-5", "tie", "warn", said(YES, NO)),
    Case("CLO-6", "given", "pass"),
    Case("CLO-6", "blank", "block", {"reasons": " "}),
    Case("CLO-7", "seen", "pass"),
    Case("CLO-7", "not looked at", "block", said({"contract_clause_ok": None})),
    Case("CLO-7", "doubted", "warn", said({"contract_clause_ok": False})),
    Case("CLO-8", "all accepted", "pass"),
    Case("CLO-8", "missing", "block", {"accepted_cost_fen": None}),
    Case("CLO-8", "one fen more", "block", {"accepted_cost_fen": 100_000 * YUAN + 1}),
    Case("CLO-8", "refused", None, {"outcome": "refuse", "accepted_cost_fen": None}),
    Case("CLO-9", "closed", None),
    Case("CLO-9", "refused", "pass", {"outcome": "refuse"}),
    Case("CLO-10", "nobody asks for a summary", None),
    Case("CLO-10", "missing where asked for", "block", {}, SUMMED),
    Case("CLO-10", "given", "pass", {"group_opinion": "close"}, SUMMED),
    Case("CLO-10", "given, though not asked for", "pass", {"group_opinion": "close"}),
    Case("CLO-10", "against the majority", "warn", {"group_opinion": "refuse"}, SUMMED),
    Case("CLO-10", "on a tie", "pass", {"group_opinion": "refuse"} | said(YES, NO), SUMMED),
    Case("RET-1", "no limit", None),
    Case("RET-1", "first of one", "pass", edition=DEMO),
    Case("RET-1", "second of one", "block", {"failed_closings": 2}, edition=DEMO),
    Case("RET-2", "no deadline", None),
    Case("RET-2", "last day", "pass", {"redeem_by": TODAY}),
    Case("RET-2", "day after", "block", {"redeem_by": TODAY - DAY}),
    Case("RED-1", "face amount", "pass"),
    Case("RED-1", "above face", "block", {"requested_fen": 50_000 * YUAN + 1}),
    Case("RED-1", "exactly the share", "pass", {"requested_fen": 10_000 * YUAN}, {"subsidy_ratio": TENTH}),
    Case("RED-1", "share and a fen", "block", {"requested_fen": 10_000 * YUAN + 1}, {"subsidy_ratio": TENTH}),
    Case(
        "RED-1",
        "share of an odd cost",
        "block",
        {"accepted_cost_fen": 100_000 * YUAN - 1},
        {"subsidy_ratio": half()},
    ),
    Case("RED-1", "exactly the cap", "pass", {"cap_left_fen": 7, "requested_fen": 7}),
    Case("RED-1", "above the cap", "block", {"cap_left_fen": 7, "requested_fen": 8}),
    Case("RED-1", "nothing", "block", {"requested_fen": 0}),
    Case("RED-2", "once", "pass"),
    Case("RED-2", "twice", "block", {"already_redeemed": True}),
    Case("RED-3", "no deadline", None),
    Case("RED-3", "last day", "pass", {"redeem_by": TODAY}),
    Case("RED-3", "day after", "block", {"redeem_by": TODAY - DAY}),
    Case("RED-4", "laboratory", "pass"),
    Case("RED-4", "enterprise instead", "block", {"payee_kind": "enterprise"}),
    Case("RED-4", "team counts as applicant", "pass", {"payee_kind": "team"}, {"payee": "enterprise"}),
    Case("RED-4", "laboratory instead", "block", {}, {"payee": "enterprise"}),
    Case("RED-5", "complete", "pass"),
    Case("RED-5", "incomplete", "block", {"payee_account_complete": False}),
    Case("RED-6", "once", "pass"),
    Case("RED-6", "used elsewhere", "block", invoiced({"used_elsewhere": True})),
    Case("RED-7", "two persons", "pass"),
    Case("RED-7", "same person", "block", {"actor_id": "1"}),
    Case("RED-7", "being requested", None, {"actor_id": None}),
    Case("RED-8", "good standing", "pass"),
    Case("RED-8", "abnormal", "warn", {"applicant__abnormal": True}),
    Case("RED-8", "not told", None, {"applicant": None}),
    Case("RED-9", "still small", "pass"),
    Case("RED-9", "outgrown", "warn", {"applicant": changed(APPLICANT, staff=100)}),
    Case("RED-9", "not told", None, {"applicant": None}),
    Case("RED-10", "not asked for", None, {"service_check": "open"}),
    Case("RED-10", "being requested", None, {}, SERVICE_CHECKS),
    Case("RED-10", "not confirmed", "block", {"service_check": "open"}, SERVICE_CHECKS),
    Case("RED-10", "confirmed", "pass", {"service_check": "confirmed"}, SERVICE_CHECKS),
    Case("RED-10", "no institution", "warn", {"service_check": "nobody"}, SERVICE_CHECKS),
    Case("PAY-1", "two persons", "pass"),
    Case("PAY-1", "same person", "block", {"actor_id": "1"}),
    Case("PAY-2", "exact", "pass"),
    Case("PAY-2", "one fen more", "block", {"amount_fen": 101}),
    Case("PAY-2", "one fen less", "block", {"amount_fen": 99}),
    Case("PAY-2", "paid before", "block", {"already_paid": True}),
    Case("RUN-1", "three persons", "pass"),
    Case("RUN-1", "own run", "block", {"actor_id": "2"}),
    Case("RUN-1", "only looked at", None, {"actor_id": None}),
    Case("RUN-2", "others' decisions", "pass"),
    Case("RUN-2", "own decision", "block", {"actor_id": "1"}),
    Case("RUN-2", "only looked at", None, {"actor_id": None}),
    Case("RUN-3", "as locked", "pass"),
    Case("RUN-3", "empty", "block", {"transfers": (), "counted": 0, "total_fen": 0}),
    Case("RUN-3", "one fen more than locked", "block", {"total_fen": 99}),
    Case("RUN-3", "one transfer more than locked", "block", {"counted": 0}),
    Case("RUN-4", "as redeemed", "pass"),
    Case("RUN-4", "one fen more", "block", transferred(redeemed_fen=99)),
    Case("RUN-4", "one fen less", "block", transferred(redeemed_fen=101)),
    Case("RUN-4", "no longer waiting", "block", transferred(still_waiting=False)),
    Case("RUN-5", "confirmed", "pass"),
    Case("RUN-5", "not confirmed", "block", transferred(account_confirmed=False)),
    Case("COUNTER-1", "another person", "pass"),
    Case("COUNTER-1", "same person", "block", {"actor_id": "1"}),
    Case("COUNTER-2", "reason", "pass"),
    Case("COUNTER-2", "blank", "block", {"reason": " "}),
]
