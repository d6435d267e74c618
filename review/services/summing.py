"""The chair of a panel sums up what all its experts said."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.services import fresh
from review import perms
from review.enums import DECISIONS_OF, ReviewStage
from review.models import Assignment, GroupOpinion
from review.services.panel import STATE_OF
from workflow.errors import NotPermitted, Unfit, WrongState


@transaction.atomic
def sum_up(
    assignment: Assignment, *, actor: Actor, decision: str, reasons: str, accepted_cost: int | None = None
) -> GroupOpinion:
    """Gives the group opinion for good, once every expert of the panel has given an opinion; the cost is in fen.

    Raises Unfit naming each field, WrongState while an opinion is missing or when it was summed up before, NotPermitted
    for anybody but the chair.
    """
    project = fresh(assignment.project)
    assignment.refresh_from_db()
    assignment.project = project
    if not perms.can_sum_up(assignment, actor):
        raise NotPermitted("sum_up")
    if project.state != STATE_OF[ReviewStage(assignment.stage)]:
        state = project.get_state_display()
        raise WrongState(_("The experts are no longer heard; the file is: %(state)s.") % {"state": state})
    panel = Assignment.objects.of_panel(project, assignment.stage, assignment.attempt)
    if panel.filter(submitted_at=None).exists():
        raise WrongState(_("Not every expert has given an opinion yet. Sum up when all are there."))
    if GroupOpinion.objects.of_panel(project, assignment.stage):
        raise WrongState(_("The opinions of this panel were already summed up."))
    wrong = (
        {}
        if decision in DECISIONS_OF[ReviewStage(assignment.stage)]
        else {"decision": _("Choose a decision.")}
    )
    if not reasons.strip():
        wrong["reasons"] = _("Give the reasons of the group.")
    if wrong:
        raise Unfit(_("The group opinion is not complete yet."), wrong)
    summary = GroupOpinion(
        project=project,
        stage=assignment.stage,
        attempt=assignment.attempt,
        chair=assignment,
        decision=decision,
        reasons=reasons.strip(),
        accepted_cost=accepted_cost,
    )
    try:
        summary.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
    summary.save()
    return summary
