"""Objections to a public notice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from funds.enums import ObjectionState
from workflow.references import new_reference


class ObjectionQuerySet(models.QuerySet):
    """Objections in the programme's words."""

    def visible_to(self, actor) -> ObjectionQuerySet:
        """Who objects is known to the office and auditors only."""
        return self.all() if actor.sees_everything else self.none()

    def open(self) -> ObjectionQuerySet:
        return self.filter(state=ObjectionState.OPEN)

    def for_project(self, project) -> ObjectionQuerySet:
        return self.filter(project=project).select_related("decided_by").order_by("pk")


class Objection(models.Model):
    """One row is one objection to the public notice of one project, by a visitor or in a letter to the office."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="objections", verbose_name=_("project")
    )
    reference = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80)
    contact = models.CharField(_("contact"), max_length=120)
    text = models.TextField(_("objection"))
    state = models.CharField(
        _("state"), max_length=20, choices=ObjectionState.choices, default=ObjectionState.OPEN
    )
    decision = models.TextField(_("decision"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(contact="") & ~models.Q(text=""),
                name="objection_is_signed",
                violation_error_message=_("An objection has a name, a contact and reasons."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state=ObjectionState.OPEN, decided_at__isnull=True, decided_by__isnull=True
                )
                | (
                    ~models.Q(state=ObjectionState.OPEN)
                    & ~models.Q(decision="")
                    & models.Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="objection_decided_with_reason",
                violation_error_message=_("An objection is decided by a person, with a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args, **kwargs):
        if not self.reference:
            self.reference = new_reference("OBJ")
        super().save(*args, **kwargs)

    @classmethod
    def subject_label(cls) -> str:
        """Its evidence is kept as documents of the objection, so that the applicant does not learn who objects."""
        return cls._meta.label_lower
