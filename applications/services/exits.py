"""The applicant leaves before money is bound."""

from django.db import transaction

from accounts.actor import Actor
from applications.models import Project
from applications.services.endorsing import require_reason
from applications.services.lookup import fresh
from workflow.door import advance
from workflow.models import Event


@transaction.atomic
def withdraw(project: Project, *, actor: Actor, note: str) -> Event:
    """The applicant withdraws for good, with a reason. Raises Unfit without one, WrongState, NotPermitted."""
    require_reason(note)
    return advance(fresh(project).withdraw, actor=actor, note=note, reason=note)
