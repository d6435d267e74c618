"""Recommending and professional service institutions with what they declare and how they are judged."""

from institutions.models.accreditation import Accreditation
from institutions.models.coaching import CoachingNote, EventEnterprise
from institutions.models.evaluation import PerformanceEvaluation
from institutions.models.indicators import EvaluationRound, Indicator, SelfReport
from institutions.models.recommending import RecommendingInstitution
from institutions.models.roster import PlannedEvent, ServedEnterprise, Training
from institutions.models.service import ServiceInstitution

__all__ = [
    "Accreditation",
    "CoachingNote",
    "EvaluationRound",
    "EventEnterprise",
    "Indicator",
    "PerformanceEvaluation",
    "PlannedEvent",
    "RecommendingInstitution",
    "SelfReport",
    "ServedEnterprise",
    "ServiceInstitution",
    "Training",
]
