"""Who is told of a need's steps: the applicant, its institution, laboratories and those that report them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import Membership, User
from labs.models import Laboratory
from matching.enums import Access, AnswerKind
from matching.models import Need
from notifications.audiences import people
from notifications.enums import Category
from notifications.registry import Notice
from workflow.models import Event


def of_laboratories(references: Iterable[str]) -> Iterable[User]:
    """The people of some laboratories."""
    held = Membership.objects.active().filter(
        role=Role.LABORATORY, organisation__laboratory__reference__in=list(references)
    )
    return User.objects.filter(memberships__in=held).distinct().order_by("pk")


def of_services(laboratories: QuerySet[Laboratory]) -> Iterable[User]:
    """The people of the service institutions that report some laboratories."""
    held = Membership.objects.active().filter(
        role=Role.SERVICE, organisation__service_institution__laboratories__in=laboratories
    )
    return User.objects.filter(memberships__in=held).distinct().order_by("pk")


class NeedNotice(Notice):
    """A message about a need; words may use its title and the remark of the step."""

    def context(self, event: Event, subject: Need) -> dict[str, Any]:
        return {"title": subject.title, "remark": event.note or "–"}


class ToApplicant(NeedNotice):
    audience = "applicant"

    def recipients(self, event: Event, subject: Need) -> Iterable[User]:
        return people(Role.APPLICANT, organisation_id=subject.applicant_id)


class ToRecommender(NeedNotice):
    audience = "recommender"

    def recipients(self, event: Event, subject: Need) -> Iterable[User]:
        if subject.recommender is None or subject.access == Access.NONE:
            return []
        return people(Role.RECOMMENDER, organisation_id=subject.recommender.organisation_id)


class ToLaboratories(NeedNotice):
    """To everybody who was asked and has not declined."""

    audience = "laboratories"

    def recipients(self, event: Event, subject: Need) -> Iterable[User]:
        rows = subject.invitations.filter(asked_at__isnull=False)
        live = rows.exclude(answer__kind=AnswerKind.NOT_SUITABLE)
        return of_laboratories(live.values_list("laboratory__reference", flat=True))


class ToNamedLaboratory(NeedNotice):
    """To the laboratory that the step names."""

    audience = "laboratory"
    category = Category.DECISION

    def recipients(self, event: Event, subject: Need) -> Iterable[User]:
        return of_laboratories([event.evidence["laboratory"]])
