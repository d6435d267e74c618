"""The facts of a change that the parties ask for while the work is being done."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from policy.facts.parties import Applicant, Laboratory, Purchase
from policy.shape import Fen


@dataclass(frozen=True, kw_only=True)
class ChangeFacts:
    """What is known when the Office grants a change of a cleared contract."""

    kind: Annotated[
        Literal["period", "amount", "laboratory", "content", "termination"], "What is to be changed"
    ]
    applicant: Annotated[Applicant, "Who applied"]
    laboratory: Annotated[Laboratory, "Who does the work after the change"]
    industrial_design: Annotated[bool, "The project is an industrial design project"] = False
    has_supplement: Annotated[bool, "The signed supplement of the parties is on file"] = False
    face_fen: Annotated[Fen, "Voucher before the change in fen"]
    voucher_fen: Annotated[Fen, "Voucher after the change in fen"]
    total_fen: Annotated[Fen, "Contract amount after the change in fen"]
    determined_before_fen: Annotated[Fen, "Determined contract amount before the change in fen"]
    determined_fen: Annotated[Fen, "Determined contract amount after the change in fen"]
    purchases: Annotated[tuple[Purchase, ...], "New technology and products to be bought"] = ()
    period_from: Annotated[date | None, "First day of the work"] = None
    period_to: Annotated[date | None, "Last day of the work after the change"] = None
    redeem_by: Annotated[date | None, "Last day to redeem the voucher, itself included"] = None
    today: Annotated[date, "The day of the decision"]
