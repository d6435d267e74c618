"""Requests that were answered, so that sending one again does nothing twice."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IdempotencyKeyQuerySet(models.QuerySet):
    """Remembered requests in the programme's words."""

    def older_than(self, moment: datetime) -> IdempotencyKeyQuerySet:
        return self.filter(created_at__lt=moment)


class IdempotencyKey(models.Model):
    """One row remembers one POST of one person: the request by its digest, and the answer it got."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    key = models.CharField(_("key"), max_length=100)
    request_hash = models.CharField(_("digest of the request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    body = models.TextField(_("answer"), blank=True)
    created_at = models.DateTimeField(_("answered"), default=timezone.now, db_index=True)

    objects = IdempotencyKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("remembered request")
        verbose_name_plural = _("remembered requests")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="idempotency_key_once",
                violation_error_message=_("This key was already used."),
            ),
        ]

    def __str__(self) -> str:
        return self.key
