"""Tables of laboratories, their instruments and services."""

from labs.resources.laboratories import LaboratoryResource
from labs.resources.offers import INSTRUMENTS, LABORATORIES, SERVICES, InstrumentResource, ServiceItemResource

__all__ = [
    "INSTRUMENTS",
    "LABORATORIES",
    "SERVICES",
    "InstrumentResource",
    "LaboratoryResource",
    "ServiceItemResource",
]
