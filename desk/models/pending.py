"""Decisions that are taken but not published yet; nobody outside the office knows of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from applications.models import Project
from workflow.engine import lock
from workflow.models import Event
from workflow.money import MoneyField


class Kind(models.TextChoices):
    """The decisions that may wait for their publication; each is the name of its transition."""

    APPROVE = "approve", _("Approval")
    REJECT = "reject", _("Rejection")
    AWARD = "award", _("Award of the voucher")
    CLOSE = "close", _("Closing")
    REFUSE_CLOSING = "refuse_closing", _("Refusal of closing")


WITH_AMOUNT = (Kind.APPROVE, Kind.CLOSE)
WITH_REASON = (Kind.REJECT, Kind.CLOSE, Kind.REFUSE_CLOSING)


def in_my_language(words: dict[str, str]) -> str:
    """The text in the reader's language, else in any that there is."""
    return words.get(get_language() or "") or next(iter(words.values()), "")


def open_to(actor) -> models.QuerySet[Project]:
    """The projects that the actor sees and that are no matter of a party of theirs."""
    seen = Project.objects.visible_to(actor)
    parties = actor.parties - {actor.organisation_id}
    return seen.exclude(pk__in=Project.objects.matters_of(parties).values("pk")) if parties else seen


class PendingQuerySet(models.QuerySet["PendingDecision"]):
    """Pending decisions in the programme's words."""

    def visible_to(self, actor) -> PendingQuerySet:
        """Those who decide and those who audit; never a party, an expert or an institution.

        Whoever of the office also belongs to a party of a file does not learn of the decision on it either.
        """
        return self.filter(project__in=open_to(actor)) if actor.sees_everything else self.none()

    def open(self) -> PendingQuerySet:
        """Neither published nor withdrawn."""
        return self.filter(published_at__isnull=True, withdrawn_at__isnull=True)

    def lock(self) -> models.QuerySet[PendingDecision]:
        """The same rows, locked until the transaction ends."""
        return lock(self)

    def for_list(self) -> PendingQuerySet:
        """With everything a row of the list shows; grouping is by call and kind, the oldest first."""
        return self.select_related(
            "project__call", "project__applicant", "recorded_by", "withdrawn_by", "published_by"
        ).order_by("project__call__code", "kind", "pk")


class PendingDecision(models.Model):
    """One row is one decision on one file that waits to be published with its letters.

    What was recorded is never changed: who thinks otherwise withdraws it and records another one. At most one decision
    is open for a file. `version` is that of the file when it was recorded, so that a file that moved is noticed.
    """

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="+", verbose_name=_("project")
    )
    kind = models.CharField(_("decision"), max_length=20, choices=Kind.choices)
    amount = MoneyField(_("amount (元)"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("acting as")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    version = models.PositiveIntegerField(_("version of the file"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("step")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    refusals = models.JSONField(_("why it was not published, in each language"), default=dict, blank=True)
    refused_at = models.DateTimeField(_("publication refused"), null=True, blank=True)

    objects = PendingQuerySet.as_manager()

    class Meta:
        verbose_name = _("pending decision")
        verbose_name_plural = _("pending decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(published_at__isnull=True, withdrawn_at__isnull=True),
                name="pending_one_open",
                violation_error_message=_("A decision on this file is already waiting to be published."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="pending_ends_once",
                violation_error_message=_("A decision is published or withdrawn, not both."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=WITH_AMOUNT) | Q(amount__isnull=False, amount__gte=0),
                name="pending_has_amount",
                violation_error_message=_("Name the amount of this decision."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=WITH_REASON) | ~Q(reason=""),
                name="pending_has_reason",
                violation_error_message=_("Give the reason; the other side reads it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.reference}: {self.get_kind_display()}"

    @property
    def refusal(self) -> str:
        """Why it was not published when somebody tried, in the reader's language."""
        return in_my_language(self.refusals)

    @property
    def is_open(self) -> bool:
        return self.published_at is None and self.withdrawn_at is None

    @property
    def is_stale(self) -> bool:
        """Whether the file has moved since; `project` must be loaded."""
        return self.is_open and self.project.version != self.version
