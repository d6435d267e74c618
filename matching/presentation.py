"""A need, its laboratories and their answers in words, each for whoever may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.enums import District, Role
from applications.labels import choice
from institutions.enums import TechnologyField
from labs.models import Source
from matching import perms, services
from matching.enums import AnswerKind, Origin
from matching.models import Invitation, Need
from workflow.models import Event
from workflow.models.subject import Step
from workflow.presentation import timeline_rows

TONES = {
    AnswerKind.QUOTE: "success",
    AnswerKind.INTERESTED: "progress",
    AnswerKind.NOT_SUITABLE: "neutral",
}
STATE_TONES = {
    "open": "progress",
    "matched": "success",
    "turned_into_application": "success",
    "expired": "attention",
}


def tone(need: Need) -> str:
    return STATE_TONES.get(need.state, "neutral")


def reason_words(reason: dict[str, Any]) -> str:
    """One stored reason of a proposal as a sentence."""
    match reason.get("kind"):
        case "words":
            kinds = dict(Source.choices)
            figures = {"source": kinds.get(reason["source"], reason["source"]), "label": reason["label"]}
            return _("%(source)s: %(label)s") % figures
        case "activity":
            return _("Offers: %(activity)s") % {"activity": choice(reason["code"])}
        case "design":
            return _("Offers industrial design (Q3)")
        case "field":
            return _("Field: %(field)s") % {"field": dict(TechnologyField.choices).get(reason["code"], "")}
        case "district":
            return _("In the district that you prefer: %(district)s") % {
                "district": dict(District.choices).get(reason["code"], "")
            }
        case "projects":
            words = ngettext(
                "%(count)s voucher project of this activity",
                "%(count)s voucher projects of this activity",
                reason["count"],
            )
            return words % {"count": reason["count"]}
        case "answers":
            words = ngettext(
                "Usually answers within %(days)s day", "Usually answers within %(days)s days", reason["days"]
            )
            return words % {"days": reason["days"]}
    return ""


def reasons_of(reasons: Iterable[dict[str, Any]], remark: str = "") -> list[str]:
    """Why a laboratory is proposed, the institution's own words first."""
    own = [remark] if remark else []
    return [*own, *filter(None, (reason_words(reason) for reason in reasons))]


def content_rows(need: Need, actor) -> list[dict[str, Any]]:
    """What the need says; the name of the enterprise and how to reach it only for whoever may know."""
    rows: list[dict[str, Any]] = [
        {"label": _("The problem"), "value": need.problem},
        {"label": _("The wanted result"), "value": need.wanted_result},
        {"label": _("Type of activity"), "value": choice(need.activity_type) if need.activity_type else ""},
        {"label": _("Field"), "value": need.get_field_display()},
        {"label": _("Industrial design"), "value": _("Yes") if need.is_industrial_design else _("No")},
        {"label": _("Budget"), "value": "", "fen": need.budget},
        {"label": _("Wanted by"), "value": need.wanted_by.isoformat() if need.wanted_by else ""},
        {"label": _("Preferred district"), "value": need.get_district_display()},
    ]
    if perms.sees_answers(need, actor):
        rows += [
            {"label": _("Who may answer"), "value": need.get_audience_display()},
            {"label": _("Recommending institution"), "value": str(need.recommender or "")},
            {"label": _("What it may do"), "value": need.get_access_display() if need.recommender else ""},
        ]
    return rows


def party_rows(need: Need, actor) -> list[dict[str, Any]]:
    """Whose need it is, as far as the actor may know."""
    if not perms.sees_name(need, actor):
        words = _("The name is shown once the enterprise asks you or you make an offer.")
        return [{"label": _("Enterprise or team"), "value": _("Not shown yet"), "hint": words}]
    party = need.applicant
    rows: list[dict[str, Any]] = [{"label": _("Enterprise or team"), "value": party.name}]
    if not perms.sees_contact(need, actor):
        hint = _("Shown once you are interested or have quoted.")
        return [*rows, {"label": _("Contact"), "value": _("Not shown yet"), "hint": hint}]
    reach = " ".join(filter(None, [party.contact_name, party.contact_phone, party.contact_email]))
    return [*rows, {"label": _("Contact"), "value": reach}]


def laboratory_rows(need: Need, today: date) -> list[dict[str, Any]]:
    """Every laboratory at the need with its answer, offers first; for whoever sees the answers."""
    rows = [_laboratory_row(need, row, today) for row in need.invitations.all() if row.asked_at]
    return sorted(rows, key=lambda row: row["order"])


def own_rows(need: Need, actor, today: date) -> list[dict[str, Any]]:
    """The laboratories of the actor's side at the need, with their answers; those that were asked first.

    A laboratory learns nothing of a mere proposal; its service institution reads why the portal proposes it, but not what
    the recommending institution wrote to its client.
    """
    own = [row for row in need.rows_of(actor) if row.asked_at or actor.role == Role.SERVICE]
    rows = [_laboratory_row(need, row, today) | {"reasons": reasons_of(row.reasons)} for row in own]
    return sorted(rows, key=lambda row: (row["asked_at"] is None, row["order"]))


def _laboratory_row(need: Need, row: Invitation, today: date) -> dict[str, Any]:
    answer = row.answer
    order = {AnswerKind.QUOTE: 1, AnswerKind.INTERESTED: 2, AnswerKind.NOT_SUITABLE: 4}
    return {
        "laboratory": row.laboratory,
        "origin": row.get_origin_display(),
        "asked_at": row.asked_at,
        "asked_by": row.asked_by_organisation,
        "answer": answer,
        "tone": TONES[AnswerKind(answer.kind)] if answer else "attention",
        "is_chosen": need.chosen_id == row.pk,
        "has_left": not row.laboratory.is_listed_on(today),
        "reasons": reasons_of(row.reasons, row.remark),
        "order": 0 if need.chosen_id == row.pk else (order[AnswerKind(answer.kind)] if answer else 3),
    }


