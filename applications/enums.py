"""The words of the project's life: states, stages, and which states belong together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a project stands; the labels are those that the office reads."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted, awaiting endorsement")
    RETURNED = "returned", _("Returned for correction")
    ENDORSED = "endorsed", _("Endorsed, awaiting the office")
    DECLINED = "declined", _("Declined by the institution")
    APPROVED = "approved", _("Approved, awaiting award")
    REJECTED = "rejected", _("Rejected")
    NOTICED = "noticed", _("In public notice")
    OBJECTED = "objected", _("Objection under examination")
    AWARDED = "awarded", _("Voucher awarded, awaiting the contract")
    CONTRACT_SUBMITTED = "contract_submitted", _("Contract submitted")
    CONTRACT_RETURNED = "contract_returned", _("Contract returned")
    CONTRACTED = "contracted", _("Contract cleared, work in progress")
    CLOSING_SUBMITTED = "closing_submitted", _("Closing report submitted")
    IN_REVIEW = "in_review", _("In closing review")
    CLOSED = "closed", _("Closed, awaiting redemption")
    NOT_CLOSED = "not_closed", _("Closing refused")
    REDEMPTION_REQUESTED = "redemption_requested", _("Redemption requested")
    REDEEMED = "redeemed", _("Redeemed, awaiting payment")
    PAID = "paid", _("Paid")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    TERMINATED = "terminated", _("Terminated")
    REVOKED = "revoked", _("Revoked")
    CLAWED_BACK = "clawed_back", _("Clawed back")


# What the applicant and the laboratory read where the office's words would say too little to them.
APPLICANT_LABELS = {
    State.SUBMITTED: _("With the recommending institution"),
    State.RETURNED: _("Please correct and submit again"),
    State.ENDORSED: _("With the voucher office"),
    State.APPROVED: _("Approved, the voucher is being prepared"),
    State.NOTICED: _("Approved, in public notice"),
    State.OBJECTED: _("Held: an objection is being examined"),
    State.AWARDED: _("Your voucher is issued: sign the contract"),
    State.CONTRACT_SUBMITTED: _("The office checks the contract"),
    State.CONTRACT_RETURNED: _("Please correct the contract"),
    State.CONTRACTED: _("Do the work, then submit the closing report"),
    State.CLOSING_SUBMITTED: _("The office checks the closing report"),
    State.IN_REVIEW: _("Experts review the closing report"),
    State.CLOSED: _("Closed: redemption can be requested"),
    State.NOT_CLOSED: _("The closing review was not passed"),
    State.REDEMPTION_REQUESTED: _("The office checks the redemption"),
    State.REDEEMED: _("Redeemed: payment is being made"),
}

WITH_APPLICANT = (
    State.DRAFT,
    State.RETURNED,
    State.AWARDED,
    State.CONTRACT_RETURNED,
    State.CONTRACTED,
    State.NOT_CLOSED,
)
ENDED = (
    State.DECLINED,
    State.REJECTED,
    State.WITHDRAWN,
    State.EXPIRED,
    State.TERMINATED,
    State.REVOKED,
    State.CLAWED_BACK,
    State.PAID,
)
# Something is still to be done for the project.
UNDER_WAY = tuple(state for state in State if state not in ENDED)
# Money of the budget is bound to the project in these states.
FUNDED = (
    State.NOTICED,
    State.OBJECTED,
    State.AWARDED,
    State.CONTRACT_SUBMITTED,
    State.CONTRACT_RETURNED,
    State.CONTRACTED,
    State.CLOSING_SUBMITTED,
    State.IN_REVIEW,
    State.CLOSED,
    State.NOT_CLOSED,
    State.REDEMPTION_REQUESTED,
)
BEFORE_CONTRACT = (
    State.NOTICED,
    State.OBJECTED,
    State.AWARDED,
    State.CONTRACT_SUBMITTED,
    State.CONTRACT_RETURNED,
)
# A voucher not put into a contract by its use-by date expires from these states …
EXPIRES_UNUSED = (State.AWARDED, State.CONTRACT_RETURNED)
# … and one not redeemed by its redeem-by date from these.
EXPIRES_UNREDEEMED = (State.CONTRACTED, State.NOT_CLOSED, State.CLOSED)


class Stage(models.TextChoices):
    """The six stages of the stepper."""

    APPLICATION = "application", _("Application")
    DECISION = "decision", _("Decision")
    VOUCHER = "voucher", _("Voucher and contract")
    WORK = "work", _("Work")
    CLOSING = "closing", _("Closing review")
    PAYMENT = "payment", _("Redemption and payment")


STAGE_OF = {
    State.DRAFT: Stage.APPLICATION,
    State.SUBMITTED: Stage.APPLICATION,
    State.RETURNED: Stage.APPLICATION,
    State.DECLINED: Stage.APPLICATION,
    State.ENDORSED: Stage.DECISION,
    State.APPROVED: Stage.DECISION,
    State.REJECTED: Stage.DECISION,
    State.NOTICED: Stage.DECISION,
    State.OBJECTED: Stage.DECISION,
    State.AWARDED: Stage.VOUCHER,
    State.CONTRACT_SUBMITTED: Stage.VOUCHER,
    State.CONTRACT_RETURNED: Stage.VOUCHER,
    State.CONTRACTED: Stage.WORK,
    State.CLOSING_SUBMITTED: Stage.CLOSING,
    State.IN_REVIEW: Stage.CLOSING,
    State.NOT_CLOSED: Stage.CLOSING,
    State.CLOSED: Stage.PAYMENT,
    State.REDEMPTION_REQUESTED: Stage.PAYMENT,
    State.REDEEMED: Stage.PAYMENT,
    State.PAID: Stage.PAYMENT,
}


class Payee(models.TextChoices):
    ENTERPRISE = "enterprise", _("The applicant")
    LABORATORY = "laboratory", _("The laboratory")


class Audience(models.TextChoices):
    """Which parties of a project read a message of its conversation."""

    EVERYBODY = "everybody", _("Everybody on the project")
    APPLICANT = "applicant", _("Only the voucher office and the applicant")
    INSTITUTION = "institution", _("Only the voucher office and the recommending institution")
    LABORATORY = "laboratory", _("Only the voucher office and the laboratory")
    OFFICE = "office", _("Internal note of the voucher office")


class HistoricOutcome(models.TextChoices):
    """How a project ended that was decided before the portal."""

    PAID = "paid", _("Paid")
    CLOSED = "closed", _("Closed, not paid")
    NOT_CLOSED = "not_closed", _("Not closed")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REJECTED = "rejected", _("Rejected")
