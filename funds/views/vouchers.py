"""The public check of a voucher, its code as a picture, and the holder's link."""

import io

import segno
from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications import perms
from applications.models import Project
from funds import services
from funds.forms import VoucherCheckForm
from funds.models import Voucher, VoucherShare
from funds.standing import answer, check_address, normalised
from workflow.pages import bound, visible_or_404


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def voucher_check(request: HttpRequest) -> HttpResponse:
    """The form for a number; the answer has an address of its own, the one in the QR code."""
    form, status = bound(VoucherCheckForm, request), 200
    if request.method == "POST":
        if form.is_valid():
            return redirect("voucher", form.cleaned_data["number"])
        status = 422
    return _unindexed(render(request, "funds/voucher_check.html", {"form": form}, status=status))


@login_not_required
@require_safe
def voucher(request: HttpRequest, number: str, token: str = "") -> HttpResponse:
    """What a voucher is worth. Counted before it is looked up, so that the limit tells nothing about the number."""
    if not _may_ask(request):
        return _unindexed(render(request, "funds/voucher_busy.html", status=429))
    found = answer(normalised(number), timezone.localdate(), token[:64])
    form = VoucherCheckForm(initial={"number": normalised(number)})
    context = {"answer": found, "form": form, "checked_at": timezone.now()}
    return _unindexed(render(request, "funds/voucher_answer.html", context, status=200 if found else 404))


def _may_ask(request: HttpRequest) -> bool:
    """Whether this address, and everybody together, may still ask; headers that a caller makes up do not count."""
    allowed = consume(request, app="allauth.account", action="voucher_check", key="everybody", limit_get=True)
    return bool(allowed)


def _unindexed(response: HttpResponse) -> HttpResponse:
    """Neither search engines nor caches learn the address; other sites do not either (referrers stay on the portal)."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = (
        "same-origin"  # with none at all, browsers post the form with an origin of "null"
    )
    return response


@require_safe
def voucher_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The voucher with its code and public address; its holder decides here what the public may see beside the answer."""
    project = visible_or_404(Project.objects.with_parties(), request, reference)
    row = get_object_or_404(Voucher.objects.select_related("project"), project=project)
    holds = perms.is_applicant(project, request.actor)  # type: ignore[attr-defined]
    share = VoucherShare.objects.live_of(row) if holds else None
    address = reverse("voucher_shared", args=[row.number, share.token]) if share else ""
    context = {
        "project": project,
        "voucher": row,
        "holds": holds,
        "check_address": check_address(row.number),
        "share": share,
        "share_address": f"{settings.PORTAL_ORIGIN}{address}" if share else "",
    }
    return render(request, "funds/voucher_page.html", context)


@require_safe
def voucher_code(request: HttpRequest, reference: str) -> HttpResponse:
    """The QR code of a project's voucher as a drawing, for whoever sees the project."""
    project = visible_or_404(Project.objects.all(), request, reference)
    row = get_object_or_404(Voucher, project=project)
    drawing = io.BytesIO()
    segno.make(check_address(row.number), error="m").save(
        drawing, kind="svg", border=2, scale=4, light="#ffffff"
    )
    response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


@require_POST
def share_voucher(request: HttpRequest, reference: str) -> HttpResponse:
    """Switches the link that also shows holder and amount on or off."""
    project = visible_or_404(Project.objects.with_parties(), request, reference)
    get_object_or_404(Voucher, project=project)
    if request.POST.get("share") == "on":
        services.share_voucher(project, actor=request.actor)  # type: ignore[attr-defined]
        messages.success(
            request, _("Whoever has the link sees holder and amount of the voucher from now on.")
        )
    else:
        services.stop_sharing(project, actor=request.actor)  # type: ignore[attr-defined]
        messages.success(request, _("The link is switched off for good; the public answer stays."))
    return redirect("funds:voucher_page", reference)
