"""What the database itself holds of projects: the indexes of their lists, and the conditions that money depends on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.enums import ENDED, EXPIRES_UNREDEEMED, EXPIRES_UNUSED, State

BEFORE_AWARD = [State.DRAFT, State.SUBMITTED, State.RETURNED, State.ENDORSED, State.APPROVED]

INDEXES = [
    models.Index(fields=["state", "-id"], name="project_state"),
    models.Index(fields=["state_since", "id"], name="project_since"),
    models.Index(fields=["applicant", "-id"], name="project_applicant"),
    models.Index(fields=["recommender", "state"], name="project_recommender"),
    models.Index(fields=["laboratory", "state"], name="project_laboratory"),
    models.Index(fields=["use_by"], name="project_use_by", condition=models.Q(state__in=EXPIRES_UNUSED)),
    models.Index(
        fields=["redeem_by"],
        name="project_redeem_by",
        condition=models.Q(state__in=EXPIRES_UNREDEEMED),
    ),
]
CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=models.Q(plan_from__isnull=True)
        | models.Q(plan_to__isnull=True)
        | models.Q(plan_to__gte=models.F("plan_from")),
        name="project_plan_in_order",
        violation_error_message=_("The planned end is on or after the planned start."),
    ),
    models.CheckConstraint(
        condition=models.Q(state__in=BEFORE_AWARD)
        | models.Q(state__in=ENDED)
        | models.Q(edition__isnull=False, submitted_at__isnull=False),
        name="project_beyond_draft_has_edition",
        violation_error_message=_("A project that was submitted is judged by a pinned policy edition."),
    ),
    models.CheckConstraint(
        condition=models.Q(redeemed_amount__isnull=True)
        | models.Q(redeemed_amount__lte=models.F("award_amount")),
        name="project_redeems_at_most_its_voucher",
        violation_error_message=_("No more than the face amount of the voucher can be redeemed."),
    ),
]
