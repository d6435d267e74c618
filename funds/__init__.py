"""Gate: budget, voucher, ledger, redemption and payment."""
