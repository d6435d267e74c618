"""Recommending and professional service institutions with what they declare and how they are judged."""

from institutions.models.accreditation import Accreditation
from institutions.models.evaluation import PerformanceEvaluation
from institutions.models.recommending import RecommendingInstitution
from institutions.models.roster import PlannedEvent, ServedEnterprise, Training
from institutions.models.service import ServiceInstitution

__all__ = [
    "Accreditation",
    "PerformanceEvaluation",
    "PlannedEvent",
    "RecommendingInstitution",
    "ServedEnterprise",
    "ServiceInstitution",
    "Training",
]
