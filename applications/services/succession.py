"""A start-up team becomes a registered enterprise: the team says so, the office carries each project over."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Membership
from applications import perms
from applications.enums import UNDER_WAY, State
from applications.facts import applicant_snapshot
from applications.models import Project, StartupTeam
from applications.services.lookup import fresh
from applications.services.registration import register_enterprise
from workflow.door import advance, require_step
from workflow.engine import lock
from workflow.errors import NotPermitted, Unfit
from workflow.models import Event


@transaction.atomic
def team_becomes_enterprise(
    team: StartupTeam, *, actor: Actor, party: dict[str, Any], profile: dict[str, Any]
) -> Membership:
    """Registers the enterprise that a team founded; its drafts go over at once, other open projects wait for the office.

    Ended projects stay with the team for good. The office is told of each project that waits (clause Q1). Revenue and
    assets in fen. Raises Unfit naming each field, also when the team has become an enterprise before; NotPermitted.
    """
    team = lock(StartupTeam.objects.select_related("became")).get(pk=team.pk)
    if not actor.acts_for(team.organisation_id, Role.APPLICANT):
        raise NotPermitted("team_becomes_enterprise")
    if team.became_id:
        raise Unfit(_("The team has already become %(name)s.") % {"name": team.became})
    membership = register_enterprise(user=actor.user, party=party, profile=profile)
    team.became = membership.organisation
    team.save(update_fields=["became"])
    for project in to_carry_over(team).order_by("pk"):
        if project.state == State.DRAFT:
            carry_over(project, actor=actor)
        else:
            _announce(project, actor, membership)
    return membership


def to_carry_over(team: StartupTeam):
    """The team's projects on which something is still to be done."""
    return Project.objects.filter(applicant=team.organisation_id, state__in=UNDER_WAY)


def _announce(project: Project, actor: Actor, membership: Membership) -> None:
    enterprise = membership.organisation
    project = fresh(project)
    advance(project.announce_enterprise, actor=actor, enterprise=enterprise.name, uscc=enterprise.uscc)


@transaction.atomic
def carry_over(project: Project, *, actor: Actor, note: str = "") -> Event:
    """Makes the enterprise that a team became the applicant of the team's project; state, money and voucher stay.

    The office confirms it by this step, and checks that the enterprise is the team's; a draft goes over by the team's own
    hand. What was submitted keeps its edition; the pinned picture of the applicant becomes that of the enterprise, and the
    event keeps the name of the team (clause Q1). Raises WrongState, NotPermitted, also for whoever has no such team.
    """
    project = fresh(project)
    require_step(project, "carry_over", actor)
    enterprise = project.applicant.team.became
    if enterprise is None:
        raise NotPermitted("carry_over")
    return advance(
        project.carry_over,
        actor=actor,
        note=note,
        former=project.applicant.name,
        applicant=enterprise,
        uscc=enterprise.uscc,
        snapshot=applicant_snapshot(enterprise) if project.snapshot else {},
    )


def refuse_after_enterprise(actor: Actor) -> None:
    """A team that is an enterprise by now begins nothing new in its old name. Raises Unfit."""
    team = getattr(actor.organisation, "team", None)
    if perms.can_start(actor) and team is not None and team.became_id:
        words = _(
            "Your team has become %(name)s. Change to it in the menu at the top, and apply in its name."
        )
        raise Unfit(words % {"name": team.became})
