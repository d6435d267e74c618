"""Changes while the work is being done: their list, the request, the decision, and supplements."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import perms, services
from contracts.enums import ChangeKind
from contracts.forms import ChangeForm, DecisionForm, SupplementForm
from contracts.models import ChangeRequest, Contract
from contracts.views.rows import change_rows, contract_now
from contracts.views.steps import LIVE, get_project
from workflow.errors import Blocked, NotPermitted, Unfit
from workflow.pages import add_errors, bound


@require_safe
def changes(request: HttpRequest, reference: str) -> HttpResponse:
    """Every change that was asked for, with its decision, and the supplements of the contract."""
    project = get_project(request, reference)
    contract = Contract.objects.of(project)
    rows = [
        {"change": change, "rows": change_rows(change, contract)}
        for change in ChangeRequest.objects.for_project(project)
    ]
    context = {
        "project": project,
        "changes": rows,
        "supplements": contract.supplements.all() if contract else [],
        "kinds": ChangeKind.choices,
        "may_request": perms.can_request_change(project, request.actor),
        "may_decide": perms.can_decide_change(project, request.actor),
        "terminate_url": project.step_url("terminate", "funds"),
    }
    return render(request, "contracts/change_list.html", context)


@require_http_methods(["GET", "POST"])
def request_change(request: HttpRequest, reference: str) -> HttpResponse:
    """The applicant asks for a change."""
    project = get_project(request, reference)
    if not perms.can_request_change(project, request.actor):
        raise NotPermitted("request_change")
    form = bound(ChangeForm, request, project=project, kind=request.GET.get("kind", ""))
    if request.method == "POST" and form.is_valid():
        try:
            change = services.request_change(project, actor=request.actor, **form.request())
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            return _to_the_list(request, change)
    return _form_page(request, project, form, "contracts/change_request.html", _("Ask for the change"))


@require_http_methods(["GET", "POST"])
def decide_change(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """The office grants or refuses the open request of a kind."""
    project = get_project(request, reference)
    if not perms.can_decide_change(project, request.actor):
        raise NotPermitted("decide_change")
    change = get_object_or_404(ChangeRequest.objects.for_project(project).open(), kind=kind)
    form, findings = _decision_form(request, change), None
    if request.method == "POST" and form.is_valid():
        try:
            change = services.decide_change(change, actor=request.actor, **form.cleaned_data)
        except Blocked as refusal:
            findings = refusal.findings
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            return _to_the_list(request, change)
    shown = {"change": change, "rows": change_rows(change, Contract.objects.handed_in(project))}
    shown |= {"findings": findings or services.assess_change(change, _typed_amount(form))}
    label = _("Record the decision")
    return _form_page(
        request, project, form, "contracts/change_decide.html", label, refused=bool(findings), **shown
    )


def _to_the_list(request: HttpRequest, change: ChangeRequest) -> HttpResponse:
    """Says where the change stands now."""
    words = {"kind": change.get_kind_display(), "state": change.get_state_display()}
    messages.success(request, _("Change “%(kind)s”: %(state)s.") % words)
    return redirect("contracts:changes", change.project.reference)


def _decision_form(request: HttpRequest, change: ChangeRequest) -> DecisionForm:
    worth = services.worth_after(change, Contract.objects.handed_in(change.project))
    form = bound(DecisionForm, request, change=change, initial={"determined_amount": worth.determined})
    if amount := form.fields.get("determined_amount"):
        amount.widget.attrs |= LIVE | {"hx-get": request.path}
    return form


def _typed_amount(form: DecisionForm) -> int | None:
    """The amount that was typed, also while it is being typed (htmx asks anew)."""
    return form.cleaned_data.get("determined_amount") if form.is_bound and form.is_valid() else None


@require_http_methods(["GET", "POST"])
def add_supplement(request: HttpRequest, reference: str) -> HttpResponse:
    """The applicant adds a supplementary agreement to the cleared contract."""
    project = get_project(request, reference)
    if not perms.can_add_supplement(project, request.actor):
        raise NotPermitted("add_supplement")
    form = bound(SupplementForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.supplement(form.cleaned_data["supplement_document"])
            supplement = services.add_supplement(project, actor=request.actor, data=data)
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("Supplement %(number)s is stored.") % {"number": supplement.number})
            return redirect("contracts:changes", project.reference)
    return _form_page(request, project, form, "contracts/supplement_add.html", _("Store the supplement"))


def _form_page(request: HttpRequest, project, form, template: str, label: str, **more) -> HttpResponse:
    context = {
        "project": project,
        "form": form,
        "submit_label": label,
        "facts": contract_now(project, Contract.objects.of(project)),
        "cancel_url": project.get_absolute_url(),
        **more,
    }
    return render(request, template, context, status=422 if form.errors or more.get("refused") else 200)
