"""Who may take which step of a project: pure predicates in the programme's words. Whether a step is right is a finding."""

from accounts.enums import Role
from applications.enums import Payee

# --- relations -------------------------------------------------------------------------------------------------------


def is_applicant(project, actor) -> bool:
    """The enterprise or start-up team that applies."""
    return actor.acts_for(project.applicant_id, Role.APPLICANT)


def is_recommender(project, actor) -> bool:
    """The recommending institution that the applicant chose."""
    return bool(project.recommender) and actor.acts_for(project.recommender.organisation_id, Role.RECOMMENDER)


def is_laboratory(project, actor) -> bool:
    """The laboratory that does the work."""
    return bool(project.laboratory) and actor.acts_for(project.laboratory.organisation_id, Role.LABORATORY)


def is_service_institution(project, actor) -> bool:
    """The professional service institution that reported the laboratory."""
    institution = project.laboratory.reported_by if project.laboratory else None
    return institution is not None and actor.acts_for(institution.organisation_id, Role.SERVICE)


def is_payee(project, actor) -> bool:
    """Who is paid under the edition: the applicant, or the laboratory also through its service institution."""
    if project.payee == Payee.ENTERPRISE:
        return is_applicant(project, actor)
    return is_laboratory(project, actor) or is_service_institution(project, actor)


def is_officer(_project, actor) -> bool:
    """An officer of the voucher office."""
    return actor.role == Role.OFFICER


def is_approver(_project, actor) -> bool:
    """A second approver of the voucher office."""
    return actor.role == Role.APPROVER


def is_deciding_office(_project, actor) -> bool:
    """The two roles of the office that decide on files; two different people where the edition asks for it."""
    return actor.role in {Role.OFFICER, Role.APPROVER}


def is_finance(_project, actor) -> bool:
    """A person of the office's finance."""
    return actor.role == Role.FINANCE


def is_system(_project, actor) -> bool:
    """Timers, visitors' forms and what follows from other people's recorded work."""
    return actor.role == Role.SYSTEM


def takes_part(project, actor) -> bool:
    """One of the parties: applicant, recommending institution, laboratory or the institution that reported it."""
    return any(
        relation(project, actor)
        for relation in (is_applicant, is_recommender, is_laboratory, is_service_institution)
    )


# --- conversation ----------------------------------------------------------------------------------------------------


def can_read_conversation(project, actor) -> bool:
    """The parties, the office and auditors; experts judge the file alone."""
    return actor.sees_everything or takes_part(project, actor)


def can_write_message(project, actor) -> bool:
    """The parties and the office, once the application was handed in; nobody for the office on a matter of their own."""
    if project.submitted_at is None or project.state == "draft":
        return False
    return takes_part(project, actor) or (actor.is_office and not project.is_own_matter(actor))


def can_mark_answered(message, actor) -> bool:
    """Whoever asked, and the office."""
    if not can_write_message(message.project, actor):
        return False
    return actor.is_office or actor.acts_for(message.on_behalf_of_id, message.role)


# --- steps -----------------------------------------------------------------------------------------------------------


def can_start(actor) -> bool:
    """Whoever acts for an enterprise or team begins an application."""
    return actor.role == Role.APPLICANT


def has_become_enterprise(project, _actor) -> bool:
    """A start-up team applied, and is a registered enterprise by now."""
    team = getattr(project.applicant, "team", None)
    return team is not None and team.became_id is not None


def can_announce_enterprise(project, actor) -> bool:
    """The team, once its enterprise is registered."""
    return is_applicant(project, actor) and has_become_enterprise(project, actor)


def can_carry_over(project, actor) -> bool:
    """The office, once the team has become an enterprise; a draft, which the office does not read, the team itself."""
    if not has_become_enterprise(project, actor):
        return False
    if project.state == "draft":
        return is_applicant(project, actor)
    return is_deciding_office(project, actor) and project.applicant.team.became_id not in actor.parties


can_edit = is_applicant
can_submit = is_applicant
can_recall = is_applicant
can_withdraw = is_applicant
can_give_up = is_applicant
can_endorse = is_recommender
can_decline = is_recommender


def can_return_for_correction(project, actor) -> bool:
    """The institution while it endorses, the office afterwards."""
    if project.state == "submitted":
        return is_recommender(project, actor)
    return is_deciding_office(project, actor)


can_record_assessment = is_system
can_propose_approval = is_officer
can_approve = is_deciding_office
can_reject = is_deciding_office
can_publish_notice = is_deciding_office


def can_object(project, actor) -> bool:
    """A visitor's form (in the system's name) or the office that received a letter."""
    return is_system(project, actor) or is_deciding_office(project, actor)


can_dismiss_objection = is_approver
can_uphold_objection = is_approver
can_award = is_deciding_office
can_submit_contract = is_applicant
can_recall_contract = is_applicant
can_clear_contract = is_deciding_office
can_return_contract = is_deciding_office
can_request_change = is_applicant
can_grant_change = is_deciding_office
can_refuse_change = is_deciding_office
can_confirm_report = is_laboratory
can_submit_closing = is_applicant
can_recall_closing = is_applicant
can_return_closing = is_deciding_office
can_start_review = is_deciding_office
can_close = is_deciding_office
can_refuse_closing = is_deciding_office
can_retry_closing = is_deciding_office
can_request_redemption = is_payee
can_recall_redemption = is_payee


def can_confirm_redemption(project, actor) -> bool:
    """The service institution that reported the laboratory, where the edition lets it check requests for redemption."""
    return is_service_institution(project, actor) and project.service_checks_redemption


def can_return_redemption(project, actor) -> bool:
    """The deciding office, or the service institution that checks the request."""
    return is_deciding_office(project, actor) or can_confirm_redemption(project, actor)


can_redeem = is_deciding_office


def can_report_credit_note(project, actor) -> bool:
    """Whoever holds the invoice or wrote it, the institution behind the laboratory, and the office."""
    parties = (is_applicant, is_laboratory, is_service_institution, is_deciding_office)
    return any(is_party(project, actor) for is_party in parties)


can_pay = is_finance
can_terminate = is_deciding_office
can_revoke = is_approver
can_expire = is_system
can_claw_back = is_approver
can_undo_office_step = is_deciding_office
can_undo_decline = is_recommender
can_reinstate = is_approver
