"""What the portal read off a contract beside what the project says; nothing found is None."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from policy.shape import Fen


@dataclass(frozen=True, kw_only=True)
class ReadingFacts:
    """A contract as it was read, and what should stand in it; without a project nothing is expected."""

    party_a: Annotated[str | None, "Party A as read"] = None
    party_a_expected: Annotated[str | None, "The applicant"] = None
    party_a_agrees: Annotated[bool, "Party A as read is the applicant"] = False
    party_b: Annotated[str | None, "Party B as read"] = None
    party_b_expected: Annotated[str | None, "The laboratory or its house"] = None
    party_b_agrees: Annotated[bool, "Party B as read is the laboratory or its house"] = False
    code_a: Annotated[str | None, "Credit code of Party A as read"] = None
    code_a_expected: Annotated[str | None, "Credit code of the applicant"] = None
    code_b: Annotated[str | None, "Credit code of Party B as read"] = None
    code_b_expected: Annotated[str | None, "Credit code of the laboratory"] = None
    signed_on: Annotated[date | None, "Day of signature as read"] = None
    signed_on_typed: Annotated[date | None, "Day of signature as typed by the applicant"] = None
    award_date: Annotated[date | None, "Day of the award"] = None
    total_fen: Annotated[Fen | None, "Contract amount in figures as read, in fen"] = None
    words_fen: Annotated[Fen | None, "Contract amount in capitals as read, in fen"] = None
    total_expected_fen: Annotated[Fen | None, "Contract amount as typed, or as planned, in fen"] = None
    payments_fen: Annotated[Fen | None, "Sum of the instalments as read, in fen"] = None
    own_payment_fen: Annotated[Fen | None, "Own payment as read, in fen"] = None
    has_voucher_clause: Annotated[bool, "A voucher clause was found"] = False
    voucher_number: Annotated[str | None, "Voucher number as read"] = None
    voucher_number_expected: Annotated[str | None, "Number of the awarded voucher"] = None
    voucher_amount_fen: Annotated[Fen | None, "Voucher amount as read, in fen"] = None
    face_fen: Annotated[Fen | None, "Face amount of the voucher in fen"] = None
    has_failure_clause: Annotated[bool, "A clause for a failed closing review was found"] = False
    purchases_fen: Annotated[Fen | None, "New-technology purchases as read, in fen"] = None
    purchases_expected_fen: Annotated[Fen | None, "New-technology purchases of the application, in fen"] = (
        None
    )
