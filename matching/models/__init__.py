"""Needs, the laboratories asked about them, what these answered, and how institutions coached."""

from matching.models.invitation import Answer, CoachingNote, Invitation
from matching.models.need import Need

__all__ = ["Answer", "CoachingNote", "Invitation", "Need"]
