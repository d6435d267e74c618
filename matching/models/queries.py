"""Which needs: reads in the programme's words."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from accounts.enums import Role
from institutions.enums import AccreditationState
from labs.models import Laboratory
from matching.enums import OFFERS, Access, Audience, NeedState
from workflow.models import SubjectQuerySet


class NeedQuerySet(SubjectQuerySet):
    """`visible_to` is the only row-level rule: list, page, export and dashboard all start from it."""

    def visible_to(self, actor) -> NeedQuerySet:
        """The applicant its own, its institution by the applicant's choice, laboratories what they were asked.

        A service institution reads what its laboratories were asked or proposed for: it handles their vouchers (Q5).
        """
        match actor.role:
            case Role.SYSTEM:
                return self.all()
            case Role.OFFICER | Role.APPROVER | Role.FINANCE | Role.AUDITOR:
                return self.published()
            case Role.APPLICANT:
                return self.filter(applicant_id=actor.organisation_id)
            case Role.RECOMMENDER:
                read = self.published().filter(access__in=[Access.SEE, Access.COACH])
                return read.filter(recommender__organisation_id=actor.organisation_id)
            case Role.LABORATORY:
                return self.published().shown_to_laboratory(actor.organisation_id)
            case Role.SERVICE:
                return self.published().shown_to_service(actor.organisation_id)
        return self.none()

    def shown_to_laboratory(self, organisation: int | None) -> NeedQuerySet:
        """What one laboratory was asked about, and while it is listed every open need that is open to all."""
        asked = _invitations().filter(
            need=OuterRef("pk"), laboratory__organisation=organisation, asked_at__isnull=False
        )
        listed = Laboratory.objects.listed(timezone.localdate()).filter(organisation=organisation)
        to_all = Q(audience=Audience.EVERYBODY, state=NeedState.OPEN) & Q(Exists(listed))
        return self.filter(Q(Exists(asked)) | to_all)

    def shown_to_service(self, organisation: int | None) -> NeedQuerySet:
        """What the laboratories of a service institution were asked about.

        While it is in good standing also the open needs for which one of them is proposed, and those open to all.
        """
        rows = _invitations().filter(need=OuterRef("pk"), laboratory__reported_by__organisation=organisation)
        in_standing = {
            "reported_by__organisation": organisation,
            "reported_by__state": AccreditationState.ACTIVE,
        }
        listed = Laboratory.objects.listed(timezone.localdate()).filter(**in_standing)
        proposed = Exists(rows.filter(laboratory__in=listed)) | (
            Q(audience=Audience.EVERYBODY) & Exists(listed)
        )
        return self.filter(Exists(rows.filter(asked_at__isnull=False)) | (Q(state=NeedState.OPEN) & proposed))

    def published(self) -> NeedQuerySet:
        """Without drafts, also those that were withdrawn before anybody else had seen them."""
        return self.filter(published_at__isnull=False)

    def waiting_for(self, actor) -> NeedQuerySet:
        """Where the actor's side has the next word."""
        mine = self.visible_to(actor)
        rows = _invitations().filter(need=OuterRef("pk"))
        match actor.role:
            case Role.LABORATORY | Role.SERVICE:
                side = "laboratory" if actor.role == Role.LABORATORY else "laboratory__reported_by"
                own = rows.filter(
                    **{f"{side}__organisation": actor.organisation_id},
                    asked_at__isnull=False,
                    answer__isnull=True,
                )
                return mine.filter(Exists(own), state=NeedState.OPEN)
            case Role.APPLICANT:
                offered = rows.filter(answer__kind__in=OFFERS)
                unasked = ~Exists(rows.filter(asked_at__isnull=False)) & Q(audience=Audience.INVITED)
                told = Q(state=NeedState.OPEN) & (Q(Exists(offered)) | unasked)
                return mine.filter(Q(state__in=[NeedState.DRAFT, NeedState.MATCHED]) | told)
            case Role.RECOMMENDER:
                coached = mine.filter(state=NeedState.OPEN, access=Access.COACH)
                return coached.exclude(Exists(rows.filter(asked_at__isnull=False)))
        return self.none()

    def reference_of_project(self) -> Subquery:
        """The latest of these needs that a project belongs to; for annotations of projects."""
        return Subquery(self.filter(project=OuterRef("pk")).order_by("-pk").values("reference")[:1])

    def for_page(self) -> NeedQuerySet:
        """With everybody whom pages and permissions ask about."""
        found = self.select_related(
            "applicant", "recommender__organisation", "project", "chosen__laboratory__organisation"
        )
        return found.prefetch_related(
            Prefetch(
                "invitations",
                _invitations()
                .select_related(
                    "laboratory__organisation", "laboratory__reported_by", "answer", "asked_by_organisation"
                )
                .order_by("-asked_at", "-rank", "pk"),
            )
        )

    def for_list(self) -> NeedQuerySet:
        """The narrow row of a list, newest first, with the numbers of laboratories asked and of answers."""
        found = self.select_related("applicant", "recommender", "chosen__laboratory__organisation", "project")
        return found.annotate(
            asked_count=Count("invitations", filter=Q(invitations__asked_at__isnull=False)),
            answer_count=Count("invitations", filter=Q(invitations__answer__isnull=False)),
        ).order_by("-pk")

    def for_notices(self) -> NeedQuerySet:
        return self.select_related("applicant", "recommender__organisation", "chosen__laboratory")

    def ending_until(self, day: date) -> NeedQuerySet:
        """Open needs whose last day for answers comes by a day."""
        return self.filter(state=NeedState.OPEN, answers_until__lte=day)

    def over_before(self, today: date) -> NeedQuerySet:
        """Open needs whose last day for answers has passed."""
        return self.filter(state=NeedState.OPEN, answers_until__lt=today)


def _invitations():
    return apps.get_model("matching", "Invitation").objects.all()
