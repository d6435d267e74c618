"""The page on which the applicant enters when new technology was bought."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import perms, services
from contracts.forms import PurchaseDaysForm
from contracts.models import Contract
from contracts.views.rows import contract_now
from contracts.views.steps import get_project
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.pages import add_errors, bound


@require_http_methods(["GET", "POST"])
def purchase_days(request: HttpRequest, reference: str) -> HttpResponse:
    """The days of purchase, where the edition judges each item by its own day."""
    project = get_project(request, reference)
    if not perms.can_record_purchases(project, request.actor):
        raise NotPermitted("record_purchases")
    if not services.asks_for_days(project):
        raise WrongState(_("The edition does not ask for days of purchase."))
    form = bound(PurchaseDaysForm, request, lines=project.purchases.select_related("product").order_by("pk"))
    if request.method == "POST" and form.is_valid():
        try:
            services.record_purchase_days(project, actor=request.actor, days=form.days())
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("The days of purchase are stored."))
            return redirect(project.get_absolute_url())
    context = {
        "project": project,
        "form": form,
        "submit_label": _("Store the days"),
        "facts": contract_now(project, Contract.objects.of(project)),
        "cancel_url": project.get_absolute_url(),
    }
    return render(request, "contracts/purchase_days.html", context, status=422 if form.errors else 200)
