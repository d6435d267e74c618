"""Who has a file on the desk: soft, visible, and never a lock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from applications.models import Project
from desk.enums import Ending
from workflow.engine import lock


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims in the programme's words."""

    def open(self) -> ClaimQuerySet:
        """Not ended by anybody; whether they lapsed meanwhile is for `live` to say."""
        return self.filter(ended_at__isnull=True)

    def live(self, now: datetime) -> ClaimQuerySet:
        """What somebody has at this moment; at the very second of its end a claim is over."""
        return self.open().filter(expires_at__gt=now)

    def of_party(self, organisation_id: int | None) -> ClaimQuerySet:
        return self.filter(organisation_id=organisation_id)

    def lock(self) -> ClaimQuerySet:
        """The same rows, locked until the transaction ends."""
        return lock(self)  # type: ignore[return-value]

    def history(self) -> ClaimQuerySet:
        """Newest first, with everybody whose name is shown."""
        return self.select_related("person", "ended_by", "received_from").order_by("-pk")


HOLDER = {
    "claim_person": "person_id",
    "claim_name": "person__name",
    "claim_email": "person__email",
    "claim_taken_at": "taken_at",
    "claim_expires_at": "expires_at",
    "claim_from_name": "received_from__name",
    "claim_from_email": "received_from__email",
}


def with_holder(projects: models.QuerySet[Project], organisation_id: int | None, now: datetime):
    """Projects with who of a party has them, asked in the same query; `Claim.of_row` reads it."""
    live = Claim.objects.live(now).of_party(organisation_id).filter(project=models.OuterRef("pk"))
    return projects.annotate(
        **{name: models.Subquery(live.values(column)[:1]) for name, column in HOLDER.items()}
    )


class Claim(models.Model):
    """One row says that one person of the office had one file, from when, until when, and how it ended.

    A claim tells colleagues who works on a file; it never keeps anybody from a step. At most one is open for a file
    in an office; rows are ended, never deleted, so that they are the history as well.
    """

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="claims", verbose_name=_("project")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("office")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="claims",
        verbose_name=_("who has it"),
    )
    taken_at = models.DateTimeField(_("taken"), default=timezone.now)
    active_at = models.DateTimeField(_("last activity"), default=timezone.now)
    expires_at = models.DateTimeField(_("lapses"))
    received_from = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("received from"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ending = models.CharField(_("how it ended"), max_length=20, choices=Ending.choices, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"],
                condition=models.Q(ended_at__isnull=True),
                name="claim_one_holder",
                violation_error_message=_("Somebody else has just taken this file."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ending="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ending="")),
                name="claim_ends_in_a_way",
                violation_error_message=_("A claim that ended says how."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "project"],
                name="claim_of_person",
                condition=models.Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} · {self.person_id} · {self.taken_at:%Y-%m-%d %H:%M}"

    def is_live(self, now: datetime) -> bool:
        """Whether the person has the file at this moment."""
        return self.ended_at is None and self.expires_at > now

    @classmethod
    def of_row(cls, project: Any) -> Claim | None:
        """The live claim that `with_holder` read along with a project, for showing only."""
        if project.claim_person is None:
            return None
        person = User(pk=project.claim_person, name=project.claim_name, email=project.claim_email)
        giver = User(name=project.claim_from_name or "", email=project.claim_from_email or "")
        return cls(
            project=project,
            person=person,
            taken_at=project.claim_taken_at,
            expires_at=project.claim_expires_at,
            received_from=giver if giver.email else None,
        )
