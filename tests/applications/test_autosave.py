"""The address that keeps a page while it is written: it says saved only when everything was, and else why not."""

import pytest
from django.test import Client

from applications import services
from applications.models import Project
from tests.applications.conftest import draft, submitted
from tests.factories.projects import reread


@pytest.fixture
def applicant(client, people, call):
    """The browser of the applicant."""
    client.force_login(people.applicant.user)
    return client


@pytest.fixture
def empty(people, call) -> Project:
    return reread(services.start_project(actor=people.applicant, call=call, title="Gripper fatigue"))


def page_of(project: Project, slug: str = "plan") -> str:
    return f"/projects/{project.reference}/tasks/{slug}/"


def keep(client: Client, project: Project, slug: str = "plan", **data):
    return client.post(f"{page_of(project, slug)}autosave/", data)


def marks(client: Client, project: Project, slug: str = "plan") -> dict[str, str]:
    form = client.get(page_of(project, slug)).context["form"]
    return {name: str(form[name].value()) for name in ("version", "seen")}


def test_kept_answer_carries_the_new_marks_and_what_the_rules_say(applicant, empty):
    first = keep(applicant, empty, total_amount="100,000", **marks(applicant, empty))

    assert first.status_code == 200
    assert first.headers["X-Version"] == "1"
    assert reread(empty).total_amount == 10_000_000
    again = {"version": first.headers["X-Version"], "seen": first.headers["X-Seen"]}
    second = keep(applicant, empty, total_amount="100,000", requested_amount="60,000", **again)
    assert second.status_code == 200
    assert "vp-meter" in second.text
    assert "vp-tone-danger" in second.text, "more than half is asked for"


def test_what_does_not_fit_is_said_and_nothing_is_kept(applicant, empty):
    response = keep(applicant, empty, total_amount="about 5", requested_amount="7", **marks(applicant, empty))

    assert response.status_code == 422
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Planned contract amount (元): Enter an amount in 元" in response.text
    assert reread(empty).requested_amount is None


def test_what_the_service_refuses_is_said(applicant, empty):
    response = keep(applicant, empty, plan_from="2027-02-01", plan_to="2027-01-01", **marks(applicant, empty))

    assert response.status_code == 422
    assert "The planned end is on or after the planned start." in response.text


def test_conflict_shows_both_values_and_overwrites_nothing(applicant, people, empty):
    mine = marks(applicant, empty)
    services.save_draft(empty, actor=people.applicant, version=0, content={"total_amount": 700})

    response = keep(applicant, empty, total_amount="5", **mine)

    assert response.status_code == 409
    assert "7.00 元" in response.text
    assert "5.00 元" in response.text
    assert 'data-version="1"' in response.text
    assert reread(empty).total_amount == 700


def test_colleague_on_another_topic_is_no_conflict(applicant, people, empty):
    mine = marks(applicant, empty)
    services.save_draft(empty, actor=people.applicant, version=0, content={"background": "A colleague's."})

    assert keep(applicant, empty, total_amount="5", **mine).status_code == 200
    assert reread(empty).background == "A colleague's."


def test_lost_session_leads_to_signing_in_and_keeps_nothing(applicant, empty):
    mine = marks(applicant, empty)
    applicant.logout()

    response = keep(applicant, empty, total_amount="5", **mine)

    assert response.status_code == 302
    assert response.url.startswith("/account/login/")
    assert reread(empty).total_amount is None


def test_application_submitted_meanwhile_is_said(applicant, people, call):
    project = draft(people, call)
    mine = marks(applicant, project)
    services.submit(project, actor=people.applicant)

    response = keep(applicant, project, total_amount="5", **mine)

    assert response.status_code == 409
    assert "This application has been submitted and cannot be edited now." in response.text
    assert reread(project).total_amount == project.total_amount


def test_only_posts_are_kept(applicant, people, call):
    assert applicant.get(f"{page_of(submitted(people, call))}autosave/").status_code == 405


def test_closed_fields_stay_closed(applicant, people, call):
    project = submitted(people, call)

    response = keep(applicant, project, total_amount="5", version=project.version)

    assert response.status_code == 409
    assert reread(project).total_amount == project.total_amount
