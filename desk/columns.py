"""The columns of the queue: the same on the page and in an exported file, in the order and number a person chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import OFFICE_ROLES, District, Role
from applications.labels import choice
from applications.models import Project
from applications.presentation import state_label
from desk.waiting import due


@dataclass(frozen=True)
class Column:
    """One column: `value` is what a file holds (text, number or date), `kind` says how the page shows it."""

    key: str
    label: Any
    value: Callable[[Project, Any], Any]
    kind: str = "text"
    sort: str = ""


def _district(project: Project, _actor) -> str:
    return str(District(project.applicant.district).label) if project.applicant.district else ""


def _laboratory(project: Project, _actor) -> str:
    return project.laboratory.organisation.name if project.laboratory else ""


def _institution(project: Project, _actor) -> str:
    return project.recommender.organisation.name if project.recommender else ""


def _amount(project: Project, _actor) -> int | None:
    return project.award_amount if project.award_amount is not None else project.requested_amount


def _day(moment) -> Any:
    return timezone.localdate(moment) if moment else None


def state_words(project: Any, actor: Any) -> str:
    """The state as the reader knows it; while experts are heard, also how many of them have answered."""
    label = str(state_label(project, actor))
    if not getattr(project, "opinions_asked", None):
        return label
    figures = {"given": project.opinions_given, "asked": project.opinions_asked}
    return f"{label} · {_('%(given)s of %(asked)s') % figures}"


def held_words(project: Any) -> str:
    """Who of the office has the file and since when, or nothing."""
    if not getattr(project, "holder_id", None):
        return ""
    since = timezone.localtime(project.held_since)
    when = (
        date_format(since, "H:i") if since.date() == timezone.localdate() else date_format(since, "n-j H:i")
    )
    return _("%(name)s, since %(when)s") % {"name": project.holder_name or _("A colleague"), "when": when}


COLUMNS: dict[str, Column] = {
    column.key: column
    for column in (
        Column("applicant", gettext_lazy("Applicant"), lambda p, a: p.applicant.name, sort="applicant"),
        Column("laboratory", gettext_lazy("Open laboratory"), _laboratory),
        Column("institution", gettext_lazy("Recommending institution"), _institution),
        Column("call", gettext_lazy("Call"), lambda p, a: p.call.title),
        Column(
            "activity",
            gettext_lazy("Type of activity"),
            lambda p, a: choice(p.activity_type) if p.activity_type else "",
        ),
        Column("district", gettext_lazy("District"), _district),
        Column("state", gettext_lazy("State"), state_words, kind="state"),
        Column("since", gettext_lazy("Since"), lambda p, a: _day(p.state_since), kind="day", sort="since"),
        Column(
            "submitted",
            gettext_lazy("Submitted"),
            lambda p, a: _day(p.submitted_at),
            kind="day",
            sort="submitted",
        ),
        Column("due", gettext_lazy("To be done by"), lambda p, a: due(p), kind="day"),
        Column("amount", gettext_lazy("Amount (元)"), _amount, kind="money", sort="amount"),
        Column("returns", gettext_lazy("Times returned"), lambda p, a: p.returns, kind="number"),
        Column("holder", gettext_lazy("Who has it"), lambda p, a: held_words(p), kind="holder"),
    )
}
USUAL = ("applicant", "laboratory", "state", "since", "amount")
USUAL_OFFICE = ("applicant", "state", "since", "due", "amount", "holder")
WITHOUT: dict[str, set[str]] = {Role.APPLICANT: {"applicant", "district"}}


def columns_for(actor) -> list[Column]:
    """Every column that means something to this role, in the order of the list."""
    left_out = set(WITHOUT.get(actor.role, set()))
    if actor.role not in OFFICE_ROLES:
        left_out.add("holder")
    return [column for column in COLUMNS.values() if column.key not in left_out]


def chosen_columns(actor, *wishes: Iterable[Any]) -> list[Column]:
    """The columns of the first wish that names any known one, else the usual ones of the role."""
    known = columns_for(actor)
    usual = USUAL_OFFICE if actor.role in OFFICE_ROLES else USUAL
    for wish in (*wishes, usual):
        names = {name for name in wish if isinstance(name, str)}
        if found := [column for column in known if column.key in names]:
            return found
    return known
