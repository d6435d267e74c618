"""Applicants, calls and the project."""

from applications.models.applicant import Enterprise, StartupTeam
from applications.models.call import Call
from applications.models.conversation import MessageDraft, MessageReading, ProjectMessage
from applications.models.historic import HistoricProject, HistoricProjectQuerySet
from applications.models.invoice import Invoice
from applications.models.newtech import NewTechProduct, NewTechPurchase
from applications.models.project import Project
from applications.models.queries import ProjectQuerySet
from applications.models.satisfaction import Satisfaction, SatisfactionQuerySet

__all__ = [
    "Call",
    "Enterprise",
    "HistoricProject",
    "HistoricProjectQuerySet",
    "Invoice",
    "MessageDraft",
    "MessageReading",
    "NewTechProduct",
    "NewTechPurchase",
    "Project",
    "ProjectMessage",
    "ProjectQuerySet",
    "Satisfaction",
    "SatisfactionQuerySet",
    "StartupTeam",
]
