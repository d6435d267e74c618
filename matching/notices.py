"""What enterprises, institutions and laboratories are told of a need; reminders of questions without an answer."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Membership, User
from labs.models import Laboratory
from matching.audiences import (
    NeedNotice,
    ToApplicant,
    ToLaboratories,
    ToNamedLaboratory,
    ToRecommender,
    of_laboratories,
    of_services,
)
from matching.enums import NeedState
from matching.models import Invitation, Need
from notifications.audiences import people
from notifications.enums import Category
from notifications.registry import Notice, announces, silent
from notifications.reminders import Due, Reminder, reminds
from workflow.models import Event

NEED, LABORATORY = Need.subject_label(), Laboratory.subject_label()
# Days after the question, and before the last day for answers.
UNANSWERED = (3, 7, 14)
ENDING = (7, 1)


@announces(NEED, "publish_need")
class PublishedToRecommender(ToRecommender):
    subject_text = _("A client of yours published the need %(reference)s.")
    body_text = _(
        "%(title)s: read the need; you may propose and introduce laboratories if the client allows it."
    )


@announces(NEED, "publish_need")
class ProposedToServices(NeedNotice):
    """Whoever reports a laboratory that the portal proposes can say why it suits."""

    audience = "service"
    subject_text = _("A laboratory of yours is proposed for the need %(reference)s.")
    body_text = _(
        "%(title)s: read the need, and tell the enterprise why the laboratory suits. Its name is not shown yet."
    )

    def recipients(self, event: Event, subject: Need) -> Iterable[User]:
        rows = subject.invitations.filter(asked_at__isnull=True)
        return of_services(Laboratory.objects.filter(pk__in=rows.values("laboratory")))


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


@announces(NEED, "ask_laboratories")
class AskedToServices(NeedNotice):
    """The service institution may answer for its laboratories."""

    audience = "service"
    subject_text = _("A laboratory of yours is asked about the need %(reference)s.")
    body_text = _("%(title)s. See that the laboratory answers, or answer for it. %(remark)s")

    def recipients(self, event: Event, subject: Need) -> Iterable[User]:
        return of_services(Laboratory.objects.filter(reference__in=event.evidence["laboratories"]))


@announces(NEED, "propose_laboratories")
class ProposedToApplicant(ToApplicant):
    category = Category.TASK
    subject_text = _("Laboratories are proposed for %(reference)s.")
    body_text = _(
        "%(by)s proposes laboratories for %(title)s. Look at them and ask those that suit. %(remark)s"
    )

    def context(self, event: Event, subject: Need) -> dict[str, Any]:
        return super().context(event, subject) | {"by": event.on_behalf_of}


@announces(NEED, "answer_need")
class AnsweredToApplicant(ToApplicant):
    category = Category.TASK
    subject_text = _("A laboratory answered your need %(reference)s.")
    body_text = _("There is an answer to %(title)s. Compare the answers and choose one when you are ready.")


@announces(NEED, "answer_need")
class AnsweredToRecommender(ToRecommender):
    subject_text = _("A laboratory answered the need %(reference)s.")
    body_text = _("There is an answer to the need of your client: %(title)s.")


@announces(NEED, "answer_need")
class AnsweredToLaboratory(ToNamedLaboratory):
    """The laboratory reads what its service institution said for it, and may answer itself."""

    subject_text = _("Your service institution answered the need %(reference)s for you.")
    body_text = _("Read the answer to %(title)s. You can answer again yourself; the latest answer counts.")

    def is_wanted(self, event: Event, subject: Need) -> bool:
        return event.role == Role.SERVICE


@announces(NEED, "coach")
class CoachedToApplicant(ToApplicant):
    subject_text = _("Your institution wrote a note on %(reference)s.")
    body_text = _("On %(title)s: %(remark)s")


@announces(NEED, "choose_laboratory")
class ChosenToLaboratory(ToNamedLaboratory):
    subject_text = _("Your laboratory was chosen for the need %(reference)s.")
    body_text = _("The enterprise chose you for %(title)s and prepares its application. %(remark)s")


@announces(NEED, "choose_laboratory")
class ChosenToService(NeedNotice):
    audience = "service"
    subject_text = _("A laboratory of yours was chosen for the need %(reference)s.")
    body_text = _("The enterprise chose your laboratory for %(title)s and prepares its application.")

    def recipients(self, event: Event, subject: Need) -> Iterable[User]:
        return of_services(Laboratory.objects.filter(reference=event.evidence["laboratory"]))


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


@announces(LABORATORY, "suspend", "delist")
class LeftToApplicants(Notice):
    """Whoever asked or chose the laboratory for a need looks on in time."""

    audience = "needs"
    category = Category.TASK
    subject_text = _("The laboratory %(name)s has left the directory.")
    body_text = _(
        "You asked it about a need. Vouchers cannot be used with it now (Q7); ask or choose another laboratory."
    )

    def recipients(self, event: Event, subject: Laboratory) -> Iterable[User]:
        live = Need.objects.filter(state__in=(NeedState.OPEN, NeedState.MATCHED))
        asked = live.filter(invitations__laboratory=subject, invitations__asked_at__isnull=False)
        held = Membership.objects.active().filter(role=Role.APPLICANT, organisation__needs__in=asked)
        return User.objects.filter(memberships__in=held).distinct().order_by("pk")

    def context(self, event: Event, subject: Laboratory) -> dict[str, Any]:
        return {"name": subject.name}

    def url(self, event: Event, subject: Laboratory) -> str:
        return reverse("matching:needs")


silent(
    NEED,
    "prolong",
    why="The enterprise looks on; the laboratories that were asked read the new day on the page.",
)


@reminds("need.unanswered")
class AnswerIsWaitedFor(Reminder):
    """Some days after a question without an answer: first the laboratory, then its service institution too."""

    subject_text = _("The need %(reference)s waits for an answer.")
    body_text = _(
        "%(name)s was asked %(days)s days ago about %(title)s. A short “not suitable” helps the enterprise too."
    )

    def due(self, today: date) -> Iterable[Due]:
        rows = Invitation.objects.unanswered().filter(need__answers_until__gte=today)
        for row in (
            rows.select_related("need", "laboratory__reported_by", "laboratory__organisation")
            .order_by("pk")
            .iterator()
        ):
            passed = (today - timezone.localdate(row.asked_at)).days
            reached = [days for days in UNANSWERED if days <= passed]
            if not reached:
                continue
            if not row.laboratory.is_listed_on(today):
                continue
            told = people(Role.LABORATORY, organisation_id=row.laboratory.organisation_id)
            if max(reached) > UNANSWERED[0] and row.laboratory.reported_by:
                told += people(Role.SERVICE, organisation_id=row.laboratory.reported_by.organisation_id)
            for user in dict.fromkeys(told):
                yield Due(
                    key=f"{row.need.reference}:{row.laboratory_id}:{max(reached)}",
                    recipient=user,
                    reference=row.need.reference,
                    url=row.need.get_absolute_url(),
                    context={"days": passed, "title": row.need.title, "name": row.laboratory.name},
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
