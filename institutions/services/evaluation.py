"""The yearly evaluation of professional service institutions (clause Q5): reports, points, grade, publication."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from institutions import perms
from institutions.figures import measured, sources
from institutions.models import (
    EvaluationRound,
    Indicator,
    PerformanceEvaluation,
    SelfReport,
    ServiceInstitution,
)
from institutions.models.indicators import MANUAL, WHOLE
from institutions.services.dossier import fresh, keep
from workflow import engine
from workflow.door import advance
from workflow.errors import NotPermitted, Unfit, WrongState

# Code of the figure, weight, value without points, value with all points.
PROPOSAL = (
    ("vouchers_served", 20, 0, 20),
    ("closing_rate", 25, 50, 100),
    ("median_days", 15, 540, 180),
    ("satisfaction", 20, 1, 5),
    ("self_report", 5, 0, 1),
)


@dataclass(frozen=True)
class Line:
    """One indicator of one institution: `value` and `points` are None where there are no data."""

    indicator: Indicator
    value: Decimal | None
    points: Decimal | None

    def as_json(self) -> dict[str, Any]:
        """What is kept with the evaluation, so that later changes of the indicators change no result."""
        return {
            "label": self.indicator.label,
            "weight": self.indicator.weight,
            "value": None if self.value is None else str(self.value),
            "points": None if self.points is None else str(self.points),
        }


def lines_of(
    evaluation_round: EvaluationRound,
    institutions: list[ServiceInstitution],
    ratings: dict[int, dict[int, int]] | None = None,
) -> dict[int, list[Line]]:
    """Institution → its indicators with the portal's own figures; `ratings` are the office's, indicator → 0 to 100."""
    indicators = list(evaluation_round.indicators.order_by("-weight", "pk"))
    codes = [row.source for row in indicators if not row.is_manual]
    figures = measured(codes, [row.pk for row in institutions], evaluation_round.year)
    given = ratings or {}

    def line(indicator: Indicator, pk: int) -> Line:
        if indicator.is_manual:
            rating = given.get(pk, {}).get(indicator.pk)
            value = None if rating is None else Decimal(rating)
        else:
            value = figures[indicator.source].get(pk)
        return Line(indicator, value, None if value is None else indicator.points(value))

    return {row.pk: [line(indicator, row.pk) for indicator in indicators] for row in institutions}


def score_of(lines: list[Line]) -> int | None:
    """The weighted score from 0 to 100, half up; indicators without data leave their weight to the others.

    None when no indicator has data.
    """
    known = [(line.points, line.indicator.weight) for line in lines if line.points is not None]
    weight = sum(part for _points, part in known)
    if not weight:
        return None
    total = sum((points * part for points, part in known), Decimal(0))
    return int((total / weight).quantize(Decimal(1), ROUND_HALF_UP))


@transaction.atomic
def open_round(evaluation_round: EvaluationRound, *, actor: Actor) -> EvaluationRound:
    """Opens a year with the indicators of the last one, or with a first proposal. Raises Unfit, NotPermitted."""
    if not perms.keeps_evaluations(actor):
        raise NotPermitted("open_round")
    earlier = EvaluationRound.objects.filter(year__lt=evaluation_round.year).order_by("-year").first()
    evaluation_round = keep(evaluation_round)
    for row in earlier.indicators.order_by("pk") if earlier else proposal():
        kept = {name: getattr(row, name) for name in ("label", "source", "weight", "none_at", "full_at")}
        keep(Indicator(round=evaluation_round, **kept))
    return evaluation_round


def proposal() -> list[Indicator]:
    """A first set of indicators of weight 100: the portal's figures and the office's own rating."""
    known = sources()
    rows = [
        Indicator(source=code, label=str(known[code].label), weight=weight, none_at=none, full_at=full)
        for code, weight, none, full in PROPOSAL
        if code in known
    ]
    rest = WHOLE - sum(row.weight for row in rows)
    label = _("Service to laboratories and enterprises")
    return [*rows, Indicator(source=MANUAL, label=label, weight=rest, none_at=0, full_at=WHOLE)]


@transaction.atomic
def save_round(
    evaluation_round: EvaluationRound, indicators: list[Indicator], *, actor: Actor
) -> EvaluationRound:
    """Stores the year with exactly these indicators; their weights are 100 together.

    Raises Unfit, NotPermitted, WrongState once a result of the year is published.
    """
    if not perms.keeps_evaluations(actor):
        raise NotPermitted("save_round")
    if PerformanceEvaluation.objects.filter(year=evaluation_round.year).published().exists():
        raise WrongState(_("The results of this year are published; its indicators stay as they are."))
    weight = sum(row.weight or 0 for row in indicators)
    if weight != WHOLE:
        raise Unfit(_("The weights add up to %(sum)s; they must be 100 together.") % {"sum": weight})
    evaluation_round = keep(evaluation_round)
    evaluation_round.indicators.exclude(pk__in=[row.pk for row in indicators if row.pk]).delete()
    for row in indicators:
        row.round = evaluation_round
        keep(row)
    return evaluation_round


@transaction.atomic
def save_self_report(
    institution: ServiceInstitution,
    evaluation_round: EvaluationRound,
    *,
    actor: Actor,
    hand_in: bool = False,
    today: date | None = None,
    **fields,
) -> SelfReport:
    """Keeps an institution's report of a year, and hands it in when asked; the last day counts.

    Raises Unfit, NotPermitted, WrongState after the last day or once it is handed in.
    """
    institution = fresh(institution)
    if not perms.can_report_year(institution, actor):
        raise NotPermitted("save_self_report")
    if not evaluation_round.takes_reports_on(today or timezone.localdate()):
        raise WrongState(_("The time for self-reports of this year is over."))
    report = SelfReport.objects.filter(institution=institution, round=evaluation_round).first()
    report = report or SelfReport(institution=institution, round=evaluation_round)
    if report.submitted_at:
        raise WrongState(_("The self-report is handed in and cannot be changed any more."))
    for name, value in fields.items():
        setattr(report, name, value)
    report.by = actor.user
    report.submitted_at = timezone.now() if hand_in else None
    return keep(report)


@transaction.atomic
def evaluate_year(
    institution: ServiceInstitution,
    evaluation_round: EvaluationRound,
    *,
    actor: Actor,
    ratings: dict[int, int],
    remark: str = "",
) -> PerformanceEvaluation:
    """Computes and keeps score and grade of a year; until it is published it can be done again.

    Raises Unfit when an indicator of the office has no rating or nothing has data, WrongState, NotPermitted.
    """
    institution = fresh(institution)
    if not perms.is_office(institution, actor) or institution.is_own_matter(actor):
        raise NotPermitted("evaluate_year")
    if not perms.can_evaluate(institution, actor):
        raise WrongState(_("Only institutions that have joined are evaluated."))
    lines = lines_of(evaluation_round, [institution], {institution.pk: ratings})[institution.pk]
    score = _complete_score(lines)
    earlier = PerformanceEvaluation.objects.filter(institution=institution, year=evaluation_round.year)
    known = engine.lock(earlier).first()  # published at this moment, it stays as it is
    if known and known.published_at:
        raise WrongState(_("The result of this year is published and stays as it is."))
    evaluation = known or PerformanceEvaluation(institution=institution, year=evaluation_round.year)
    evaluation.score, evaluation.grade = score, evaluation_round.grade_of(score)
    evaluation.remark, evaluation.by = remark.strip(), actor.user
    evaluation.results = [line.as_json() for line in lines]
    return keep(evaluation)


def _complete_score(lines: list[Line]) -> int:
    for line in lines:
        if line.indicator.is_manual and (line.value is None or not 0 <= line.value <= WHOLE):
            text = _("Rate “%(label)s” from 0 to 100.") % {"label": line.indicator.label}
            raise Unfit(text, {f"rating_{line.indicator.pk}": text})
    score = score_of(lines)
    if score is None:
        raise Unfit(_("No indicator has data, so there is no score."))
    return score


@transaction.atomic
def publish_evaluations(year: int, *, actor: Actor) -> list[PerformanceEvaluation]:
    """Lets every institution read its result of the year; the event in its dossier tells its people once.

    Results of institutions for which the person acts elsewhere wait for another person of the office. Raises
    NotPermitted, WrongState when none waits.
    """
    if not perms.keeps_evaluations(actor):
        raise NotPermitted("publish_evaluations")
    waiting = PerformanceEvaluation.objects.filter(year=year, published_at__isnull=True)
    others = waiting.exclude(institution__organisation__in=actor.parties)
    published = [_publish(pk, actor) for pk in others.order_by("institution").values_list("pk", flat=True)]
    found = [evaluation for evaluation in published if evaluation is not None]
    if not found:
        raise WrongState(_("There is no result of this year that is not yet published."))
    return found


def _publish(pk: int, actor: Actor) -> PerformanceEvaluation | None:
    """One result, the institution locked first as everywhere; None when somebody has just published it."""
    institution = fresh(ServiceInstitution.objects.get(evaluations=pk))
    evaluation = engine.lock(PerformanceEvaluation.objects.all()).get(pk=pk)
    if evaluation.published_at:
        return None
    evaluation.published_at, evaluation.published_by = timezone.now(), actor.user
    evaluation.save(update_fields=["published_at", "published_by"])
    advance(
        institution.publish_evaluation,
        actor=actor,
        year=evaluation.year,
        score=evaluation.score,
        grade=evaluation.grade,
        remark=evaluation.remark,
    )
    return evaluation
