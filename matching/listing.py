"""A need as one line of a list: for the side of a laboratory its own answers, and uninvited not even whose need it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import Role
from applications.labels import choice
from matching.models import Invitation, Need
from matching.presentation import tone

# Who reads its own answers alone.
SIDES = {Role.LABORATORY, Role.SERVICE}
READERS = SIDES | {
    Role.APPLICANT,
    Role.RECOMMENDER,
    Role.OFFICER,
    Role.APPROVER,
    Role.FINANCE,
    Role.AUDITOR,
}


def own_invitations(needs: Iterable[Need], actor) -> dict[int, list[Invitation]]:
    """The rows of the actor's laboratories at some needs, in one query; nothing for the others."""
    if actor.role not in SIDES:
        return {}
    side = "laboratory" if actor.role == Role.LABORATORY else "laboratory__reported_by"
    rows = Invitation.objects.filter(need__in=needs, **{f"{side}__organisation": actor.organisation_id})
    found: defaultdict[int, list[Invitation]] = defaultdict(list)
    for row in rows.select_related("answer", "laboratory__organisation").order_by("pk"):
        found[row.need_id].append(row)
    return found


def row_of(need: Need, actor, own: list[Invitation]) -> dict[str, Any]:
    """One need as a line; a laboratory's side reads its own answers and neither the others' nor, uninvited, the name."""
    is_side = actor.role in SIDES
    is_named = not is_side or any(row.asked_at for row in own)
    answer = own_answers(own, actor) if is_side else f"{need.answer_count} / {need.asked_count}"
    chosen = need.chosen.laboratory.name if need.chosen and not is_side else ""
    return {
        "need": need,
        "activity": choice(need.activity_type) if need.activity_type else "",
        "applicant": need.applicant.name if is_named else "",
        "answer": answer,
        "chosen": chosen,
        "tone": tone(need),
    }


def own_answers(own: list[Invitation], actor) -> str:
    """What the laboratories of the actor's side said, with their names where there may be several."""
    if actor.role == Role.LABORATORY:
        return own[0].answer.get_kind_display() if own and own[0].answer else ""
    return "; ".join(f"{row.laboratory.name}: {standing_of(row)}" for row in own)


def standing_of(row: Invitation) -> str:
    """How far one laboratory is at a need."""
    if row.answer:
        return row.answer.get_kind_display()
    return _("No answer yet") if row.asked_at else pgettext("laboratory at a need", "Proposed")
