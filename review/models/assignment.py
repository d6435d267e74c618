"""What one expert was asked about one project, and what the expert answered (clause Q8)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from applications.enums import State
from applications.models import Project
from review.enums import DECISIONS_OF, AssignmentStatus, Decision, ReviewStage
from review.models.expert import Expert
from workflow.money import MoneyField

UNDER_WAY = models.Q(stage=ReviewStage.CLOSING, project__state=State.IN_REVIEW) | models.Q(
    stage=ReviewStage.ASSESSMENT, project__state=State.ENDORSED
)
NO_OPINION = models.Q(submitted_at__isnull=True)
COMPLETE_OPINION = models.Q(submitted_at__isnull=False, conflict=False, declined_at__isnull=True) & ~models.Q(
    reasons=""
)


class AssignmentQuerySet(models.QuerySet):
    """Invitations and opinions in the programme's words."""

    def visible_to(self, actor) -> AssignmentQuerySet:
        """The office and auditors all, an expert the own, nobody else any: names of experts stay closed."""
        if actor.sees_everything:
            return self.all()
        if actor.role == Role.EXPERT:
            return self.filter(expert__user_id=actor.user.pk)
        return self.none()

    def for_project(self, project: Project) -> AssignmentQuerySet:
        """Everybody who was asked, in the order of asking."""
        return self.filter(project=project).select_related("expert__user").order_by("stage", "attempt", "pk")

    def of_panel(self, project: Project, stage: str, attempt: int | None = None) -> AssignmentQuerySet:
        """The experts who count now: of one stage, by default its last round, without those who were replaced."""
        if attempt is None:
            attempt = self.last_attempt(project, stage)
        asked = self.for_project(project).filter(stage=stage, attempt=attempt)
        return asked.filter(replaced_by__isnull=True)

    def last_attempt(self, project: Project, stage: str) -> int:
        asked = self.filter(project=project, stage=stage).order_by("-attempt")
        return asked.values_list("attempt", flat=True).first() or 0

    def pending(self) -> AssignmentQuerySet:
        """Opinions still to be written: not submitted, declined, replaced or in conflict."""
        return self.filter(submitted_at=None, declined_at=None, replaced_by=None).exclude(conflict=True)

    def under_way(self) -> AssignmentQuerySet:
        """Those whose project still stands where the experts are heard."""
        return self.filter(UNDER_WAY)

    def waiting_for(self, user) -> AssignmentQuerySet:
        """What an expert has to do, the nearest date first."""
        mine = self.pending().under_way().filter(expert__user=user)
        return mine.select_related("project", "expert").order_by("due_date", "pk")

    def to_sum_up(self, user) -> AssignmentQuerySet:
        """What a chair has to sum up."""
        return self.summable().filter(expert__user=user)

    def summable(self) -> AssignmentQuerySet:
        """The chairs of panels in which everybody has given an opinion and nobody summed up yet."""
        same_round = {name: models.OuterRef(name) for name in ("project", "stage", "attempt")}
        summaries = self.model._meta.get_field("group_opinions").related_model._default_manager
        panel = self.model.objects.filter(**same_round, replaced_by__isnull=True)
        summed = models.Exists(summaries.filter(**same_round))
        chaired = self.filter(is_chair=True, replaced_by=None, submitted_at__isnull=False)
        waiting = chaired.under_way().filter(~models.Exists(panel.filter(submitted_at=None)), ~summed)
        return waiting.select_related("project", "expert").order_by("pk")

    def opinions_of_project(self) -> tuple[models.Subquery, models.Subquery]:
        """Columns of a query on projects: opinions given and experts asked in the round that is under way."""
        panel = self.filter(project=models.OuterRef("pk"), replaced_by__isnull=True).under_way()
        rounds = panel.order_by("-attempt").values("stage", "attempt")
        counts = (
            models.Count("pk", filter=models.Q(submitted_at__isnull=False)),
            models.Count("pk"),
        )
        given, asked = (
            models.Subquery(rounds.annotate(number=count).values("number")[:1]) for count in counts
        )
        return given, asked

    def of_expert(self, user) -> AssignmentQuerySet:
        """Everything an expert was asked, newest first."""
        return self.filter(expert__user=user).select_related("project", "expert").order_by("-pk")


