"""The project page: one page for every audience, composed of what each gate knows."""

from typing import Any

from django.db.models import Model, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from accounts.enums import Role
from applications import perms, presentation
from applications.conversation import (
    IN_TIMELINE,
    SHOWN_ON_PROJECT,
    files_of,
    message_rows,
    messages_of,
    timeline_entries,
)
from applications.enums import State
from applications.forms import MessageForm
from applications.happened import HAPPENED
from applications.models import Project, ProjectMessage
from applications.models.satisfaction import RATED_IN
from applications.services import dry_run
from applications.services.conversation import audiences_of
from applications.topics import field_url
from contracts.models import Contract
from desk.presence import for_panel, project_panel
from funds.models import ClawBackCase
from funds.presentation import panel
from matching.models import Need
from notifications.models import unread_in_inbox
from papers.presentation import paper_rows
from review import perms as review_perms
from review.models import Assignment, ClosingReport
from risk import perms as risk
from risk.models import Signal
from voucher_portal.statistics.durations import usual_words
from workflow.models import Correction, Document, Event
from workflow.models.correction import CorrectionTarget
from workflow.pages import visible_or_404
from workflow.presentation import correction_rows, document_rows, timeline_rows

BEFORE_CONTRACT = {
    State.DRAFT,
    State.SUBMITTED,
    State.RETURNED,
    State.ENDORSED,
    State.DECLINED,
    State.APPROVED,
    State.REJECTED,
    State.NOTICED,
    State.OBJECTED,
}
# The step that asks for corrections → while they are of interest, whose fields they name, where they are answered.
RETURNS: dict[str, tuple[set[State], type[Model], dict[str, str]]] = {
    "return_for_correction": (
        {State.RETURNED, State.SUBMITTED, State.ENDORSED},
        Project,
        {"field": "applications:tasks", "document": "applications:documents"},
    ),
    "return_contract": (
        {State.CONTRACT_RETURNED, State.CONTRACT_SUBMITTED},
        Contract,
        {"field": "contracts:submit_contract", "document": "contracts:submit_contract"},
    ),
    "return_closing": (
        {State.CONTRACTED, State.CLOSING_SUBMITTED},
        ClosingReport,
        {"field": "review:report", "document": "review:report"},
    ),
}
SILENT = {"return_for_correction"}
# Here a decision can be recorded and published later (desk).
DECIDED_IN = {State.ENDORSED, State.APPROVED, State.NOTICED, State.IN_REVIEW}
SEES_EXPERTS = {Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR}


@require_safe
def project_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the project stands, what I can do, what was found, its documents, money and history."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    asked = (
        Project.objects.for_writing().select_related("voucher").annotate(inbox=unread_in_inbox(actor.user))
    )
    if risk.can_see_signals(actor):
        asked = asked.annotate(signals_unseen=Signal.objects.visible_to(actor).unseen().number_of_project())
    asked = asked.annotate(
        need_reference=Need.objects.visible_to(actor).reference_of_project(),
        has_claw_back_case=ClawBackCase.objects.open().of_project(),
    )
    project = visible_or_404(for_panel(asked, actor), request, reference)
    events = list(Event.objects.of(project).select_related("actor", "on_behalf_of"))
    hidden = actor.role not in SEES_EXPERTS
    deadline, deadline_label = presentation.deadline(project)
    written = list(messages_of(project, actor).for_conversation(actor)[:IN_TIMELINE])
    context: dict[str, Any] = {
        "project": project,
        "unread_messages": project.inbox or 0,
        "label": presentation.state_label(project, actor),
        "steps": [*_desks(project, actor), *presentation.step_rows(project, actor)],
        "stages": presentation.stages(project, events),
        "explanation": f"{presentation.EXPLANATIONS[State(project.state)]} {usual_words(project.state)}".strip(),
        "deadline": deadline,
        "deadline_label": deadline_label,
        "findings": _findings(project, events, actor),
        "content_rows": presentation.content_rows(project),
        "purchases": _purchases(project),
        "money_rows": presentation.money_rows(project),
        "timeline": _timeline(project, events, written, hidden),
        **_corrections(project, events, actor),
        "shows_experts": not hidden,
        "reads_opinions": review_perms.can_read_opinions_without_names(project, actor),
        "shows_signals": risk.can_see_signals(actor) and not project.is_own_matter(actor),
        "papers": paper_rows(project, events, actor),
        **_papers(project, actor, written),
        **_gates(project, actor),
        **project_panel(request, project),
    }
    return render(request, "portal/project.html", context)


def _timeline(
    project: Project, events: list[Event], written: list[ProjectMessage], hidden: bool
) -> list[dict[str, Any]]:
    """Steps with their findings, and messages, newest first."""
    steps = timeline_rows(project, events, hide_experts=hidden, happened=HAPPENED)
    return sorted([*steps, *timeline_entries(project, written)], key=lambda entry: entry["at"], reverse=True)


