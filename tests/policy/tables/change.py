"""A change of a cleared contract at its limits: to the fen, to the day, and never more money."""

from datetime import date, timedelta

from tests.policy.cases import DEMO, PURCHASE, SOFTWARE_FIRM, TODAY, YUAN, Case, changed, half

DAY = timedelta(days=1)
LAB = {"kind": "laboratory"}
PERIOD = {"kind": "period"}
CONTENT = {"kind": "content"}
HALF = {"subsidy_ratio": half()}
SHARE = 24_000 * YUAN  # 30 % of the determined amount


def bought(*amounts: int) -> dict:
    return {"purchases": tuple(changed(PURCHASE, amount_fen=amount) for amount in amounts)}


TABLE = [
    Case("CHG-1", "on file", "pass"),
    Case("CHG-1", "missing", "block", {"has_supplement": False}),
    Case("CHG-1", "missing for a period", "block", PERIOD | {"has_supplement": False}),
    Case("CHG-1", "missing for a laboratory", "block", LAB | {"has_supplement": False}),
    Case("CHG-1", "content needs none", None, CONTENT | {"has_supplement": False}),
    Case("CHG-2", "stays", "pass"),
    Case("CHG-2", "one fen less", "pass", {"voucher_fen": 40_000 * YUAN - 1}),
    Case("CHG-2", "one fen more", "block", {"voucher_fen": 40_000 * YUAN + 1}),
    Case("CHG-2", "one fen more by content", "block", CONTENT | {"voucher_fen": 40_000 * YUAN + 1}),
    Case("CHG-3", "less than before", "pass"),
    Case(
        "CHG-3",
        "as before",
        "pass",
        {"determined_fen": 100_000 * YUAN, "total_fen": 100_000 * YUAN},
    ),
    Case(
        "CHG-3",
        "one fen more than before",
        "block",
        {"determined_fen": 100_000 * YUAN + 1, "total_fen": 120_000 * YUAN},
    ),
    Case("CHG-3", "one fen above the contract", "block", {"determined_fen": 80_000 * YUAN + 1}),
    Case("CHG-3", "nothing", "block", {"determined_fen": 0}),
    Case("CHG-3", "a period determines nothing", None, PERIOD),
    Case("CHG-4", "exactly 30 percent", "pass"),
    Case("CHG-4", "one fen more", "block", bought(SHARE + 1)),
    Case("CHG-4", "three lines to the fen", "pass", bought(SHARE - 3, 1, 2)),
    Case("CHG-4", "three lines and one fen", "block", bought(SHARE - 3, 2, 2)),
    Case("CHG-4", "one fen of contract less", "block", {"determined_fen": 80_000 * YUAN - 1}),
    Case("CHG-4", "a period measures nothing", None, PERIOD | bought(SHARE + 1)),
    Case("CHG-5", "exactly the share", "pass", {}, HALF),
    Case("CHG-5", "one fen more", "block", {"voucher_fen": 40_000 * YUAN + 1}, HALF),
    Case("CHG-5", "one fen of contract less", "block", {"determined_fen": 80_000 * YUAN - 1}, HALF),
    Case("CHG-5", "content", None, CONTENT),
    Case("CHG-6", "within", "pass", PERIOD),
    Case("CHG-6", "ends as it begins", "pass", PERIOD | {"period_to": date(2026, 5, 1)}),
    Case("CHG-6", "ends before it begins", "block", PERIOD | {"period_to": date(2026, 4, 30)}),
    Case("CHG-6", "last day to redeem", "pass", PERIOD | {"period_to": date(2026, 12, 31)}),
    Case("CHG-6", "the day after", "warn", PERIOD | {"period_to": date(2027, 1, 1)}),
    Case("CHG-6", "no last day", "pass", PERIOD | {"period_to": date(2030, 1, 1), "redeem_by": None}),
    Case("CHG-6", "amount", None),
    Case("CHG-7", "allowed", "pass", LAB),
    Case("CHG-7", "another kind", "block", LAB | {"laboratory__kind": "garage"}),
    Case("CHG-7", "no level", "block", LAB | {"laboratory__level": None}),
    Case("CHG-7", "amount", None, {"laboratory__kind": "garage"}),
    Case("CHG-8", "listed", "pass", LAB),
    Case("CHG-8", "until today", "pass", LAB | {"laboratory__listed_to": TODAY}),
    Case("CHG-8", "until yesterday", "block", LAB | {"laboratory__listed_to": TODAY - DAY}),
    Case("CHG-8", "not listed", "block", LAB | {"laboratory__listed": False}),
    Case("CHG-8", "amount", None, {"laboratory__listed": False}),
    Case("CHG-9", "no design", None, LAB),
    Case("CHG-9", "design without", "block", LAB | {"industrial_design": True}),
    Case(
        "CHG-9",
        "design",
        "pass",
        LAB | {"industrial_design": True, "laboratory__offers_industrial_design": True},
    ),
    Case("CHG-10", "strangers", "pass", LAB),
    Case("CHG-10", "same party", "warn", LAB | {"laboratory__uscc": SOFTWARE_FIRM}),
    Case("CHG-10", "same party refused", "block", LAB | {"laboratory__uscc": SOFTWARE_FIRM}, edition=DEMO),
    Case("CHG-10", "amount", None, {"laboratory__uscc": SOFTWARE_FIRM}),
]
