"""Reminds before a voucher's two dates: when it must be used, and when redeemed."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.audiences import applicants
from applications.enums import EXPIRES_UNREDEEMED, EXPIRES_UNUSED
from applications.models import Project
from funds.audiences import payees
from notifications.reminders import Due, Reminder, reminds
from policy.models import Edition


class VoucherReminder(Reminder):
    """Reminds before one of a voucher's two dates, at the distances of the edition's `warn_days`."""

    states: tuple[str, ...] = ()
    date_field = ""

    def reminded(self, project: Project) -> list[User]:
        """Who has to act."""
        raise NotImplementedError

    def due(self, today: date) -> Iterable[Due]:
        warnings = {edition.pk: edition.typed.warn_days for edition in Edition.objects.published()}
        furthest = max((day for days in warnings.values() for day in days), default=0)
        near = {
            f"{self.date_field}__range": (today, today + timedelta(days=furthest)),
            "state__in": self.states,
        }
        for project in Project.objects.filter(**near).with_parties().order_by("pk"):
            last_day = getattr(project, self.date_field)
            distance = min(
                (d for d in warnings.get(project.edition_id, ()) if d >= (last_day - today).days),
                default=None,
            )
            if distance is not None:
                yield from self._to_each(project, last_day, distance)

    def _to_each(self, project: Project, last_day: date, distance: int) -> Iterable[Due]:
        for person in self.reminded(project):
            yield Due(
                key=f"{project.reference}:{last_day.isoformat()}:{distance}",
                recipient=person,
                reference=project.reference,
                url=project.get_absolute_url(),
                context={"date": last_day.isoformat(), "title": project.title},
            )


@reminds("project.use_by")
class UseByComesNear(VoucherReminder):
    states = EXPIRES_UNUSED
    date_field = "use_by"
    subject_text = _("The voucher of %(reference)s must be used by %(date)s.")
    body_text = _("Sign and submit the contract for “%(title)s” by %(date)s, else the voucher expires.")

    def reminded(self, project: Project) -> list[User]:
        return applicants(project)


@reminds("project.redeem_by")
class RedeemByComesNear(VoucherReminder):
    states = EXPIRES_UNREDEEMED
    date_field = "redeem_by"
    subject_text = _("The voucher of %(reference)s must be redeemed by %(date)s.")
    body_text = _(
        "Close the project “%(title)s” and request its redemption by %(date)s, else the voucher expires."
    )

    def reminded(self, project: Project) -> list[User]:
        return list({person.pk: person for person in (*applicants(project), *payees(project))}.values())
