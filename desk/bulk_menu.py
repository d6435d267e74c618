"""What the queue offers for the files that are ticked."""

from typing import Any

from django.utils.translation import gettext as _

from desk import perms
from desk.services.actions import ACTIONS

QUICK = ("claim", "release", "write")


def menu(actor: Any, tab: str = "") -> list[dict[str, Any]]:
    """The buttons below the list: choose what to do, and what needs no choice. Empty for people outside the office."""
    if not perms.can_batch(actor):
        return []
    first = {"name": "", "label": _("Act on these files …"), "tone": "primary"}
    quick = [{"name": name, "label": ACTIONS[name].label, "tone": "plain"} for name in QUICK]
    return [first, *quick]
