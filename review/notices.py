"""What applicants, laboratories, experts and the office are told of closing reports and reviews; never who the experts are."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.addressed import ProjectNotice
from applications.audiences import applicants, deciding_office, laboratories
from applications.models import Project
from notifications.enums import Category
from notifications.registry import announces
from notifications.reminders import Due, Reminder, reminds
from review.models import Assignment
from workflow.models import Event
from workflow.money import format_yuan

PROJECT = "applications.project"
DISTANCES = (7, 1, 0)


class ReviewNotice(ProjectNotice):
    """A message about closing."""

    def figures(self, evidence: dict[str, Any]) -> dict[str, Any]:
        return {
            "due": evidence.get("due_date", ""),
            "score": evidence.get("score", ""),
            "amount": format_yuan(evidence.get("accepted_cost") or evidence.get("actual_cost") or 0),
        }


@announces(PROJECT, "record_assessment")
class AssessmentToOffice(ReviewNotice):
    audience = "office"
    category = Category.TASK
    to = (deciding_office,)
    subject_text = _("%(reference)s: all experts have given their scores.")
    body_text = _("The mean score of the project “%(title)s” is %(score)s. The decision can be prepared.")


@announces(PROJECT, "confirm_report")
class ReportConfirmedToApplicant(ReviewNotice):
    audience = "applicant"
    category = Category.TASK
    to = (applicants,)
    subject_text = _("%(reference)s: the laboratory confirmed the closing report.")
    body_text = _(
        "The laboratory confirmed the closing report of the project “%(title)s”. You can submit it now; any change makes "
        "the confirmation void."
    )


@announces(PROJECT, "submit_closing")
class ClosingToOffice(ReviewNotice):
    audience = "office"
    category = Category.TASK
    to = (deciding_office,)
    subject_text = _("%(reference)s: a closing report waits to be checked.")
    body_text = _("%(applicant)s submitted the closing report of “%(title)s” with a cost of %(amount)s.")


@announces(PROJECT, "recall_closing")
class ClosingRecalledToOffice(ReviewNotice):
    audience = "office"
    to = (deciding_office,)
    subject_text = _("%(reference)s: the closing report was taken back.")
    body_text = _("%(applicant)s took the closing report of “%(title)s” back. Nothing is to be done now.")


@announces(PROJECT, "return_closing")
class ClosingReturnedToApplicant(ReviewNotice):
    audience = "applicant"
    category = Category.TASK
    to = (applicants,)
    subject_text = _("%(reference)s: please correct the closing report by %(due)s.")
    body_text = _(
        "The office asks for corrections of the closing report of “%(title)s”. Correct each point, have the laboratory "
        "confirm the report again and submit it by %(due)s. Remark: %(reason)s"
    )

    def url(self, event: Event, subject: Project) -> str:
        return reverse("review:report", args=[subject.reference])


@announces(PROJECT, "return_closing")
class ClosingReturnedToLaboratory(ReviewNotice):
    audience = "laboratory"
    to = (laboratories,)
    subject_text = _("%(reference)s: the closing report was returned.")
    body_text = _(
        "The office asked %(applicant)s to correct the closing report of “%(title)s”. You will be asked to confirm it again."
    )


@announces(PROJECT, "start_review")
class ReviewStartedToParties(ReviewNotice):
    audience = "parties"
    to = (applicants, laboratories)
    subject_text = _("%(reference)s: the closing review has begun.")
    body_text = _(
        "Experts now read the closing report of “%(title)s”. Their opinions are expected by %(due)s."
    )


@announces(PROJECT, "start_review")
class InvitationToExperts(ReviewNotice):
    audience = "experts"
    category = Category.TASK
    subject_text = _("%(reference)s: your opinion is asked for by %(due)s.")
    body_text = _(
        "Please open the invitation, see who the parties are, and declare whether you have a conflict of interest. "
        "The file opens afterwards."
    )

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        asked = Assignment.objects.filter(
            project=subject, expert__in=[int(number) for number in event.evidence.get("experts", [])]
        )
        return User.objects.filter(expert__assignments__in=asked).distinct().order_by("pk")

    def url(self, event: Event, subject: Project) -> str:
        return reverse("review:declare", args=[subject.reference])


@announces(PROJECT, "close")
class ClosedToParties(ReviewNotice):
    audience = "parties"
    category = Category.DECISION
    to = (applicants, laboratories)
    subject_text = _("%(reference)s is closed.")
    body_text = _(
        "The project “%(title)s” is closed with an accepted cost of %(amount)s. The redemption can be requested. "
        "Reasons: %(reason)s"
    )


@announces(PROJECT, "refuse_closing")
class ClosingRefusedToParties(ReviewNotice):
    audience = "parties"
    category = Category.DECISION
    to = (applicants, laboratories)
    subject_text = _("%(reference)s: the closing review was not passed.")
    body_text = _(
        "The experts do not let the project “%(title)s” close. Reasons: %(reason)s\n\nWhat follows between the parties is "
        "what their contract says for this case; the project page shows its words."
    )


@announces(PROJECT, "retry_closing")
class RetryToParties(ReviewNotice):
    audience = "parties"
    category = Category.TASK
    to = (applicants, laboratories)
    subject_text = _("%(reference)s: another closing review is possible.")
    body_text = _(
        "The office allows another closing review of “%(title)s”. The report starts from the words of the last one; the "
        "laboratory confirms it again. Remark: %(reason)s"
    )


@announces(PROJECT, "undo_close", "undo_refuse_closing")
class ClosingUndoneToParties(ReviewNotice):
    audience = "parties"
    category = Category.DECISION
    to = (applicants, laboratories)
    subject_text = _("%(reference)s: the closing decision was taken back.")
    body_text = _(
        "The last closing decision on “%(title)s” was taken in error and is undone. Reason: %(reason)s"
    )


@reminds("review.invitation")
class InvitationStands(Reminder):
    """Experts who are asked outside a step (an assessment, or in place of somebody) are told by the timetable."""

    category = Category.TASK
    subject_text = _("%(reference)s: your opinion is asked for by %(date)s.")
    body_text = _(
        "Please open the invitation, see who the parties are, and declare whether you have a conflict of interest. "
        "The file opens afterwards."
    )

    def due(self, today: date) -> Iterable[Due]:
        started = Event.objects.filter(subject_label=PROJECT, transition="start_review")
        asked = Assignment.objects.pending().under_way().select_related("project", "expert__user")
        for invitation in asked.order_by("pk"):
            told = started.filter(subject_pk=invitation.project_id).order_by("-pk").first()
            if told is None or str(invitation.expert_id) not in told.evidence.get("experts", []):
                yield invitation_told(invitation, f"{invitation.pk}")


@reminds("review.opinion_due")
class OpinionComesDue(Reminder):
    """A week, a day and on the day an opinion is due."""

    subject_text = _("%(reference)s: your opinion is due on %(date)s.")
    body_text = _("Please give your opinion by %(date)s, or decline, so that somebody else can be asked.")

    def due(self, today: date) -> Iterable[Due]:
        near = today + timedelta(days=max(DISTANCES))
        asked = Assignment.objects.pending().under_way().filter(due_date__gte=today, due_date__lte=near)
        for invitation in asked.select_related("project", "expert__user").order_by("pk"):
            left = (invitation.due_date - today).days
            distance = min(step for step in DISTANCES if left <= step)
            yield invitation_told(invitation, f"{invitation.pk}:{distance}")


@reminds("review.summary")
class OpinionsAreIn(Reminder):
    """The chair of a panel is told once that every expert has given an opinion."""

    category = Category.TASK
    subject_text = _("%(reference)s: all opinions are in; please sum them up.")
    body_text = _("You chair the experts of this project. Read their opinions and say what the group says.")

    def due(self, today: date) -> Iterable[Due]:
        for invitation in Assignment.objects.summable().select_related("expert__user"):
            yield Due(
                key=f"{invitation.pk}:summary",
                recipient=invitation.expert.user,
                reference=invitation.project.reference,
                url=reverse("review:sum_up", args=[invitation.project.reference]),
            )


def invitation_told(invitation: Assignment, key: str) -> Due:
    """One word to one expert about one invitation."""
    return Due(
        key=key,
        recipient=invitation.expert.user,
        reference=invitation.project.reference,
        url=reverse("review:declare", args=[invitation.project.reference]),
        context={"date": invitation.due_date},
    )
