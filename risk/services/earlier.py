"""Compares a project with those that were decided before the portal."""

from __future__ import annotations

from django.db.models import Q

from applications.models import HistoricProject, Project
from risk.traits import plain

MOST_READ = 2000
SAME_TITLE, SAME_WORK = "same_title", "same_work"


def alike(project: Project) -> dict[str, list[str]]:
    """The numbers of earlier projects that this one repeats, newest first, by what is the same.

    `same_title`: the title, whoever applied. `same_work`: applicant, laboratory and contract amount. That somebody was
    supported before, or works with the same laboratory again, says nothing.
    """
    laboratory = project.laboratory.organisation.name if project.laboratory else ""
    near = Q(title__iexact=project.title) | Q(laboratory_name=laboratory)
    if project.applicant.uscc:
        near |= Q(applicant_uscc=project.applicant.uscc)
    found: dict[str, list[str]] = {}
    for row in HistoricProject.objects.filter(near).order_by("-year", "-pk")[:MOST_READ]:
        if plain(row.title) == plain(project.title):
            found.setdefault(SAME_TITLE, []).append(row.number)
        elif _same_work(row, project, laboratory):
            found.setdefault(SAME_WORK, []).append(row.number)
    return found


def _same_work(row: HistoricProject, project: Project, laboratory: str) -> bool:
    applicant = project.applicant
    known = (
        row.applicant_uscc == applicant.uscc if row.applicant_uscc else row.applicant_name == applicant.name
    )
    amount = project.determined_amount or project.total_amount
    return (
        known
        and plain(row.laboratory_name) == plain(laboratory)
        and bool(amount)
        and row.contract_fen == amount
    )