def proposal_rows(need: Need, today: date) -> list[dict[str, Any]]:
    """The laboratories that were proposed, not asked yet and still in the directory, best first."""
    rows = need.invitations.all()
    waiting = sorted(
        (row for row in rows if row.asked_at is None and row.laboratory.is_listed_on(today)),
        key=lambda row: (row.origin == Origin.PORTAL, -row.rank, row.pk),
    )
    return [
        {
            "laboratory": row.laboratory,
            "origin": row.get_origin_display(),
            "reasons": reasons_of(row.reasons, row.remark),
        }
        for row in waiting
    ]


# What has happened, where the label of a step says what one can do.
HAPPENED = {
    "publish_need": gettext_lazy("Need published"),
    "ask_laboratories": gettext_lazy("Laboratories asked"),
    "propose_laboratories": gettext_lazy("Laboratories proposed"),
    "answer_need": gettext_lazy("Answered"),
    "coach": gettext_lazy("Coaching recorded"),
    "choose_laboratory": gettext_lazy("Laboratory chosen"),
    "reconsider": gettext_lazy("Choice taken back"),
    "turn_into_application": gettext_lazy("Turned into an application"),
    "prolong": gettext_lazy("Prolonged"),
    "withdraw": gettext_lazy("Withdrawn"),
    "expire": gettext_lazy("Expired"),
}


def timeline(need: Need, events: Iterable[Event], actor) -> list[dict[str, Any]]:
    """The life of a need, as far as the actor may read it."""
    return timeline_rows(need, readable(need, events, actor), happened=HAPPENED)


def readable(need: Need, events: Iterable[Event], actor) -> list[Event]:
    """The side of a laboratory reads the steps that concern it, and those that concern every laboratory."""
    if perms.sees_answers(need, actor):
        return list(events)
    own = {row.laboratory.reference for row in need.rows_of(actor)}
    return [event for event in events if _concerns(event, actor, own)]


def _concerns(event: Event, actor, own: set[str]) -> bool:
    """Whether the side of a laboratory may read an event: its own, one that names it, or the end of the need."""
    if event.transition in {"withdraw", "expire"}:
        return True
    if event.on_behalf_of_id == actor.organisation_id and event.role in {Role.LABORATORY, Role.SERVICE}:
        return True
    named = event.evidence.get("laboratories") or [event.evidence.get("laboratory")]
    told = {"ask_laboratories", "choose_laboratory", "answer_need", "reconsider"}
    return event.transition in told and not own.isdisjoint(named)


def step_rows(need: Need, actor, today: date) -> list[Step]:
    """What the actor can do now; what only waits for somebody else says so."""
    held = {"choose_laboratory": _("No laboratory is interested or has quoted yet.")}
    if any(row.has_offer for row in need.invitations.all()):
        held.pop("choose_laboratory")
    own = need.rows_of(actor)
    if own and not any(row.laboratory.is_listed_on(today) for row in own):
        held["answer_need"] = str(services.NOT_LISTED)
    if need.chosen and not need.chosen.laboratory.is_listed_on(today):
        held["turn_into_application"] = _("The chosen laboratory has left the directory (Q7). Choose again.")
    steps = need.available_steps(actor)
    return [replace(step, reason=held[step.name]) if step.name in held else step for step in steps]


def next_words(need: Need, actor, today: date) -> str:
    """One sentence: what happens next, for whoever reads."""
    if actor.role in {Role.LABORATORY, Role.SERVICE}:
        return _next_for_laboratory(need, need.rows_of(actor))
    if need.state == "matched" and not need.chosen.laboratory.is_listed_on(today):
        return _("The chosen laboratory has left the directory (Q7). Choose again.")
    match need.state:
        case "draft":
            return _("Only you see this draft. Publish it to get proposals and to ask laboratories.")
        case "open":
            return _("Laboratories are asked and answer until %(date)s; then one is chosen.") % {
                "date": need.answers_until
            }
        case "matched":
            return _(
                "A laboratory is chosen. Write the application next; the contract comes after the award (Q6)."
            )
        case "turned_into_application":
            return _("Everything was carried over into the application.")
        case "expired":
            return _("The last day for answers has passed. Prolong the need to look on.")
    return _("The search has ended.")


def _next_for_laboratory(need: Need, own: list[Invitation]) -> str:
    if need.state == "open":
        return _next_answer(need, own)
    if any(need.chosen_id == row.pk for row in own):
        return _("The enterprise chose your laboratory. Sign the contract only after the award (Q6).")
    if need.chosen_id:
        return _("The enterprise chose another laboratory.")
    return _("The search has ended.")


def _next_answer(need: Need, own: list[Invitation]) -> str:
    """What the side of a laboratory does with an open need."""
    asked = [row for row in own if row.asked_at]
    until = {"date": need.answers_until}
    if not asked and not need.is_open_to_all:
        return _(
            "A laboratory of yours is proposed. The enterprise decides whether to ask it; you can say why it suits."
        )
    if asked and all(row.answer for row in asked):
        return _("Your answer is with the enterprise. You can answer again until %(date)s.") % until
    return _("Please answer until %(date)s.") % until
