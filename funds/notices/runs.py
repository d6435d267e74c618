"""What finance is told about runs of transfers."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from funds.models import PaymentRun
from notifications.audiences import people
from notifications.enums import Category
from notifications.registry import Notice, announces, silent
from workflow.models import Event
from workflow.money import format_yuan

RUN = "funds.paymentrun"


class RunNotice(Notice):
    """A message about a run of transfers, with its number and total."""

    def context(self, event: Event, subject: PaymentRun) -> dict[str, Any]:
        return {"count": subject.locked_count, "total": format_yuan(subject.locked_total)}


@announces(RUN, "lock_run")
class RunToBeApproved(RunNotice):
    audience = "finance"
    category = Category.TASK
    subject_text = _("%(reference)s: %(count)s transfers over %(total)s wait for approval.")
    body_text = _("Another person than the one who drew the run up looks at it and approves it.")

    def recipients(self, event: Event, subject: PaymentRun) -> Iterable[User]:
        return [*people(Role.FINANCE), *people(Role.APPROVER)]


@announces(RUN, "approve_run")
class RunApproved(RunNotice):
    audience = "finance"
    category = Category.TASK
    subject_text = _("%(reference)s is approved: the file for the bank is ready.")
    body_text = _(
        "The run holds %(count)s transfers over %(total)s. Give its file to the bank, then record the results."
    )

    def recipients(self, event: Event, subject: PaymentRun) -> Iterable[User]:
        return [subject.drawn_up_by]


silent(RUN, "unlock_run", "settle_run", "cancel_run", why="Finance does it itself; nobody waits for it.")
