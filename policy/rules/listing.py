"""What a laboratory must meet to be listed in the open-laboratory directory (Q5, Q7)."""

from policy.conditions import money, parties
from policy.facts.institutions import ListingFacts
from policy.findings import Verdict, blocked, passed
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "listing"


@rule(
    "LST-1", chapter=CHAPTER, clause="Q7", covers=("R7.1", "R7.3"), uses=("lab_kinds", "levelled_lab_kinds")
)
def kind_is_allowed(facts: ListingFacts, parameters: Parameters) -> Verdict:
    """It is an accredited key laboratory, engineering or design innovation centre, or a public service institution."""
    return parties.laboratory_kind(facts.kind, facts.level, parameters)


@rule("LST-2", chapter=CHAPTER, clause="Q7", covers=("R7.1",), uses=("levelled_lab_kinds",))
def accreditation_is_known(facts: ListingFacts, parameters: Parameters) -> Verdict | None:
    """A kind that needs an accreditation states its number."""
    if facts.kind not in parameters.levelled_lab_kinds:
        return None
    if facts.accreditation_number.strip():
        return passed(_("The accreditation number is stated."))
    return blocked(_("The number of the accreditation is missing."))


@rule("LST-3", chapter=CHAPTER, clause="Q7", covers=("R7.1",))
def accreditation_is_valid(facts: ListingFacts, parameters: Parameters) -> Verdict | None:
    """The accreditation is valid, its last day included."""
    return money.in_time(
        facts.accreditation_valid_to,
        facts.today,
        late=_("The accreditation was valid until %(last_day)s."),
        timely=_("The accreditation is valid until %(last_day)s."),
    )


@rule("LST-4", chapter=CHAPTER, clause="Q5", covers=("R5.4",))
def institution_reports(facts: ListingFacts, parameters: Parameters) -> Verdict:
    """An active professional service institution reports the laboratory; the Office then reviews."""
    if facts.reported_by_institution:
        return passed(_("An active professional service institution reports the laboratory."))
    return blocked(_("No active professional service institution reports the laboratory."))


@rule("LST-5", chapter=CHAPTER, clause="Q5", covers=("R5.4", "R5.5", "R5.6"))
def route_is_right(facts: ListingFacts, parameters: Parameters) -> Verdict:
    """Laboratories of the platform join through the institution of their host, all others through a field centre."""
    if facts.host == "platform_member" and facts.institution_of_host:
        return passed(_("The institution of the laboratory's own host reports it."))
    if not facts.via_field_centre:
        if facts.host == "platform_member":
            return blocked(
                _("The laboratory is reported by the institution of its own host, or by a field centre.")
            )
        return blocked(
            _("A laboratory outside the platform, or of a private enterprise, joins through a field centre.")
        )
    if not facts.member_of_centre:
        return blocked(_("The laboratory must be a member unit of the field centre."))
    if not facts.authorises_centre:
        return blocked(_("The laboratory must authorise the field centre with voucher work."))
    return passed(_("The laboratory joins through a field centre that it is a member of and authorises."))


@rule("LST-6", chapter=CHAPTER, clause="GB 32100", covers=("USCC",))
def credit_code_is_well_formed(facts: ListingFacts, parameters: Parameters) -> Verdict | None:
    """The laboratory's legal person has a credit code of the right format; a wrong check character only warns."""
    return parties.credit_code(facts.uscc, needed=True)


@rule("LST-7", chapter=CHAPTER, clause="Q5", covers=("R5.1", "R5.4"))
def institution_is_authorised(facts: ListingFacts, parameters: Parameters) -> Verdict | None:
    """The authorisation letter of the reporting institution is valid, its last day included."""
    return money.in_time(
        facts.letter_valid_to,
        facts.today,
        late=_("The authorisation letter of the institution was valid until %(last_day)s."),
        timely=_("The authorisation letter of the institution is valid until %(last_day)s."),
    )
