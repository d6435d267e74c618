"""What hangs on every dossier: its events, documents and corrections; and the base of all state machines."""

from workflow.models.correction import Correction
from workflow.models.document import Document
from workflow.models.event import Anchor, Event
from workflow.models.subject import Step, Subject, SubjectQuerySet, step

__all__ = ["Anchor", "Correction", "Document", "Event", "Step", "Subject", "SubjectQuerySet", "step"]
