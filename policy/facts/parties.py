"""The facts that several chapters share: who applies, which laboratory works, what is bought, what was paid."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from policy.shape import Count, Fen

ApplicantKind = Literal["enterprise", "team"]


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """The enterprise or start-up team as it stood on the day of application."""

    kind: Annotated[ApplicantKind, "enterprise or team"]
    uscc: Annotated[str | None, "Unified social credit code; a team has none"] = None
    industry: Annotated[str | None, "Row of the size table, for example software"] = None
    staff: Annotated[Count | None, "Staff of last year"] = None
    revenue_wan: Annotated[Decimal | None, "Revenue of last year in 万元"] = None
    assets_wan: Annotated[Decimal | None, "Total assets of last year in 万元"] = None
    district: Annotated[str | None, "Where the applicant is registered"] = None
    controller: Annotated[str | None, "Actual controller: a name or a credit code"] = None
    abnormal: Annotated[bool, "Deregistered or on a list of abnormal operation or serious breach"] = False


@dataclass(frozen=True, kw_only=True)
class Laboratory:
    """The laboratory that is commissioned, with its listing in the open-laboratory directory."""

    kind: Annotated[str, "Kind of laboratory, for example key_lab"]
    level: Annotated[Literal["national", "municipal"] | None, "Level of its accreditation"] = None
    listed: Annotated[bool, "Stands in the open-laboratory directory and is not suspended, as things are now"]
    listed_from: Annotated[date | None, "First day of the listing"] = None
    listed_to: Annotated[date | None, "Last day of the listing, itself included"] = None
    offers_industrial_design: Annotated[bool, "Offers industrial design services"] = False
    uscc: Annotated[str | None, "Credit code of the laboratory's legal person"] = None
    controller: Annotated[str | None, "Actual controller: a name or a credit code"] = None


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """One line of new technology, products or services bought for the project."""

    number: Annotated[str, "Number of the item on the announced list"] = ""
    listed: Annotated[bool, "Stands on the list announced by the Municipal S&T Commission"]
    valid_from: Annotated[date | None, "First day the listing of the item holds"] = None
    valid_to: Annotated[date | None, "Last day the listing of the item holds, itself included"] = None
    amount_fen: Annotated[Fen, "Price in fen"]
    justification: Annotated[str, "Why the project needs it"] = ""
    bought_on: Annotated[date | None, "Day of purchase, once it is bought"] = None
    own_expense: Annotated[bool, "Paid by the applicant alone, never with the voucher"] = False


@dataclass(frozen=True, kw_only=True)
class OtherProject:
    """Another project of the applicant that counts in the same year, or that is still open."""

    reference: Annotated[str, "Reference of the other project"]
    awarded_fen: Annotated[Fen, "Awarded amount that counts in this year, in fen"] = 0
    content_digest: Annotated[str, "Digest of its title and content"] = ""
    open: Annotated[bool, "Applied for or running: neither ended nor paid"] = False
    by_controller: Annotated[bool, "Belongs to another applicant with the same actual controller"] = False


@dataclass(frozen=True, kw_only=True)
class Declarations:
    """What the applicant signs."""

    truthful: Annotated[bool, "The data are true"]
    no_affiliation: Annotated[bool, "Applicant and laboratory are not affiliated"]
    no_double_funding: Annotated[bool, "The same content gets no other public money"]


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """One invoice of the project."""

    number: Annotated[str, "Invoice number"]
    seller_uscc: Annotated[str, "Credit code of the seller"]
    amount_fen: Annotated[Fen, "Amount in fen, tax included"]
    used_elsewhere: Annotated[bool, "The same number and seller were already used in another project"] = False
    corrects: Annotated[
        str | None, "Number of the invoice that this credit note takes back in part; absent for an invoice"
    ] = None
