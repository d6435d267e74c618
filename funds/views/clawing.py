"""After the payment: a credit note is reported, its case is decided; the office's list of cases."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from applications.models import Project
from applications.perms import can_claw_back
from funds import perms, services
from funds.forms import ClawBackPartForm, CreditNoteForm
from funds.models import ClawBackCase
from funds.services.clawing import open_case
from funds.views.steps import get_project
from workflow.errors import NotPermitted
from workflow.pages import ReasonForm, StepPage, bound, step_page
from workflow.paging import keyset_page


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Every case of claw-back, newest first; those that wait for a decision lead to it."""
    if not perms.can_see_budgets(request.actor):
        raise NotPermitted("claw_back_cases")
    found = ClawBackCase.objects.visible_to(request.actor).for_list()
    return render(request, "funds/case_list.html", {"page": keyset_page(found, request)})


def report_credit_note(request: HttpRequest, reference: str) -> HttpResponse:
    """What came back of an invoice after the payment."""
    project = get_project(request, reference)
    page = StepPage(
        name="report_credit_note",
        form=bound(CreditNoteForm, request, project=project),
        take=lambda data: services.report_credit_note(project, actor=request.actor, **data),
        intro=_("The seller has taken an invoice back in whole or in part (red-letter invoice)."),
        consequence=_(
            "If the remaining cost bears less than was paid, the office decides whether the difference is claimed back."
        ),
        rows=paid_rows(project),
    )
    return step_page(request, project, page)


def claw_back_part(request: HttpRequest, reference: str) -> HttpResponse:
    """The approver claims the difference back."""
    project = get_project(request, reference)
    case = ClawBackCase.objects.open_of(project)
    form = bound(ClawBackPartForm, request, initial={"amount": case.excess if case else None})
    page = StepPage(
        name="claw_back_part",
        form=form,
        take=lambda data: services.claw_back_part(project, actor=request.actor, **data),
        intro=_("A part of the paid amount is claimed back; the project stays paid over the rest."),
        consequence=_("The amount counts as available again; applicant and payee are told."),
        rows=[*paid_rows(project), *case_rows(project, request.actor)],
    )
    return step_page(request, project, page)


def drop_claw_back(request: HttpRequest, reference: str) -> HttpResponse:
    """The approver claims nothing back, and says why."""
    project = get_project(request, reference)
    page = StepPage(
        name="drop_claw_back",
        form=bound(ReasonForm, request),
        take=lambda data: services.drop_claw_back(project, actor=request.actor, note=data["note"]),
        intro=_("The case ends without a claim."),
        consequence=_("Applicant and payee are told; the reason stays in the timeline."),
        rows=[*paid_rows(project), *case_rows(project, request.actor)],
    )
    return step_page(request, project, page)


def paid_rows(project: Project) -> list[dict[str, Any]]:
    """What was paid on which cost."""
    return [
        {"label": _("Project"), "value": project.title},
        {"label": _("Voucher"), "value": project.voucher_number},
        {"label": _("Accepted cost"), "fen": project.accepted_cost},
        {"label": _("Invoices less credit notes"), "fen": project.invoices.net()},
        {"label": _("Paid, less what was claimed back"), "fen": project.redeemed_amount},
    ]


def case_rows(project: Project, actor: Actor) -> list[dict[str, Any]]:
    """What the open case found. Raises WrongState when there is none, for whoever could decide about it."""
    if not can_claw_back(project, actor):
        return []
    case = open_case(project)
    return [
        {"label": _("Credited since the payment"), "fen": case.credited},
        {"label": _("Paid above what the remaining cost bears"), "fen": case.excess},
    ]
