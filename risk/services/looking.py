"""An officer says what came of a signal."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from risk import perms
from risk.models import Look, Signal
from workflow.errors import NotPermitted, Unfit


@transaction.atomic
def look(signal: Signal, *, actor: Actor, harmless: bool, note: str) -> Look:
    """Keeps who looked at a signal and what came of it; the project is not touched, whatever was found.

    Raises Unfit without a note, NotPermitted for anybody but the deciding office, and for an own matter.
    """
    if not perms.can_look(actor) or signal.project.is_own_matter(actor):
        raise NotPermitted("look")
    if not note.strip():
        raise Unfit(_("Say what you found."), {"note": _("Say in a few words what you found.")})
    return Look.objects.create(signal=signal, by=actor.user, harmless=harmless, note=note.strip())
