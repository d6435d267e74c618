"""The facts of a project from the finished work to the payment."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from policy.facts.parties import Applicant, Invoice, Laboratory, Purchase
from policy.shape import Count, Fen

ClosingDecision = Literal["close", "refuse"]


@dataclass(frozen=True, kw_only=True)
class CompletionFacts:
    """What is known when the closing report is submitted."""

    applicant: Annotated[Applicant, "Who applies"]
    laboratory: Annotated[Laboratory, "Who did the work"]
    work_described: Annotated[bool, "The report says what was done against the plan"]
    results_described: Annotated[bool, "The report says what came out"]
    costs_described: Annotated[bool, "The report states the actual cost"]
    payments_proven: Annotated[bool, "The payments are proven"] = True
    laboratory_confirmed: Annotated[bool, "The laboratory has confirmed the report"]
    invoices: Annotated[tuple[Invoice, ...], "Invoices of the project"] = ()
    purchases: Annotated[tuple[Purchase, ...], "New technology and products that were bought"] = ()
    purchase_purpose: Annotated[str | None, "What the purchases serve"] = None
    determined_fen: Annotated[Fen, "Contract amount as determined by review, in fen"]
    actual_cost_fen: Annotated[Fen, "Actual cost in fen"]
    applied_on: Annotated[date | None, "Day of application"] = None
    signed_on: Annotated[date | None, "Day the contract was signed"] = None
    redeem_by: Annotated[date | None, "Last day of the voucher, itself included"] = None
    failed_closings: Annotated[Count, "Closing reviews already failed"] = 0
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What one expert said in the closing review."""

    expert: Annotated[str, "The expert: any stable name or number"]
    decision: Annotated[ClosingDecision | None, "May the project close"] = None
    reasons: Annotated[str, "Reasons for the decision"] = ""
    conflict: Annotated[bool, "The expert has a conflict of interest"] = False
    contract_clause_ok: Annotated[
        bool | None, "The contract has voucher terms; absent when not looked at"
    ] = None


@dataclass(frozen=True, kw_only=True)
class ClosingFacts:
    """What is known when the closing review is decided."""

    outcome: Annotated[ClosingDecision, "What the Office is about to record"]
    reasons: Annotated[str, "Reasons that are recorded with it"]
    opinions: Annotated[tuple[Opinion, ...], "Opinions of the experts who were asked"]
    group_opinion: Annotated[
        ClosingDecision | None, "What the chair says for all experts; absent while there is no such opinion"
    ] = None
    accepted_cost_fen: Annotated[Fen | None, "Actual cost as accepted, in fen; needed to close"] = None
    actual_cost_fen: Annotated[Fen, "Actual cost as reported, in fen"]
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class RedemptionFacts:
    """What is known when redemption is requested and when it is decided."""

    face_fen: Annotated[Fen, "Face amount of the voucher in fen"]
    accepted_cost_fen: Annotated[Fen, "Cost accepted in the closing review, in fen"]
    cap_left_fen: Annotated[Fen | None, "What is left under the yearly cap, in fen; absent without a cap"] = (
        None
    )
    requested_fen: Annotated[Fen, "Requested amount in fen"]
    redeem_by: Annotated[date | None, "Last day of the voucher, itself included"] = None
    already_redeemed: Annotated[bool, "The voucher has been redeemed before"]
    payee_kind: Annotated[Literal["enterprise", "team", "laboratory"], "Who is to be paid"]
    payee_account_complete: Annotated[bool, "The payee's bank account is complete"] = True
    invoices: Annotated[tuple[Invoice, ...], "Invoices of the project"] = ()
    applicant: Annotated[Applicant | None, "The applicant as it stands today"] = None
    service_check: Annotated[
        Literal["nobody", "open", "confirmed"] | None,
        "What the professional service institution said; nobody: the laboratory has none; absent while it is being requested",
    ] = None
    requester_id: Annotated[str | None, "The person who requested redemption"] = None
    actor_id: Annotated[str | None, "The person who decides; absent while it is being requested"] = None
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class PaymentFacts:
    """What is known when a redeemed voucher is paid."""

    redeemed_fen: Annotated[Fen, "Amount that was redeemed, in fen"]
    amount_fen: Annotated[Fen, "Amount to be paid, in fen"]
    redeemer_id: Annotated[str, "The person who decided the redemption"]
    actor_id: Annotated[str, "The person who pays"]
    already_paid: Annotated[bool, "The voucher has been paid before"] = False
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class PanelMember:
    """One expert who is to be asked."""

    expert: Annotated[str, "The expert: any stable name or number"]
    conflict: Annotated[bool, "The expert declared, or is known to have, a conflict of interest"] = False


@dataclass(frozen=True, kw_only=True)
class PanelFacts:
    """What is known when experts are asked for an assessment or a closing review."""

    purpose: Annotated[Literal["assessment", "closing"], "What the experts are asked for"]
    members: Annotated[tuple[PanelMember, ...], "The experts"]
    chair: Annotated[str | None, "The expert who sums up the opinions of all; absent without one"] = None
    laboratory: Annotated[Laboratory | None, "Who did the work; needed for a closing review"] = None
    delisting_accepted: Annotated[
        bool | None,
        "An officer confirmed to go on with a laboratory that left the directory; absent while nobody is asked",
    ] = None
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class CorrectionFacts:
    """What is known when an application is sent back for correction."""

    returns_so_far: Annotated[Count, "How often it was sent back before"]
    items: Annotated[Count, "Fields and documents that are to be corrected"]
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class RetryFacts:
    """What is known when a project may try its closing again."""

    failed_closings: Annotated[Count, "Closing reviews already failed"]
    redeem_by: Annotated[date | None, "Last day of the voucher, itself included"] = None
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class CounterFacts:
    """What is known when a step is taken back."""

    original_actor_id: Annotated[str, "The person who took the step"]
    actor_id: Annotated[str, "The person who takes it back"]
    reason: Annotated[str, "Why it is taken back"]
