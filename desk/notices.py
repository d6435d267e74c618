"""What people of the office are told about the files they have: a file handed to them, a file taken from them."""

from typing import Any

from django.utils.translation import gettext as _

from desk.models import Claim
from notifications.drafts import Draft, store
from notifications.enums import Category


def tell_receiver(claim: Claim, by: Any, reason: str) -> None:
    """A colleague has handed a file over; says who, which and why."""

    def words() -> tuple[str, str]:
        names = {
            "reference": claim.project.reference,
            "title": claim.project.title,
            "who": by.get_full_name(),
        }
        return (
            _("%(who)s has handed %(reference)s to you.") % names,
            _("%(who)s has handed the file “%(title)s” (%(reference)s) to you. Reason: %(reason)s")
            % (names | {"reason": reason}),
        )

    _tell(claim, "handed_over", Category.TASK, claim.person, words)


def tell_loser(claim: Claim, by: Any, reason: str) -> None:
    """A file was taken over from the person of this claim while it was still theirs."""

    def words() -> tuple[str, str]:
        names = {
            "reference": claim.project.reference,
            "title": claim.project.title,
            "who": by.get_full_name(),
        }
        return (
            _("%(who)s has taken over %(reference)s.") % names,
            _("%(who)s has taken over the file “%(title)s” (%(reference)s) from you. Reason: %(reason)s")
            % (names | {"reason": reason}),
        )

    _tell(claim, "taken_over", Category.PROGRESS, claim.person, words)


def _tell(claim: Claim, what: str, category: str, person: Any, words: Any) -> None:
    draft = Draft(
        key=f"claim:{claim.pk}:{what}:user:{person.pk}",
        kind=f"desk.claim.{what}",
        category=category,
        recipient=person,
        reference=claim.project.reference,
        url=claim.project.get_absolute_url(),
    )
    draft.write({}, words)
    if draft.is_deliverable:
        store([draft])
