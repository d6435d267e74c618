"""Which projects: the reads of the spine in the programme's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery

from accounts.enums import Role
from applications.enums import EXPIRES_UNREDEEMED, EXPIRES_UNUSED, FUNDED, State
from workflow.models import Correction, SubjectQuerySet

PARTIES = (
    "applicant__team__became",
    "laboratory__organisation",
    "laboratory__reported_by__organisation",
    "recommender__organisation",
)
# The roles in which people act for a party of a project, each with the party's column.
MATTERS_OF = {
    Role.APPLICANT: "applicant",
    Role.RECOMMENDER: "recommender__organisation",
    Role.LABORATORY: "laboratory__organisation",
    Role.SERVICE: "laboratory__reported_by__organisation",
}


class ProjectQuerySet(SubjectQuerySet):
    """`visible_to` is the only row-level rule: list, page, export, search, admin and API all use it."""

    def visible_to(self, actor) -> ProjectQuerySet:
        """What the actor may see: each party its own, the office everything but other people's drafts."""
        match actor.role:
            case Role.AUDITOR | Role.SYSTEM:
                return self.all()
            case Role.OFFICER | Role.APPROVER | Role.FINANCE:
                return self.handed_in()
            case Role.APPLICANT:
                return self.filter(applicant_id=actor.organisation_id)
            case Role.RECOMMENDER:
                return self.handed_in().filter(recommender__organisation_id=actor.organisation_id)
            case Role.LABORATORY:
                return self.handed_in().filter(laboratory__organisation_id=actor.organisation_id)
            case Role.SERVICE:
                return self.handed_in().filter(laboratory__reported_by__organisation_id=actor.organisation_id)
            case Role.EXPERT:
                return self.filter(readers=actor.user.pk)
        return self.none()

    def handed_in(self) -> ProjectQuerySet:
        """Without drafts, also those that were withdrawn before anybody else had seen them."""
        return self.filter(submitted_at__isnull=False).exclude(state=State.DRAFT)

    def with_parties(self) -> ProjectQuerySet:
        """With everybody whom permissions ask about, in one query."""
        return self.select_related("call", "edition", *PARTIES)

    def for_writing(self) -> ProjectQuerySet:
        """With everything that the rules ask about an application, in one query."""
        return self.with_parties().select_related("call__edition", "applicant__enterprise", "applicant__team")

    def for_list(self) -> ProjectQuerySet:
        """The narrow row of a list, newest first."""
        return (
            self.select_related("applicant", "laboratory__organisation", "recommender__organisation")
            .only(
                "reference",
                "title",
                "state",
                "state_since",
                "submitted_at",
                "requested_amount",
                "award_amount",
                "use_by",
                "redeem_by",
                "applicant__name",
                "laboratory__state",
                "laboratory__organisation__name",
                "recommender__state",
                "recommender__organisation__name",
            )
            .order_by("-pk")
        )

    def with_days_to_keep(self) -> ProjectQuerySet:
        """With the last day of the call and the first day by which a correction is due."""
        asked = Correction.objects.filter(
            subject_label=self.model.subject_label(), subject_pk=OuterRef("pk"), due_date__isnull=False
        ).open()
        first = Subquery(asked.order_by("due_date").values("due_date")[:1])
        return self.annotate(call_closes=F("call__closes_on"), correction_due=first)

    def matters_of(self, parties: Iterable[int]) -> ProjectQuerySet:
        """The projects that one of these organisations is a party of."""
        found = Q()
        for column in MATTERS_OF.values():
            found |= Q(**{f"{column}__in": list(parties)})
        return self.filter(found)

    def search(self, words: str) -> ProjectQuerySet:
        """Projects whose reference, title, parties or credit code hold the words."""
        return self.filter(
            Q(reference__icontains=words)
            | Q(title__icontains=words)
            | Q(applicant__name__icontains=words)
            | Q(applicant__uscc=words.upper())
            | Q(laboratory__organisation__name__icontains=words)
        )

    def with_news_for(self, actor) -> ProjectQuerySet:
        """With `has_news`: whether somebody wrote what the actor (for the office: nobody of it) has not read."""
        messages = self.model._meta.get_field("conversation").related_model.objects
        news = messages.visible_to(actor).unread_by(actor).filter(project=OuterRef("pk"))
        return self.annotate(has_news=Exists(news.order_by()))

    def in_state(self, *states: str) -> ProjectQuerySet:
        return self.filter(state__in=states)

    def on_public_notice(self) -> ProjectQuerySet:
        """What the public may read and object to."""
        return self.filter(state__in=(State.NOTICED, State.OBJECTED))

    def unused_after(self, today: date) -> ProjectQuerySet:
        """Vouchers whose use-by date has passed without a cleared contract."""
        return self.filter(state__in=EXPIRES_UNUSED, use_by__lt=today)

    def unredeemed_after(self, today: date) -> ProjectQuerySet:
        """Vouchers whose redeem-by date has passed without a request."""
        return self.filter(state__in=EXPIRES_UNREDEEMED, redeem_by__lt=today)

    def of_year(self, applicant_id: int, year: int) -> ProjectQuerySet:
        """The applicant's projects whose money counts towards the caps of a year."""
        counted = (*FUNDED, State.REDEEMED, State.PAID)
        return self.filter(applicant_id=applicant_id, state__in=counted, submitted_at__year=year)
