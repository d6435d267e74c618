"""Pages for everybody: home, rules, health."""

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.models import Call
from policy.models import Edition
from voucher_portal.pages.clauses import clauses


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What the programme is, which calls are open, and where to begin."""
    if request.user.is_authenticated:
        return redirect("dashboard")
    return render(request, "portal/home.html", {"calls": Call.objects.open_on(timezone.localdate())[:5]})


@require_safe
@login_not_required
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of the programme with its clause, and the figures of the edition in force."""
    edition = Edition.objects.published().filter(valid_from__lte=timezone.localdate()).newest_first().first()
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
