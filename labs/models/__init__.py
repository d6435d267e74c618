"""Laboratories with their instruments and services."""

from labs.models.laboratory import Laboratory
from labs.models.offer import Instrument, ServiceItem

__all__ = ["Instrument", "Laboratory", "ServiceItem"]
