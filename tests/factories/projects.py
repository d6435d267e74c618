"""Projects in every state, each reached through the services by the people who may."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from applications import services as applications
from applications.models import Call, Project
from applications.services import PurchaseLine
from funds import services as funds
from policy.models import Edition
from tests.factories.cast import YUAN, Cast, cast
from tests.factories.legs import BANK, Play, reach, write
from tests.factories.papers import (
    FACE,
    TOTAL,
    add_invoice,
    content_of,
    contract_of,
    give_opinions,
    next_title,
    reread,
    write_report,
)
from tests.factories.policy import make_edition

__all__ = [
    "BANK",
    "FACE",
    "NOTICE",
    "TOTAL",
    "add_invoice",
    "content_of",
    "contract_of",
    "give_opinions",
    "make_call",
    "make_project",
    "next_title",
    "reread",
    "write_report",
]
BUDGET = 10_000_000 * YUAN
PARAMETERS = {
    "closing_reviewer_count": 3,
    "odd_reviewers": True,
    "subsidy_ratio": "0.5",
    "use_valid_days": 365,
    "redeem_valid_days": 540,
    "correction_days": 10,
}
NOTICE = {"public_notice_days": 5}
_numbers = count(1)


def make_call(*, budget: int = BUDGET, people: Cast | None = None, **parameters) -> Call:
    """An open call under an edition of its own, with its money."""
    number, today = next(_numbers), timezone.localdate()
    edition = make_edition(f"edition-{number}", valid_from=_free_day(), **(PARAMETERS | parameters))
    call = Call.objects.create(
        code=f"round-{number}",
        title=f"Round {number}",
        edition=edition,
        opens_on=today - timedelta(days=30),
        closes_on=today + timedelta(days=30),
    )
    if people:
        funds.open_budget(call, budget, people.officer)
    return call


def _free_day() -> date:
    """A day from which no edition of this test is valid yet."""
    return date(2020, 2, 1) + timedelta(days=Edition.objects.count())


def make_project(
    state: str = "awarded",
    *,
    people: Cast | None = None,
    call: Call | None = None,
    parameters: dict[str, Any] | None = None,
    purchases: list[PurchaseLine] | None = None,
    contract: dict[str, Any] | None = None,
    **content,
) -> Project:
    """A project in a state. `content` changes fields of the application, `contract` what is typed off the contract.

    States before the award of an edition with a public notice (`noticed`, `objected`) bring their own edition.
    """
    people = people or cast()
    limits = (NOTICE if state in {"noticed", "objected"} else {}) | (parameters or {})
    call = call or make_call(people=people, **limits)
    project = applications.start_project(
        actor=people.applicant, call=call, title=content.pop("title", next_title())
    )
    play = Play(project, people, purchases or [], contract or {})
    write(play, content)
    reach(play, state)
    assert play.project.state == state, f"{play.project.state} instead of {state}"
    return play.project
