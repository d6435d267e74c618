"""Who may take which step of a laboratory's listing: pure predicates in the programme's words."""

from accounts.enums import Role


def is_own_laboratory(laboratory, actor) -> bool:
    """A person of the laboratory itself."""
    return actor.acts_for(laboratory.organisation_id, Role.LABORATORY)


def is_reporting_institution(laboratory, actor) -> bool:
    """A person of the professional service institution that reports the laboratory."""
    institution = laboratory.reported_by
    return institution is not None and actor.acts_for(institution.organisation_id, Role.SERVICE)


def is_active_reporting_institution(laboratory, actor) -> bool:
    """The professional service institution that reports the laboratory, while it is in good standing."""
    return is_reporting_institution(laboratory, actor) and laboratory.reported_by.is_active


def is_office(laboratory, actor) -> bool:
    """An officer or the second approver of the voucher office."""
    return actor.role in {Role.OFFICER, Role.APPROVER}


def can_keep_synonyms(actor) -> bool:
    """The office says which words mean the same."""
    return actor.role in {Role.OFFICER, Role.APPROVER}


def is_keeper(laboratory, actor) -> bool:
    """Who keeps the laboratory's data: its own people and those of the institution that reports it."""
    return is_own_laboratory(laboratory, actor) or is_reporting_institution(laboratory, actor)


can_submit = is_keeper
can_recall = is_keeper
can_reapply = is_keeper
can_nominate = is_active_reporting_institution
can_admit = is_office
can_reject = is_office
can_undo_reject = is_office
can_suspend = is_office
can_resume = is_office
can_renew = is_office
can_delist = is_office
can_undo_delist = is_office


def can_request_renewal(laboratory, actor) -> bool:
    """The laboratory itself or its institution in good standing, while no request waits."""
    asks = is_own_laboratory(laboratory, actor) or is_active_reporting_institution(laboratory, actor)
    return asks and not laboratory.waits_for_renewal


def can_refuse_renewal(laboratory, actor) -> bool:
    """The office, where a renewal was asked for."""
    return is_office(laboratory, actor) and laboratory.waits_for_renewal


def can_return_nomination(laboratory, actor) -> bool:
    """The institution returns what it has not nominated."""
    return is_active_reporting_institution(laboratory, actor)


def can_return_for_correction(laboratory, actor) -> bool:
    """The office returns what was nominated."""
    return is_office(laboratory, actor)


def can_edit(laboratory, actor) -> bool:
    """Everything that decides the listing is fixed once it is handed in."""
    return is_keeper(laboratory, actor) and laboratory.is_open_for_changes


def can_keep(laboratory, actor) -> bool:
    """Instruments, services and the presentation are kept up to date also while listed."""
    return is_keeper(laboratory, actor) and not laboratory.is_being_decided


def sees_dossier(laboratory, actor) -> bool:
    """Its keepers, the office and auditors see more than the public page."""
    return is_keeper(laboratory, actor) or actor.sees_everything


def can_view(laboratory, actor) -> bool:
    """Its keepers, the office and auditors; everybody once it stands in the directory."""
    return laboratory.is_public or sees_dossier(laboratory, actor)
