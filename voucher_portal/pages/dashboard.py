"""The first page after signing in: what waits for me."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from accounts.enums import Role
from applications import perms
from applications.models import Project
from institutions.models import RecommendingInstitution, ServiceInstitution
from labs.models import Laboratory
from review.models import Assignment
from voucher_portal import dashboards, standing
from voucher_portal.pages.audit import named
from workflow.models import Event


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What waits for the actor, in the words of the role; a person without any role is shown how to begin."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.role:
        return render(request, "portal/dashboard_newcomer.html")
    context: dict[str, Any] = {"groups": dashboards.groups(actor), **_extras(actor)}
    context["news"] = dashboards.news(actor)
    context["needs"] = dashboards.needs(actor)
    context["may_start"] = perms.can_start(actor)
    context["total"] = sum(group["count"] for group in context["groups"])
    return render(request, "portal/dashboard.html", context)


def _extras(actor: Actor) -> dict[str, Any]:
    """What a role sees beside its waiting projects."""
    match actor.role:
        case Role.APPLICANT | Role.RECOMMENDER | Role.LABORATORY | Role.SERVICE:
            latest, own = Project.objects.visible_to(actor).for_list()[:6], _own_dossier(actor)
            return {
                "latest": [dashboards.task(project, actor) for project in latest],
                "own": own,
                "standing": standing.tasks(actor, own),
            }
        case Role.OFFICER | Role.APPROVER:
            return {
                "accreditations": RecommendingInstitution.objects.waiting().count()
                + ServiceInstitution.objects.waiting().count(),
                "listings": Laboratory.objects.waiting_for(actor).count(),
            }
        case Role.EXPERT:
            rows = Assignment.objects.waiting_for(actor.user)[:20]
            chaired = Assignment.objects.to_sum_up(actor.user)[:20]
            tasks = [dashboards.invitation(row) for row in rows]
            return {"assignments": tasks + [dashboards.summary(row) for row in chaired]}
        case Role.AUDITOR:
            return {"events": named(Event.objects.select_related("actor").order_by("-pk")[:12])}
    return {}


def _own_dossier(actor: Actor) -> Any:
    """The institution's or laboratory's own standing in the programme."""
    models = {
        Role.RECOMMENDER: RecommendingInstitution,
        Role.SERVICE: ServiceInstitution,
        Role.LABORATORY: Laboratory,
    }
    model = models.get(Role(actor.role))
    return model.objects.filter(organisation_id=actor.organisation_id).first() if model else None
