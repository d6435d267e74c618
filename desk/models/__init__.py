"""Tables of the desk."""

from desk.models.batch import Batch, BatchItem
from desk.models.check import CheckMark
from desk.models.claim import Claim
from desk.models.export import Export
from desk.models.pending import PendingDecision
from desk.models.view import Preference, SavedView

__all__ = [
    "Batch",
    "BatchItem",
    "CheckMark",
    "Claim",
    "Export",
    "PendingDecision",
    "Preference",
    "SavedView",
]
