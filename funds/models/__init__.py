"""The money of a call, the vouchers it became, and what is redeemed and paid."""

from funds.models.budget import Budget, Entry
from funds.models.objection import Objection
from funds.models.payment import Payment, PaymentBatch
from funds.models.share import VoucherShare
from funds.models.voucher import Redemption, Voucher

__all__ = ["Budget", "Entry", "Objection", "Payment", "PaymentBatch", "Redemption", "Voucher", "VoucherShare"]
