"""A start-up team becomes an enterprise: what goes over at once, what the office confirms, and who may not."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Membership, User
from applications import services
from applications.models import Project
from notifications import outbox
from notifications.models import Message
from tests.applications.test_registration import FORM, PROFILE, party
from tests.factories.cast import make_team
from tests.factories.projects import make_call, make_project, reread
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Actor:
    return make_team()


@pytest.fixture
def projects(people, team) -> dict[str, Project]:
    """A draft, one at the office, one with a voucher, one that has ended."""
    cast = replace(people, applicant=team)
    return {
        state: make_project(state, people=cast) for state in ("draft", "endorsed", "awarded", "withdrawn")
    }


def founded(team: Actor) -> Actor:
    """The enterprise, as its first person acts for it."""
    membership = services.team_becomes_enterprise(
        team.organisation.team, actor=team, party=party(), profile=PROFILE
    )
    return Actor.of(membership)


def owners(projects: dict[str, Project]) -> dict[str, int]:
    return {state: reread(project).applicant_id for state, project in projects.items()}


def test_drafts_go_over_at_once_and_the_rest_waits_for_the_office(people, team, projects):
    enterprise = founded(team)
    old, new = team.organisation_id, enterprise.organisation_id
    assert owners(projects) == {"draft": new, "endorsed": old, "awarded": old, "withdrawn": old}
    for state in ("endorsed", "awarded"):
        event = services.carry_over(reread(projects[state]), actor=people.officer)
        assert (event.source, event.target, event.evidence["former"]) == (
            state,
            state,
            team.organisation.name,
        )
    assert owners(projects) == {"draft": new, "endorsed": new, "awarded": new, "withdrawn": old}
    awarded = reread(projects["awarded"])
    assert (awarded.snapshot["kind"], awarded.voucher_number) == (
        "enterprise",
        projects["awarded"].voucher_number,
    )
    assert Project.objects.visible_to(enterprise).filter(pk=awarded.pk).exists()
    assert not Project.objects.visible_to(team).filter(pk=awarded.pk).exists()


def test_nobody_carries_over_what_is_not_due(people, team, projects):
    project = projects["endorsed"]
    with pytest.raises(NotPermitted):
        services.carry_over(reread(project), actor=people.officer)
    enterprise = founded(team)
    for actor in (team, enterprise, people.stranger, people.recommender, people.auditor, people.finance):
        with pytest.raises(NotPermitted):
            services.carry_over(reread(project), actor=actor)
    with pytest.raises(WrongState):
        services.carry_over(reread(projects["withdrawn"]), actor=people.officer)
    Membership.objects.create(
        user=people.officer.user, organisation=enterprise.organisation, role=Role.APPLICANT
    )
    own = Actor.of(Membership.objects.get(pk=people.officer.membership_id))
    with pytest.raises(NotPermitted):
        services.carry_over(reread(project), actor=own)
    services.carry_over(reread(project), actor=people.approver)
    with pytest.raises(NotPermitted):
        services.carry_over(reread(project), actor=people.second_officer)


def test_only_the_team_itself_founds_and_then_begins_nothing_in_its_old_name(people, team):
    with pytest.raises(NotPermitted):
        services.team_becomes_enterprise(
            team.organisation.team, actor=people.stranger, party=party(), profile=PROFILE
        )
    enterprise, call = founded(team), make_call(people=people)
    again = Actor.of(Membership.objects.get(pk=team.membership_id))
    with pytest.raises(Unfit):
        services.start_project(actor=again, call=call, title="Again")
    assert (
        services.start_project(actor=enterprise, call=call, title="Anew").applicant_id
        == enterprise.organisation_id
    )


def test_office_and_parties_are_told(people, team, projects):
    founded(team)
    services.carry_over(reread(projects["endorsed"]), actor=people.officer)
    User.objects.update(language="en")
    outbox.announce()
    reference = projects["endorsed"].reference
    waits, done = (
        f"{reference}: the start-up team is now an enterprise.",
        f"{reference} was carried over to an enterprise.",
    )
    told = Message.objects.filter(
        recipient__in=[people.officer.user, people.recommender.user, people.laboratory.user]
    )
    assert set(told.filter(subject=waits).values_list("recipient", flat=True)) == {people.officer.user.pk}
    assert set(told.filter(subject=done).values_list("recipient", flat=True)) == {
        people.recommender.user.pk, people.laboratory.user.pk,
    }  # fmt: skip


def browser_of(actor: Actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    return client


def test_in_the_browser(people, team, projects):
    client = browser_of(team)
    address = reverse("applications:become_enterprise")
    assert address in client.get(reverse("applications:organisation")).content.decode()
    page = client.get(address).content.decode()
    assert projects["draft"].title in page
    assert projects["awarded"].reference in page
    assert projects["withdrawn"].reference not in page
    assert client.post(address, {"name": "北京微光科技有限公司"}).status_code == 422
    answer = client.post(address, FORM)
    assert answer["Location"] == reverse("dashboard")
    carry = reverse("applications:carry_over", args=[projects["endorsed"].reference])
    office = browser_of(people.officer)
    assert carry in office.get(projects["endorsed"].get_absolute_url()).content.decode()
    assert FORM["name"] in office.get(carry).content.decode()
    assert office.post(carry, {"note": "核对无误"}).status_code == 302
    assert Event.objects.of(projects["endorsed"]).filter(transition="carry_over").count() == 1
    for actor in (people.applicant, people.officer):
        assert browser_of(actor).get(address).status_code == 403
