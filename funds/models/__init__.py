"""The money of a call, the vouchers it became, and what is redeemed and paid."""

from funds.models.budget import Budget, Entry
from funds.models.case import ClawBackCase
from funds.models.objection import Objection
from funds.models.payment import Payment, PaymentBatch
from funds.models.run import AccountCheck, PaymentRun, RunItem
from funds.models.share import VoucherShare
from funds.models.voucher import Redemption, Voucher

__all__ = [
    "AccountCheck",
    "Budget",
    "ClawBackCase",
    "Entry",
    "Objection",
    "Payment",
    "PaymentBatch",
    "PaymentRun",
    "Redemption",
    "RunItem",
    "Voucher",
    "VoucherShare",
]
