"""What each chapter of rules needs to know, as frozen dataclasses; money is whole fen, `today` is a fact."""

from typing import Any

from policy.facts.change import ChangeFacts
from policy.facts.closing import (
    ClosingFacts,
    CompletionFacts,
    CorrectionFacts,
    CounterFacts,
    Opinion,
    PanelFacts,
    PanelMember,
    PaymentFacts,
    RedemptionFacts,
    RetryFacts,
)
from policy.facts.institutions import (
    AccreditationFacts,
    ListingFacts,
    ServedEnterprise,
    ServiceInstitutionFacts,
    VoucherEvent,
)
from policy.facts.parties import Applicant, Declarations, Invoice, Laboratory, OtherProject, Purchase
from policy.facts.payment_run import PaymentRunFacts, Transfer
from policy.facts.project import (
    AssessmentFacts,
    AwardFacts,
    ContractFacts,
    EligibilityFacts,
    EndorsementFacts,
)
from policy.facts.reading import ReadingFacts
from policy.shape import ShapeError, read
from policy.shape import schema as shape_schema

CHAPTERS: dict[str, type] = {
    "eligibility": EligibilityFacts,
    "endorsement": EndorsementFacts,
    "correction": CorrectionFacts,
    "assessment": AssessmentFacts,
    "award": AwardFacts,
    "reading": ReadingFacts,
    "contract": ContractFacts,
    "change": ChangeFacts,
    "completion": CompletionFacts,
    "panel": PanelFacts,
    "closing": ClosingFacts,
    "retry": RetryFacts,
    "redemption": RedemptionFacts,
    "payment": PaymentFacts,
    "payment_run": PaymentRunFacts,
    "counter": CounterFacts,
    "accreditation": AccreditationFacts,
    "service_institution": ServiceInstitutionFacts,
    "listing": ListingFacts,
}


class FactsError(ShapeError):
    """The facts cannot be used; the text is one line and says what is wrong where."""


def facts_class(chapter: str) -> type:
    """Return the dataclass of a chapter; raises FactsError when there is no such chapter."""
    try:
        return CHAPTERS[chapter]
    except KeyError:
        raise FactsError(
            f"There is no chapter {chapter!r}; the chapters are {', '.join(CHAPTERS)}."
        ) from None


def from_json(chapter: str, data: object) -> Any:
    """Build the facts of a chapter from JSON data; raises FactsError with one line that names the place."""
    cls = facts_class(chapter)
    try:
        return read(cls, data, chapter)
    except ShapeError as error:
        raise FactsError(str(error)) from None


def schema(chapter: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the facts of a chapter."""
    return shape_schema(facts_class(chapter), f"Facts of the chapter {chapter}")


__all__ = [
    "CHAPTERS",
    "AccreditationFacts",
    "Applicant",
    "AssessmentFacts",
    "AwardFacts",
    "ChangeFacts",
    "ClosingFacts",
    "CompletionFacts",
    "ContractFacts",
    "CorrectionFacts",
    "CounterFacts",
    "Declarations",
    "EligibilityFacts",
    "EndorsementFacts",
    "FactsError",
    "Invoice",
    "Laboratory",
    "ListingFacts",
    "Opinion",
    "OtherProject",
    "PanelFacts",
    "PanelMember",
    "PaymentFacts",
    "PaymentRunFacts",
    "Purchase",
    "ReadingFacts",
    "RedemptionFacts",
    "RetryFacts",
    "ServedEnterprise",
    "ServiceInstitutionFacts",
    "Transfer",
    "VoucherEvent",
    "facts_class",
    "from_json",
    "schema",
]
