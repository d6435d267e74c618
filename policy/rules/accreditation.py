"""What an organisation must meet to become a recommending institution (Q4); all conditions together."""

from policy import uscc
from policy.codes import ACCREDITATION_DOCUMENTS, COMMITMENTS, MECHANISM, SAFEGUARDS
from policy.conditions import parties
from policy.facts.institutions import AccreditationFacts
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "accreditation"


def _absent(facts: AccreditationFacts, wanted: dict[str, str]) -> list[str]:
    return [name for name in wanted if not getattr(facts, name)]


@rule("ACC-1", chapter=CHAPTER, clause="Q4", covers=("R4.1",))
def organisation_is_willing(facts: AccreditationFacts, parameters: Parameters) -> Verdict:
    """The organisation is willing to serve and cooperate and has a base for the work."""
    if facts.willing_and_equipped:
        return passed(_("The organisation is willing to serve and has a base for the work."))
    return blocked(_("The organisation must be willing to serve and have a base for the work."))


@rule("ACC-2", chapter=CHAPTER, clause="Q4", covers=("R4.2",), uses=("rec_inst_min_enterprises",))
def enough_enterprises(facts: AccreditationFacts, parameters: Parameters) -> Verdict:
    """It serves at least 30 different enterprises, counted by well-formed credit code."""
    codes = {uscc.normalise(line.uscc) for line in facts.enterprises if uscc.is_well_formed(line.uscc)}
    figures = {
        "count": len(codes),
        "minimum": parameters.rec_inst_min_enterprises,
        "listed": len(facts.enterprises),
    }
    if len(codes) < parameters.rec_inst_min_enterprises:
        return blocked(
            _(
                "Different enterprises with a credit code: %(count)s of %(listed)s listed; "
                "at least %(minimum)s are needed."
            ),
            **figures,
        )
    return passed(
        _("Different enterprises with a credit code: %(count)s of at least %(minimum)s."), **figures
    )


@rule("ACC-3", chapter=CHAPTER, clause="Q4", covers=("R4.2", "USCC"))
def enterprise_codes_are_sound(facts: AccreditationFacts, parameters: Parameters) -> Verdict:
    """Credit codes that are malformed, doubtful or repeated are pointed out; they do not count twice."""
    codes = [uscc.normalise(line.uscc) for line in facts.enterprises]
    doubtful = {code for code in codes if codes.count(code) > 1 or not uscc.has_valid_check_character(code)}
    if doubtful:
        return warned(_("Look at these credit codes again: %(codes)s."), codes=sorted(doubtful))
    return passed(_("The credit codes of the enterprises are sound."))


@rule("ACC-4", chapter=CHAPTER, clause="Q4", covers=("R4.3",))
def organisation_commits_itself(facts: AccreditationFacts, parameters: Parameters) -> Verdict:
    """It commits itself to publicity, coaching and matchmaking for the voucher projects of its enterprises."""
    if missing := _absent(facts, COMMITMENTS):
        return blocked(_("The commitment lacks: %(missing_codes)s."), missing_codes=missing)
    return passed(_("The organisation commits itself to publicity, coaching and matchmaking."))


@rule("ACC-5", chapter=CHAPTER, clause="Q4", covers=("R4.3",), uses=("rec_inst_min_events",))
def enough_events(facts: AccreditationFacts, parameters: Parameters) -> Verdict:
    """It can organise at least two publicity and matchmaking events; held and planned ones count, each once."""
    count = len(set(facts.events))
    figures = {"count": count, "minimum": parameters.rec_inst_min_events}
    if count < parameters.rec_inst_min_events:
        return blocked(_("Events: %(count)s; at least %(minimum)s are needed."), **figures)
    return passed(_("Events: %(count)s of at least %(minimum)s."), **figures)


@rule("ACC-6", chapter=CHAPTER, clause="Q4", covers=("R4.4", "R4.5"))
def documents_are_complete(facts: AccreditationFacts, parameters: Parameters) -> Verdict:
    """Application form, commitment letter, working mechanism and safeguards are submitted online."""
    if missing := _absent(facts, ACCREDITATION_DOCUMENTS):
        return blocked(_("These documents are missing: %(missing_codes)s."), missing_codes=missing)
    return passed(_("All four documents are there."))


@rule("ACC-7", chapter=CHAPTER, clause="Q4", covers=("R4.6",))
def mechanism_is_complete(facts: AccreditationFacts, parameters: Parameters) -> Verdict:
    """The working mechanism states management mechanism, service process and the enterprises within reach."""
    if missing := _absent(facts, MECHANISM):
        return blocked(_("The working mechanism lacks: %(missing_codes)s."), missing_codes=missing)
    return passed(_("The working mechanism states all that is asked for."))


@rule("ACC-8", chapter=CHAPTER, clause="Q4", covers=("R4.7",))
def safeguards_are_complete(facts: AccreditationFacts, parameters: Parameters) -> Verdict:
    """The safeguards state organisational guarantee, business process and work plan."""
    if missing := _absent(facts, SAFEGUARDS):
        return blocked(_("The safeguards lack: %(missing_codes)s."), missing_codes=missing)
    return passed(_("The safeguards state all that is asked for."))


@rule("ACC-9", chapter=CHAPTER, clause="GB 32100", covers=("USCC",))
def credit_code_is_well_formed(facts: AccreditationFacts, parameters: Parameters) -> Verdict | None:
    """The organisation has a credit code of the right format; a wrong check character only warns."""
    return parties.credit_code(facts.uscc, needed=True)
