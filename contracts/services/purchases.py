"""The days on which new technology was bought, where the edition judges each item by its day of purchase (Q2: R2.4)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.enums import State
from applications.models import Project
from applications.services import fresh
from applications.services.lookup import edition_of
from contracts import perms
from workflow.errors import NotPermitted, Unfit, WrongState


def asks_for_days(project: Project) -> bool:
    """Whether the edition judges purchases by the day they were made."""
    return edition_of(project).typed.new_tech_validity_date == "purchase"


@transaction.atomic
def record_purchase_days(
    project: Project, *, actor: Actor, days: Mapping[int, date | None], today: date | None = None
) -> None:
    """Keeps the day of each purchase by the key of its line; None for one that is not made yet.

    Raises Unfit for a day in the future, WrongState when the edition does not ask or nobody works, NotPermitted.
    """
    project = fresh(project)
    if project.state != State.CONTRACTED or not asks_for_days(project):
        raise WrongState(
            _("Days of purchase are entered while the work is being done, where the edition asks for them.")
        )
    if not perms.can_record_purchases(project, actor):
        raise NotPermitted("record_purchases")
    today = today or timezone.localdate()
    late = {
        f"day_{key}": _("The day lies in the future.") for key, day in days.items() if day and day > today
    }
    if late:
        raise Unfit(_("Nothing can have been bought in the future."), late)
    for line in project.purchases.filter(pk__in=list(days)):
        line.bought_on = days[line.pk]
        line.save(update_fields=["bought_on"])
