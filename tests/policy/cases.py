"""Facts of a flawless project and institution, and a short way to change one detail of them."""

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from policy import facts
from policy.catalogue import shipped
from policy.evaluation import evaluate
from policy.findings import Findings
from policy.parameters import Parameters

TODAY = date(2026, 5, 20)
SOFTWARE_FIRM = "91110000101623741K"
LAB_HOST = "121100004000000014"
YUAN = 100

CAPITAL = shipped("capital-2020").parameters
DEMO = shipped("demo-2026").parameters

APPLICANT = facts.Applicant(
    kind="enterprise", uscc=SOFTWARE_FIRM, industry="software", staff=99, revenue_wan=1000, controller="Li Na"
)
TEAM = facts.Applicant(kind="team")
LABORATORY = facts.Laboratory(
    kind="key_lab",
    level="national",
    listed=True,
    listed_from=date(2020, 1, 1),
    uscc=LAB_HOST,
    controller="City",
)
PURCHASE = facts.Purchase(
    number="XJS-1",
    listed=True,
    valid_from=date(2025, 1, 1),
    valid_to=date(2027, 12, 31),
    amount_fen=30_000 * YUAN,
    justification="The prototype needs this sensor.",
    bought_on=date(2026, 5, 1),
)
INVOICE = facts.Invoice(number="INV-1", seller_uscc=LAB_HOST, amount_fen=100_000 * YUAN)
DECLARATIONS = facts.Declarations(truthful=True, no_affiliation=True, no_double_funding=True)

ELIGIBILITY = facts.EligibilityFacts(
    applicant=APPLICANT,
    laboratory=LABORATORY,
    activity_type="testing",
    total_amount_fen=100_000 * YUAN,
    requested_fen=50_000 * YUAN,
    declarations=DECLARATIONS,
    recommender_active=True,
    recommender_profile_complete=True,
    today=TODAY,
)
ENDORSEMENT = facts.EndorsementFacts(
    recommender="incubator",
    applicant="firm",
    laboratory="lab",
    recommender_active=True,
    profile_complete=True,
    text="We know the firm.",
    today=TODAY,
)
CORRECTION = facts.CorrectionFacts(returns_so_far=0, items=1, today=TODAY)
ASSESSMENT = facts.AssessmentFacts(
    applicant=APPLICANT,
    total_amount_fen=100_000 * YUAN,
    requested_fen=50_000 * YUAN,
    recommended_fen=50_000 * YUAN,
    today=TODAY,
)
AWARD = facts.AwardFacts(
    applicant=APPLICANT,
    laboratory=LABORATORY,
    amount_fen=50_000 * YUAN,
    approved_fen=50_000 * YUAN,
    budget_available_fen=50_000 * YUAN,
    notice_started=date(2026, 5, 12),
    notice_ends=date(2026, 5, 19),
    today=TODAY,
)
CONTRACT = facts.ContractFacts(
    applicant=APPLICANT,
    laboratory=LABORATORY,
    applied_on=date(2026, 3, 1),
    award_date=date(2026, 4, 1),
    signed_on=date(2026, 5, 1),
    party_a_matches=True,
    party_b_matches=True,
    has_voucher_clause=True,
    clause_text="Party A pays 50,000 元 with voucher V-1.",
    voucher_number="V-1",
    voucher_number_stated="V-1",
    voucher_amount_fen=50_000 * YUAN,
    face_fen=50_000 * YUAN,
    total_fen=100_000 * YUAN,
    determined_fen=100_000 * YUAN,
    planned_fen=100_000 * YUAN,
    has_failure_clause=True,
    today=TODAY,
)
CHANGE = facts.ChangeFacts(
    kind="amount",
    applicant=APPLICANT,
    laboratory=LABORATORY,
    has_supplement=True,
    face_fen=40_000 * YUAN,
    voucher_fen=40_000 * YUAN,
    total_fen=80_000 * YUAN,
    determined_before_fen=100_000 * YUAN,
    determined_fen=80_000 * YUAN,
    purchases=(replace(PURCHASE, amount_fen=24_000 * YUAN),),
    period_from=date(2026, 5, 1),
    period_to=date(2026, 9, 30),
    redeem_by=date(2026, 12, 31),
    today=TODAY,
)
READING = facts.ReadingFacts(
    party_a="北京启明传感技术有限公司",
    party_a_expected="北京启明传感技术有限公司",
    party_a_agrees=True,
    party_b="北京先进材料研究院",
    party_b_expected="北京先进材料研究院",
    party_b_agrees=True,
    code_a=SOFTWARE_FIRM,
    code_a_expected=SOFTWARE_FIRM,
    code_b=LAB_HOST,
    code_b_expected=LAB_HOST,
    signed_on=date(2026, 5, 1),
    signed_on_typed=date(2026, 5, 1),
    award_date=date(2026, 4, 1),
    total_fen=100_000 * YUAN,
    words_fen=100_000 * YUAN,
    total_expected_fen=100_000 * YUAN,
    payments_fen=100_000 * YUAN,
    own_payment_fen=50_000 * YUAN,
    has_voucher_clause=True,
    voucher_number="V-1",
    voucher_number_expected="V-1",
    voucher_amount_fen=50_000 * YUAN,
    face_fen=50_000 * YUAN,
    has_failure_clause=True,
    purchases_fen=20_000 * YUAN,
    purchases_expected_fen=20_000 * YUAN,
)
COMPLETION = facts.CompletionFacts(
    applicant=APPLICANT,
    laboratory=LABORATORY,
    work_described=True,
    results_described=True,
    costs_described=True,
    laboratory_confirmed=True,
    invoices=(INVOICE,),
    determined_fen=100_000 * YUAN,
    actual_cost_fen=100_000 * YUAN,
    applied_on=date(2026, 3, 1),
    signed_on=date(2026, 5, 1),
    today=TODAY,
)
PANEL = facts.PanelFacts(
    purpose="closing", members=tuple(facts.PanelMember(expert=name) for name in ("A", "B", "C")), today=TODAY
)
OPINION = facts.Opinion(expert="A", decision="close", reasons="All targets are met.", contract_clause_ok=True)
CLOSING = facts.ClosingFacts(
    outcome="close",
    reasons="The experts agree.",
    opinions=(OPINION, replace(OPINION, expert="B"), replace(OPINION, expert="C")),
    accepted_cost_fen=100_000 * YUAN,
    actual_cost_fen=100_000 * YUAN,
    today=TODAY,
)
RETRY = facts.RetryFacts(failed_closings=1, today=TODAY)
REDEMPTION = facts.RedemptionFacts(
    face_fen=50_000 * YUAN,
    accepted_cost_fen=100_000 * YUAN,
    requested_fen=50_000 * YUAN,
    already_redeemed=False,
    payee_kind="laboratory",
    invoices=(INVOICE,),
    applicant=APPLICANT,
    requester_id="1",
    actor_id="2",
    today=TODAY,
)
PAYMENT = facts.PaymentFacts(redeemed_fen=100, amount_fen=100, redeemer_id="1", actor_id="2", today=TODAY)
COUNTER = facts.CounterFacts(original_actor_id="1", actor_id="2", reason="The wrong file was opened.")


