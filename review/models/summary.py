"""What the chair of a panel says for all its experts."""

from __future__ import annotations

from typing import cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from review.enums import DECISIONS_OF, Decision, ReviewStage
from review.models.assignment import Assignment
from workflow.money import MoneyField


class GroupOpinionQuerySet(models.QuerySet):
    """Group opinions in the programme's words."""

    def visible_to(self, actor) -> GroupOpinionQuerySet:
        """As far as the invitations of the panel are visible."""
        return self.filter(chair__in=Assignment.objects.visible_to(actor))

    def of_panel(self, project: Project, stage: str) -> GroupOpinion | None:
        """The group opinion of the round that counts now, or None."""
        attempt = Assignment.objects.last_attempt(project, stage)
        found = self.filter(project=project, stage=stage, attempt=attempt)
        return cast("GroupOpinion | None", found.select_related("chair__expert__user").first())


class GroupOpinion(models.Model):
    """One row is the opinion of all experts of one panel, summed up by their chair; it is never changed."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="group_opinions", verbose_name=_("project")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=ReviewStage.choices)
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    chair = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="group_opinions", verbose_name=_("chair")
    )
    decision = models.CharField(_("decision"), max_length=20, choices=Decision.choices)
    reasons = models.TextField(_("reasons"))
    accepted_cost = MoneyField(_("cost to be accepted (元)"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)

    objects = GroupOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("group opinion")
        verbose_name_plural = _("group opinions")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "stage", "attempt"],
                name="group_opinion_once",
                violation_error_message=_("The opinions of this panel were already summed up."),
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=DECISIONS_OF[ReviewStage.CLOSING], stage=ReviewStage.CLOSING)
                | models.Q(decision__in=DECISIONS_OF[ReviewStage.ASSESSMENT], stage=ReviewStage.ASSESSMENT),
                name="group_opinion_decision_fits_stage",
                violation_error_message=_("Choose a decision."),
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_cost__isnull=True) | models.Q(accepted_cost__gte=0),
                name="group_opinion_cost_not_negative",
                violation_error_message=_("A cost is not negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.get_stage_display()} · {self.attempt}"
