"""What enterprises, institutions and laboratories are told of a need; reminders of questions without an answer."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Membership, User
from matching.enums import Access, AnswerKind
from matching.models import Invitation, Need
from notifications.audiences import people
from notifications.enums import Category
from notifications.registry import Notice, announces, silent
from notifications.reminders import Due, Reminder, reminds
from workflow.models import Event

NEED = Need.subject_label()
# Days after the question, and before the last day for answers.
UNANSWERED = (3, 7, 14)
ENDING = (7, 1)


def of_laboratories(references: Iterable[str]) -> Iterable[User]:
    """The people of some laboratories."""
    held = Membership.objects.active().filter(
        role=Role.LABORATORY, organisation__laboratory__reference__in=list(references)
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


@announces(NEED, "publish_need")
class PublishedToRecommender(ToRecommender):
    subject_text = _("A client of yours published the need %(reference)s.")
    body_text = _(
        "%(title)s: read the need; you may propose and introduce laboratories if the client allows it."
    )


@announces(NEED, "ask_laboratories")
class AskedToLaboratories(NeedNotice):
    audience = "laboratories"
    category = Category.TASK
    subject_text = _("You are asked about the need %(reference)s.")
    body_text = _(
        "%(title)s. Please say whether you are interested, quote, or say why it does not suit you. %(remark)s"
    )

    def recipients(self, event: Event, subject: Need) -> Iterable[User]:
        return of_laboratories(event.evidence["laboratories"])


@announces(NEED, "propose_laboratories")
class ProposedToApplicant(ToApplicant):
    category = Category.TASK
    subject_text = _("Your institution proposes laboratories for %(reference)s.")
    body_text = _(
        "Laboratories were proposed for %(title)s. Look at them and ask those that suit. %(remark)s"
    )


@announces(NEED, "answer_need")
class AnsweredToApplicant(ToApplicant):
    category = Category.TASK
    subject_text = _("A laboratory answered your need %(reference)s.")
    body_text = _("There is an answer to %(title)s. Compare the answers and choose one when you are ready.")


@announces(NEED, "answer_need")
class AnsweredToRecommender(ToRecommender):
    subject_text = _("A laboratory answered the need %(reference)s.")
    body_text = _("There is an answer to the need of your client: %(title)s.")


@announces(NEED, "coach")
class CoachedToApplicant(ToApplicant):
    subject_text = _("Your institution wrote a note on %(reference)s.")
    body_text = _("On %(title)s: %(remark)s")


@announces(NEED, "choose_laboratory")
class ChosenToLaboratory(ToNamedLaboratory):
    subject_text = _("Your laboratory was chosen for the need %(reference)s.")
    body_text = _("The enterprise chose you for %(title)s and prepares its application. %(remark)s")


@announces(NEED, "choose_laboratory")
class NotChosenToLaboratories(ToLaboratories):
    subject_text = _("Another laboratory was chosen for the need %(reference)s.")
    body_text = _("Thank you for your answer to %(title)s. The enterprise chose another laboratory.")

    def context(self, event: Event, subject: Need) -> dict[str, Any]:
        return {"title": subject.title}


@announces(NEED, "reconsider")
class ReconsideredToLaboratory(ToNamedLaboratory):
    subject_text = _("The choice for the need %(reference)s was taken back.")
    body_text = _("The enterprise looks on for %(title)s. Reason: %(remark)s")


@announces(NEED, "turn_into_application")
class TurnedToLaboratory(ToLaboratories):
    audience = "laboratory"
    subject_text = _("The need %(reference)s became an application.")
    body_text = _(
        "The enterprise writes its application for %(title)s with you. Sign the contract only after the award (Q6)."
    )

    def recipients(self, event: Event, subject: Need) -> Iterable[User]:
        return of_laboratories([subject.chosen.laboratory.reference]) if subject.chosen else []


@announces(NEED, "turn_into_application")
class TurnedToRecommender(ToRecommender):
    subject_text = _("The need %(reference)s became an application.")
    body_text = _("Your client writes its application for %(title)s; it comes to you for endorsement.")


@announces(NEED, "withdraw")
class WithdrawnToLaboratories(ToLaboratories):
    subject_text = _("The need %(reference)s was withdrawn.")
    body_text = _("No answer to %(title)s is needed any more. Reason: %(remark)s")


@announces(NEED, "expire")
class ExpiredToApplicant(ToApplicant):
    category = Category.TASK
    subject_text = _("Your need %(reference)s expired.")
    body_text = _("The last day for answers to %(title)s has passed. Prolong the need to look on.")


silent(
    NEED,
    "prolong",
    why="The enterprise looks on; the laboratories that were asked read the new day on the page.",
)


@reminds("need.unanswered")
class AnswerIsWaitedFor(Reminder):
    """Some days after a question that the laboratory has not answered."""

    subject_text = _("The need %(reference)s waits for your answer.")
    body_text = _(
        "You were asked %(days)s days ago about %(title)s. A short “not suitable” helps the enterprise too."
    )

    def due(self, today: date) -> Iterable[Due]:
        rows = Invitation.objects.unanswered().filter(need__answers_until__gte=today)
        for row in rows.select_related("need", "laboratory").order_by("pk").iterator():
            passed = (today - timezone.localdate(row.asked_at)).days
            reached = [days for days in UNANSWERED if days <= passed]
            if not reached:
                continue
            for user in people(Role.LABORATORY, organisation_id=row.laboratory.organisation_id):
                yield Due(
                    key=f"{row.need.reference}:{row.laboratory_id}:{max(reached)}",
                    recipient=user,
                    reference=row.need.reference,
                    url=row.need.get_absolute_url(),
                    context={"days": passed, "title": row.need.title},
                )


@reminds("need.ending")
class NeedEnds(Reminder):
    """A week and a day before the last day for answers."""

    subject_text = _("Answers to the need %(reference)s are taken until %(date)s.")
    body_text = _("Choose a laboratory for %(title)s, or prolong the need before %(date)s.")

    def due(self, today: date) -> Iterable[Due]:
        ending = Need.objects.ending_until(today + timedelta(days=max(ENDING))).filter(
            answers_until__gte=today
        )
        for need in ending.order_by("pk").iterator():
            distance = min(days for days in ENDING if days >= (need.answers_until - today).days)
            for user in people(Role.APPLICANT, organisation_id=need.applicant_id):
                yield Due(
                    key=f"{need.reference}:{need.answers_until:%Y%m%d}:{distance}",
                    recipient=user,
                    reference=need.reference,
                    url=need.get_absolute_url(),
                    context={"date": need.answers_until, "title": need.title},
                )
