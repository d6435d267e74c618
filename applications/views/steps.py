"""The steps of the spine: one page each, one service call each."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import facts, services
from applications.forms import AmountForm, EndorseForm, correction_choices
from applications.models import Project
from applications.services.counter import counter_findings
from applications.services.decisions import assess
from applications.services.lookup import judge
from applications.tasklist import answers, corrections
from applications.topics import Desk, field_url
from workflow.forms import CorrectionsForm
from workflow.models import Document
from workflow.money import format_yuan
from workflow.pages import ReasonForm, StepPage, bound, step_page, visible_or_404
from workflow.presentation import document_rows


def get_project(request: HttpRequest, reference: str) -> Project:
    return visible_or_404(Project.objects.with_parties(), request, reference)


def at_a_glance(project: Project) -> list[dict]:
    """What one must see to decide, beside every step; an amount only once somebody has proposed it."""
    amount = project.proposed_amount
    proposed = [{"label": _("Proposed amount"), "value": format_yuan(amount)}] if amount is not None else []
    return [
        {"label": _("Project"), "value": project.title},
        {"label": _("Applicant"), "value": project.applicant.name},
        {"label": _("Open laboratory"), "value": project.laboratory.name if project.laboratory else ""},
        {"label": _("Planned contract amount"), "value": format_yuan(project.total_amount)},
        {"label": _("Voucher applied for"), "value": format_yuan(project.requested_amount)},
        *proposed,
    ]


def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """The last look before submitting: findings with clause and figures."""
    project = visible_or_404(Project.objects.for_writing(), request, reference)
    desk = Desk(project)
    page = StepPage(
        name="submit",
        take=lambda data: services.submit(project, actor=request.actor),
        dry_run=lambda: services.dry_run(project),
        intro=_("The application goes to %(name)s for endorsement.")
        % {"name": project.recommender or _("the institution")},
        consequence=_("You can take it back until the institution has acted."),
        template="applications/project_submit.html",
        context={
            "content_rows": answers(desk),
            "purchases": project.purchases.select_related("product").order_by("pk"),
            "purchases_url": field_url(project, "purchases") if "purchases" in desk.editable else "",
            "documents": document_rows(Document.objects.of(project).current().select_related("uploaded_by")),
            "corrections": corrections(project, desk.corrections),
        },
        done_url=reverse("applications:receipt", args=[project.reference]),
    )
    return step_page(request, project, page)


def recall(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    form = bound(ReasonForm, request, label=_("Remark"), required=False)
    page = StepPage(
        name="recall",
        form=form,
        take=lambda data: services.recall(project, actor=request.actor, note=data["note"]),
        intro=_("The application becomes a draft again; you can change and submit it anew."),
    )
    return step_page(request, project, page)


def endorse(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    form = bound(EndorseForm, request)
    text = form.data.get("endorsement", "") if form.is_bound else "…" * 20
    page = StepPage(
        name="endorse",
        form=form,
        take=lambda data: services.endorse(project, actor=request.actor, endorsement=data["endorsement"]),
        dry_run=lambda: judge(
            project, "endorsement", facts.endorsement_facts(project, text, timezone.localdate())
        ),
        intro=_("You recommend this project to the voucher office."),
        consequence=_("The applicant and the office are told."),
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)


def return_for_correction(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    fields, kinds = correction_choices()
    form = bound(CorrectionsForm, request, fields=fields, kinds=kinds)
    page = StepPage(
        name="return_for_correction",
        form=form,
        take=lambda data: services.return_for_correction(
            project, actor=request.actor, wanted=data["wanted"], due_date=data["due_date"], note=data["note"]
        ),
        intro=_("Name everything at once: each field or document with what is wrong and what to do."),
        consequence=_("The clock of the office stops until the applicant submits again."),
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)


def propose_approval(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    form = bound(AmountForm, request, initial={"amount": project.requested_amount})
    page = StepPage(
        name="propose_approval",
        form=form,
        take=lambda data: services.propose_approval(project, actor=request.actor, **data),
        dry_run=lambda: assess(project, project.requested_amount or 0),
        intro=_("Over the threshold of the edition a second person approves what you propose here."),
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)


def approve(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    amount = project.proposed_amount or project.requested_amount or 0
    form = bound(AmountForm, request, initial={"amount": amount})
    page = StepPage(
        name="approve",
        form=form,
        take=lambda data: services.approve(project, actor=request.actor, **data),
        dry_run=lambda: assess(project, amount, actor=request.actor),
        intro=_("The amount you approve is the face amount of the voucher to come."),
        consequence=_("The applicant is told. No money is bound yet."),
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)


def _reason_step(
    request: HttpRequest, reference: str, name: str, service, intro: str, consequence: str = ""
) -> HttpResponse:
    """A step that needs nothing but its reason."""
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


def decline(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("You do not recommend this project. The applicant reads your reason.")
    return _reason_step(
        request, reference, "decline", services.decline, intro, _("This ends the application.")
    )


def reject(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("The office refuses the application. The applicant reads your reason.")
    return _reason_step(request, reference, "reject", services.reject, intro, _("This ends the application."))


def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _("You withdraw the application for good.")
    return _reason_step(
        request, reference, "withdraw", services.withdraw, intro, _("You can apply again with a new one.")
    )


def _counter_step(request: HttpRequest, reference: str, name: str, undone: str, service) -> HttpResponse:
    """A counter-step: with a reason, by another person than the one who took the step."""
    project = get_project(request, reference)
    form = bound(ReasonForm, request)
    reason = form.data.get("note", "") if form.is_bound else "…"
    page = StepPage(
        name=name,
        form=form,
        take=lambda data: service(project, actor=request.actor, note=data["note"]),
        dry_run=lambda: counter_findings(project, undone, actor=request.actor, reason=reason),
        intro=_(
            "The step was taken in error: it is undone by this counter-step, and both stay in the timeline."
        ),
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)


def undo_approve(request: HttpRequest, reference: str) -> HttpResponse:
    return _counter_step(request, reference, "undo_approve", "approve", services.undo_approve)


def undo_reject(request: HttpRequest, reference: str) -> HttpResponse:
    return _counter_step(request, reference, "undo_reject", "reject", services.undo_reject)


def undo_decline(request: HttpRequest, reference: str) -> HttpResponse:
    return _counter_step(request, reference, "undo_decline", "decline", services.undo_decline)
