"""Pages for everybody: home, rules, health."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.models import Call
from policy.models import Edition
from voucher_portal.pages.clauses import clauses
from voucher_portal.pages.needed import needed


def in_force(day: date) -> Edition | None:
    """The edition that holds on a day; none before the first one is published."""
    return Edition.objects.published().filter(valid_from__lte=day).newest_first().first()


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What the programme is, which calls are open, and where to begin."""
    if request.user.is_authenticated:
        return redirect("dashboard")
    today = timezone.localdate()
    edition = in_force(today)
    context = {
        "calls": Call.objects.open_on(today)[:5],
        "edition": edition,
        "needed": needed(edition.typed if edition else None),
    }
    return render(request, "portal/home.html", context)


@require_safe
@login_not_required
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of the programme with its clause, and the figures of the edition in force."""
    edition = in_force(timezone.localdate())
    return render(request, "portal/rules.html", {"clauses": clauses(edition), "edition": edition})


@require_safe
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """200 while the process and the database answer; says which part does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return JsonResponse({"status": "failing", "database": "unreachable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})
