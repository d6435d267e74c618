"""The application as topics, one page each: which fields and rules belong together, and how far each has come."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.enums import State
from applications.models import Project
from applications.services.drafts import (
    DECLARATIONS,
    editable_documents,
    editable_fields,
    open_corrections,
)
from applications.services.submission import REQUIRED, dry_run
from policy.findings import Finding, Findings
from workflow.corrections import present_value
from workflow.models import Correction, Document
from workflow.models.correction import CorrectionTarget

PURCHASES = "purchases"


class Status(models.TextChoices):
    """How far one topic has come."""

    BLOCKED = "blocked", _("Cannot start yet")
    NOT_STARTED = "not_started", _("Not started")
    OPTIONAL = "optional", _("Optional")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    READY = "ready", _("Ready")
    CHANGES = "changes", _("Changes requested")


TONES = {
    Status.READY: "progress",
    Status.IN_PROGRESS: "progress",
    Status.COMPLETED: "success",
    Status.CHANGES: "attention",
}


@dataclass(frozen=True)
class Topic:
    """One page of the application: its fields, and the rules that speak about them."""

    slug: str
    title: Any
    fields: tuple[str, ...]
    rules: frozenset[str]
    hint: Any = ""
    has_lines: bool = False

    @property
    def writes(self) -> tuple[str, ...]:
        """Everything that a correction may name on this page."""
        return (*self.fields, PURCHASES) if self.has_lines else self.fields


def _rules(*numbers: int) -> frozenset[str]:
    return frozenset(f"ELG-{number}" for number in numbers)


PROJECT = Topic(
    "project",
    _("The project"),
    ("title", "activity_type", "theme", "is_industrial_design", "background", "content", "deliverables"),
    _rules(3, 4),
    _("What you want to find out or make, and what shall come of it."),
)
DESIGN = Topic(
    "design",
    _("Industrial design"),
    ("design_purpose",),
    _rules(10, 11),
    _("What the design is for."),
)
PARTIES = Topic(
    "parties",
    _("Laboratory and recommending institution"),
    ("laboratory", "recommender"),
    _rules(2, 10, 12, 13, 14, 20),
    _("Who does the work, and who recommends you."),
)
PLAN = Topic(
    "plan",
    _("Plan and money"),
    ("plan_from", "plan_to", "total_amount", "requested_amount"),
    _rules(15, 16, 17),
    _("From when to when, what it costs, and what you apply for."),
)
BUYING = Topic(
    "purchases",
    _("New technology and new products"),
    ("purchase_purpose",),
    _rules(5, 6, 7, 8, 9),
    _("Optional: only when you buy listed new technology or new products for the project."),
    has_lines=True,
)
DECLARING = Topic(
    "declarations",
    _("Declarations"),
    DECLARATIONS,
    _rules(20, 21, 22),
    _("What you answer for."),
)
TOPICS = {topic.slug: topic for topic in (PROJECT, DESIGN, PARTIES, PLAN, BUYING, DECLARING)}
APPLICANT_RULES = _rules(1, 19, 23, 24)


def topic_of(name: str) -> Topic | None:
    """The topic on whose page a field is written."""
    return next((topic for topic in TOPICS.values() if name in topic.writes), None)


def topic_url(project: Project, topic: Topic) -> str:
    return reverse("applications:topic", args=[project.reference, topic.slug])


def field_url(project: Project, name: str) -> str:
    """Where one field is written: its place on the page of its topic."""
    topic = topic_of(name)
    if topic is None:
        return ""
    anchor = "lines" if name == PURCHASES else f"div_id_{name}"
    return f"{topic_url(project, topic)}#{anchor}"


def fingerprint(project: Project, topic: Topic) -> str:
    """What stands in a topic, as a short mark: when it is the same, nobody has written on this page meanwhile."""
    columns = [project._meta.get_field(name).attname for name in topic.fields]
    values = [repr(getattr(project, column)) for column in columns]
    if topic.has_lines:
        lines = project.purchases.order_by("pk")
        values += [repr(line) for line in lines.values_list("product", "name", "amount", "justification")]
    return hashlib.sha256("\n".join(values).encode()).hexdigest()[:16]


class Desk:
    """The applicant's view of one application: what is written, what is asked for, what may be opened now."""

    def __init__(self, project: Project):
        self.project = project
        self.is_returned = project.state == State.RETURNED
        self.editable = editable_fields(project)

    @cached_property
    def corrections(self) -> list[Correction]:
        return open_corrections(self.project) if self.is_returned else []

    @cached_property
    def findings(self) -> Findings:
        return dry_run(self.project)

    @cached_property
    def documents(self) -> int:
        return Document.objects.of(self.project).current().count()

    @cached_property
    def has_purchases(self) -> bool:
        return self.project.purchases.exists()

    def topics(self) -> list[Topic]:
        """The topics that concern this project, in the order of the pages."""
        relevant = self.project.is_industrial_design or self.asked(DESIGN)
        return [topic for topic in TOPICS.values() if topic is not DESIGN or relevant]

    def asked(self, topic: Topic) -> list[Correction]:
        """The open corrections that are answered on this page."""
        field = CorrectionTarget.FIELD
        return [row for row in self.corrections if row.target == field and row.name in topic.writes]

    def asked_documents(self) -> list[Correction]:
        return [row for row in self.corrections if row.target == CorrectionTarget.DOCUMENT]

    def waits_for(self, topic: Topic) -> Any:
        """What has to be done before this topic makes sense, or nothing."""
        if self.is_returned:
            return ""
        if topic is BUYING and not self.project.total_amount:
            return _("Waits for “Plan and money”: the share is measured by the planned contract amount.")
        if topic is DECLARING and not self.project.laboratory_id:
            return _("Waits for the laboratory: you declare that nothing ties you to it.")
        return ""

    def is_open(self, topic: Topic) -> bool:
        """Whether something can be written on this page now."""
        return not self.editable.isdisjoint(topic.writes) and not self.waits_for(topic)

    def said_about(self, topic: Topic) -> list[Finding]:
        """What the rules say about what is written here; nothing while nothing is."""
        if not self.is_started(topic):
            return []
        return [finding for finding in self.findings if finding.rule in topic.rules]

    def is_started(self, topic: Topic) -> bool:
        names = [name for name in topic.fields if name != "title"]
        written = any(getattr(self.project, self._column(name)) for name in names)
        return written or (topic.has_lines and self.has_purchases)

    def _column(self, name: str) -> str:
        return self.project._meta.get_field(name).attname

    def has_begun(self) -> bool:
        """Whether there is enough that a list of what the rules say helps rather than frightens."""
        return self.is_returned or all(self.is_started(topic) for topic in (PROJECT, PARTIES, PLAN))

    def lacks(self, topic: Topic) -> bool:
        """Whether the application cannot be submitted for the sake of this topic."""
        empty = [n for n in topic.fields if n in REQUIRED and not getattr(self.project, self._column(n))]
        return bool(empty) or any(finding.rule in topic.rules for finding in self.findings.blocking)

    def status(self, topic: Topic) -> Status:
        if self.is_returned:
            return self._answered(self.asked(topic))
        if topic is BUYING and not self.is_started(topic):
            return Status.OPTIONAL
        if self.waits_for(topic):
            return Status.BLOCKED
        if not self.is_started(topic):
            return Status.NOT_STARTED
        unticked = topic is DECLARING and not all(getattr(self.project, name) for name in topic.fields)
        return Status.IN_PROGRESS if unticked or self.lacks(topic) else Status.COMPLETED

    def _answered(self, asked: list[Correction]) -> Status:
        """After a return: whether everything that was named here has been changed."""
        same = [row for row in asked if present_value(self.project, row.target, row.name) == row.before]
        return Status.CHANGES if same else Status.COMPLETED

    def documents_status(self) -> Status:
        if self.is_returned:
            return self._answered(self.asked_documents())
        return Status.COMPLETED if self.documents else Status.OPTIONAL

    def documents_open(self) -> bool:
        kinds = editable_documents(self.project)
        return kinds is None or bool(kinds)

    def applicant_lacks(self) -> bool:
        return any(finding.rule in APPLICANT_RULES for finding in self.findings.blocking)

    def unfinished(self) -> list[Any]:
        """The titles of what has to be done before submitting."""
        if self.is_returned:
            titles = [topic.title for topic in self.topics() if self.status(topic) == Status.CHANGES]
            return titles + [_("Documents")] * (self.documents_status() == Status.CHANGES)
        return [topic.title for topic in self.topics() if self.lacks(topic)]

    def following(self, topic: Topic) -> Topic | None:
        """The next page that can be opened after this one."""
        pages = self.topics()
        after = pages[pages.index(topic) + 1 :] if topic in pages else []
        return next((page for page in after if self.is_open(page)), None)
