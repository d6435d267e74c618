"""What else an application must meet: identity, declarations, duplicates, time (the edition's choices)."""

from policy.conditions import money, parties
from policy.facts.project import EligibilityFacts
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "eligibility"


@rule("ELG-18", chapter=CHAPTER, clause="Edition", uses=("max_open_projects",))
def open_projects_within_limit(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """An applicant has at most the edition's number of open projects, this one included."""
    limit = parameters.max_open_projects
    if limit is None:
        return None
    count = 1 + sum(other.open and not other.by_controller for other in facts.other_projects)
    if count > limit:
        return blocked(
            _("This would be open project number %(count)s; at most %(limit)s are allowed."),
            count=count,
            limit=limit,
        )
    return passed(_("This is open project number %(count)s of at most %(limit)s."), count=count, limit=limit)


@rule("ELG-19", chapter=CHAPTER, clause="GB 32100", covers=("USCC",))
def credit_code_is_well_formed(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """An enterprise has a credit code of the right format; a wrong check character only warns. A team needs none."""
    return parties.credit_code(facts.applicant.uscc, needed=facts.applicant.kind == "enterprise")


@rule("ELG-20", chapter=CHAPTER, clause="Edition", uses=("affiliation",))
def parties_are_not_affiliated(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """Applicant and laboratory are different parties without a common controller, and the applicant declares so."""
    verdict = parties.not_affiliated(facts.applicant, facts.laboratory, parameters)
    if verdict.outcome == "pass" and not facts.declarations.no_affiliation:
        return parties.by_severity(
            parameters.affiliation,
            _("The applicant does not declare that it is not affiliated with the laboratory."),
        )
    return verdict


@rule("ELG-21", chapter=CHAPTER, clause="Edition", uses=("double_funding",))
def content_is_funded_once(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """The same content is not applied for twice, and the applicant declares that no other public money pays for it."""
    digest = facts.content_digest
    same = [other.reference for other in facts.other_projects if digest and other.content_digest == digest]
    if same:
        return parties.by_severity(
            parameters.double_funding,
            _("The same content was already applied for in %(projects)s."),
            projects=same,
        )
    if not facts.declarations.no_double_funding:
        return parties.by_severity(
            parameters.double_funding,
            _("The applicant does not declare that no other public money pays for this content."),
        )
    return passed(_("No other project with the same content is known."))


@rule("ELG-22", chapter=CHAPTER, clause="Edition")
def data_are_declared_true(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """The applicant declares that the data are true."""
    if facts.declarations.truthful:
        return passed(_("The applicant declares that the data are true."))
    return blocked(_("The applicant must declare that the data are true."))


@rule("ELG-23", chapter=CHAPTER, clause="Edition", uses=("districts",))
def applicant_is_in_region(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """The applicant is registered in one of the edition's districts."""
    if parameters.districts is None:
        return None
    figures = {"district": facts.applicant.district or "–", "districts": parameters.districts}
    if facts.applicant.district in parameters.districts:
        return passed(_("The applicant is registered in %(district)s."), **figures)
    return blocked(
        _("The applicant is registered in %(district)s; only %(districts)s are supported."), **figures
    )


@rule("ELG-24", chapter=CHAPTER, clause="Edition", uses=("abnormal_listing",))
def applicant_is_in_good_standing(facts: EligibilityFacts, parameters: Parameters) -> Verdict:
    """The applicant is not deregistered and on no list of abnormal operation or serious breach."""
    return parties.not_abnormal(facts.applicant, parameters)


@rule("ELG-25", chapter=CHAPTER, clause="Edition")
def call_is_open(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """The application comes while the call is open, its first and last day included."""
    if facts.call_opens and facts.today < facts.call_opens:
        return blocked(_("The call opens on %(opens)s."), opens=facts.call_opens)
    return money.in_time(
        facts.call_closes,
        facts.today,
        late=_("The call closed on %(last_day)s."),
        timely=_("The call is open until %(last_day)s."),
    )


@rule("ELG-26", chapter=CHAPTER, clause="Edition")
def correction_is_in_time(facts: EligibilityFacts, parameters: Parameters) -> Verdict | None:
    """A correction asked for by the Office comes until its due date; a late one is pointed out."""
    if facts.correction_due is None:
        return None
    if facts.today > facts.correction_due:
        return warned(_("The correction was due on %(last_day)s."), last_day=facts.correction_due)
    return passed(_("The correction is in time; it was due on %(last_day)s."), last_day=facts.correction_due)
