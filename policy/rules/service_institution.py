"""What an organisation must meet to be a professional service institution (Q5)."""

from policy.codes import SERVICE_DOCUMENTS
from policy.conditions import money, parties
from policy.facts.institutions import ServiceInstitutionFacts
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "service_institution"


@rule("SVC-1", chapter=CHAPTER, clause="Q5", covers=("R5.1",))
def institution_is_independent(facts: ServiceInstitutionFacts, parameters: Parameters) -> Verdict:
    """It is an independent legal person."""
    if facts.independent_legal_person:
        return passed(_("The organisation is an independent legal person."))
    return blocked(_("The organisation must be an independent legal person."))


@rule("SVC-2", chapter=CHAPTER, clause="Q5", covers=("R5.1",))
def institution_is_authorised(facts: ServiceInstitutionFacts, parameters: Parameters) -> Verdict:
    """A university, research institute or central state-owned group of the platform authorises and entrusts it."""
    if facts.authorised_by == "other":
        return blocked(
            _("Only a university, research institute or central state-owned group can authorise it.")
        )
    if not facts.authoriser_on_platform:
        return blocked(_("The authorising body has not joined the Capital S&T Conditions Platform."))
    if not facts.entrusted_with_vouchers:
        return blocked(_("The authorisation does not entrust it with voucher work."))
    return passed(
        _("The organisation is authorised by a body of the platform and entrusted with voucher work.")
    )


@rule("SVC-3", chapter=CHAPTER, clause="Q5", covers=("R5.2",))
def documents_are_complete(facts: ServiceInstitutionFacts, parameters: Parameters) -> Verdict:
    """Application form, commitment letter, internal rules and authorisation letter are submitted."""
    if missing := [name for name in SERVICE_DOCUMENTS if not getattr(facts, name)]:
        return blocked(_("These documents are missing: %(missing_codes)s."), missing_codes=missing)
    return passed(_("All four documents are there."))


@rule("SVC-4", chapter=CHAPTER, clause="Q5", covers=("R5.1", "R5.2"))
def letter_is_valid(facts: ServiceInstitutionFacts, parameters: Parameters) -> Verdict | None:
    """The authorisation letter is valid, its last day included."""
    return money.in_time(
        facts.letter_valid_to,
        facts.today,
        late=_("The authorisation letter was valid until %(last_day)s."),
        timely=_("The authorisation letter is valid until %(last_day)s."),
    )


@rule("SVC-5", chapter=CHAPTER, clause="Q5", covers=("R5.3",))
def evaluation_is_current(facts: ServiceInstitutionFacts, parameters: Parameters) -> Verdict | None:
    """The Office evaluates every institution every year; a missing evaluation of last year is pointed out."""
    year = facts.today.year - 1
    if facts.active_since is None or facts.active_since.year > year:
        return None
    if facts.last_evaluated_year is None or facts.last_evaluated_year < year:
        return warned(_("The performance of %(year)s has not been evaluated yet."), year=year)
    return passed(_("The performance of %(year)s has been evaluated."), year=year)


@rule("SVC-6", chapter=CHAPTER, clause="GB 32100", covers=("USCC",))
def credit_code_is_well_formed(facts: ServiceInstitutionFacts, parameters: Parameters) -> Verdict | None:
    """The organisation has a credit code of the right format; a wrong check character only warns."""
    return parties.credit_code(facts.uscc, needed=True)
