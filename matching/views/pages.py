"""The page of one need, for each reader as much of it as concerns them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Role
from matching import perms, services
from matching.models import Need
from matching.presentation import (
    content_rows,
    laboratory_rows,
    next_words,
    own_rows,
    party_rows,
    proposal_rows,
    step_rows,
    timeline,
    tone,
)
from workflow.models import Event
from workflow.pages import visible_or_404


def get_need(request: HttpRequest, reference: str) -> Need:
    """The need with its laboratories, if this actor may see it; else 404."""
    return visible_or_404(Need.objects.for_page(), request, reference)


@require_safe
def need(request: HttpRequest, reference: str) -> HttpResponse:
    """What is needed, who was proposed and asked, what they answered, and what I can do."""
    found, actor, today = get_need(request, reference), request.actor, timezone.localdate()
    sees_answers = perms.sees_answers(found, actor)
    events = Event.objects.of(found).select_related("actor", "on_behalf_of")
    notes = found.coaching_notes.select_related("written_by").order_by("-day", "-pk")
    context = {
        "need": found,
        "tone": tone(found),
        "next_words": next_words(found, actor, today),
        "steps": step_rows(found, actor, today),
        "content_rows": content_rows(found, actor),
        "party_rows": party_rows(found, actor),
        "sees_answers": sees_answers,
        "laboratories": laboratory_rows(found, today) if sees_answers else [],
        "proposals": proposal_rows(found, today) if sees_answers else [],
        "notes": notes if sees_answers else [],
        "own": own_rows(found, actor, today),
        "may_answer": found.state == "open" and perms.can_answer_need(found, actor),
        "answers_for_others": actor.role == Role.SERVICE,
        "may_edit": perms.can_edit(found, actor),
        "may_ask": found.state == "open" and perms.is_applicant_or_coach(found, actor),
        "sees_project": sees_answers and found.project is not None,
        "timeline": timeline(found, events, actor),
    }
    return render(request, "matching/need_detail.html", context)


@require_POST
def refresh(request: HttpRequest, reference: str) -> HttpResponse:
    """The catalogue is asked again."""
    found = get_need(request, reference)
    new = services.refresh_proposals(found, actor=request.actor)
    words = ngettext("%(count)s new laboratory is proposed.", "%(count)s new laboratories are proposed.", new)
    messages.success(request, words % {"count": new})
    return redirect(found)
