"""What waits for an institution beside its projects: its own dossier, laboratories to nominate, the report of the year."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import Role
from institutions.enums import AccreditationState
from institutions.models import EvaluationRound, SelfReport, ServiceInstitution
from institutions.models.accreditation import Accreditation
from labs.models import Laboratory

SHOWN = 8
LETTER_DAYS = 30
OPEN = {
    AccreditationState.DRAFT: _("Complete the dossier and submit it"),
    AccreditationState.RETURNED: _("Answer the corrections and submit again"),
}


def tasks(actor: Actor, own: Any) -> list[dict[str, Any]]:
    """The tasks of the actor's institution, as rows of the task list."""
    if not isinstance(own, Accreditation):
        return []
    rows = _of_dossier(own)
    if actor.role == Role.SERVICE and isinstance(own, ServiceInstitution) and own.has_joined:
        rows += [*_letter(own), *_laboratories(actor), *_reports(own)]
    return rows


def _row(label: Any, url: str, status: Any, hint: str = "", due=None) -> dict[str, Any]:
    return {
        "label": label,
        "url": url,
        "status_label": status,
        "tone": "attention",
        "hint": hint,
        "due": due,
    }


def _of_dossier(own: Accreditation) -> list[dict[str, Any]]:
    """A draft or returned dossier, and the profile without which nobody is recommended (clause Q4, step 3)."""
    if own.state in OPEN:
        words = OPEN[AccreditationState(own.state)]
        return [_row(words, own.get_absolute_url(), own.get_state_display(), own.reference)]
    if own.is_active and not own.profile_complete:
        edit = reverse("institutions:edit", args=[own.reference])
        return [_row(_("Complete introduction, features and contact"), edit, _("Incomplete"), own.reference)]
    return []


def _letter(own: ServiceInstitution) -> list[dict[str, Any]]:
    """The authorisation letter, a month before its last day; not while the office looks at a new one."""
    last, soon = own.authorised_to, timezone.localdate() + timedelta(days=LETTER_DAYS)
    if not own.is_active or own.is_field_center or own.renewal_number or last is None or last > soon:
        return []
    url = reverse("institutions:request_renewal", args=[own.reference])
    return [
        _row(_("Hand in a new authorisation letter"), url, _("Ends soon"), own.authorisation_number, last)
    ]


def _laboratories(actor: Actor) -> list[dict[str, Any]]:
    """Laboratories that wait to be nominated, the longest waiting first."""
    waiting = Laboratory.objects.waiting_for(actor).select_related("organisation")[:SHOWN]
    return [
        _row(lab.organisation.name, lab.get_absolute_url(), _("To be nominated"), lab.reference)
        for lab in waiting
    ]


def _reports(own: ServiceInstitution) -> list[dict[str, Any]]:
    """Self-reports that can still be handed in."""
    done = SelfReport.objects.filter(institution=own).handed_in().values("round")
    rounds = EvaluationRound.objects.filter(report_until__gte=timezone.localdate()).exclude(pk__in=done)
    return [
        _row(
            _("Self-report %(year)s") % {"year": row.year},
            reverse("institutions:self_report", args=[own.reference, row.year]),
            _("Not handed in"),
            own.reference,
            row.report_until,
        )
        for row in rounds.order_by("year")[:SHOWN]
    ]
