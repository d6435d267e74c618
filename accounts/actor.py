"""The actor: a person in one of their roles. Permissions and row visibility are asked of it, never of the bare user."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.contrib.auth.models import AnonymousUser

from accounts.enums import OFFICE_ROLES, Role
from accounts.models import Membership, Organisation, User


@dataclass(frozen=True)
class Actor:
    """Who acts, in which role, for which party. Immutable; made per request or per task."""

    user: User
    role: str = ""
    organisation: Organisation | None = None
    membership_id: int | None = None

    @classmethod
    def of(cls, membership: Membership, parties: frozenset[int] | None = None) -> Actor:
        """The person of a membership, acting in it; `parties` when the caller has read all of them already."""
        actor = cls(
            user=membership.user,
            role=membership.role,
            organisation=membership.organisation,
            membership_id=membership.pk,
        )
        if parties is not None:
            actor.__dict__["parties"] = parties
        return actor

    @classmethod
    def system(cls) -> Actor:
        """The named system account: timers and visitors' forms act in its name, never as nobody."""
        return cls(user=User.objects.system(), role=Role.SYSTEM)

    @property
    def organisation_id(self) -> int | None:
        return self.organisation.pk if self.organisation else None

    @property
    def is_authenticated(self) -> bool:
        return self.user.is_authenticated

    @property
    def is_office(self) -> bool:
        return self.role in OFFICE_ROLES

    @property
    def is_system(self) -> bool:
        return self.role == Role.SYSTEM

    @property
    def sees_everything(self) -> bool:
        """The office, auditors and the system see every file; auditors change nothing."""
        return self.is_office or self.role in {Role.AUDITOR, Role.SYSTEM}

    @cached_property
    def parties(self) -> frozenset[int]:
        """Every party for which the person acts in any of their roles: nobody decides on their own matter."""
        held = Membership.objects.active().filter(user_id=self.user.pk)
        return frozenset(held.values_list("organisation_id", flat=True))

    def acts_for(self, organisation_id: int | None, role: str) -> bool:
        """Whether this is the given role of the given party."""
        return self.role == role and organisation_id is not None and self.organisation_id == organisation_id


# A visitor; everything asks `is_authenticated` first, as with Django's own anonymous user.
ANONYMOUS = Actor(user=cast(User, AnonymousUser()))
