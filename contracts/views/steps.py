"""The steps of the contract: one page each, one service call each."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from applications.models import Project
from applications.services import counter_findings
from applications.services.delisting import asks_about_delisting
from contracts import services
from contracts.forms import ClearForm, ContractForm
from contracts.models import Contract, Reading
from contracts.views.cards import reading_card
from contracts.views.rows import at_a_glance, contract_rows, field_label
from policy.findings import Findings
from workflow.door import require_step
from workflow.errors import Unfit
from workflow.forms import CorrectionsForm
from workflow.models import Correction
from workflow.models.document import DocumentKind
from workflow.pages import ReasonForm, StepPage, bound, step_page, visible_or_404
from workflow.presentation import correction_rows

# While the amount is typed, the findings are asked for anew; without a script they come with the answer to the form.
LIVE = {
    "hx-get": "",
    "hx-trigger": "input changed delay:400ms",
    "hx-select": ".vp-findings",
    "hx-target": ".vp-findings",
    "hx-swap": "outerHTML",
}


def get_project(request: HttpRequest, reference: str) -> Project:
    return visible_or_404(Project.objects.with_parties(), request, reference)


def submit_contract(request: HttpRequest, reference: str) -> HttpResponse:
    """The contract typed off the paper; findings are shown at once, a good file is kept."""
    project = get_project(request, reference)
    require_step(project, "submit_contract", request.actor)
    form = contract_form(request, project)
    page = StepPage(
        name="submit_contract",
        form=form,
        take=lambda _data: services.submit_contract(
            project, actor=request.actor, data=form.typed(), supplements=form.supplements()
        ),
        dry_run=lambda: dry_run(project, form),
        intro=_("Type the contract off the signed paper and hand it in with the paper itself."),
        consequence=_("The office checks the contract. You can take it back until then."),
        rows=at_a_glance(project),
        template="contracts/contract_submit.html",
        context={
            "corrections": open_corrections(project),
            "kept": form.kept,
            "reading": Reading.objects.of_document(kept) if (kept := form.kept.get("document")) else None,
        },
    )
    return step_page(request, project, page)


def contract_form(request: HttpRequest, project: Project) -> ContractForm:
    """The form with what was typed, with the last round, or with what is known of the parties and the voucher."""
    kept = {name: services.kept_upload(project, kind) for name, kind in ContractForm.UPLOADS.items()}
    form = bound(ContractForm, request, project=project, kept=kept, initial=first_words(project))
    if form.is_bound:
        form.is_valid()
        for name, kind in ContractForm.UPLOADS.items():
            if upload := form.cleaned_data.get(name):
                form.keep(name, services.keep_upload(project, upload, actor=request.actor, kind=kind))
    return form


def first_words(project: Project) -> dict[str, Any]:
    """What the form starts from."""
    if last := Contract.objects.of(project):
        words = {name: getattr(last, name) for name in Contract.TYPED}
        if supplement := last.supplements.first():
            names = ("number", "signed_on", "subject", "text")
            words |= {f"supplement_{name}": getattr(supplement, name) for name in names}
        return words
    laboratory = project.laboratory.organisation
    return {
        "party_a": project.applicant.name,
        "party_a_uscc": project.applicant.uscc,
        "party_b": laboratory.name,
        "party_b_uscc": laboratory.uscc,
        "period_from": project.plan_from,
        "period_to": project.plan_to,
        "total_amount": project.total_amount,
        "own_payment": (project.total_amount or 0) - (project.award_amount or 0),
    }


def dry_run(project: Project, form: ContractForm) -> Findings | None:
    """The findings on what was typed, or on the last round before anything is typed."""
    typed = form.typed() if form.is_bound and form.is_valid() else None
    last = None if form.is_bound else Contract.objects.of(project)
    if last:
        typed = {name: getattr(last, name) for name in Contract.TYPED}
    try:
        return services.check_contract(project, typed) if typed else None
    except Unfit:
        return None


def open_corrections(project: Project) -> list[dict]:
    """What the office asked to be corrected, with the fields' own words."""
    rows = Correction.objects.of(project).open().select_related("requested_by")
    return correction_rows(Contract, rows)  # type: ignore[arg-type]


def recall_contract(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    page = StepPage(
        name="recall_contract",
        form=bound(ReasonForm, request, label=_("Remark"), required=False),
        take=lambda data: services.recall_contract(project, actor=request.actor, note=data["note"]),
        intro=_("The contract comes back to you; what you typed and the file are kept."),
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)


def clear_contract(request: HttpRequest, reference: str) -> HttpResponse:
    """The officer determines the amount; the findings follow it."""
    project = get_project(request, reference)
    require_step(project, "clear_contract", request.actor)
    contract = Contract.objects.handed_in(project)
    asks = asks_about_delisting(project, contract.signed_on)
    start = {"determined_amount": contract.total_amount}
    form = bound(ClearForm, request, initial=start, asks_about_delisting=asks)
    form.fields["determined_amount"].widget.attrs |= LIVE
    reading = Reading.objects.of_document(contract.document)
    page = StepPage(
        name="clear_contract",
        form=form,
        take=lambda data: services.clear_contract(project, actor=request.actor, **data),
        dry_run=lambda: services.assess_contract(
            project, determined_of(form, request.GET), delisting_accepted=form.acceptance
        ),
        intro=_("Compare the paper with what was typed, then determine the contract amount."),
        consequence=_("Applicant and laboratory are told that the work can begin."),
        rows=at_a_glance(project),
        template="contracts/contract_clear.html",
        context={
            "contract_rows": contract_rows(contract),
            "contract": contract,
            "reading": reading,
            "card": reading_card(reading, request.actor) if reading else None,
            "twins": services.twins_of(project),
        },
    )
    return step_page(request, project, page)


def determined_of(form: ClearForm, asked: QueryDict) -> int | None:
    """The amount that was typed, if it can be read: posted, or asked about while it is typed."""
    if not form.is_bound and "determined_amount" in asked:
        form = ClearForm(asked)
    return form.cleaned_data.get("determined_amount") if form.is_bound and form.is_valid() else None


def return_contract(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    require_step(project, "return_contract", request.actor)
    fields = [(name, field_label(name)) for name in Contract.TYPED]
    kinds = [(kind.value, kind.label) for kind in (DocumentKind.CONTRACT, DocumentKind.SUPPLEMENT)]
    page = StepPage(
        name="return_contract",
        form=bound(CorrectionsForm, request, fields=fields, kinds=kinds),
        take=lambda data: services.return_contract(
            project, actor=request.actor, wanted=data["wanted"], due_date=data["due_date"], note=data["note"]
        ),
        dry_run=lambda: services.assess_contract(project),
        intro=_("Name everything at once: each field or document with what is wrong and what to do."),
        consequence=_("Applicant and laboratory are told. The voucher stays awarded."),
        rows=at_a_glance(project),
        template="contracts/contract_return.html",
        context={"contract_rows": contract_rows(Contract.objects.handed_in(project))},
    )
    return step_page(request, project, page)


def undo_clear_contract(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    form = bound(ReasonForm, request)
    reason = form.data.get("note", "") if form.is_bound else "…"
    page = StepPage(
        name="undo_clear_contract",
        form=form,
        take=lambda data: services.undo_clear_contract(project, actor=request.actor, note=data["note"]),
        dry_run=lambda: counter_findings(project, "clear_contract", actor=request.actor, reason=reason),
        intro=_("The clearing was an error: this counter-step undoes it, and both stay in the timeline."),
        consequence=_("The contract waits for the office again. Applicant and laboratory are told."),
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)
