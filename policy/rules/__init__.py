"""Every condition of the programme, one module per chapter; importing the package registers them."""

from policy.registry import registry
from policy.rules import (
    accreditation,
    assessment,
    award,
    closing,
    completion,
    contract,
    correction,
    counter,
    eligibility,
    endorsement,
    integrity,
    listing,
    panel,
    payment,
    reading,
    redemption,
    service_institution,
)

__all__ = [
    "accreditation",
    "assessment",
    "award",
    "closing",
    "completion",
    "contract",
    "correction",
    "counter",
    "eligibility",
    "endorsement",
    "integrity",
    "listing",
    "panel",
    "payment",
    "reading",
    "redemption",
    "registry",
    "service_institution",
]
