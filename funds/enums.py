"""The words of the money: accounts, kinds of entries, what a voucher is worth now, what became of an objection."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.enums import ENDED, State


class Account(models.TextChoices):
    """Where money of a call stands; external is everything outside the call's budget."""

    EXTERNAL = "external", _("Outside the budget")
    AVAILABLE = "available", _("Available")
    RESERVED = "reserved", _("Reserved")
    COMMITTED = "committed", _("Committed")
    REDEEMED = "redeemed", _("Redeemed")


KEPT = (Account.AVAILABLE, Account.RESERVED, Account.COMMITTED, Account.REDEEMED)
BOUND = (Account.RESERVED, Account.COMMITTED, Account.REDEEMED)


class Kind(models.TextChoices):
    """Why money moved."""

    FUND = "fund", _("Budget granted")
    CUT = "cut", _("Budget cut")
    RESERVE = "reserve", _("Reserved")
    COMMIT = "commit", _("Committed to a voucher")
    REDEEM = "redeem", _("Redeemed")
    RELEASE = "release", _("Returned to the budget")
    CLAW_BACK = "claw_back", _("Clawed back")
    RESTORE = "restore", _("Bound again")


# Each kind of entry with the ways it may take; the database refuses every other one.
WAYS: dict[Kind, tuple[tuple[Account, Account], ...]] = {
    Kind.FUND: ((Account.EXTERNAL, Account.AVAILABLE),),
    Kind.CUT: ((Account.AVAILABLE, Account.EXTERNAL),),
    Kind.RESERVE: ((Account.AVAILABLE, Account.RESERVED),),
    Kind.COMMIT: ((Account.RESERVED, Account.COMMITTED),),
    Kind.REDEEM: ((Account.COMMITTED, Account.REDEEMED),),
    Kind.RELEASE: ((Account.RESERVED, Account.AVAILABLE), (Account.COMMITTED, Account.AVAILABLE)),
    Kind.CLAW_BACK: ((Account.REDEEMED, Account.AVAILABLE),),
    Kind.RESTORE: ((Account.REDEEMED, Account.COMMITTED), (Account.AVAILABLE, Account.COMMITTED)),
}
WITHOUT_PROJECT = (Kind.FUND, Kind.CUT)

# Where the money of a project stands in each state that binds money; in every other state nothing is bound.
HOLDS: dict[State, Account] = {
    State.NOTICED: Account.RESERVED,
    State.OBJECTED: Account.RESERVED,
    State.AWARDED: Account.COMMITTED,
    State.CONTRACT_SUBMITTED: Account.COMMITTED,
    State.CONTRACT_RETURNED: Account.COMMITTED,
    State.CONTRACTED: Account.COMMITTED,
    State.CLOSING_SUBMITTED: Account.COMMITTED,
    State.IN_REVIEW: Account.COMMITTED,
    State.CLOSED: Account.COMMITTED,
    State.NOT_CLOSED: Account.COMMITTED,
    State.REDEMPTION_REQUESTED: Account.COMMITTED,
    State.REDEEMED: Account.REDEEMED,
    State.PAID: Account.REDEEMED,
}


class VoucherStatus(models.TextChoices):
    """What a voucher is worth now; follows from the state of its project and is never stored."""

    ISSUED = "issued", _("Issued, not yet in a contract")
    IN_USE = "in_use", _("In use")
    REDEEMED = "redeemed", _("Redeemed")
    PAID = "paid", _("Paid")
    EXPIRED = "expired", _("Expired")
    VOID = "void", _("Void")

    @classmethod
    def of(cls, state: str) -> "VoucherStatus":
        """The status of a voucher whose project is in this state."""
        match state:
            case State.AWARDED | State.CONTRACT_SUBMITTED | State.CONTRACT_RETURNED:
                return cls.ISSUED
            case State.REDEEMED:
                return cls.REDEEMED
            case State.PAID:
                return cls.PAID
            case State.EXPIRED:
                return cls.EXPIRED
        return cls.VOID if state in ENDED else cls.IN_USE


class ObjectionState(models.TextChoices):
    OPEN = "open", _("Open")
    DISMISSED = "dismissed", _("Dismissed")
    UPHELD = "upheld", _("Upheld")
    MOOT = "moot", _("Settled by the end of the project")


class RunState(models.TextChoices):
    """Where a run of transfers stands."""

    DRAWN_UP = "drawn_up", _("Being drawn up")
    LOCKED = "locked", _("Waits for approval")
    APPROVED = "approved", _("With the bank")
    SETTLED = "settled", _("Settled")
    CANCELLED = "cancelled", _("Cancelled")


class TransferResult(models.TextChoices):
    """What became of one transfer."""

    WAITING = "waiting", _("No result yet")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Failed")
    TAKEN_OUT = "taken_out", _("Taken out")
