"""The Event row: audit trail and outbox at once."""

import hashlib
import json
from datetime import UTC

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Organisation

GENESIS = "0" * 64


class EventQuerySet(models.QuerySet):
    """Events in the programme's words."""

    def of(self, subject) -> "EventQuerySet":
        """The life of one dossier, oldest first."""
        return self.filter(subject_label=subject.subject_label(), subject_pk=subject.pk).order_by("sequence")

    def unannounced(self) -> "EventQuerySet":
        """What the outbox still holds, oldest first."""
        return self.filter(announced_at__isnull=True).order_by("pk")


class Event(models.Model):
    """One row is one step that was taken: who, in which role, for whom, from where to where, on which findings.

    Append-only: the database refuses to change or delete a row; only `announced_at` is written later, once.
    The rows of a dossier form a hash chain, so that a change behind the database's back is found (`verify_audit`).
    """

    subject_label = models.CharField(_("kind of dossier"), max_length=60)
    subject_pk = models.BigIntegerField(_("dossier"))
    reference = models.CharField(_("reference"), max_length=40, db_index=True)
    sequence = models.PositiveIntegerField(_("number in the dossier"))
    transition = models.CharField(_("step"), max_length=60)
    source = models.CharField(_("from"), max_length=40)
    target = models.CharField(_("to"), max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    on_behalf_of = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for")
    )
    note = models.TextField(_("reason or remark"), blank=True)
    findings = models.JSONField(_("findings"), default=list, encoder=DjangoJSONEncoder)
    evidence = models.JSONField(_("evidence"), default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(_("when"))
    previous_digest = models.CharField(_("digest of the step before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    announced_at = models.DateTimeField(_("notices made"), null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_label", "subject_pk", "sequence"], name="event_sequence_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="event_unannounced", condition=models.Q(announced_at__isnull=True)
            ),
            models.Index(fields=["-at", "-id"], name="event_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} #{self.sequence} {self.transition}"

    def compute_digest(self) -> str:
        """SHA-256 over everything but the outbox mark, as canonical JSON, chained to the step before."""
        content = {
            "subject": [self.subject_label, self.subject_pk, self.reference, self.sequence],
            "step": [self.transition, self.source, self.target],
            "who": [self.actor_id, self.role, self.on_behalf_of_id],
            "note": self.note,
            "findings": self.findings,
            "evidence": self.evidence,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "previous": self.previous_digest,
        }
        canonical = json.dumps(
            content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


class Anchor(models.Model):
    """One row is one day's digest over the heads of all chains; publish it, and the past cannot be rewritten unseen."""

    day = models.DateField(_("day"), unique=True)
    dossiers = models.PositiveIntegerField(_("dossiers"))
    last_event = models.BigIntegerField(_("last event"))
    digest = models.CharField(_("digest"), max_length=64)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("daily anchor")
        verbose_name_plural = _("daily anchors")

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"
