"""Who may take which step of a need: pure predicates in the programme's words."""

from accounts.enums import Role


def is_applicant(need, actor) -> bool:
    """The enterprise or team that looks for a laboratory."""
    return actor.acts_for(need.applicant_id, Role.APPLICANT)


def is_recommender(need, actor) -> bool:
    """The recommending institution that the applicant lets read the need."""
    return (
        need.access in {"see", "coach"}
        and need.recommender is not None
        and actor.acts_for(need.recommender.organisation_id, Role.RECOMMENDER)
    )


def is_coach(need, actor) -> bool:
    """The recommending institution that the applicant lets propose and introduce laboratories."""
    return need.access == "coach" and is_recommender(need, actor)


def is_applicant_or_coach(need, actor) -> bool:
    """The applicant, or the institution that may introduce laboratories in its name."""
    return is_applicant(need, actor) or is_coach(need, actor)


def is_asked(need, actor) -> bool:
    """A laboratory that was asked, or the service institution that reports one."""
    return any(row.asked_at for row in need.rows_of(actor))


def is_reporter(need, actor) -> bool:
    """The service institution, in good standing, that reports a laboratory at the need."""
    return actor.role == Role.SERVICE and any(
        row.laboratory.reported_by.is_active for row in need.rows_of(actor)
    )


def is_system(_need, actor) -> bool:
    """The timer."""
    return actor.role == Role.SYSTEM


def can_start(actor) -> bool:
    """Whoever acts for an enterprise or team describes a need."""
    return actor.role == Role.APPLICANT


def can_edit(need, actor) -> bool:
    """The applicant, while nobody else has read it."""
    return is_applicant(need, actor) and need.state == "draft"


can_publish_need = is_applicant
can_ask_laboratories = is_applicant_or_coach
can_coach = is_coach
can_choose_laboratory = is_applicant
can_reconsider = is_applicant
can_turn_into_application = is_applicant
can_prolong = is_applicant
can_withdraw = is_applicant
can_expire = is_system


def can_propose_laboratories(need, actor) -> bool:
    """The institution that coaches; and the one that reports a laboratory at the need, for laboratories of its own."""
    return is_coach(need, actor) or is_reporter(need, actor)


def can_answer_need(need, actor) -> bool:
    """A laboratory that was asked, or any listed one when the need is open to all; its service institution for it."""
    if actor.role not in {Role.LABORATORY, Role.SERVICE}:
        return False
    return need.is_open_to_all or is_asked(need, actor)


def sees_answers(need, actor) -> bool:
    """The applicant, its institution by the applicant's choice, the office and auditors; never a laboratory's side."""
    return is_applicant(need, actor) or is_recommender(need, actor) or actor.sees_everything


def sees_name(need, actor) -> bool:
    """Whoever sees the answers, and the side of a laboratory that was asked or has made an offer."""
    return sees_answers(need, actor) or is_asked(need, actor) or sees_contact(need, actor)


def sees_contact(need, actor) -> bool:
    """Whoever sees the answers, and the side of a laboratory once this is interested or has quoted."""
    return sees_answers(need, actor) or any(row.has_offer for row in need.rows_of(actor))


def can_read_funnel(actor) -> bool:
    """The office and auditors."""
    return actor.sees_everything
