"""The facts of a run of bank transfers."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from policy.shape import Count, Fen


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """One transfer of a run."""

    reference: Annotated[str, "The project"]
    amount_fen: Annotated[Fen, "Amount to be transferred, in fen"]
    redeemed_fen: Annotated[Fen, "Amount that was redeemed, in fen"]
    redeemer_id: Annotated[str, "The person who decided the redemption"]
    account_confirmed: Annotated[bool, "A second person has confirmed the bank account"] = False
    still_waiting: Annotated[bool, "The redemption still waits for its payment"] = True


@dataclass(frozen=True, kw_only=True)
class PaymentRunFacts:
    """What is known when a run of transfers is approved."""

    transfers: Annotated[tuple[Transfer, ...], "The transfers"]
    counted: Annotated[Count, "Number of transfers when the run was locked"]
    total_fen: Annotated[Fen, "Total when the run was locked, in fen"]
    drawn_up_by_id: Annotated[str, "The person who drew the run up"]
    actor_id: Annotated[str | None, "The person who approves; absent while it is only looked at"] = None
    today: Annotated[date, "The day of the check"]
