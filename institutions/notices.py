"""What institutions and the office are told of an accreditation's steps."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from institutions.models import RecommendingInstitution, ServiceInstitution
from institutions.models.accreditation import Accreditation
from notifications.audiences import people
from notifications.enums import Category
from notifications.registry import Notice, announces, silent
from workflow.models import Event

DOSSIERS = (RecommendingInstitution.subject_label(), ServiceInstitution.subject_label())


def both(*transitions: str):
    """Declares one notice for both kinds of institution."""

    def declare(notice: type[Notice]) -> type[Notice]:
        for label in DOSSIERS:
            announces(label, *transitions)(notice)
        return notice

    return declare


class DossierNotice(Notice):
    """A message about an institution; words may use its name and the reason of the step."""

    def context(self, event: Event, subject: Accreditation) -> dict[str, Any]:
        return {"name": subject.organisation.name, "reason": event.note or "–"}


class ToInstitution(DossierNotice):
    audience = "institution"
    category = Category.DECISION

    def recipients(self, event: Event, subject: Accreditation) -> Iterable[User]:
        return people(subject.member_role, organisation_id=subject.organisation_id)


@both("submit")
class SubmittedToOffice(DossierNotice):
    audience = "office"
    category = Category.TASK
    subject_text = _("%(reference)s asks to join the programme.")
    body_text = _("%(name)s submitted its application. Please check its documents and decide.")

    def recipients(self, event: Event, subject: Accreditation) -> Iterable[User]:
        return people(Role.OFFICER, Role.APPROVER)


@both("approve")
class ApprovedToInstitution(ToInstitution):
    subject_text = _("%(reference)s is approved: welcome to the programme.")
    body_text = _(
        "The account of %(name)s is open now. Complete introduction, features and contact; then you can begin. "
        "The office invites you to a training."
    )


@both("return_for_correction")
class ReturnedToInstitution(ToInstitution):
    category = Category.TASK
    subject_text = _("Please correct the application %(reference)s.")
    body_text = _(
        "The office asks %(name)s for corrections. Open the dossier, answer them and submit again. %(reason)s"
    )


@both("reject")
class RejectedToInstitution(ToInstitution):
    subject_text = _("%(reference)s was rejected.")
    body_text = _("The office rejected the application of %(name)s. Reason: %(reason)s")


@both("suspend", "end")
class StoppedToInstitution(ToInstitution):
    subject_text = _("%(reference)s: the standing of your institution changed.")
    body_text = _("The office suspended or ended the work of %(name)s in the programme. Reason: %(reason)s")


@both("resume", "undo_reject", "reapply")
class GoesOnToInstitution(ToInstitution):
    subject_text = _("%(reference)s goes on.")
    body_text = _("The dossier of %(name)s is open again. Remark: %(reason)s")


for label in DOSSIERS:
    silent(label, "recall", why="The institution takes its own application back; nobody has acted on it.")
silent(
    ServiceInstitution.subject_label(),
    "recognise",
    why="The field centres are reference data; nobody waits for it.",
)
