"""Needs as they really come about: every state is reached through the services."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.actor import Actor
from labs.models import Laboratory
from matching import services
from matching.models import Invitation, Need
from tests.factories.cast import YUAN, Cast
from tests.factories.institutions import member_of

CONTENT: dict[str, Any] = {
    "title": "断口形貌分析",
    "problem": "批量零件在疲劳试验中断裂，原因不明。",
    "wanted_result": "断口形貌分析报告，说明断裂原因。",
    "activity_type": "testing",
    "budget": 60_000 * YUAN,
}


def reread(need: Need) -> Need:
    """The need as the database now holds it."""
    return Need.objects.for_page().get(pk=need.pk)


def make_draft(people: Cast, *, actor: Actor | None = None, **content) -> Need:
    """A complete draft whose institution may coach."""
    return services.describe(
        actor=actor or people.applicant,
        content=CONTENT | {"recommender": people.institution, "access": "coach"} | content,
    )


def make_need(people: Cast, *, actor: Actor | None = None, **content) -> Need:
    """An open need."""
    need = make_draft(people, actor=actor, **content)
    until = timezone.localdate() + timedelta(days=30)
    services.publish_need(need, actor=actor or people.applicant, answers_until=until)
    return reread(need)


def ask(need: Need, *laboratories: Laboratory, actor: Actor) -> Need:
    """These laboratories are asked."""
    services.ask_laboratories(need, actor=actor, laboratories=laboratories)
    return reread(need)


def quote(need: Need, laboratory: Laboratory, amount: int = 50_000 * YUAN, **changes) -> Invitation:
    """The laboratory quotes; its row at the need."""
    until = timezone.localdate() + timedelta(days=20)
    words = {"kind": "quote", "amount": amount, "lead_days": 40, "valid_until": until, "words": "可以承担。"}
    services.answer_need(need, actor=member_of(laboratory), **(words | changes))
    return Invitation.objects.get(need=need, laboratory=laboratory)


def make_matched(people: Cast, **content) -> Need:
    """A need for which the open laboratory of the cast was chosen."""
    need = ask(make_need(people, **content), people.open_laboratory, actor=people.applicant)
    row = quote(need, people.open_laboratory)
    services.choose_laboratory(need, actor=people.applicant, invitation=row)
    return reread(need)
