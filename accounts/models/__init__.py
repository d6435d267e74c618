"""People, parties and memberships."""

from accounts.models.organisation import Membership, Organisation
from accounts.models.user import User

__all__ = ["Membership", "Organisation", "User"]
