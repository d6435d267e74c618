"""The rows beside a dossier: served enterprises, events, trainings and yearly evaluations."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from institutions import perms
from institutions.models import (
    PerformanceEvaluation,
    PlannedEvent,
    RecommendingInstitution,
    ServedEnterprise,
    ServiceInstitution,
    Training,
)
from institutions.services.dossier import fresh, keep
from policy.uscc import normalise
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.files import attach
from workflow.models import Document
from workflow.models.document import DocumentKind


def _open_roster(institution: RecommendingInstitution, actor: Actor, name: str) -> RecommendingInstitution:
    institution = fresh(institution)
    if not perms.is_own_institution(institution, actor):
        raise NotPermitted(name)
    if not perms.can_keep_roster(institution, actor):
        raise WrongState(_("The dossier is with the office and cannot be changed now. Take it back first."))
    return institution


@transaction.atomic
def save_served_enterprise(
    institution: RecommendingInstitution,
    *,
    actor: Actor,
    row: ServedEnterprise | None = None,
    name: str,
    uscc: str,
) -> ServedEnterprise:
    """Adds or changes an enterprise on the list (clause Q4). Raises Unfit, WrongState, NotPermitted."""
    institution = _open_roster(institution, actor, "save_served_enterprise")
    row = row or ServedEnterprise(institution=institution)
    row.name, row.uscc = name.strip(), normalise(uscc)
    return keep(row)


@transaction.atomic
def remove_served_enterprise(row: ServedEnterprise, *, actor: Actor) -> None:
    """Takes an enterprise off the list; one that was coached stays. Raises WrongState, NotPermitted."""
    _open_roster(row.institution, actor, "remove_served_enterprise")
    if row.coaching_notes.exists():
        raise WrongState(_("There are notes of coaching about this enterprise; it stays on the list."))
    row.delete()


@transaction.atomic
def save_planned_event(
    institution: RecommendingInstitution, *, actor: Actor, row: PlannedEvent | None = None, **fields
) -> PlannedEvent:
    """Adds or changes a voucher event, or says that it was held (clause Q4). Raises Unfit, WrongState, NotPermitted."""
    institution = _open_roster(institution, actor, "save_planned_event")
    if fields.get("held") and fields["date"] > timezone.localdate():
        raise Unfit(_("This day has not come yet."), {"held": _("The day of the event has not come yet.")})
    row = row or PlannedEvent(institution=institution)
    for name, value in fields.items():
        setattr(row, name, value)
    return keep(row)


@transaction.atomic
def add_event_paper(event: PlannedEvent, upload: UploadedFile, *, actor: Actor) -> Document:
    """Keeps a paper of an event, such as the attendance list. Raises Unfit, WrongState, NotPermitted."""
    institution = _open_roster(event.institution, actor, "add_event_paper")
    document = attach(institution, upload, kind=DocumentKind.OTHER, actor=actor, replace=False)
    event.papers.add(document)
    return document


@transaction.atomic
def remove_planned_event(row: PlannedEvent, *, actor: Actor) -> None:
    """Takes an event off the plan; one that was held stays. Raises WrongState, NotPermitted."""
    _open_roster(row.institution, actor, "remove_planned_event")
    if row.held or row.papers.exists():
        raise WrongState(_("An event that was held stays on record."))
    row.delete()


@transaction.atomic
def record_training(
    institution: RecommendingInstitution, *, actor: Actor, date: date, topic: str
) -> Training:
    """Notes a training of an institution that has joined (clause Q4). Raises Unfit, WrongState, NotPermitted."""
    institution = fresh(institution)
    if not perms.is_office(institution, actor):
        raise NotPermitted("record_training")
    if not perms.can_train(institution, actor):
        raise WrongState(_("Trainings are recorded for institutions that have joined."))
    return keep(Training(institution=institution, date=date, topic=topic.strip(), by=actor.user))


@transaction.atomic
def record_evaluation(
    institution: ServiceInstitution, *, actor: Actor, year: int, score: int, grade: str, remark: str = ""
) -> PerformanceEvaluation:
    """Stores the office's judgement of a year, once (clause Q5); score from 0 to 100.

    Raises Unfit (the year is already evaluated, the score is off the scale), WrongState, NotPermitted.
    """
    institution = fresh(institution)
    if not perms.is_office(institution, actor) or institution.is_own_matter(actor):
        raise NotPermitted("record_evaluation")
    if not perms.can_evaluate(institution, actor):
        raise WrongState(_("Only institutions that have joined are evaluated."))
    return keep(
        PerformanceEvaluation(
            institution=institution, year=year, score=score, grade=grade, remark=remark.strip(), by=actor.user
        )
    )