def _papers(project: Project, actor: Actor, written: list[ProjectMessage]) -> dict[str, Any]:
    """The documents of the project and the latest messages with theirs, from one query; the form for one more."""
    latest = written[:SHOWN_ON_PROJECT]
    own = Q(subject_label=project.subject_label(), subject_pk=project.pk)
    wanted = Document.objects.filter(own | files_of(latest) if latest else own).current()
    found = list(wanted.select_related("uploaded_by").order_by("kind", "pk"))
    files = [row for row in found if row.subject_label == ProjectMessage.subject_label()]
    audiences = audiences_of(project, actor)
    return {
        "documents": document_rows(row for row in found if row.subject_label == project.subject_label()),
        "conversation": message_rows(project, actor, latest, files),
        "form": MessageForm(audiences=audiences) if audiences else None,
        "converses": perms.can_read_conversation(project, actor) and bool(project.submitted_at),
    }


def _desks(project: Project, actor: Actor) -> list[dict[str, Any]]:
    """Where the actor writes before a step can be taken: the application, the closing report, changes."""
    if actor.role in {Role.OFFICER, Role.APPROVER} and project.state in DECIDED_IN:
        url = reverse("desk:record_pending", args=[project.reference])
        return [{"label": _("Record a decision for later"), "url": url, "tone": "plain"}]
    if project.state == State.CONTRACTED and perms.is_deciding_office(project, actor):
        url = reverse("contracts:changes", args=[project.reference])
        return [{"label": _("Changes of the contract"), "url": url, "tone": "plain"}]
    if not perms.is_applicant(project, actor):
        return []
    pages = {
        State.DRAFT: [
            ("applications:tasks", _("Write the application")),
            ("applications:documents", _("Add documents")),
        ],
        State.RETURNED: [
            ("applications:tasks", _("Correct the application")),
            ("applications:documents", _("Add documents")),
        ],
        State.AWARDED: [("contracts:contract_desk", _("Prepare the contract"))],
        State.CONTRACT_RETURNED: [("contracts:contract_desk", _("Prepare the contract"))],
        State.CONTRACTED: [
            ("review:report", _("Write the closing report")),
            ("contracts:changes", _("Ask for a change")),
            *_days_of_purchase(project),
        ],
        **{state: [("applications:rating", _("Rate how you were served"))] for state in RATED_IN},
    }
    rows = [
        {"label": label, "url": reverse(name, args=[project.reference]), "tone": "plain"}
        for name, label in pages.get(State(project.state), [])
    ]
    if project.state == State.DRAFT and project.laboratory is None:
        url = f"{reverse('matching:new')}?project={project.reference}"
        rows.append({"label": _("Look for a laboratory"), "url": url, "tone": "plain"})
    return rows


def _days_of_purchase(project: Project) -> list[tuple[str, Any]]:
    """Where the edition judges new technology by its day of purchase, the page that asks for it."""
    asked = project.edition and project.edition.typed.new_tech_validity_date == "purchase"
    return [("contracts:purchase_days", _("Enter the days of purchase"))] if asked else []


def _findings(project: Project, events: list[Event], actor: Actor) -> Any:
    """While the applicant writes, what the rules say now; afterwards what they said at the last step that asked them."""
    if project.state in {State.DRAFT, State.RETURNED} and perms.is_applicant(project, actor):
        return dry_run(project)
    told = (event.findings for event in reversed(events) if event.findings and event.transition not in SILENT)
    return next(told, [])


def _corrections(project: Project, events: list[Event], actor: Actor) -> dict[str, Any]:
    """What the last return asked for, each with its page for those who answer it; others see what was changed."""
    asked = next((event for event in reversed(events) if event.transition in RETURNS), None)
    if asked is None or project.state not in RETURNS[asked.transition][0]:
        return {}
    _states, model, links = RETURNS[asked.transition]
    found = Correction.objects.of(project).filter(requested_at__gte=asked.at).select_related("requested_by")
    corrections = list(found)
    answers = project.state == asked.target and actor.role == Role.APPLICANT
    urls = (
        {target: reverse(name, args=[project.reference]) for target, name in links.items()} if answers else {}
    )
    rows = correction_rows(model, corrections, urls)
    if answers and model is Project:
        for row, correction in zip(rows, corrections, strict=True):
            if correction.target == CorrectionTarget.FIELD:
                row["url"] = field_url(project, correction.name) or row["url"]
    return {
        "corrections": rows,
        "corrections_audience": "applicant" if answers else "office",
        "corrections_changed": sum(row["resolved"] and row["is_answered"] for row in rows),
    }


def _purchases(project: Project) -> Any:
    """The purchase lines, asked for only where there can be some: a purpose is stated with them."""
    if not project.purchase_purpose and project.state not in {State.DRAFT, State.RETURNED}:
        return []
    return project.purchases.select_related("product").order_by("pk")


def _contracts(project: Project) -> list[Contract]:
    """Every round, with its supplements where there are any."""
    rounds = list(Contract.objects.for_project(project))
    prefetch_related_objects([row for row in rounds if row.supplement_count], "supplements__document")
    return rounds


def _gates(project: Project, actor: Actor) -> dict[str, Any]:
    """What the gates have to say, asked only once the project has reached them."""
    if project.state in BEFORE_CONTRACT and not project.award_amount:
        return {}
    return {
        "contracts": _contracts(project),
        "report": ClosingReport.objects.of(project) if project.contract_signed_on else None,
        "assignments": Assignment.objects.for_project(project) if project.closing_attempts else [],
        **panel(project, actor),
    }
