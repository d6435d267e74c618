"""Tables of the desk."""

from desk.models.check import CheckMark
from desk.models.claim import Claim
from desk.models.export import Export
from desk.models.view import Preference, SavedView

__all__ = ["CheckMark", "Claim", "Export", "Preference", "SavedView"]
