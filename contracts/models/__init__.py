"""Contracts, their supplements, requests to change them, and what was read off their papers."""

from contracts.models.change import ChangeRequest
from contracts.models.contract import Contract, Supplement
from contracts.models.reading import Judgement, Reading

__all__ = ["ChangeRequest", "Contract", "Judgement", "Reading", "Supplement"]
