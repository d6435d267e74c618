"""What applicants say of the houses that served them, once the work is closed."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from applications.enums import State
from applications.models.project import Project
from institutions.models import RecommendingInstitution, ServiceInstitution
from labs.models import Laboratory

WORST, BEST = 1, 5
SHOWN_FROM = 3
PARTIES = ("laboratory", "institution", "recommender")
RATED_IN = frozenset({State.CLOSED, State.REDEMPTION_REQUESTED, State.REDEEMED, State.PAID})


def rating_field(label) -> models.PositiveSmallIntegerField:
    """Stars from 1 to 5; empty when the applicant says nothing."""
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(WORST), MaxValueValidator(BEST)]
    )


class SatisfactionQuerySet(models.QuerySet):
    """Ratings in the programme's words."""

    def visible_to(self, actor):
        """Single ratings are for the office, auditors and the applicant; the rated houses see averages only."""
        if actor.sees_everything:
            return self.all()
        if actor.role == Role.APPLICANT:
            return self.filter(project__applicant_id=actor.organisation_id)
        return self.none()

    def averages(self, party: str, houses) -> dict:
        """House → average of its ratings as a party, where at least three applicants said something."""
        rated = self.filter(**{f"{party}__in": houses, f"{party}_rating__isnull": False})
        found = (
            rated.order_by()
            .values(party)
            .annotate(average=models.Avg(f"{party}_rating"), ratings=models.Count("pk"))
        )
        return {row[party]: row["average"] for row in found.filter(ratings__gte=SHOWN_FROM)}


class Satisfaction(models.Model):
    """One row is what one applicant says after one project: stars for each house, and words for the office."""

    project = models.OneToOneField(
        Project, on_delete=models.PROTECT, related_name="satisfaction", verbose_name=_("project")
    )
    laboratory = models.ForeignKey(
        Laboratory, on_delete=models.PROTECT, related_name="+", verbose_name=_("open laboratory")
    )
    institution = models.ForeignKey(
        ServiceInstitution,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("professional service institution"),
    )
    recommender = models.ForeignKey(
        RecommendingInstitution,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recommending institution"),
    )
    laboratory_rating = rating_field(_("the laboratory"))
    institution_rating = rating_field(_("the professional service institution"))
    recommender_rating = rating_field(_("the recommending institution"))
    words = models.TextField(
        _("what went well, what did not"),
        max_length=2000,
        blank=True,
        help_text=_("The voucher office reads this; the houses see averages of three and more ratings only."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rated by")
    )
    at = models.DateTimeField(_("rated"), auto_now_add=True)

    objects = SatisfactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating by an applicant")
        verbose_name_plural = _("ratings by applicants")
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{party}_rating__isnull": True})
                | Q(**{f"{party}_rating__range": (WORST, BEST)}),
                name=f"satisfaction_{party}_in_scale",
                violation_error_message=_("A rating lies between 1 and 5."),
            )
            for party in PARTIES
        ]

    def __str__(self) -> str:
        return str(self.project)
