"""Writing a need down: alone, or from the draft of an application; drafts are kept and seen by nobody else."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.enums import State as ProjectState
from applications.models import Project
from labs.models import Laboratory
from matching import perms
from matching.enums import Origin
from matching.models import Invitation, Need
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState

# What a draft application says already: field of the need → field of the application.
FROM_APPLICATION = {
    "title": "title",
    "problem": "background",
    "wanted_result": "content",
    "activity_type": "activity_type",
    "is_industrial_design": "is_industrial_design",
    "budget": "total_amount",
    "wanted_by": "plan_to",
    "recommender": "recommender",
}


def fresh(need: Need) -> Need:
    """The need as it stands now, locked until the transaction ends, with all laboratories at it."""
    return Need.objects.for_page().lock(pk=need.pk)


def need_of_application(project: Project) -> dict[str, Any]:
    """What a need takes over from the draft of an application, by field of the need."""
    return {name: getattr(project, source) for name, source in FROM_APPLICATION.items()}


@transaction.atomic
def describe(
    *,
    actor: Actor,
    content: dict[str, Any],
    project: Project | None = None,
    laboratory: Laboratory | None = None,
) -> Need:
    """A new draft of the actor's organisation; amounts in fen.

    `project` is its own draft application for which it looks for a laboratory, `laboratory` one that it wants to ask in
    any case. Raises NotPermitted, WrongState when the application is no draft any more, Unfit.
    """
    if not perms.can_start(actor):
        raise NotPermitted("describe")
    if project is not None:
        _check_draft(project, actor)
    need = Need(applicant=actor.organisation, written_by=actor.user, project=project)
    _write(need, content)
    if laboratory is not None:
        Invitation.objects.create(need=need, laboratory=laboratory, origin=Origin.APPLICANT)
    return need


def _check_draft(project: Project, actor: Actor) -> None:
    if project.applicant_id != actor.organisation_id:
        raise NotPermitted("describe")
    if project.state != ProjectState.DRAFT:
        raise WrongState(_("A laboratory is looked for while the application is a draft."))


@transaction.atomic
def save_need(need: Need, *, actor: Actor, version: int, content: dict[str, Any]) -> Need:
    """Stores what was typed into a draft. Raises StaleVersion, WrongState once it is published, NotPermitted, Unfit."""
    need = fresh(need)
    if not perms.is_applicant(need, actor):
        raise NotPermitted("save_need")
    if not perms.can_edit(need, actor):
        raise WrongState(
            _("This need is published; laboratories have read it. Withdraw it to write it anew.")
        )
    if need.version != version:
        raise StaleVersion(_("Somebody changed this need after you opened it. Nothing was overwritten."))
    need.version += 1
    _write(need, content)
    return need


def _write(need: Need, content: dict[str, Any]) -> None:
    for name, value in content.items():
        if name in Need.CONTENT:
            setattr(need, name, value)
    try:
        need.full_clean(exclude=["reference", "state"])
    except ValidationError as error:
        raise Unfit.of(error) from error
    need.save()
