"""The shape of every notice about a project: who gets it, and the words that its sentences may use."""

from collections.abc import Callable, Iterable
from typing import Any

from accounts.models import User
from applications.models import Project
from notifications.registry import Notice
from workflow.models import Event


class ProjectNotice(Notice):
    """A message about a project; `to` says who gets it, words may use its title and the reason of the step."""

    to: tuple[Callable[[Project], list[User]], ...] = ()

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return [person for find in self.to for person in find(subject)]

    def context(self, event: Event, subject: Project) -> dict[str, Any]:
        known = {
            "title": subject.title,
            "applicant": subject.applicant.name,
            "reason": event.note or event.evidence.get("reasons") or "–",
        }
        return known | self.figures(event.evidence)

    def figures(self, evidence: dict[str, Any]) -> dict[str, Any]:
        """What the sentences may use of the step's evidence."""
        return {}
