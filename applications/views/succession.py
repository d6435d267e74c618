"""The pages of a start-up team that became an enterprise: the team registers it, the office carries projects over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.enums import OrganisationKind, Role
from accounts.middleware import SESSION_KEY
from applications import services
from applications.enums import State
from applications.forms import EnterpriseForm
from applications.models import Project
from applications.views.steps import get_project
from workflow.errors import NotPermitted, Unfit
from workflow.money import format_yuan
from workflow.pages import ReasonForm, StepPage, add_errors, bound, step_page

# What the enterprise most likely takes over from its team.
KEPT = (
    "district", "address", "contact_name", "contact_phone", "contact_email", "bank_name", "bank_account_name", "bank_account",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def become_enterprise(request: HttpRequest) -> HttpResponse:
    """The team registers its enterprise; what it said of itself before stands in the form."""
    actor = request.actor  # type: ignore[attr-defined]
    party = actor.organisation
    if actor.role != Role.APPLICANT or party.kind != OrganisationKind.TEAM:
        raise NotPermitted("become_enterprise")
    team = party.team
    if team.became_id:
        messages.info(request, _("The team has already become %(name)s.") % {"name": team.became})
        return redirect("applications:organisation")
    begun = {name: getattr(party, name) for name in KEPT} | {"legal_representative": team.leader_name}
    form = EnterpriseForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            membership = services.team_becomes_enterprise(
                team, actor=actor, party=form.party(), profile=form.profile()
            )
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            request.session[SESSION_KEY] = membership.pk
            words = _("%(name)s is registered. You now act for it.") % {"name": membership.organisation}
            messages.success(request, words)
            return redirect("dashboard")
    projects = services.to_carry_over(team)
    context = {
        "form": form,
        "heading": _("Our team is now an enterprise"),
        "submit_label": _("Register the enterprise"),
        "drafts": projects.filter(state=State.DRAFT).newest_first(),
        "waiting": projects.exclude(state=State.DRAFT).newest_first(),
    }
    return render(request, "applications/become_enterprise.html", context, status=422 if form.errors else 200)


def carry_over(request: HttpRequest, reference: str) -> HttpResponse:
    """The office compares team and enterprise and confirms."""
    project = get_project(request, reference)
    page = StepPage(
        name="carry_over",
        form=bound(ReasonForm, request, label=_("Remark"), required=False),
        take=lambda data: services.carry_over(project, actor=request.actor, note=data["note"]),  # type: ignore[attr-defined]
        intro=_("Check that this enterprise was founded by the team, with the register of enterprises."),
        consequence=_(
            "The enterprise becomes the applicant; state, money and voucher stay. A contract in the name of the team needs a "
            "supplement that names the enterprise. Team, institution and laboratory are told."
        ),
        rows=_both(project),
    )
    return step_page(request, project, page)


def _both(project: Project) -> list[dict]:
    """The team beside the enterprise."""
    team = getattr(project.applicant, "team", None)
    if team is None or team.became is None:
        return [{"label": _("Applicant"), "value": project.applicant.name}]
    party, profile = team.became, team.became.enterprise
    return [
        {"label": _("Start-up team"), "value": project.applicant.name},
        {"label": _("Leader"), "value": f"{team.leader_name} ({team.masked_id_number})"},
        {"label": _("Incubator"), "value": team.incubator},
        {"label": _("Enterprise"), "value": party.name},
        {"label": _("Credit code"), "value": party.uscc},
        {"label": _("Legal representative"), "value": profile.legal_representative},
        {"label": _("Actual controller"), "value": profile.controller},
        {
            "label": _("Date of registration"),
            "value": profile.registered_on.isoformat() if profile.registered_on else "",
        },
        {"label": _("Industry"), "value": profile.get_industry_display()},
        {"label": _("Employees, last year"), "value": profile.staff},
        {"label": _("Revenue, last year"), "value": format_yuan(profile.revenue)},
    ]
