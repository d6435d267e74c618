"""Who may take which step of an accreditation: pure predicates in the programme's words."""

from accounts.enums import Role


def is_own_institution(accreditation, actor) -> bool:
    """A person of the institution itself."""
    return actor.acts_for(accreditation.organisation_id, accreditation.member_role)


def is_office(accreditation, actor) -> bool:
    """An officer or the second approver of the voucher office."""
    return actor.role in {Role.OFFICER, Role.APPROVER}


def is_system(accreditation, actor) -> bool:
    """The named system account, for reference data that exists before the portal does."""
    return actor.is_system


can_submit = is_own_institution
can_recall = is_own_institution
can_return_for_correction = is_office
can_approve = is_office
can_reject = is_office
can_undo_reject = is_office
can_suspend = is_office
can_resume = is_office
can_end = is_office
can_publish_evaluation = is_office


def is_field_centre(accreditation) -> bool:
    """One of the centres that the office keeps as reference data (clause Q5)."""
    return bool(getattr(accreditation, "is_field_center", False))


def can_reapply(accreditation, actor) -> bool:
    """An institution starts over by itself; a field centre is taken over again by the office."""
    return is_own_institution(accreditation, actor) and not is_field_centre(accreditation)


def can_recognise(centre, actor) -> bool:
    """The system takes the named centres over; the office every further one, and one that had ended."""
    return is_field_centre(centre) and (actor.is_system or is_office(centre, actor))


def can_keep_centre(centre, actor) -> bool:
    """The office keeps the name, field and people of a field centre; nobody decides on a centre of their own."""
    return is_field_centre(centre) and keeps_centres(actor) and not centre.is_own_matter(actor)


def keeps_centres(actor) -> bool:
    """The office adds field centres to those that clause Q5 names."""
    return actor.role in {Role.OFFICER, Role.APPROVER}


def can_request_renewal(institution, actor) -> bool:
    """A professional service institution brings its new letter; field centres have none."""
    return is_own_institution(institution, actor) and not institution.is_field_center


def can_renew(institution, actor) -> bool:
    """The office takes a new letter over, once one was handed in."""
    return is_office(institution, actor) and bool(institution.renewal_number)


can_refuse_renewal = can_renew


def can_edit(accreditation, actor) -> bool:
    """The institution changes its own dossier while it is a draft or was returned."""
    return is_own_institution(accreditation, actor) and accreditation.is_open_for_changes


def can_edit_profile(accreditation, actor) -> bool:
    """The institution keeps its introduction and contact up to date once it is active."""
    return is_own_institution(accreditation, actor) and (
        accreditation.is_open_for_changes or accreditation.is_active
    )


def can_keep_roster(accreditation, actor) -> bool:
    """Enterprises and events are kept up to date, but not while the office decides on them."""
    return can_edit_profile(accreditation, actor)


def can_view(accreditation, actor) -> bool:
    """The institution itself, the office and auditors."""
    return is_own_institution(accreditation, actor) or actor.sees_everything


def can_train(accreditation, actor) -> bool:
    """The office records the training of institutions that have joined."""
    return is_office(accreditation, actor) and accreditation.is_active


def can_evaluate(accreditation, actor) -> bool:
    """The office evaluates professional service institutions every year (clause Q5)."""
    return is_office(accreditation, actor) and accreditation.has_joined


def can_coach(institution, actor) -> bool:
    """An institution that has joined keeps its own notes of coaching."""
    return is_own_institution(institution, actor) and institution.has_joined


def can_report_year(institution, actor) -> bool:
    """A professional service institution that has joined reports of its own year (clause Q5)."""
    return is_own_institution(institution, actor) and institution.has_joined


def keeps_evaluations(actor) -> bool:
    """The office sets the indicators of a year and publishes its results (clause Q5)."""
    return actor.role in {Role.OFFICER, Role.APPROVER}


def sees_indicators(actor) -> bool:
    """Professional service institutions know by what they are judged, as do the office and auditors."""
    return actor.sees_everything or actor.role == Role.SERVICE


def sees_overlaps(actor) -> bool:
    """Who else serves an enterprise is for the office and auditors only: it would tell one house another's list."""
    return actor.sees_everything
