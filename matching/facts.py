"""Why a laboratory may suit a need: words, capability, past projects, time to answer; and what is known of its work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count

from applications.models import Project
from labs.models import Laboratory
from labs.search import suggest
from matching.models import Invitation, Need

PROPOSED = 8
LOOKED_AT = 24
# Below this number of cases a figure says more about chance, or about one enterprise, than about a laboratory.
FEWEST_CASES = 3
MOST_CASES = 2000
SECONDS_A_DAY = 86_400
# What the other reasons weigh beside the words, of which 1 is everything.
WEIGHT_OF_PROJECTS, WEIGHT_OF_ANSWERS, WEIGHT_OF_PLACE = 0.2, 0.1, 0.05
MANY_PROJECTS, QUICK_DAYS = 5, 5


@dataclass
class Proposal:
    """A laboratory that may suit, how well, and why; the reasons are plain data that pages put into words."""

    laboratory: Laboratory
    score: float
    reasons: list[dict[str, Any]] = field(default_factory=list)


def propose(need: Need, *, today: date, words: str = "", limit: int = PROPOSED) -> list[Proposal]:
    """The laboratories listed today that suit a need best, best first; with `words` those that these find.

    A need for industrial design only finds laboratories that offer it (clause Q3). When hardly any offers the type of
    activity, others that know the words follow, without that reason.
    """
    text = words or " ".join(filter(None, [need.title, need.wanted_result, need.problem]))[:2000]
    design = need.is_industrial_design or None
    found = {row[0]: row for row in _suggested(text, need.activity_type, design, today)}
    if len(found) < limit and need.activity_type:
        for row in _suggested(text, None, design, today):
            found.setdefault(row[0], row)
    laboratories = Laboratory.objects.select_related("organisation").in_bulk(found)
    offering = set(
        Laboratory.objects.filter(pk__in=found).offering(need.activity_type).values_list("pk", flat=True)
    )
    projects, days = past_projects(found, need.activity_type), days_to_answer(found)
    rows = []
    for pk, score, reasons in found.values():
        proposal = Proposal(laboratories[pk], score, [_words(reason) for reason in reasons])
        _add_capability(proposal, need, offers=pk in offering)
        _add_experience(proposal, projects.get(pk, 0), days.get(pk, []))
        rows.append(proposal)
    return sorted(rows, key=lambda row: (-row.score, row.laboratory.pk))[:limit]


def _suggested(text: str, activity: str | None, design: bool | None, today: date) -> list[tuple]:
    return suggest(text, activity=activity or None, industrial_design=design, limit=LOOKED_AT, today=today)


def _words(reason) -> dict[str, Any]:
    return {
        "kind": "words",
        "source": str(reason.source),
        "label": reason.label[:200],
        "words": list(reason.words)[:6],
    }


def _add_capability(proposal: Proposal, need: Need, *, offers: bool) -> None:
    """What the laboratory is registered for; the activity counts fully, being what a voucher is given for (Q1)."""
    laboratory = proposal.laboratory
    if need.activity_type and offers:
        proposal.score += 1
        proposal.reasons.append({"kind": "activity", "code": need.activity_type})
    if need.is_industrial_design and laboratory.offers_industrial_design:
        proposal.reasons.append({"kind": "design"})
    if need.field and need.field == laboratory.field:
        proposal.score += WEIGHT_OF_PLACE
        proposal.reasons.append({"kind": "field", "code": laboratory.field})
    if need.district and need.district == laboratory.district:
        proposal.score += WEIGHT_OF_PLACE
        proposal.reasons.append({"kind": "district", "code": laboratory.district})


def _add_experience(proposal: Proposal, projects: int, days: list[float]) -> None:
    """What the laboratory has shown: projects of this activity, and how soon it answered."""
    if projects:
        proposal.score += WEIGHT_OF_PROJECTS * min(projects, MANY_PROJECTS) / MANY_PROJECTS
        proposal.reasons.append({"kind": "projects", "count": projects})
    if len(days) >= FEWEST_CASES:
        typical = median(days)
        if typical <= QUICK_DAYS:
            proposal.score += WEIGHT_OF_ANSWERS
        proposal.reasons.append({"kind": "answers", "days": max(1, round(typical)), "count": len(days)})


def past_projects(laboratories: Iterable[int], activity: str) -> dict[int, int]:
    """How many projects with a voucher each laboratory has had, of one activity."""
    awarded = Project.objects.filter(
        laboratory__in=list(laboratories), activity_type=activity, awarded_on__isnull=False
    )
    return dict(awarded.order_by().values_list("laboratory").annotate(Count("pk")))


def days_to_answer(laboratories: Iterable[int]) -> dict[int, list[float]]:
    """The days from question to first answer, for each laboratory; who answers unasked says nothing of waiting."""
    asked = Invitation.objects.answered().filter(asked_by_organisation__isnull=False)
    rows = asked.filter(laboratory__in=list(laboratories)).order_by("-pk")
    found: defaultdict[int, list[float]] = defaultdict(list)
    moments = rows.values_list("laboratory", "asked_at", "first_answered_at")[:MOST_CASES]
    for laboratory, question, answer in moments:
        found[laboratory].append((answer - question).total_seconds() / SECONDS_A_DAY)
    return found
