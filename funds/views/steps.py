"""The steps from the notice to the award, and the ends of a funded project: one page, one service call each."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from applications.models import Project
from applications.services import counter_findings
from funds import services
from funds.forms import DecisionForm, ObjectionForm, ReinstateForm, RemarkForm, TerminateForm
from funds.models import Objection
from funds.presentation import at_a_glance, budget_rows
from funds.services.awarding import dry_run
from workflow.models import Document
from workflow.pages import ReasonForm, StepPage, bound, step_page, visible_or_404
from workflow.presentation import document_rows


def get_project(request: HttpRequest, reference: str) -> Project:
    return visible_or_404(Project.objects.with_parties(), request, reference)


def publish_notice(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    page = StepPage(
        name="publish_notice",
        form=bound(RemarkForm, request),
        take=lambda data: services.publish_notice(project, actor=request.actor, note=data["note"]),
        dry_run=lambda: dry_run(project, publishing=True),
        intro=_("Everybody can read the project in the public notice and object to it."),
        consequence=_("The approved amount is reserved in the budget of the call."),
        rows=budget_rows(project),
    )
    return step_page(request, project, page)


def award(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    page = StepPage(
        name="award",
        form=bound(RemarkForm, request),
        take=lambda data: services.award(project, actor=request.actor, note=data["note"]),
        dry_run=lambda: dry_run(project, actor=request.actor),
        intro=_("The voucher is issued over the approved amount."),
        consequence=_("The amount is committed; applicant, laboratory and institution are told."),
        rows=budget_rows(project),
    )
    return step_page(request, project, page)


def register_objection(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    page = StepPage(
        name="object",
        form=bound(ObjectionForm, request),
        take=lambda data: services.register_objection(project, actor=request.actor, **data),
        intro=_("An objection reached the office by letter, mail or phone."),
        consequence=_("The award of this one project waits until the objection is decided."),
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)


def _decide(
    request: HttpRequest, reference: str, name: str, service: Callable, intro: str, consequence: str
) -> HttpResponse:
    """A decision on every open objection that the page shows."""
    project = get_project(request, reference)
    objections = list(Objection.objects.for_project(project).open())
    shown = [
        {
            "objection": item,
            "documents": document_rows(Document.objects.of(item).select_related("uploaded_by")),
        }
        for item in objections
    ]
    page = StepPage(
        name=name,
        form=bound(DecisionForm, request, objections=objections),
        take=lambda data: service(project, actor=request.actor, decision=data["decision"], seen=data["seen"]),
        intro=intro,
        consequence=consequence,
        rows=at_a_glance(project),
        template="funds/objection_decide.html",
        context={"objections": shown},
    )
    return step_page(request, project, page)


def dismiss_objection(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The objection does not stand: the project goes on towards its award.")
    consequence = _("The applicant is told. Answer the person who objected.")
    return _decide(request, reference, "dismiss_objection", services.dismiss_objection, intro, consequence)


def uphold_objection(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The objection stands: the project is rejected.")
    consequence = _("The reserved amount is available to others again; the applicant is told.")
    return _decide(request, reference, "uphold_objection", services.uphold_objection, intro, consequence)


def _end(
    request: HttpRequest, reference: str, name: str, service: Callable, intro: str, consequence: str
) -> HttpResponse:
    """An end that needs nothing but its reason."""
    project = get_project(request, reference)
    page = StepPage(
        name=name,
        form=bound(ReasonForm, request),
        take=lambda data: service(project, actor=request.actor, note=data["note"]),
        intro=intro,
        consequence=consequence,
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)


def give_up(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("You give the voucher up; the project leaves the programme.")
    consequence = _("The amount is available to others at once and cannot be claimed back.")
    return _end(request, reference, "give_up", services.give_up, intro, consequence)


def revoke(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The office takes the funding back for cause, for example false statements.")
    consequence = _("The voucher is void at once, its amount available to others; all parties are told.")
    return _end(request, reference, "revoke", services.revoke, intro, consequence)


def claw_back(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("A redeemed or paid amount is claimed back.")
    consequence = _("The amount counts as available again; applicant and payee are told.")
    return _end(request, reference, "claw_back", services.claw_back, intro, consequence)


def terminate(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    clause = {"label": _("The contract's own clause for a failed closing"), "value": project.failure_clause}
    page = StepPage(
        name="terminate",
        form=bound(TerminateForm, request),
        take=lambda data: services.terminate(project, actor=request.actor, **data),
        intro=_("The project ends before its voucher is redeemed, by agreement or after a failed closing."),
        consequence=_("The voucher is void and its amount available to others; all parties are told."),
        rows=[*at_a_glance(project), clause],
    )
    return step_page(request, project, page)


def reinstate(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    initial = {"use_by": project.use_by, "redeem_by": project.redeem_by}
    form = bound(ReinstateForm, request, initial=initial)
    reason = form.data.get("note", "") if form.is_bound else "…"
    page = StepPage(
        name="reinstate",
        form=form,
        take=lambda data: services.reinstate(project, actor=request.actor, **data),
        dry_run=lambda: counter_findings(project, "expire", actor=request.actor, reason=reason),
        intro=_("The expired voucher becomes valid again, with new dates."),
        consequence=_("The face amount is committed again, if the call still has it."),
        rows=budget_rows(project),
    )
    return step_page(request, project, page)
