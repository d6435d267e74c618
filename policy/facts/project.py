"""The facts of a project from application to contract."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from policy.facts.parties import Applicant, Declarations, Laboratory, OtherProject, Purchase
from policy.shape import Count, Fen


@dataclass(frozen=True, kw_only=True)
class EligibilityFacts:
    """What is known when an application is submitted."""

    applicant: Annotated[Applicant, "Who applies"]
    laboratory: Annotated[Laboratory, "Who is commissioned"]
    commissions_laboratory: Annotated[bool, "The applicant commissions the laboratory with the work"] = True
    activity_type: Annotated[str, "Type of innovation activity, for example testing"]
    theme: Annotated[str | None, "Priority theme that the applicant claims"] = None
    industrial_design: Annotated[bool, "The project is an industrial design project"] = False
    industrial_design_purpose: Annotated[str | None, "What the industrial design is for"] = None
    total_amount_fen: Annotated[Fen, "Planned contract amount in fen"]
    requested_fen: Annotated[Fen, "Requested voucher in fen"]
    purchases: Annotated[tuple[Purchase, ...], "New technology and products to be bought"] = ()
    purchase_purpose: Annotated[str | None, "What the purchases serve"] = None
    content_digest: Annotated[str, "Digest of title and content of this project"] = ""
    other_projects: Annotated[tuple[OtherProject, ...], "Other projects of the applicant"] = ()
    declarations: Annotated[Declarations, "What the applicant declares"]
    recommender_active: Annotated[bool, "The recommending institution is approved and active"]
    recommender_profile_complete: Annotated[bool, "It has completed introduction, features and contact"]
    call_opens: Annotated[date | None, "First day of the call"] = None
    call_closes: Annotated[date | None, "Last day of the call, itself included"] = None
    correction_due: Annotated[date | None, "Last day for a requested correction, itself included"] = None
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class EndorsementFacts:
    """What is known when a recommending institution endorses an application."""

    recommender: Annotated[str, "The recommending institution: any stable name or number of the party"]
    applicant: Annotated[str, "The applicant, named the same way"]
    laboratory: Annotated[str, "The laboratory's party, named the same way"]
    recommender_active: Annotated[bool, "The recommending institution is approved and active"]
    profile_complete: Annotated[bool, "It has completed introduction, features and contact"]
    trained: Annotated[bool | None, "It has been trained by the Office"] = None
    text: Annotated[str, "Words of the endorsement"]
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class AssessmentFacts:
    """What is known when the Office proposes or decides an approval."""

    applicant: Annotated[Applicant, "Who applies"]
    total_amount_fen: Annotated[Fen, "Planned contract amount in fen"]
    requested_fen: Annotated[Fen, "Requested voucher in fen"]
    recommended_fen: Annotated[Fen, "Amount to be approved in fen"]
    scores: Annotated[tuple[Count, ...], "Scores of the experts who have answered"] = ()
    purchases: Annotated[tuple[Purchase, ...], "New technology and products to be bought"] = ()
    other_projects: Annotated[tuple[OtherProject, ...], "Other projects of the applicant"] = ()
    proposer_id: Annotated[str | None, "The person who proposed the approval"] = None
    actor_id: Annotated[str | None, "The person who decides; absent while it is being proposed"] = None
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class AwardFacts:
    """What is known when the notice is published or the voucher awarded."""

    applicant: Annotated[Applicant, "Who applies"]
    laboratory: Annotated[Laboratory, "Who is commissioned"]
    amount_fen: Annotated[Fen, "Amount to be awarded in fen"]
    approved_fen: Annotated[Fen | None, "Amount that was approved in fen"] = None
    budget_available_fen: Annotated[
        Fen, "Money of the call for this project, its own reservation included, in fen"
    ]
    other_projects: Annotated[tuple[OtherProject, ...], "Other projects of the applicant"] = ()
    publishing: Annotated[bool, "The public notice is only being published now"] = False
    notice_started: Annotated[date | None, "Day the public notice began"] = None
    notice_ends: Annotated[date | None, "Last day of the public notice, itself included"] = None
    open_objections: Annotated[Count, "Objections not yet decided"] = 0
    proposer_id: Annotated[str | None, "The person who approved the project"] = None
    actor_id: Annotated[str | None, "The person who awards"] = None
    institution_failed_in: Annotated[
        int | None, "Year of the institution's last published evaluation when its grade is “failed”"
    ] = None
    today: Annotated[date, "The day of the check"]


@dataclass(frozen=True, kw_only=True)
class ContractFacts:
    """What is known when the Office clears a contract."""

    applicant: Annotated[Applicant, "Who applies"]
    laboratory: Annotated[Laboratory, "Who is commissioned"]
    applied_on: Annotated[date | None, "Day of application"] = None
    award_date: Annotated[date, "Day of the award"]
    signed_on: Annotated[date, "Day the contract was signed"]
    party_a_matches: Annotated[bool, "Party A is the applicant"]
    party_b_matches: Annotated[bool, "Party B is the laboratory's legal person"]
    has_voucher_clause: Annotated[bool, "The contract itself has a voucher clause"]
    clause_text: Annotated[str, "Words of the voucher clause"] = ""
    clause_in_supplement: Annotated[bool, "The voucher clause stands in a supplement to the contract"] = False
    voucher_number: Annotated[str | None, "Number of the awarded voucher"] = None
    voucher_number_stated: Annotated[str | None, "Voucher number the contract states"] = None
    voucher_amount_fen: Annotated[Fen | None, "Voucher amount the contract states, in fen"] = None
    face_fen: Annotated[Fen, "Face amount of the voucher in fen"]
    total_fen: Annotated[Fen, "Contract amount in fen"]
    determined_fen: Annotated[Fen, "Contract amount as determined by review, in fen"]
    planned_fen: Annotated[Fen | None, "Contract amount planned in the application, in fen"] = None
    purchases: Annotated[tuple[Purchase, ...], "New technology and products to be bought"] = ()
    purchase_purpose: Annotated[str | None, "What the purchases serve"] = None
    has_failure_clause: Annotated[bool, "The contract says what happens when closing fails"] = False
    use_by: Annotated[date | None, "Last day to sign a contract with the voucher, itself included"] = None
    delisting_accepted: Annotated[
        bool | None,
        "An officer confirmed to go on with a laboratory that left the directory; absent while nobody is asked",
    ] = None
    reading: Annotated[
        Literal["none", "waiting", "unread", "read"], "Whether the portal has read the paper"
    ] = "none"
    reading_differences: Annotated[tuple[str, ...], "Differences on the paper that nobody overruled"] = ()
    reading_gaps: Annotated[tuple[str, ...], "Values not found on the paper that nobody looked at"] = ()
    today: Annotated[date, "The day of the check"]
