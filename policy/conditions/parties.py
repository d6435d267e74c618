"""Conditions on applicants, laboratories and the persons who decide."""

from datetime import date

from policy import uscc
from policy.facts.parties import Applicant, Laboratory
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters, Severity
from policy.size_class import SizeUnknownError, classify
from policy.words import gettext_noop as _


def by_severity(severity: Severity, message: str, **figures: object) -> Verdict:
    """Refuse or only warn, as the edition says."""
    return (warned if severity == "warn" else blocked)(message, **figures)


def eligible_applicant(applicant: Applicant, parameters: Parameters) -> Verdict:
    """Only start-up teams and enterprises of the edition's size classes are supported."""
    if applicant.kind == "team":
        return passed(_("The applicant is a start-up team."))
    try:
        size = classify(applicant.industry, applicant.staff, applicant.revenue_wan, applicant.assets_wan)
    except SizeUnknownError as missing:
        if str(missing) == "industry":
            return blocked(
                _("The size of the enterprise cannot be told: its industry is missing or unknown.")
            )
        return blocked(
            _("The size of the enterprise cannot be told: %(missing_code)s is missing."),
            missing_code=str(missing),
        )
    figures = {"size_code": size.value, "allowed_codes": parameters.eligible_size_classes}
    if size.value not in parameters.eligible_size_classes:
        return blocked(_("The enterprise is %(size_code)s; only %(allowed_codes)s may apply."), **figures)
    return passed(_("The enterprise is %(size_code)s."), **figures)


def credit_code(code: str | None, *, needed: bool) -> Verdict | None:
    """A credit code must have the right format; a wrong check character only warns."""
    if not code:
        return blocked(_("The unified social credit code is missing.")) if needed else None
    shown = uscc.normalise(code)
    if not uscc.is_well_formed(code):
        return blocked(
            _("%(code)s is not a unified social credit code: 18 digits and capitals without I, O, S, V, Z."),
            code=shown,
        )
    if not uscc.has_valid_check_character(code):
        return warned(_("The check character of %(code)s is wrong; compare it with the licence."), code=shown)
    return passed(_("The credit code %(code)s is well formed."), code=shown)


def not_abnormal(applicant: Applicant, parameters: Parameters) -> Verdict:
    """An applicant that is deregistered or on a bad list is stopped at every gate."""
    if applicant.abnormal:
        return by_severity(
            parameters.abnormal_listing,
            _("The applicant is deregistered or on a list of abnormal operation or serious breach."),
        )
    return passed(_("The applicant is on no list of abnormal operation or serious breach."))


def not_affiliated(applicant: Applicant, laboratory: Laboratory, parameters: Parameters) -> Verdict:
    """Applicant and laboratory must be different parties without a common controller."""
    ours = {_identity(applicant.uscc), _identity(applicant.controller)} - {""}
    theirs = {_identity(laboratory.uscc), _identity(laboratory.controller)} - {""}
    if shared := sorted(ours & theirs):
        return by_severity(
            parameters.affiliation,
            _("Applicant and laboratory are affiliated through %(shared)s."),
            shared=shared,
        )
    return passed(_("No affiliation between applicant and laboratory is known."))


def _identity(name: str | None) -> str:
    return "".join((name or "").split()).casefold()


def laboratory_kind(kind: str, level: str | None, parameters: Parameters) -> Verdict:
    """Only certain kinds of laboratories may take vouchers, some only with a national or municipal accreditation."""
    if kind not in parameters.lab_kinds:
        return blocked(
            _("A laboratory of the kind %(kind_code)s cannot take vouchers; allowed are %(allowed_codes)s."),
            kind_code=kind,
            allowed_codes=parameters.lab_kinds,
        )
    if kind in parameters.levelled_lab_kinds and level is None:
        return blocked(_("A %(kind_code)s needs a national or municipal accreditation."), kind_code=kind)
    return passed(_("The laboratory is of an allowed kind: %(kind_code)s."), kind_code=kind)


def is_listed(laboratory: Laboratory, day: date) -> bool:
    """Whether the laboratory stands in the directory on a day, first and last day included."""
    begun = laboratory.listed_from is None or laboratory.listed_from <= day
    over = laboratory.listed_to is not None and laboratory.listed_to < day
    return laboratory.listed and begun and not over


def laboratory_listed(laboratory: Laboratory, day: date) -> Verdict:
    """A laboratory outside the open-laboratory directory cannot be paid with vouchers."""
    if is_listed(laboratory, day):
        return passed(_("The laboratory is in the open-laboratory directory on %(day)s."), day=day)
    return blocked(
        _("The laboratory is not in the open-laboratory directory on %(day)s; vouchers cannot be used."),
        day=day,
    )


def laboratory_offers_design(laboratory: Laboratory) -> Verdict:
    """An industrial design project works with an open laboratory that offers industrial design services."""
    if laboratory.listed and laboratory.offers_industrial_design:
        return passed(_("The laboratory offers industrial design services."))
    return blocked(
        _("An industrial design project needs an open laboratory that offers industrial design services.")
    )


def laboratory_still_listed(
    laboratory: Laboratory, day: date, parameters: Parameters, accepted: bool | None = None
) -> Verdict:
    """After the award the edition says what a laboratory that left the directory means for a running project.

    Where an officer decides, `accepted` is what the officer said; None while nobody is asked.
    """
    verdict = laboratory_listed(laboratory, day)
    if verdict.outcome != "block" or parameters.delisted_lab_effect == "block":
        return verdict
    if parameters.delisted_lab_effect == "ask":
        return _decided(accepted, day)
    return warned(
        _("The laboratory left the directory before %(day)s; this project may be finished."), day=day
    )


def _decided(accepted: bool | None, day: date) -> Verdict:
    """What an officer's word means for a laboratory that left the directory."""
    if accepted is None:
        words = _(
            "The laboratory left the directory before %(day)s; an officer decides whether to go on with it."
        )
        return warned(words, day=day)
    if accepted:
        words = _("The laboratory left the directory before %(day)s; the officer confirmed to go on with it.")
        return warned(words, day=day)
    words = _(
        "The laboratory left the directory before %(day)s; an officer must confirm that the project goes on."
    )
    return blocked(words, day=day)


def two_persons(
    amount_fen: int, first: str | None, second: str | None, parameters: Parameters
) -> Verdict | None:
    """Above the edition's threshold one person proposes and another decides."""
    threshold = parameters.four_eyes_threshold_fen
    if threshold is None or amount_fen <= threshold:
        return None
    figures = {"amount_fen": amount_fen, "threshold_fen": threshold}
    if second is None:
        return warned(
            _("%(amount_fen)s is above %(threshold_fen)s: a second person has to decide."), **figures
        )
    if first is None:
        return blocked(
            _("%(amount_fen)s is above %(threshold_fen)s: another person has to propose it first."), **figures
        )
    if first == second:
        return blocked(
            _("%(amount_fen)s is above %(threshold_fen)s: the person who proposed it cannot decide it."),
            **figures,
        )
    return passed(_("Two persons decide about %(amount_fen)s."), **figures)
