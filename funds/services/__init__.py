"""What moves money: each service locks, finds, advances and records; amounts in fen."""

from funds.services.awarding import award, publish_notice
from funds.services.clawing import claw_back, claw_back_part, drop_claw_back, report_credit_note
from funds.services.ending import Expiries, expire, expire_due, give_up, reinstate, revoke, terminate
from funds.services.ledger import bound_to, change_budget, close_year, open_budget, post
from funds.services.objecting import dismiss_objection, file_objection, register_objection, uphold_objection
from funds.services.paying import pay
from funds.services.redeeming import (
    confirm_redemption,
    explain_payable,
    recall_redemption,
    redeem,
    request_redemption,
    return_redemption,
    undo_redeem,
)
from funds.services.runs import (
    approve_run,
    cancel_run,
    confirm_account,
    confirmed_accounts,
    draw_up,
    lock_run,
    record_answers,
    run_findings,
    settle_run,
    take_out,
    unlock_run,
)
from funds.services.sharing import share_voucher, stop_sharing
from funds.services.verification import differences

__all__ = [
    "Expiries",
    "approve_run",
    "award",
    "bound_to",
    "cancel_run",
    "change_budget",
    "claw_back",
    "claw_back_part",
    "close_year",
    "confirm_account",
    "confirm_redemption",
    "confirmed_accounts",
    "differences",
    "dismiss_objection",
    "draw_up",
    "drop_claw_back",
    "expire",
    "expire_due",
    "explain_payable",
    "file_objection",
    "give_up",
    "lock_run",
    "open_budget",
    "pay",
    "post",
    "publish_notice",
    "recall_redemption",
    "record_answers",
    "redeem",
    "register_objection",
    "reinstate",
    "report_credit_note",
    "request_redemption",
    "return_redemption",
    "revoke",
    "run_findings",
    "settle_run",
    "share_voucher",
    "stop_sharing",
    "take_out",
    "terminate",
    "undo_redeem",
    "unlock_run",
    "uphold_objection",
]
