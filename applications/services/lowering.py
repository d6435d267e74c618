"""When a voucher is worth less from now on, whoever keeps its money lets go of the difference in the same transaction.

A gate never imports another gate: the gate of contracts says how much, the gate of money has signed up here.
"""

from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured

from applications.models import Project
from workflow.models import Event

Release = Callable[[Project, int, Event], None]
_keepers: list[Release] = []


def keeps_money(release: Release) -> Release:
    """Decorator: is called with the project, the difference in fen and the Event whenever a voucher falls."""
    _keepers.append(release)
    return release


def release_difference(project: Project, amount: int, event: Event) -> None:
    """Has the difference (fen) given back. Raises ImproperlyConfigured when nobody keeps the money."""
    if not _keepers:
        raise ImproperlyConfigured("Nobody keeps the money of vouchers.")
    for release in _keepers:
        release(project, amount, event)