def enterprises(count: int) -> tuple[facts.ServedEnterprise, ...]:
    """As many different enterprises with sound credit codes, computed as GB 32100 says."""
    return tuple(facts.ServedEnterprise(uscc=_sound(f"91110108MA{number:07d}")) for number in range(count))


def _sound(body: str) -> str:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return body + alphabet[-total % 31]


EVENTS = tuple(facts.VoucherEvent(title="Open day", held_on=date(2026, month, 1)) for month in (3, 9))
ACCREDITATION = facts.AccreditationFacts(
    uscc="52110000500000003H",
    willing_and_equipped=True,
    enterprises=enterprises(30),
    events=EVENTS,
    commits_publicity=True,
    commits_coaching=True,
    commits_matchmaking=True,
    has_application_form=True,
    has_commitment_letter=True,
    has_mechanism=True,
    has_safeguards=True,
    mechanism_management=True,
    mechanism_process=True,
    mechanism_reach=True,
    safeguards_organisation=True,
    safeguards_process=True,
    safeguards_plan=True,
    today=TODAY,
)
SERVICE_INSTITUTION = facts.ServiceInstitutionFacts(
    uscc=LAB_HOST,
    independent_legal_person=True,
    authorised_by="university",
    authoriser_on_platform=True,
    entrusted_with_vouchers=True,
    has_application_form=True,
    has_commitment_letter=True,
    has_internal_rules=True,
    has_authorisation_letter=True,
    letter_valid_to=date(2026, 12, 31),
    today=TODAY,
)
LISTING = facts.ListingFacts(
    kind="key_lab",
    level="national",
    accreditation_number="2011DA1",
    accreditation_valid_to=date(2026, 12, 31),
    uscc=LAB_HOST,
    host="platform_member",
    reported_by_institution=True,
    institution_of_host=True,
    today=TODAY,
)

TRANSFER = facts.Transfer(
    reference="P-1", amount_fen=100, redeemed_fen=100, redeemer_id="1", account_confirmed=True
)
PAYMENT_RUN = facts.PaymentRunFacts(
    transfers=(TRANSFER,), counted=1, total_fen=100, drawn_up_by_id="2", actor_id="3", today=TODAY
)
FLAWLESS: dict[str, Any] = {
    "eligibility": ELIGIBILITY,
    "endorsement": ENDORSEMENT,
    "correction": CORRECTION,
    "assessment": ASSESSMENT,
    "award": AWARD,
    "reading": READING,
    "contract": CONTRACT,
    "change": CHANGE,
    "completion": COMPLETION,
    "panel": PANEL,
    "closing": CLOSING,
    "retry": RETRY,
    "redemption": REDEMPTION,
    "payment": PAYMENT,
    "payment_run": PAYMENT_RUN,
    "counter": COUNTER,
    "accreditation": ACCREDITATION,
    "service_institution": SERVICE_INSTITUTION,
    "listing": LISTING,
}


def changed(subject: Any, **changes: Any) -> Any:
    """Replace fields, also nested ones: `applicant__staff=10`."""
    nested: dict[str, dict[str, Any]] = {}
    flat: dict[str, Any] = {}
    for name, value in changes.items():
        head, _, rest = name.partition("__")
        if rest:
            nested.setdefault(head, {})[rest] = value
        else:
            flat[name] = value
    flat |= {name: changed(getattr(subject, name), **inner) for name, inner in nested.items()}
    return replace(subject, **flat)


@dataclass(frozen=True)
class Case:
    """One row of a table: a rule, a change of flawless facts, and what the rule must say (None: nothing)."""

    rule: str
    name: str
    outcome: str | None
    facts: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    edition: Parameters = CAPITAL

    def judge(self, chapter: str) -> Findings:
        """Put the changed facts before the chapter under the changed edition."""
        return evaluate(
            chapter, changed(FLAWLESS[chapter], **self.facts), replace(self.edition, **self.parameters)
        )


def half() -> Fraction:
    """A subsidy ratio of one half."""
    return Fraction(1, 2)
