"""Help: questions and answers, the way of each role, what the states mean, and whom to ask."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from applications.enums import APPLICANT_LABELS, State
from applications.presentation import EXPLANATIONS
from voucher_portal.pages.help_words import QUESTIONS, WAYS


@require_safe
@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """Everything on one page, with an anchor for each answer; the reader's own role comes first."""
    role = request.actor.role  # type: ignore[attr-defined]
    context = {
        "questions": QUESTIONS,
        "ways": sorted(WAYS, key=lambda way: way.role != role),
        "states": states(),
        "contact": contact(),
    }
    return render(request, "portal/help.html", context)


def states() -> list[dict[str, Any]]:
    """Every state of a project: the office's words, the applicant's where they differ, and what happens next."""
    return [
        {
            "code": state.value,
            "label": state.label,
            "told": APPLICANT_LABELS.get(state, ""),
            "next": EXPLANATIONS[state],
        }
        for state in State
    ]


def contact() -> dict[str, str]:
    """How the voucher office can be reached."""
    office = Organisation.objects.of_kind(OrganisationKind.OFFICE).first()
    return {
        "name": office.name if office else "",
        "address": office.address if office else "",
        "phone": office.contact_phone if office else "",
        "email": (office.contact_email if office else "") or settings.DEFAULT_FROM_EMAIL,
    }
