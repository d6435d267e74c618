"""What visitors see: projects in public notice, and the form to object."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.enums import State
from applications.models import Call, Project
from funds import services
from funds.forms import ObjectionForm
from funds.models import Objection
from workflow.errors import Unfit
from workflow.pages import add_errors, bound
from workflow.paging import keyset_page


@login_not_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Every project in public notice, newest first."""
    rows = Project.objects.on_public_notice().select_related("applicant", "laboratory__organisation")
    shown = rows.only(
        "reference",
        "title",
        "state",
        "award_amount",
        "notice_from",
        "notice_until",
        "applicant__name",
        "laboratory__state",
        "laboratory__organisation__name",
    )
    posts = request.actor.sees_everything  # type: ignore[attr-defined]
    on_notice = Project.objects.on_public_notice().values("call")
    calls = Call.objects.filter(pk__in=on_notice).order_by("code") if posts else []
    return render(request, "funds/notice_list.html", {"page": keyset_page(shown, request), "calls": calls})


@login_not_required
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, reference: str) -> HttpResponse:
    """The form to object; a visitor needs no account, and one address may object a few times an hour."""
    project = get_object_or_404(
        Project.objects.on_public_notice().select_related("applicant", "laboratory__organisation"),
        reference=reference,
    )
    form, status = bound(ObjectionForm, request), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if not consume(request, action="objection"):
                status = 429
                form.add_error(
                    None,
                    _(
                        "Too many objections came from your address. Try again in an hour, or call the office."
                    ),
                )
            elif filed := _file(project, form):
                return _received(request, filed)
    context = {"project": project, "form": form, "is_held": project.state == State.OBJECTED}
    return render(request, "funds/objection_form.html", context, status=status)


def _file(project: Project, form) -> Objection | None:
    """Files the objection, or leaves every word in the form with the reason."""
    try:
        return services.file_objection(project, **form.cleaned_data)
    except Unfit as refusal:
        if refusal.fields:
            add_errors(form, refusal)
        else:
            form.add_error("upload", refusal.message)
        return None


def _received(request: HttpRequest, filed: Objection) -> HttpResponse:
    words = _(
        "Objection %(objection)s to %(project)s is received. Note the number: the office answers under it."
    )
    messages.success(request, words % {"objection": filed.reference, "project": filed.project.reference})
    return redirect("public_notices")
