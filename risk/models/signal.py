"""What files have in common, and what follows from it for those who look at them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from risk import perms
from risk.enums import Side, SignalKind, TraitKind


class Trait(models.Model):
    """One row says that one side of a project has something that another file may have too, as a keyed digest."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="traits", verbose_name=_("project")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=TraitKind.choices)
    side = models.CharField(_("side"), max_length=20, choices=Side.choices)
    digest = models.CharField(_("digest"), max_length=64)
    party = models.BigIntegerField(_("party"), null=True, blank=True)
    """The key of the organisation whose trait it is: what one applicant has in common with itself says nothing."""

    class Meta:
        verbose_name = _("trait")
        verbose_name_plural = _("traits")
        indexes = [models.Index(fields=["kind", "digest"], name="trait_shared")]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "side", "digest"], name="trait_once")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.kind} {self.side}"


class Scan(models.Model):
    """One row says when a project was last compared with the others, and in which version."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, related_name="scan", verbose_name=_("project")
    )
    version = models.PositiveIntegerField(_("version"))
    scanned_at = models.DateTimeField(_("compared"), db_index=True)
    recipe = models.CharField(_("recipe"), max_length=16, default="", editable=False)
    """How the traits were made: with another key of the portal or another recipe, nothing old is equal to anything new."""

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")

    def __str__(self) -> str:
        return f"{self.project_id} {self.scanned_at}"


class SignalQuerySet(models.QuerySet):
    """Signals in the programme's words."""

    def visible_to(self, actor) -> SignalQuerySet:
        """The office's and auditors' alone, on the projects they see; nobody sees those on an own matter."""
        if not perms.can_see_signals(actor):
            return self.none()
        found = self.filter(project__in=Project.objects.visible_to(actor))
        parties = actor.parties - {actor.organisation_id}
        return found.exclude(project__in=Project.objects.matters_of(parties)) if parties else found

    def standing(self) -> SignalQuerySet:
        """Those that the last comparison still found."""
        return self.filter(gone_at__isnull=True)

    def number_of_project(self) -> models.Subquery:
        """How many of these a project has, as a column of a query on projects."""
        mine = self.filter(project=models.OuterRef("pk")).order_by().values("project")
        return models.Subquery(mine.annotate(number=models.Count("pk")).values("number"))

    def unseen(self) -> SignalQuerySet:
        """Standing ones that nobody has looked at yet."""
        return self.standing().filter(~models.Exists(Look.objects.filter(signal=models.OuterRef("pk"))))


class Signal(models.Model):
    """One row is one thing about one project that an officer should look at twice; it never decides anything."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="signals", verbose_name=_("project")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SignalKind.choices)
    key = models.CharField(_("key"), max_length=80)
    figures = models.JSONField(_("figures"), default=dict)
    others = models.JSONField(_("other projects"), default=list, blank=True)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    gone_at = models.DateTimeField(_("no longer found"), null=True, blank=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        verbose_name = _("risk signal")
        verbose_name_plural = _("risk signals")
        constraints = [models.UniqueConstraint(fields=["project", "kind", "key"], name="signal_once")]
        indexes = [
            models.Index(
                fields=["kind", "project"], name="signal_standing", condition=models.Q(gone_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.kind}"


class Look(models.Model):
    """One row says that somebody of the office looked at a signal and what came of it; it is never changed."""

    signal = models.ForeignKey(
        Signal, on_delete=models.PROTECT, related_name="looks", verbose_name=_("signal")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    harmless = models.BooleanField(_("explained"))
    note = models.TextField(_("what was found"), max_length=2000)

    class Meta:
        verbose_name = _("look at a signal")
        verbose_name_plural = _("looks at signals")

    def __str__(self) -> str:
        return f"{self.signal_id} {self.at}"
