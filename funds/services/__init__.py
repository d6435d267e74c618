"""What moves money: each service locks, finds, advances and records; amounts in fen."""

from funds.services.awarding import award, publish_notice
from funds.services.ending import Expiries, expire, expire_due, give_up, reinstate, revoke, terminate
from funds.services.ledger import bound_to, change_budget, open_budget, post
from funds.services.objecting import dismiss_objection, file_objection, register_objection, uphold_objection
from funds.services.paying import claw_back, pay
from funds.services.redeeming import (
    explain_payable,
    recall_redemption,
    redeem,
    request_redemption,
    return_redemption,
    undo_redeem,
)
from funds.services.sharing import share_voucher, stop_sharing
from funds.services.verification import differences

__all__ = [
    "Expiries",
    "award",
    "bound_to",
    "change_budget",
    "claw_back",
    "differences",
    "dismiss_objection",
    "expire",
    "expire_due",
    "explain_payable",
    "file_objection",
    "give_up",
    "open_budget",
    "pay",
    "post",
    "publish_notice",
    "recall_redemption",
    "redeem",
    "register_objection",
    "reinstate",
    "request_redemption",
    "return_redemption",
    "revoke",
    "share_voucher",
    "stop_sharing",
    "terminate",
    "undo_redeem",
    "uphold_objection",
]
