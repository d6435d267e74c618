"""Experts, closing reports, and what experts were asked and answered."""

from review.models.assignment import Assignment
from review.models.clash import InvoiceClash
from review.models.expert import Expert
from review.models.report import ClosingReport
from review.models.summary import GroupOpinion

__all__ = ["Assignment", "ClosingReport", "Expert", "GroupOpinion", "InvoiceClash"]