class Assignment(models.Model):
    """One row asks one expert for one opinion on one project; the answer stands on it and is never changed."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("project")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=ReviewStage.choices)
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    expert = models.ForeignKey(
        Expert, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("expert")
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    due_date = models.DateField(_("due"))
    conflict = models.BooleanField(_("conflict of interest"), null=True, blank=True)
    conflict_reason = models.TextField(_("what the conflict is"), blank=True)
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=20, choices=Decision.choices, blank=True)
    is_chair = models.BooleanField(_("sums up the opinions of all"), default=False)
    ratings = models.JSONField(
        _("points per indicator"),
        default=dict,
        blank=True,
        help_text=_("Points by the code of the rubric's indicator."),
    )
    score = models.PositiveSmallIntegerField(_("score (0 to 100)"), null=True, blank=True)
    clause_present = models.BooleanField(_("the contract has voucher terms"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    accepted_cost = MoneyField(_("cost to be accepted (元)"), null=True, blank=True)
    draft = models.JSONField(_("opinion being written"), default=dict, blank=True, editable=False)
    draft_saved_at = models.DateTimeField(_("draft saved"), null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    decline_reason = models.TextField(_("why it was declined"), blank=True)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation of an expert")
        verbose_name_plural = _("invitations of experts")
        indexes = [models.Index(fields=["expert", "due_date"], name="assignment_expert")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "stage", "attempt", "expert"],
                name="assignment_once",
                violation_error_message=_("This expert was already asked."),
            ),
            models.UniqueConstraint(
                fields=["project", "stage", "attempt"],
                condition=models.Q(is_chair=True, replaced_by__isnull=True),
                name="assignment_one_chair",
                violation_error_message=_("A panel has one chair."),
            ),
            models.CheckConstraint(
                condition=NO_OPINION | COMPLETE_OPINION,
                name="assignment_opinion_has_reasons_and_no_conflict",
                violation_error_message=_(
                    "An opinion has reasons and comes from an expert without a conflict."
                ),
            ),
            models.CheckConstraint(
                condition=NO_OPINION
                | models.Q(stage=ReviewStage.CLOSING, decision__in=DECISIONS_OF[ReviewStage.CLOSING])
                | models.Q(
                    stage=ReviewStage.ASSESSMENT,
                    decision__in=DECISIONS_OF[ReviewStage.ASSESSMENT],
                    score__isnull=False,
                ),
                name="assignment_decision_fits_stage",
                violation_error_message=_("Choose a decision; an assessment also has a score."),
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__lte=100),
                name="assignment_score_within_100",
                violation_error_message=_("A score lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_cost__isnull=True) | models.Q(accepted_cost__gte=0),
                name="assignment_accepted_cost_not_negative",
                violation_error_message=_("A cost is not negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.get_stage_display()} · {self.expert}"

    @property
    def status(self) -> AssignmentStatus:
        if self.replaced_by_id:
            return AssignmentStatus.REPLACED
        if self.declined_at:
            return AssignmentStatus.DECLINED
        if self.conflict:
            return AssignmentStatus.CONFLICT
        if self.submitted_at:
            return AssignmentStatus.SUBMITTED
        return AssignmentStatus.INVITED if self.conflict is None else AssignmentStatus.READING

    @property
    def is_pending(self) -> bool:
        return self.status in {AssignmentStatus.INVITED, AssignmentStatus.READING}

    @property
    def opens_file(self) -> bool:
        """Whether the expert has declared that nothing stands against reading the file."""
        return self.conflict is False and not self.declined_at and not self.replaced_by_id
