"""People, parties, memberships, and tables on their way in."""

from accounts.models.organisation import Membership, Organisation
from accounts.models.table_import import TableImport
from accounts.models.user import User

__all__ = ["Membership", "Organisation", "TableImport", "User"]
