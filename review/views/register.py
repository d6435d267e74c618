"""The register of experts: who can be asked, with field, load and record."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from review import perms, services
from review.forms import ExpertFilter, ExpertForm, NewExpertForm
from review.models import Assignment, Expert
from workflow.errors import NotPermitted, Unfit
from workflow.pages import add_errors, bound
from workflow.paging import bounded_count, keyset_page

RECENT = 50


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """All experts that the filter lets through, by number, with what is open and what they did before."""
    if not request.actor.sees_everything:
        raise NotPermitted("register")
    form = ExpertFilter(request.GET)
    experts = form.rows(Expert.objects.visible_to(request.actor))
    context = {
        "form": form,
        "count": bounded_count(experts),
        "page": keyset_page(experts.with_load().select_related("user"), request),
        "may_change": perms.can_change_register(request.actor),
    }
    return render(request, "review/register.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A person with an account becomes an expert."""
    if not perms.can_change_register(request.actor):
        raise NotPermitted("add_expert")
    form = bound(NewExpertForm, request)
    if request.method == "POST" and form.is_valid():
        profile = {name: form.cleaned_data[name] for name in NewExpertForm.Meta.fields}
        try:
            expert = services.register_expert(user=form.person, **profile)
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("%(name)s can be asked from now on.") % {"name": expert})
            return redirect("review:register")
    context = {"form": form, "heading": _("Add an expert"), "submit_label": _("Add to the register")}
    return render(request, "review/expert_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def expert(request: HttpRequest, number: int) -> HttpResponse:
    """What the register says about one expert, and every invitation so far."""
    found = (
        Expert.objects.visible_to(request.actor).with_load().select_related("user").filter(pk=number).first()
    )
    if found is None or not request.actor.sees_everything:
        raise Http404
    may_change = perms.can_change_register(request.actor)
    if request.method == "POST" and not may_change:
        raise NotPermitted("expert")
    form = bound(ExpertForm, request, instance=found) if may_change else None
    if request.method == "POST" and form and form.is_valid():
        form.save()
        messages.success(request, _("The register is changed."))
        return redirect("review:expert", number)
    asked = Assignment.objects.visible_to(request.actor).filter(expert=found)
    context = {
        "expert": found,
        "form": form,
        "record": record_rows(found),
        "assignments": asked.select_related("project").order_by("-pk")[:RECENT],
        "heading": str(found.user),
    }
    return render(request, "review/expert_form.html", context, status=422 if form and form.errors else 200)


def record_rows(expert: Expert) -> list[dict[str, Any]]:
    """What happened to the expert's invitations, in figures."""
    counted = {
        _("Asked"): "asked",
        _("Answered"): "answered",
        _("Answered in time"): "in_time",
        _("Declined"): "declined",
        _("Conflicts declared"): "in_conflict",
        _("Open opinions"): "load",
    }
    return [{"label": label, "value": getattr(expert, name)} for label, name in counted.items()]
