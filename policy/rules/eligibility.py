"""What an application must meet before it can be submitted (Q1, Q2, Q3, Q7 and the edition's limits)."""

from policy.conditions import money, parties, purchases
from policy.facts.project import EligibilityFacts
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "eligibility"


@rule("ELG-1", chapter=CHAPTER, clause="Q1", covers=("R1.1",), uses=("eligible_size_classes",))
def applicant_is_eligible(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """Vouchers support small and micro enterprises and start-up teams; the size is judged on the day of application."""
    return parties.eligible_applicant(facts.applicant, parameters)


@rule("ELG-2", chapter=CHAPTER, clause="Q1", covers=("R1.1",))
def laboratory_is_commissioned(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """The applicant commissions a designated laboratory with the work."""
    if facts.commissions_laboratory:
        return passed(_("A laboratory is commissioned with the work."))
    return blocked(_("A voucher only supports work that a designated laboratory is commissioned with."))


@rule("ELG-3", chapter=CHAPTER, clause="Q1", covers=("R1.2",), uses=("activity_types",))
def activity_is_supported(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """The project is one of the supported types of innovation activity; the list is open and belongs to the edition."""
    figures = {"activity_code": facts.activity_type, "allowed_codes": parameters.activity_types}
    if facts.activity_type in parameters.activity_types:
        return passed(_("The activity is supported: %(activity_code)s."), **figures)
    return blocked(
        _("The activity %(activity_code)s is not supported; supported are %(allowed_codes)s."), **figures
    )


@rule(
    "ELG-4", chapter=CHAPTER, clause="Q1", covers=("R1.3", "R1.4", "R1.5", "R1.6"), uses=("priority_themes",)
)
def theme_gives_priority(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """A priority theme gives priority while it holds; a project outside all themes is eligible all the same."""
    theme = parameters.theme(facts.theme)
    if not facts.theme:
        return passed(_("The project claims no priority theme; it is eligible all the same."))
    if theme is None or not theme.holds(facts.today, facts.applicant.kind):
        return warned(
            _(
                "The theme %(theme_code)s gives this applicant no priority on %(day)s; "
                "the project is eligible all the same."
            ),
            theme_code=facts.theme,
            day=facts.today,
        )
    return passed(
        _("The project has priority by the theme %(theme_code)s: %(effect_code)s."),
        theme_code=theme.code,
        effect_code=theme.effect,
    )


@rule("ELG-5", chapter=CHAPTER, clause="Q2", covers=("R2.1",), uses=("purchase_applicant_kinds",))
def purchaser_is_allowed(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """New technology is bought by small and micro enterprises within cooperation with an open laboratory."""
    return purchases.by_allowed_applicant(facts.purchases, facts.applicant, facts.laboratory, parameters)


@rule("ELG-6", chapter=CHAPTER, clause="Q2", covers=("R2.2",), uses=("purchase_purposes",))
def purchase_serves_purpose(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """The cooperation serves service capability, new products, better own products or new application scenarios."""
    return purchases.for_allowed_purpose(facts.purchases, facts.purchase_purpose, parameters)


@rule("ELG-7", chapter=CHAPTER, clause="Q2", covers=("R2.3",))
def purchase_is_justified(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """Purchases follow the needs of the project, so each says why it is needed."""
    return purchases.justified(facts.purchases)


@rule("ELG-8", chapter=CHAPTER, clause="Q2", covers=("R2.4",), uses=("new_tech_validity_date",))
def purchase_is_announced(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """Items stand on the list announced by the Municipal S&T Commission and are within their validity."""
    decisive = parameters.new_tech_validity_date == "application"
    return purchases.announced_and_valid(facts.purchases, facts.today, decisive=decisive)


@rule(
    "ELG-9",
    chapter=CHAPTER,
    clause="Q2",
    covers=("R2.5",),
    uses=("new_tech_cap_ratio", "new_tech_cap_counts_own_expense"),
)
def purchases_within_share(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """All purchases together stay within 30 % of the contract amount; before review the planned amount stands in."""
    return purchases.within_share(facts.purchases, facts.total_amount_fen, parameters)


@rule("ELG-10", chapter=CHAPTER, clause="Q3", covers=("R3.1", "R3.2"))
def laboratory_offers_design(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """An industrial design project chooses an open laboratory that offers industrial design services."""
    if not facts.industrial_design:
        return None
    return parties.laboratory_offers_design(facts.laboratory)


@rule("ELG-11", chapter=CHAPTER, clause="Q3", covers=("R3.3",), uses=("industrial_design_purposes",))
def design_serves_purpose(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """Industrial design concerns trial production, or performance or structure needed for batch production."""
    if not facts.industrial_design:
        return None
    allowed = parameters.industrial_design_purposes
    if facts.industrial_design_purpose in allowed:
        return passed(
            _("The industrial design serves %(purpose_code)s."), purpose_code=facts.industrial_design_purpose
        )
    return blocked(
        _("Industrial design must serve one of these purposes: %(allowed_codes)s."), allowed_codes=allowed
    )


@rule("ELG-12", chapter=CHAPTER, clause="Q7", covers=("R7.1",), uses=("lab_kinds", "levelled_lab_kinds"))
def laboratory_kind_is_allowed(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """Partners are accredited key laboratories, engineering centres, design innovation centres and public services."""
    return parties.laboratory_kind(facts.laboratory.kind, facts.laboratory.level, parameters)


@rule("ELG-13", chapter=CHAPTER, clause="Q7", covers=("R7.2",))
def laboratory_is_listed(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """The laboratory stands in the open-laboratory directory; with one outside it vouchers cannot be used."""
    return parties.laboratory_listed(facts.laboratory, facts.today)


@rule("ELG-14", chapter=CHAPTER, clause="Q4", covers=("R4.8", "R4.9"))
def recommender_may_recommend(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """The recommending institution is approved and has completed its introduction, features and contact."""
    if not facts.recommender_active:
        return blocked(_("The recommending institution is not approved or not active."))
    if not facts.recommender_profile_complete:
        return blocked(
            _("The recommending institution has not completed its introduction, features and contact.")
        )
    return passed(_("The recommending institution may recommend."))


@rule("ELG-15", chapter=CHAPTER, clause="Edition", uses=("subsidy_ratio",))
def request_within_ratio(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """The requested voucher stays within the edition's share of the planned contract amount."""
    return money.within_subsidy_ratio(facts.requested_fen, facts.total_amount_fen, parameters)


@rule("ELG-16", chapter=CHAPTER, clause="Edition", uses=("cap_per_project_fen",))
def request_within_project_cap(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """The requested voucher stays within the edition's cap per project."""
    return money.within_project_cap(facts.requested_fen, parameters)


@rule(
    "ELG-17",
    chapter=CHAPTER,
    clause="Edition",
    uses=("annual_cap_per_enterprise_fen", "annual_cap_per_team_fen", "annual_cap_counts_controller"),
)
def request_within_annual_cap(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """The requested voucher stays within what the applicant's yearly cap leaves."""
    return money.within_annual_cap(
        facts.requested_fen, facts.applicant.kind, facts.other_projects, parameters
    )
