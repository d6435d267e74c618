"""Dashboards: what waits for whom, and that the number of rows costs no queries."""

import itertools
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actor import Actor
from accounts.middleware import SESSION_KEY
from applications import services as applications
from applications.models import Project
from tests.factories.cast import Cast, cast
from tests.factories.people import make_person
from tests.factories.projects import make_call, make_project, next_title
from tests.worlds import standing, visit_every_state
from voucher_portal.dashboards import groups

# What waits for whom, by state; a laboratory is paid, four eyes are not asked for, the notice has ended.
WAITS = {
    "draft": {"applicant"},
    "submitted": {"recommender"},
    "returned": {"applicant"},
    "endorsed": {"officer"},
    "declined": set(),
    "approved": {"officer", "approver"},
    "rejected": set(),
    "noticed": set(),
    "objected": {"approver"},
    "awarded": {"applicant"},
    "contract_submitted": {"officer"},
    "contract_returned": {"applicant"},
    "contracted": {"applicant", "laboratory"},
    "closing_submitted": {"officer"},
    "in_review": {"officer"},
    "closed": {"laboratory", "service"},
    "not_closed": {"officer"},
    "redemption_requested": {"officer", "approver"},
    "redeemed": {"finance"},
    "paid": set(),
    "withdrawn": set(),
    "expired": set(),
    "terminated": set(),
    "revoked": set(),
    "clawed_back": set(),
}
ROLES = ("applicant", "recommender", "laboratory", "service", "officer", "approver", "finance", "auditor")


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    with standing(django_db_blocker):
        yield cast()


def browser(actor: Actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    if actor.membership_id:
        session = client.session
        session[SESSION_KEY] = actor.membership_id
        session.save()
    return client


def waits(actor: Actor, project: Project) -> bool:
    urls = {task["url"] for group in groups(actor) for task in group["tasks"]}
    return project.get_absolute_url() in urls


def test_each_state_waits_for_those_who_can_act(people, db):
    found = {}

    def visit(state, play):
        found[state] = {role for role in ROLES if waits(getattr(people, role), play.project)}

    visit_every_state(people, visit)

    assert found == WAITS


def test_proposal_waits_for_the_second_person(people, db):
    project = make_project("endorsed", people=people)

    applications.propose_approval(project, actor=people.officer, amount=project.requested_amount)

    assert waits(people.approver, project)


def test_what_waits_can_be_done(people, db):
    """Nobody is sent to a file on which no step is open to them."""
    idle = []

    def visit(state, play):
        for role in ROLES:
            actor = getattr(people, role)
            if waits(actor, play.project) and not play.project.available_steps(actor):
                idle.append((state, role))

    visit_every_state(people, visit)

    assert idle == []


def test_file_of_others_waits_for_nobody_else(people, db):
    project = make_project("awarded", people=people)

    assert not waits(people.stranger, project)


def test_project_in_notice_waits_for_the_office_when_the_notice_is_over(people, db):
    project = make_project("noticed", people=people)

    assert not waits(people.officer, project)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert waits(people.officer, project)


def test_confirmed_report_waits_no_more_for_the_laboratory(people, db):
    project = make_project("closing_submitted", people=people)

    assert project.report_confirmed
    assert not waits(people.laboratory, project)


def test_groups_are_counted_in_full_and_shown_in_part(people, db):
    call = make_call(people=people)
    for _ in range(10):
        applications.start_project(actor=people.applicant, call=call, title=next_title())

    group = next(row for row in groups(people.applicant) if row["more"] == "?state=draft")

    assert (group["count"], len(group["tasks"])) == (10, 8)


def test_oldest_waits_first(people, db):
    call = make_call(people=people)
    first, second = (
        applications.start_project(actor=people.applicant, call=call, title=next_title()) for _ in range(2)
    )

    tasks = next(row for row in groups(people.applicant) if row["more"] == "?state=draft")["tasks"]

    assert [task["label"] for task in tasks] == [first.title, second.title]


def test_person_without_a_role_is_shown_how_to_begin(people, db):
    response = browser(Actor(user=make_person("Newcomer"))).get("/dashboard/")

    assert response.status_code == 200
    assert 'href="/register/"' in response.text


def test_switching_the_role_switches_the_dashboard(people, db):
    project = make_project("submitted", people=people)
    person = people.applicant.user
    second = person.memberships.create(organisation=people.recommender.organisation, role="recommender")
    client = browser(people.applicant)
    before = client.get("/dashboard/").text

    client.post("/me/act-as/", {"membership": second.pk})

    assert "Endorse, return or decline" not in before
    after = client.get("/dashboard/").text
    assert "Endorse, return or decline" in after
    assert project.title in after


# --- the number of rows costs no queries -----------------------------------------------------------------------------


_numbers = itertools.count(1)


def more(people: Cast, call, number: int) -> None:
    """So many more projects that the recommending institution has endorsed, in one go."""
    template = make_project("endorsed", people=people, call=call)
    rows = []
    for index in itertools.islice(_numbers, number):
        row = Project.objects.get(pk=template.pk)
        row.pk, row.reference, row.title = None, f"P-{index:08d}", f"{template.title} {index}"
        rows.append(row)
    Project.objects.bulk_create(rows)


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "path", ["/dashboard/", "/desk/?tab=all", "/audit/", "/desk/?tab=all&q=Fatigue&state=endorsed"]
)
@pytest.mark.parametrize("role", ["officer", "auditor", "applicant"])
def test_list_costs_the_same_with_one_three_and_fifty_rows(people, db, path, role):
    if path == "/audit/" and role == "applicant":
        return
    call, client = make_call(people=people), browser(getattr(people, role))
    counts = []
    for number in (0, 2, 47):
        more(people, call, number)
        counts.append(count(client, path))

    assert len(set(counts)) == 1, counts
    assert counts[0] <= 10
