"""What a recommending institution must meet to endorse an application (Q4)."""

from policy.facts.project import EndorsementFacts
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "endorsement"


@rule("END-1", chapter=CHAPTER, clause="Q4", covers=("R4.8",))
def recommender_is_active(facts: EndorsementFacts, parameters: Parameters) -> Verdict:
    """Only an approved institution has an account and recommends."""
    if facts.recommender_active:
        return passed(_("The recommending institution is approved and active."))
    return blocked(_("The recommending institution is not approved or not active."))


@rule("END-2", chapter=CHAPTER, clause="Q4", covers=("R4.9",))
def profile_is_complete(facts: EndorsementFacts, parameters: Parameters) -> Verdict:
    """The institution completes introduction, service features and contact before it starts recommending."""
    if facts.profile_complete:
        return passed(_("Introduction, service features and contact are complete."))
    return blocked(_("Complete introduction, service features and contact before recommending."))


@rule("END-3", chapter=CHAPTER, clause="Q4", covers=("R4.10",))
def recommender_is_trained(facts: EndorsementFacts, parameters: Parameters) -> Verdict | None:
    """The Office trains newly joined institutions; endorsing before that is pointed out, not refused."""
    if facts.trained is None:
        return None
    if facts.trained:
        return passed(_("The recommending institution has been trained."))
    return warned(_("The recommending institution has not been trained by the Office yet."))


@rule("END-4", chapter=CHAPTER, clause="Edition")
def nobody_endorses_oneself(facts: EndorsementFacts, parameters: Parameters) -> Verdict:
    """An institution endorses neither its own application nor one that commissions its own laboratory."""
    if facts.recommender == facts.applicant:
        return blocked(_("An institution cannot endorse its own application."))
    if facts.recommender == facts.laboratory:
        return blocked(_("An institution cannot endorse a project that commissions its own laboratory."))
    return passed(_("The recommending institution is neither the applicant nor the laboratory."))


@rule("END-5", chapter=CHAPTER, clause="Q4", covers=("R4.2",))
def endorsement_is_written(facts: EndorsementFacts, parameters: Parameters) -> Verdict:
    """The institution knows the enterprise and says in words why it recommends the project."""
    if facts.text.strip():
        return passed(_("The endorsement is given in words."))
    return blocked(_("Say in words why the project is recommended."))
