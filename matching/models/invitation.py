"""A laboratory at a need: proposed, asked, answered; and how the recommending institution coached."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Organisation
from labs.models import Laboratory
from matching.enums import OFFERS, AnswerKind, CoachingKind, Origin
from matching.models.need import Need
from workflow.money import MoneyField


class InvitationQuerySet(models.QuerySet):
    """Laboratories at needs, in the programme's words."""

    def unanswered(self) -> InvitationQuerySet:
        """Those that were asked about an open need and have said nothing."""
        return self.filter(need__state="open", asked_at__isnull=False, answer__isnull=True)

    def answered(self) -> InvitationQuerySet:
        return self.filter(asked_at__isnull=False, first_answered_at__isnull=False)


class Invitation(models.Model):
    """One row is one laboratory at one need: proposed with reasons, asked on a day, answered on another."""

    need = models.ForeignKey(
        Need, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("need")
    )
    laboratory = models.ForeignKey(
        Laboratory, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("laboratory")
    )
    origin = models.CharField(_("origin"), max_length=20, choices=Origin.choices)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    rank = models.FloatField(_("rank of the proposal"), default=0)
    remark = models.CharField(_("why it is proposed"), max_length=500, blank=True)
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    asked_by_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    first_answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    answer = models.OneToOneField(
        "matching.Answer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="latest_of",
        verbose_name=_("latest answer"),
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("laboratory at a need")
        verbose_name_plural = _("laboratories at needs")
        indexes = [models.Index(fields=["laboratory", "asked_at"], name="invitation_laboratory")]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "laboratory"],
                name="invitation_once",
                violation_error_message=_("This laboratory is at this need already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.laboratory_id}"

    def is_of(self, actor) -> bool:
        """Whether the laboratory is the actor's own, or one that the actor's service institution reports."""
        laboratory = self.laboratory
        if actor.role == Role.SERVICE:
            institution = laboratory.reported_by
            return institution is not None and institution.organisation_id == actor.organisation_id
        return actor.acts_for(laboratory.organisation_id, Role.LABORATORY)

    @property
    def has_offer(self) -> bool:
        return self.answer is not None and self.answer.kind in OFFERS


class Answer(models.Model):
    """One row is one dated answer of a laboratory; a later one replaces it, none is changed. Amounts in fen."""

    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, related_name="answers", verbose_name=_("laboratory at a need")
    )
    kind = models.CharField(_("answer"), max_length=20, choices=AnswerKind.choices)
    words = models.TextField(_("remark"), max_length=2000, blank=True)
    amount = MoneyField(_("amount (元)"), null=True, blank=True)
    lead_days = models.PositiveIntegerField(_("lead time in days"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        verbose_name = _("answer of a laboratory")
        verbose_name_plural = _("answers of laboratories")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=AnswerKind.QUOTE)
                | Q(amount__gt=0, lead_days__gt=0, valid_until__isnull=False),
                name="answer_quote_is_complete",
                violation_error_message=_("A quote names an amount, a lead time and its last day."),
            ),
            models.CheckConstraint(
                condition=Q(kind=AnswerKind.QUOTE)
                | Q(amount__isnull=True, lead_days__isnull=True, valid_until__isnull=True),
                name="answer_only_quote_has_amount",
                violation_error_message=_("Only a quote names an amount, a lead time and a last day."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=AnswerKind.NOT_SUITABLE) | ~Q(words=""),
                name="answer_refused_for_a_reason",
                violation_error_message=_("Say why the need does not suit the laboratory."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.kind}"


class CoachingNote(models.Model):
    """One row says what the recommending institution did for an enterprise's need on a day; it is never changed."""

    need = models.ForeignKey(
        Need, on_delete=models.PROTECT, related_name="coaching_notes", verbose_name=_("need")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CoachingKind.choices)
    day = models.DateField(_("day"))
    words = models.TextField(_("what was done or advised"), max_length=2000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("coaching note")
        verbose_name_plural = _("coaching notes")

    def __str__(self) -> str:
        return f"{self.need_id} {self.day}"
