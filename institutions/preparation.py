"""What an institution still has to do before it hands its dossier in, as rows of a task list."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.models import RecommendingInstitution, ServiceInstitution
from policy.models import Edition

Task = dict[str, Any]


def _task(label: str, url: str, done: int, wanted: int) -> Task:
    """One part of the dossier, with how much of it is there."""
    return {
        "label": label,
        "url": url,
        "status_label": _("%(done)s of %(wanted)s") % {"done": done, "wanted": wanted},
        "tone": "success" if done >= wanted else "attention",
    }


def _filled(dossier: Any, names: list[str]) -> int:
    return sum(bool(getattr(dossier, name)) for name in names)


def tasks(dossier: Any, statements: list[str], missing: int) -> list[Task]:
    """The parts of an open dossier: `statements` cannot be left out, so many documents are `missing`."""
    reference = dossier.reference
    kinds = dossier.required_documents
    stored = len(kinds) - missing
    edit, papers = (reverse(f"institutions:{name}", args=[reference]) for name in ("edit", "documents"))
    return [
        _task(_("Statements and commitments"), edit, _filled(dossier, statements), len(statements)),
        _task(_("Documents"), papers, stored, len(kinds)),
        *LISTS[type(dossier)](dossier),
    ]


def _lists(institution: RecommendingInstitution) -> list[Task]:
    """Enterprises and events, counted as the edition in force wants them."""
    edition = Edition.objects.in_force(timezone.localdate()).typed
    served = reverse("institutions:enterprises", args=[institution.reference])
    events = reverse("institutions:events", args=[institution.reference])
    return [
        _task(
            _("Served enterprises"),
            served,
            institution.served_enterprises.count(),
            edition.rec_inst_min_enterprises,
        ),
        _task(_("Voucher events"), events, institution.planned_events.count(), edition.rec_inst_min_events),
    ]


def _no_lists(_institution: ServiceInstitution) -> list[Task]:
    return []


LISTS: dict[type, Callable[[Any], list[Task]]] = {
    RecommendingInstitution: _lists,
    ServiceInstitution: _no_lists,
}
