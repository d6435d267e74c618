"""The steps of a need: one page each, one service call each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from labs.models import Laboratory
from matching import facts, services
from matching.forms import (
    AnswerForm,
    ApplicationForm,
    ChooseForm,
    CoachForm,
    LaboratoriesForm,
    UntilForm,
)
from matching.models import Need
from matching.presentation import party_rows, proposal_rows, reasons_of
from matching.views.pages import get_need
from workflow.pages import ReasonForm, StepPage, bound, step_page

MOST_CHOICES = 100


def at_a_glance(need: Need, actor) -> list[dict[str, Any]]:
    """What one must see to act."""
    return [
        {"label": _("Need"), "value": need.title, "url": need.get_absolute_url()},
        *party_rows(need, actor),
        {"label": _("Budget"), "value": "", "fen": need.budget},
        {"label": _("Answers until"), "value": need.answers_until.isoformat() if need.answers_until else ""},
    ]


def publish_need(request: HttpRequest, reference: str) -> HttpResponse:
    need = get_need(request, reference)
    wanted = [row.laboratory.name for row in need.invitations.all()]
    asked = (
        _("These laboratories are asked at once: %(names)s.") % {"names": ", ".join(wanted)} if wanted else ""
    )
    page = StepPage(
        name="publish_need",
        form=bound(UntilForm, request),
        take=lambda data: services.publish_need(need, actor=request.actor, **data),
        intro=_("The portal proposes laboratories at once; you decide whom to ask. %(asked)s")
        % {"asked": asked},
        consequence=_(
            "Afterwards the words can no longer be changed, because others have read them. Service institutions whose "
            "laboratories are proposed read the need without your name."
        ),
        rows=at_a_glance(need, request.actor),
    )
    return step_page(request, need, page)


def ask_laboratories(request: HttpRequest, reference: str) -> HttpResponse:
    need = get_need(request, reference)
    page = StepPage(
        name="ask_laboratories",
        form=bound(LaboratoriesForm, request),
        take=lambda data: services.ask_laboratories(need, actor=request.actor, **data),
        intro=_(
            "Each laboratory reads the need and answers to you alone; none learns which others were asked."
        ),
        consequence=_("The laboratories are told by a message, and reminded after some days."),
        rows=at_a_glance(need, request.actor),
        template="matching/need_laboratories.html",
        context=_choices(request, need),
    )
    return step_page(request, need, page)


def propose_laboratories(request: HttpRequest, reference: str) -> HttpResponse:
    need = get_need(request, reference)
    page = StepPage(
        name="propose_laboratories",
        form=bound(LaboratoriesForm, request, reason=True),
        take=lambda data: services.propose_laboratories(need, actor=request.actor, **data),
        intro=_("The enterprise reads your proposal with its reason and decides whether to ask."),
        consequence=_(
            "Laboratories learn nothing of a proposal; an institution that reports one reads the need without the name of the "
            "enterprise."
        ),
        rows=at_a_glance(need, request.actor),
        template="matching/need_laboratories.html",
        context=_choices(request, need),
    )
    return step_page(request, need, page)


def _choices(request: HttpRequest, need: Need) -> dict[str, Any]:
    """What can be ticked: the proposals, or what the catalogue finds for other words; without those asked already."""
    words = request.GET.get("q", "")[:200].replace("\x00", " ").strip()
    today = timezone.localdate()
    if request.actor.role == Role.SERVICE:
        rows = _own_choices(request.actor, need, words, today)
    elif not words:
        rows = proposal_rows(need, today)
    else:
        asked = {row.laboratory_id for row in need.invitations.all() if row.asked_at}
        found = facts.propose(need, today=today, words=words, limit=facts.LOOKED_AT)
        rows = [
            {"laboratory": row.laboratory, "origin": "", "reasons": reasons_of(row.reasons)}
            for row in found
            if row.laboratory.pk not in asked
        ]
    ticked = request.POST.getlist("laboratories") or request.GET.getlist("laboratory")
    return {"choices": rows, "words": words, "ticked": ticked}


def _own_choices(actor, need: Need, words: str, today: date) -> list[dict[str, Any]]:
    """The laboratories that a service institution reports and that were not asked: those at the need first, then others."""
    known = {row.laboratory_id: row for row in need.rows_of(actor)}
    mine = Laboratory.objects.listed(today).kept_by(actor).select_related("organisation")
    others = mine.search(words) if words else mine.offering(need.activity_type)
    found = [*mine.filter(pk__in=known), *others.exclude(pk__in=known).by_name()[:MOST_CHOICES]]
    return [
        {
            "laboratory": row,
            "origin": known[row.pk].get_origin_display() if row.pk in known else "",
            "reasons": reasons_of(known[row.pk].reasons) if row.pk in known else [],
        }
        for row in found
        if row.pk not in known or known[row.pk].asked_at is None
    ]


def answer_need(request: HttpRequest, reference: str) -> HttpResponse:
    need = get_need(request, reference)
    mine = None
    if request.actor.role == Role.SERVICE:
        mine = services.answerable(need, request.actor, timezone.localdate()).by_name()[:MOST_CHOICES]
    page = StepPage(
        name="answer_need",
        form=bound(AnswerForm, request, laboratories=mine, wanted=request.GET.get("laboratory", "")),
        take=lambda data: services.answer_need(need, actor=request.actor, **data),
        intro=_(
            "Say whether you can do it. The enterprise and its institution read your answer; no other laboratory does."
        ),
        consequence=_("You can answer again while the need is open; the latest answer counts."),
        rows=at_a_glance(need, request.actor),
        template="matching/need_answer.html",
        context={"need": need},
    )
    return step_page(request, need, page)


def coach(request: HttpRequest, reference: str) -> HttpResponse:
    need = get_need(request, reference)
    page = StepPage(
        name="coach",
        form=bound(CoachForm, request),
        take=lambda data: services.coach(need, actor=request.actor, **data),
        intro=_("Note what you did for your client, with its day."),
        rows=at_a_glance(need, request.actor),
    )
    return step_page(request, need, page)


def choose_laboratory(request: HttpRequest, reference: str) -> HttpResponse:
    need = get_need(request, reference)
    page = StepPage(
        name="choose_laboratory",
        form=bound(ChooseForm, request, need=need),
        take=lambda data: services.choose_laboratory(need, actor=request.actor, **data),
        intro=_("Choose the offer that suits you best; it need not be the cheapest."),
        consequence=_("The laboratory is told; the others learn that another one was chosen, not which."),
        rows=at_a_glance(need, request.actor),
    )
    return step_page(request, need, page)


def reconsider(request: HttpRequest, reference: str) -> HttpResponse:
    need = get_need(request, reference)
    page = StepPage(
        name="reconsider",
        form=bound(UntilForm, request, reason=True),
        take=lambda data: services.reconsider(need, actor=request.actor, **data),
        intro=_("You give your choice up and look on; the laboratory reads your reason."),
        rows=at_a_glance(need, request.actor),
    )
    return step_page(request, need, page)


def turn_into_application(request: HttpRequest, reference: str) -> HttpResponse:
    """What was agreed goes into the draft that the need came from, or into a new one."""
    need = get_need(request, reference)
    has_draft = need.project is not None and need.project.state == "draft"
    form = None if has_draft else bound(ApplicationForm, request, need=need)
    made: list[Any] = []
    page = StepPage(
        name="turn_into_application",
        form=form,
        take=lambda data: made.append(services.turn_into_application(need, actor=request.actor, **data)),
        intro=_(
            "Words, laboratory, amounts and institution are carried over; you go on writing the application."
        ),
        consequence=_("The laboratory and your institution are told. Nothing is submitted yet."),
        rows=_agreed(need, request.actor),
        done_url=reverse("matching:need", args=[need.reference]),
    )
    answer = step_page(request, need, page)
    if made:
        answer["Location"] = reverse("project", args=[made[0].reference])
    return answer


def _agreed(need: Need, actor) -> list[dict[str, Any]]:
    rows = at_a_glance(need, actor)
    if need.chosen is None or actor.role != Role.APPLICANT:
        return rows
    answer = need.chosen.answer
    return [
        *rows,
        {"label": _("Laboratory"), "value": need.chosen.laboratory.name},
        {"label": _("Quote"), "value": "", "fen": answer.amount if answer else None},
    ]


def prolong(request: HttpRequest, reference: str) -> HttpResponse:
    need = get_need(request, reference)
    page = StepPage(
        name="prolong",
        form=bound(UntilForm, request),
        take=lambda data: services.prolong(need, actor=request.actor, **data),
        intro=_("Laboratories can answer until the new day."),
        rows=at_a_glance(need, request.actor),
    )
    return step_page(request, need, page)


def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    need = get_need(request, reference)
    page = StepPage(
        name="withdraw",
        form=bound(ReasonForm, request),
        take=lambda data: services.withdraw(need, actor=request.actor, note=data["note"]),
        intro=_("The search ends. Laboratories that were asked read your reason."),
        rows=at_a_glance(need, request.actor),
    )
    return step_page(request, need, page)
