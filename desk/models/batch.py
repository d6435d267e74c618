"""One piece of work on many files: what was chosen, what was foreseen, and what became of each file."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Membership
from applications.models import Project
from desk.models.pending import PendingDecision, in_my_language, open_to
from workflow.models import Event
from workflow.references import new_reference

PREFIX = "B"


class Stage(models.TextChoices):
    """Where a batch stands; follows from its dates, nobody sets it."""

    CHOOSING = "choosing", _("Being prepared")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Waits for confirmation")
    RUNNING = "running", _("At work")
    DONE = "done", _("Finished")
    CANCELLED = "cancelled", _("Stopped")


class Forecast(models.TextChoices):
    """What the rehearsal of a file said."""

    GO = "go", _("Can go")
    STAY = "stay", _("Cannot go")


class Outcome(models.TextChoices):
    """What became of a file."""

    DONE = "done", _("Done")
    REFUSED = "refused", pgettext_lazy("file of a batch", "Refused")
    CANCELLED = "cancelled", _("Not run")


class BatchQuerySet(models.QuerySet["Batch"]):
    """Batches in the programme's words."""

    def visible_to(self, actor) -> BatchQuerySet:
        """The office and auditors see every batch; a batch that is only being prepared, its maker."""
        if not actor.sees_everything:
            return self.none()
        return self.filter(Q(made_by=actor.user.pk) | ~Q(action="", inputs_at__isnull=True))

    def for_list(self) -> BatchQuerySet:
        """With how many files it holds and what became of them."""
        return self.select_related("made_by", "cancelled_by").annotate(
            files=Count("items"),
            done=Count("items", filter=Q(items__outcome=Outcome.DONE)),
            refused=Count("items", filter=Q(items__outcome=Outcome.REFUSED)),
        )

    def unfinished(self) -> BatchQuerySet:
        """What a worker has to go on with: to be checked or confirmed and under way, the oldest first."""
        to_check = Q(inputs_at__isnull=False, checked_at__isnull=True)
        to_run = Q(confirmed_at__isnull=False)
        return self.filter(to_check | to_run, finished_at__isnull=True, cancelled_at__isnull=True).order_by(
            "pk"
        )


class Batch(models.Model):
    """One row is one action on many files by one person in one role: prepared, checked, confirmed, run.

    Every file goes through the same service as a single step, in a transaction of its own, in the name of `membership`
    as it stands at that moment. `token` makes a form that is sent twice one batch.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    token = models.CharField(_("key of the form"), max_length=64, unique=True, null=True, blank=True)
    action = models.CharField(_("action"), max_length=40, blank=True)
    inputs = models.JSONField(_("input"), default=dict, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("acting as")
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    inputs_at = models.DateTimeField(_("ready to be checked"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stopped by"),
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(checked_at__isnull=False),
                name="batch_confirmed_after_check",
                violation_error_message=_("A batch is checked before it is confirmed."),
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="batch_finished_after_confirmation",
                violation_error_message=_("A batch is confirmed before it is run."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="batch_unfinished",
                condition=Q(finished_at__isnull=True, cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args, **kwargs):
        if not self.reference:
            self.reference = new_reference(PREFIX)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("desk:batch", args=[self.reference])

    @property
    def stage(self) -> Stage:
        if self.cancelled_at:
            return Stage.CANCELLED
        if self.finished_at:
            return Stage.DONE
        if self.confirmed_at:
            return Stage.RUNNING
        if self.checked_at:
            return Stage.CHECKED
        return Stage.CHECKING if self.inputs_at else Stage.CHOOSING


class BatchItemQuerySet(models.QuerySet["BatchItem"]):
    """Files of batches in the programme's words."""

    def visible_to(self, actor) -> models.QuerySet[BatchItem]:
        """The files whose forecast, reasons and letters the actor may read: none of a party of theirs."""
        return self.filter(project__in=open_to(actor)) if actor.sees_everything else self.none()

    def to_check(self) -> BatchItemQuerySet:
        return self.filter(forecast="", outcome="")

    def to_run(self) -> BatchItemQuerySet:
        """Confirmed and not done yet: a batch item is done at most once."""
        return self.filter(forecast=Forecast.GO, outcome="")

    def tally(self) -> dict[str, int]:
        """How many files of one batch stand where, in one query."""
        return self.order_by().aggregate(
            total=Count("pk"),
            checked=Count("pk", filter=~Q(forecast="")),
            go=Count("pk", filter=Q(forecast=Forecast.GO)),
            stay=Count("pk", filter=Q(forecast=Forecast.STAY)),
            done=Count("pk", filter=Q(outcome=Outcome.DONE)),
            refused=Count("pk", filter=Q(outcome=Outcome.REFUSED)),
            cancelled=Count("pk", filter=Q(outcome=Outcome.CANCELLED)),
        )

    def for_list(self) -> BatchItemQuerySet:
        """With what a row of preview and result shows."""
        return self.select_related("project__applicant", "decision")


class BatchItem(models.Model):
    """One row is one file of one batch, with what was foreseen and what became of it.

    `letters` are the letters as the rehearsal wrote them; `findings` those that stopped the file, as in the record.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items", verbose_name=_("batch"))
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="+", verbose_name=_("project")
    )
    decision = models.ForeignKey(
        PendingDecision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pending decision"),
    )
    forecast = models.CharField(_("foreseen"), max_length=10, choices=Forecast.choices, blank=True)
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome.choices, blank=True)
    cause = models.CharField(_("kind of refusal"), max_length=20, blank=True)
    reasons = models.JSONField(_("reason in each language"), default=dict, blank=True)
    findings = models.JSONField(_("findings"), default=list, blank=True)
    letters = models.JSONField(_("letters"), default=list, blank=True)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("step")
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = BatchItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a batch")
        verbose_name_plural = _("files of batches")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "project"],
                name="batch_item_once",
                violation_error_message=_("A file is in a batch once."),
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "id"], name="batch_item_open", condition=Q(outcome="")),
            models.Index(fields=["project", "-id"], name="batch_item_of_project"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.project_id}"

    @property
    def reason(self) -> str:
        """Why the file was refused, in the reader's language."""
        return in_my_language(self.reasons)

    def settle(self, outcome: str, now: datetime, **values) -> None:
        """Writes what became of the file."""
        self.outcome, self.settled_at = outcome, now
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=["outcome", "settled_at", *values])
