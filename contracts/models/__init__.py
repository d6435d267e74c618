"""Contracts, their supplements, and requests to change them."""

from contracts.models.change import ChangeRequest
from contracts.models.contract import Contract, Supplement

__all__ = ["ChangeRequest", "Contract", "Supplement"]
