"""Objections to a public notice: they hold that one project until the office has decided."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.enums import State
from applications.models import Project
from applications.perms import can_object
from applications.services.endorsing import require_reason
from applications.services.lookup import fresh
from funds.enums import ObjectionState
from funds.models import Budget, Objection
from funds.services.ledger import bound_to, release
from workflow.door import advance
from workflow.errors import NotPermitted, StaleVersion, Unfit
from workflow.files import attach
from workflow.models import Event
from workflow.models.document import DocumentKind


@transaction.atomic
def file_objection(
    project: Project, *, name: str, contact: str, text: str, upload: UploadedFile | None = None
) -> Objection:
    """A visitor objects to a project in public notice; the system acts for the visitor and the award waits.

    Raises Unfit naming each empty field or a file that cannot be taken, WrongState when the notice is over.
    """
    return _object(project, Actor.system(), name=name, contact=contact, text=text, upload=upload)


@transaction.atomic
def register_objection(
    project: Project, *, actor: Actor, name: str, contact: str, text: str, upload: UploadedFile | None = None
) -> Objection:
    """The office registers an objection that came by letter. Raises Unfit, WrongState, NotPermitted."""
    return _object(project, actor, name=name, contact=contact, text=text, upload=upload)


def _object(
    project: Project, actor: Actor, *, name: str, contact: str, text: str, upload: UploadedFile | None
) -> Objection:
    project = fresh(project)
    objection = Objection(project=project, name=name.strip(), contact=contact.strip(), text=text.strip())
    empty = {
        field: _("Fill in this field.")
        for field in ("name", "contact", "text")
        if not getattr(objection, field)
    }
    if empty:
        raise Unfit(_("An objection has a name, a contact and reasons."), empty)
    objection.save()
    if project.state != State.OBJECTED:
        advance(project.object, actor=actor, objection=objection.reference)
    elif not can_object(project, actor):
        raise NotPermitted("object")
    if upload is not None:
        attach(objection, upload, kind=DocumentKind.OBJECTION_EVIDENCE, actor=actor)  # type: ignore[arg-type]
    return objection


@transaction.atomic
def dismiss_objection(
    project: Project, *, actor: Actor, decision: str, seen: list[str] | None = None
) -> Event:
    """Dismisses every open objection of a project with one decision; the notice goes on.

    `seen` names the objections the decision is about: one that came meanwhile is not dismissed unread (StaleVersion).
    Raises Unfit without a decision, WrongState, NotPermitted.
    """
    require_reason(decision)
    project = fresh(project)
    open_now = _open(project, seen)
    event = advance(project.dismiss_objection, actor=actor, note=decision, objection=_names(open_now))
    settle(open_now, ObjectionState.DISMISSED, decision, actor)
    return event


@transaction.atomic
def uphold_objection(
    project: Project, *, actor: Actor, decision: str, seen: list[str] | None = None
) -> Event:
    """Upholds the objections: the project is rejected and its reserved amount available again (fen).

    Raises Unfit without a decision, StaleVersion as above, WrongState, NotPermitted.
    """
    require_reason(decision)
    project = fresh(project)
    open_now = _open(project, seen)
    event = advance(
        project.uphold_objection,
        actor=actor,
        note=decision,
        objection=_names(open_now),
        released=bound_to(project),
    )
    settle(open_now, ObjectionState.UPHELD, decision, actor)
    release(project, Budget.objects.get(call=project.call_id), event)
    return event


def _open(project: Project, seen: list[str] | None) -> list[Objection]:
    found = list(Objection.objects.for_project(project).open())
    if seen is not None and {item.reference for item in found} != set(seen):
        raise StaleVersion(
            _("Another objection came in after you opened this page. Read it before you decide.")
        )
    return found


def _names(objections: list[Objection]) -> str:
    return ", ".join(item.reference for item in objections)


def settle(objections: Iterable[Objection], state: ObjectionState, decision: str, actor: Actor) -> None:
    """Writes one decision on objections; the step itself is taken by the caller."""
    now = timezone.now()
    for objection in objections:
        objection.state, objection.decision = state, decision
        objection.decided_by_id, objection.decided_at = actor.user.pk, now
        objection.save(update_fields=["state", "decision", "decided_by", "decided_at"])
