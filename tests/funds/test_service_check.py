"""Where the edition says so, the professional service institution confirms a request before the office redeems."""

import pytest
from django.urls import reverse

from accounts.enums import OrganisationKind, Role
from applications.models import Project
from desk.waiting import waiting_for
from funds import services
from funds.models import Redemption
from funds.notices import projects as notices
from funds.services.redeeming import dry_run_decision, dry_run_request, live_redemption
from tests.factories.people import make_actor, make_organisation
from tests.factories.projects import BANK, FACE, make_call, make_project, reread
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState
from workflow.models import Event

CHECKED = {"service_checks_redemption": True}


@pytest.fixture
def project(people) -> Project:
    """A request under an edition that asks the service institution."""
    call = make_call(budget=FACE, people=people, **CHECKED)
    return make_project("redemption_requested", people=people, call=call)


def waits_for(role: str, actor) -> list[str]:
    found = Project.objects.visible_to(actor).filter(waiting_for(role, live_day()))
    return list(found.values_list("reference", flat=True))


def live_day():
    return Redemption.objects.live().get().requested_at.date()


def test_office_cannot_redeem_before_the_confirmation(people, project) -> None:
    with pytest.raises(Blocked) as refusal:
        services.redeem(project, actor=people.officer)
    assert [finding.rule for finding in refusal.value.findings.blocking] == ["RED-10"]

    event = services.confirm_redemption(project, actor=people.service, note="Compared with the invoices.")

    assert (event.source, event.target, event.evidence) == (
        "redemption_requested",
        "redemption_requested",
        {"amount": FACE},
    )
    assert live_redemption(project).service_checked_by == people.service.user
    assert dry_run_decision(reread(project), actor=people.officer).of("RED-10").outcome == "pass"
    services.redeem(reread(project), actor=people.officer)
    assert reread(project).state == "redeemed"


def test_institution_returns_the_request_with_a_reason(people, project) -> None:
    with pytest.raises(Unfit):
        services.return_redemption(project, actor=people.service, note=" ")

    services.return_redemption(project, actor=people.service, note="The invoice names another work.")

    assert reread(project).state == "closed"
    assert not Redemption.objects.live().exists()
    again = services.request_redemption(reread(project), actor=people.laboratory)
    assert again.target == "redemption_requested"
    assert live_redemption(project).service_checked_at is None


def test_only_the_institution_behind_the_laboratory_confirms(people, project) -> None:
    stranger = make_actor(Role.SERVICE, make_organisation(OrganisationKind.SERVICE))
    for actor in (stranger, people.laboratory, people.applicant, people.officer, people.finance):
        with pytest.raises(NotPermitted):
            services.confirm_redemption(project, actor=actor)
    assert live_redemption(project).service_checked_at is None


def test_who_made_the_request_does_not_confirm_it(people) -> None:
    project = make_project(
        "redemption_requested", people=people, call=make_call(budget=FACE, people=people, **CHECKED)
    )
    services.recall_redemption(project, actor=people.laboratory)
    services.request_redemption(reread(project), actor=people.service)

    with pytest.raises(Unfit, match="yourself"):
        services.confirm_redemption(reread(project), actor=people.service)

    colleague = make_actor(Role.SERVICE, people.service.organisation)
    services.confirm_redemption(reread(project), actor=colleague)


def test_second_confirmation_leaves_nothing(people, project) -> None:
    services.confirm_redemption(project, actor=people.service)

    with pytest.raises(Unfit, match="confirmed already"):
        services.confirm_redemption(reread(project), actor=people.service)

    assert Event.objects.of(project).filter(transition="confirm_redemption").count() == 1


def test_confirmation_outlives_an_undone_redemption_but_not_a_recall(people, project) -> None:
    services.confirm_redemption(project, actor=people.service)
    services.redeem(reread(project), actor=people.officer)
    services.undo_redeem(reread(project), actor=people.second_officer, note="Wrong day.")
    assert live_redemption(project).service_checked_by == people.service.user

    services.recall_redemption(reread(project), actor=people.laboratory)
    services.request_redemption(reread(project), actor=people.laboratory)
    assert live_redemption(project).service_checked_at is None


def test_editions_without_the_check_ask_nobody(people, call) -> None:
    project = make_project("redemption_requested", people=people, call=call)

    assert dry_run_decision(project, actor=people.officer).of("RED-10") is None
    for step in (services.confirm_redemption, services.return_redemption):
        with pytest.raises(NotPermitted):
            step(project, actor=people.service, note="Mine to check.")


def test_request_itself_is_not_held_up(people) -> None:
    project = make_project("closed", people=people, call=make_call(budget=FACE, people=people, **CHECKED))

    assert dry_run_request(project, bank=BANK).of("RED-10") is None


def test_laboratory_without_an_institution_is_checked_by_the_office_alone(people, project) -> None:
    people.open_laboratory.__class__.objects.filter(pk=project.laboratory_id).update(reported_by=None)

    finding = dry_run_decision(reread(project), actor=people.officer).of("RED-10")

    assert finding.outcome == "warn"
    services.redeem(reread(project), actor=people.officer)


def test_request_waits_for_the_institution_and_then_for_the_office(people, project) -> None:
    assert waits_for(Role.SERVICE, people.service) == [project.reference]
    assert waits_for(Role.OFFICER, people.officer) == []

    services.confirm_redemption(project, actor=people.service)

    assert waits_for(Role.SERVICE, people.service) == []
    assert waits_for(Role.OFFICER, people.officer) == [project.reference]


def test_notices_follow_the_request(people, project) -> None:
    asked = Event.objects.of(project).get(transition="request_redemption")

    assert not notices.RedemptionRequested().is_wanted(asked, project)
    assert notices.RedemptionToCheck().is_wanted(asked, project)
    assert people.service.user in notices.RedemptionToCheck().recipients(asked, project)


def test_page_shows_the_figures_and_takes_the_confirmation(people, project, browser) -> None:
    url = reverse("funds:confirm_redemption", args=[project.reference])
    page = browser(people.service).get(url)
    assert page.status_code == 200
    assert "50,000.00" in page.text

    assert browser(people.service).post(url, {"note": ""}).status_code == 302
    assert browser(people.officer).get(url).status_code == 403
    with pytest.raises(WrongState):
        services.confirm_redemption(make_project("closed", people=people), actor=people.service)
