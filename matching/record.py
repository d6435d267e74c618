"""What the public page of a laboratory says of its work: answers, how soon, projects brought to their end."""

from __future__ import annotations

from statistics import median
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.enums import State
from applications.models import Project
from labs.models import Laboratory
from labs.record import tells_record
from matching.facts import FEWEST_CASES, days_to_answer

FINISHED = (State.CLOSED, State.REDEMPTION_REQUESTED, State.REDEEMED, State.PAID)


@tells_record
def answers(laboratory: Laboratory) -> list[dict[str, Any]]:
    """How many needs it answered and how soon, from three on: fewer would tell of single enterprises."""
    days = days_to_answer([laboratory.pk]).get(laboratory.pk, [])
    if len(days) < FEWEST_CASES:
        return []
    typical = max(1, round(median(days)))
    soon = ngettext("within %(days)s day", "within %(days)s days", typical) % {"days": typical}
    return [
        {"label": _("Needs of enterprises answered"), "value": len(days)},
        {"label": _("Usually answers"), "value": soon},
    ]


@tells_record
def finished(laboratory: Laboratory) -> list[dict[str, Any]]:
    """How many projects passed the closing review, from three on."""
    counted = Project.objects.filter(laboratory=laboratory).aggregate(
        finished=Count("pk", filter=Q(state__in=FINISHED))
    )
    if counted["finished"] < FEWEST_CASES:
        return []
    return [{"label": _("Voucher projects brought to their end"), "value": counted["finished"]}]
