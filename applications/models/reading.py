"""What is read of a project beside its fields: where it stands, whose matter it is, what was stored on the way."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.enums import OFFICE_ROLES, Role
from applications.enums import ENDED
from applications.models.evidence import ProjectEvidence


class ProjectReading:
    """The questions that pages and permissions ask of a project."""

    def interested_parties(self, role: str) -> set[int]:
        """Who acts for a party of the project neither decides on it in the office nor endorses it."""
        parties = {self.applicant_id}
        if self.laboratory:
            parties.add(self.laboratory.organisation_id)
        if role == Role.RECOMMENDER:
            return parties
        if role not in OFFICE_ROLES:
            return set()
        if self.recommender:
            parties.add(self.recommender.organisation_id)
        if self.laboratory and self.laboratory.reported_by:
            parties.add(self.laboratory.reported_by.organisation_id)
        return parties

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.reference])

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED

    @property
    def service_checks_redemption(self) -> bool:
        """Whether the edition sends a request for redemption to the service institution first."""
        return self.edition is not None and self.edition.typed.service_checks_redemption

    def evidence_rows(self) -> dict[str, Any]:
        """The stored evidence that is there, by field name."""
        names = [field.name for field in ProjectEvidence._meta.get_fields()]
        return {name: value for name in names if (value := getattr(self, name)) not in (None, "", {}, 0)}
