"""The need: what an enterprise looks for, and the table of its life until an application comes of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE, FSMField, transition

from accounts.enums import District
from accounts.models import Organisation
from applications.models import Project
from institutions.enums import TechnologyField
from institutions.models import RecommendingInstitution
from matching import perms
from matching.enums import Access, Audience
from matching.enums import NeedState as State
from matching.models.queries import NeedQuerySet
from workflow.models import Subject, step
from workflow.money import MoneyField


class Need(Subject):
    """One row is one need of an enterprise or team for which it looks for a laboratory.

    A draft is nobody else's business. `project` is the application that the need came from or was turned into.
    """

    reference_prefix = "N"
    noun = _("Need")
    CONTENT = (
        "title", "problem", "wanted_result", "activity_type", "field", "is_industrial_design", "budget",
        "wanted_by", "district", "recommender", "access", "audience",
    )  # fmt: skip

    state = FSMField(_("state"), protected=True, choices=State.choices, default=State.DRAFT)
    applicant = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="needs", verbose_name=_("applicant")
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    title = models.CharField(_("the need in one line"), max_length=120)
    problem = models.TextField(_("the problem"), blank=True)
    wanted_result = models.TextField(_("the wanted result"), blank=True)
    activity_type = models.CharField(_("type of activity"), max_length=40, blank=True)
    field = models.CharField(_("field"), max_length=20, choices=TechnologyField.choices, blank=True)
    is_industrial_design = models.BooleanField(_("industrial design"), default=False)
    budget = MoneyField(_("budget (元)"), null=True, blank=True)
    wanted_by = models.DateField(_("wanted by"), null=True, blank=True)
    district = models.CharField(_("preferred district"), max_length=20, choices=District.choices, blank=True)
    recommender = models.ForeignKey(
        RecommendingInstitution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("recommending institution"),
    )
    access = models.CharField(
        _("what the recommending institution may do"),
        max_length=10,
        choices=Access.choices,
        default=Access.COACH,
    )
    audience = models.CharField(
        _("who may answer"), max_length=10, choices=Audience.choices, default=Audience.INVITED
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("application"),
    )
    chosen = models.ForeignKey(
        "matching.Invitation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chosen laboratory"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    answers_until = models.DateField(_("answers until"), null=True, blank=True, editable=False)
    matched_at = models.DateTimeField(_("laboratory chosen"), null=True, blank=True, editable=False)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        indexes = [
            models.Index(fields=["applicant", "-id"], name="need_applicant"),
            models.Index(fields=["recommender", "-id"], name="need_recommender"),
            models.Index(fields=["answers_until"], name="need_open_until", condition=Q(state=State.OPEN)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gt=0),
                name="need_budget_positive",
                violation_error_message=_("A budget is more than 0 元."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.MATCHED, State.TURNED]) | Q(chosen__isnull=False),
                name="need_matched_has_laboratory",
                violation_error_message=_("A need that is matched names its laboratory."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.TURNED) | Q(project__isnull=False),
                name="need_turned_has_application",
                violation_error_message=_("A need that was turned into an application names it."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.OPEN) | Q(published_at__isnull=False, answers_until__isnull=False),
                name="need_open_has_dates",
                violation_error_message=_("An open need has a last day for answers."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("matching:need", args=[self.reference])

    @property
    def is_open_to_all(self) -> bool:
        return self.audience == Audience.EVERYBODY

    def rows_of(self, actor) -> list:
        """The rows of the actor's side: a laboratory's own, or those of the laboratories that a service institution reports.

        Asks nothing when the invitations are at hand.
        """
        return [row for row in self.invitations.all() if row.is_of(actor)]

    # --- the table ---------------------------------------------------------------------------------------------------

    @transition(state, State.DRAFT, State.OPEN, permission=perms.can_publish_need,
                custom=step(_("Publish the need"), app="matching", order=10))  # fmt: skip
    def publish_need(self, *, published_at, answers_until):
        """The enterprise lets others read its need; the portal proposes laboratories."""
        self.published_at, self.answers_until = published_at, answers_until

    @transition(state, State.OPEN, State.OPEN, permission=perms.can_ask_laboratories,
                custom=step(_("Ask laboratories"), app="matching", order=20))  # fmt: skip
    def ask_laboratories(self, *, laboratories):
        """The enterprise, or its institution in its name, asks laboratories."""

    @transition(state, State.OPEN, State.OPEN, permission=perms.can_propose_laboratories,
                custom=step(_("Propose laboratories"), app="matching", tone="plain", order=25))  # fmt: skip
    def propose_laboratories(self, *, laboratories):
        """The recommending institution, or the one that reports a laboratory, names whom the enterprise may ask."""

    @transition(state, State.OPEN, State.OPEN, permission=perms.can_answer_need,
                custom=step(_("Answer"), app="matching", order=30))  # fmt: skip
    def answer_need(self, *, laboratory, kind, amount=None, lead_days=None, valid_until=None):
        """A laboratory, or its service institution for it, says whether and for how much it does the work."""

    @transition(state, [State.OPEN, State.MATCHED],
                GET_STATE(lambda need, **_inputs: need.state, states=[State.OPEN, State.MATCHED]),
                permission=perms.can_coach,
                custom=step(_("Record coaching"), app="matching", tone="plain", order=35))  # fmt: skip
    def coach(self, *, kind, day):
        """The recommending institution notes what it did for the enterprise."""

    @transition(state, State.OPEN, State.MATCHED, permission=perms.can_choose_laboratory,
                custom=step(_("Choose a laboratory"), app="matching", order=40))  # fmt: skip
    def choose_laboratory(self, *, chosen, laboratory, matched_at):
        """The enterprise takes one of the offers."""
        self.chosen, self.matched_at = chosen, matched_at

    @transition(state, State.MATCHED, State.OPEN, permission=perms.can_reconsider,
                custom=step(_("Choose again"), app="matching", tone="plain", order=55))  # fmt: skip
    def reconsider(self, *, laboratory, answers_until):
        """The enterprise gives its choice up and looks on."""
        self.chosen = self.matched_at = None
        self.answers_until = answers_until

    @transition(state, State.MATCHED, State.TURNED, permission=perms.can_turn_into_application,
                custom=step(_("Write the application"), app="matching", order=50))  # fmt: skip
    def turn_into_application(self, *, project):
        """What was agreed is carried over into a draft application."""
        self.project = project

    @transition(state, [State.OPEN, State.EXPIRED], State.OPEN, permission=perms.can_prolong,
                custom=step(_("Prolong"), app="matching", tone="plain", order=60))  # fmt: skip
    def prolong(self, *, answers_until):
        """The enterprise looks on until a later day."""
        self.answers_until = answers_until

    @transition(state, [State.DRAFT, State.OPEN, State.MATCHED], State.WITHDRAWN, permission=perms.can_withdraw,
                custom=step(_("Withdraw the need"), app="matching", tone="danger", order=70))  # fmt: skip
    def withdraw(self):
        """The enterprise no longer looks for a laboratory."""

    @transition(state, State.OPEN, State.EXPIRED, permission=perms.can_expire,
                custom=step(_("Expire"), app="matching", offered=False, order=80))  # fmt: skip
    def expire(self):
        """The last day for answers has passed without a choice."""
