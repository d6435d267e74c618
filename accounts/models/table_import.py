"""A table on its way into the portal."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import ImportStage
from accounts.models.organisation import Membership

# A worker that has not been heard of for so long is gone; another one may take its table up.
PATIENCE_SECONDS = 120


def table_path(job: "TableImport", filename: str) -> str:
    """A path that says nothing about people and keeps nothing of the uploaded name."""
    return f"tables/{job.uuid.hex}.table"


class TableImportQuerySet(models.QuerySet):
    """Tables on their way in."""

    def visible_to(self, actor):
        """A table is its sender's alone, in the role in which it was sent."""
        if actor.membership_id is None:
            return self.none()
        return self.filter(membership_id=actor.membership_id)

    def due(self, now: datetime):
        """Those that wait for a worker, and those whose worker was not heard of for long."""
        waiting = models.Q(stage__in=[ImportStage.WAITING, ImportStage.CONFIRMED])
        lost = now - timedelta(seconds=PATIENCE_SECONDS)
        left = models.Q(stage__in=[ImportStage.CHECKING, ImportStage.WRITING], heard_at__lt=lost)
        return self.filter(waiting | left).order_by("pk")

    def over(self, before: datetime):
        """Those whose file is of no more use."""
        return self.filter(created_at__lt=before).exclude(file="").order_by("pk")


class TableImport(models.Model):
    """One row is one uploaded table: what it would change, what is wrong with it, and whether it was taken in."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    book = models.CharField(_("kind of table"), max_length=60)
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="table_imports", verbose_name=_("sent by")
    )
    language = models.CharField(_("language"), max_length=10)
    file = models.FileField(_("file"), upload_to=table_path, max_length=200, blank=True)
    original_name = models.CharField(_("name of the file"), max_length=150)
    size = models.PositiveIntegerField(_("size"), default=0)
    stage = models.CharField(
        _("stage"), max_length=20, choices=ImportStage.choices, default=ImportStage.WAITING
    )
    rows = models.PositiveIntegerField(_("rows"), default=0)
    report = models.JSONField(_("report"), default=dict, blank=True)
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    heard_at = models.DateTimeField(_("worker last heard of"), default=timezone.now)
    finished_at = models.DateTimeField(_("taken in"), null=True, blank=True)

    objects = TableImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported table")
        verbose_name_plural = _("imported tables")
        indexes = [models.Index(fields=["stage", "heard_at"], name="table_import_due")]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_at_work(self) -> bool:
        return self.stage in {
            ImportStage.WAITING,
            ImportStage.CHECKING,
            ImportStage.CONFIRMED,
            ImportStage.WRITING,
        }
