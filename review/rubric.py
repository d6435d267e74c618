"""The rubric of an edition: what experts rate at a stage, and how ratings become a score."""

from collections.abc import Mapping

from django.utils.translation import get_language

from applications.models import Project
from applications.services.lookup import edition_of
from policy.parameters import Indicator
from review.enums import ReviewStage


def rubric_of(project: Project, stage: str) -> tuple[Indicator, ...]:
    """The indicators that the project's edition sets for a stage; empty where it sets none."""
    parameters = edition_of(project).typed
    return parameters.closing_rubric if stage == ReviewStage.CLOSING else parameters.assessment_rubric


def rated(rubric: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """The indicators that an expert rates; the points of the others follow from the voucher terms (Q6)."""
    return tuple(item for item in rubric if not item.by_clause)


def title(indicator: Indicator) -> str:
    """The indicator's name in the reader's language."""
    chinese = (get_language() or "").startswith("zh")
    return indicator.title if chinese or not indicator.title_en else indicator.title_en


def score(rubric: tuple[Indicator, ...], ratings: Mapping[str, int], *, clause_present: bool | None) -> int:
    """The points of all indicators together, 0 to 100."""
    return sum(points_of(item, ratings, clause_present) for item in rubric)


def points_of(indicator: Indicator, ratings: Mapping[str, int], clause_present: bool | None) -> int:
    """What one indicator brings: as it was rated, or all or nothing by the voucher terms (Q6)."""
    if indicator.by_clause:
        return indicator.points if clause_present else 0
    return ratings.get(indicator.code, 0)


def wrong_ratings(rubric: tuple[Indicator, ...], ratings: Mapping[str, int]) -> list[Indicator]:
    """The indicators whose points are missing or outside 0 and their most."""
    return [item for item in rated(rubric) if not (0 <= ratings.get(item.code, -1) <= item.points)]
