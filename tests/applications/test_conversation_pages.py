"""The pages of the conversation on a project: what is shown, to whom, and what a form keeps."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actor import Actor
from applications import services
from applications.enums import Audience
from applications.models import MessageDraft, Project, ProjectMessage
from tests.applications.conftest import endorsed
from tests.factories.institutions import pdf
from tests.portal.test_project_page import browser


@pytest.fixture
def project(people, call) -> Project:
    return endorsed(people, call)


def path(project: Project, more: str = "") -> str:
    return f"/projects/{project.reference}/conversation/{more}"


def send(project: Project, actor: Actor, text: str = "When does the test begin?", **options):
    return services.send(project, actor=actor, text=text, **options)


def post(client, project: Project, text: str = "Hello", **fields):
    return client.post(path(project), {"key": str(uuid4()), "text": text, "audience": "everybody"} | fields)


def test_page_without_script_sends_and_shows_what_was_sent(people, project):
    client = browser(people.applicant)

    answer = post(client, project, attachments=[pdf("plan.pdf"), pdf("more.pdf")])
    message = ProjectMessage.objects.get()
    page = client.get(path(project)).text

    assert answer["Location"] == f"{path(project)}#{message.anchor}"
    assert "was sent" in page
    assert "plan.pdf" in page
    assert "more.pdf" in page


def test_refused_message_keeps_what_was_typed(people, project):
    answer = post(browser(people.applicant), project, text="", answer_by="2020-01-01")

    assert answer.status_code == 422
    assert "2020-01-01" in answer.text


def test_foreign_project_is_not_found_and_experts_are_refused(people, project):
    project.readers.add(people.experts[0].user)
    for actor, status in ((people.stranger, 404), (people.acting(people.experts[0]), 403)):
        client = browser(actor)
        assert client.get(path(project)).status_code == status
        assert post(client, project).status_code == status
        assert client.post(path(project, "read/")).status_code == status
        assert client.post(path(project, "draft/"), {"text": "x"}).status_code == status
    auditor = browser(people.auditor)
    assert auditor.get(path(project)).status_code == 200
    assert post(auditor, project).status_code == 403


def test_private_message_is_on_no_page_of_others(people, project):
    secret = "The budget is too high in line three."
    message = send(project, people.officer, text=secret, audience=Audience.APPLICANT)

    for name in ("recommender", "laboratory", "service"):
        client = browser(getattr(people, name))
        for address in (path(project), f"/projects/{project.reference}/", "/dashboard/", "/search/?q=budget"):
            assert secret not in client.get(address).text
        assert client.get(path(project) + f"?reply={message.uuid}").status_code == 404
        assert post(client, project, reply=str(message.uuid)).status_code == 404
        assert client.post(path(project, f"{message.uuid}/answered/")).status_code == 404
    applicant = browser(people.applicant)
    assert (
        applicant.get(f"/projects/{project.reference}/").text.count(secret) == 2
    )  # timeline and conversation


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}"]
)
def test_what_is_written_stays_text(people, project, words):
    send(project, people.applicant, text=words)

    for address in (path(project), f"/projects/{project.reference}/"):
        page = browser(people.officer).get(address).text
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page


def test_looking_marks_nothing_and_the_button_does(people, project):
    send(project, people.applicant)
    client = browser(people.recommender)

    client.get(path(project))
    assert ProjectMessage.objects.unread_by(people.recommender).count() == 1
    client.post(path(project, "read/"))
    assert ProjectMessage.objects.unread_by(people.recommender).count() == 0


def test_page_needs_as_many_queries_for_one_message_as_for_ten(people, project):
    send(project, people.applicant, uploads=[pdf("a.pdf")])
    client = browser(people.officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(path(project))
        return len(found)

    one = queries()
    for _number in range(9):
        send(project, people.recommender, uploads=[pdf("b.pdf")])
    assert (queries(), one <= 12) == (one, True)


def test_draft_is_kept_for_its_writer_and_goes_when_sent(people, project):
    client = browser(people.applicant)

    kept = client.post(path(project, "draft/"), {"text": "Not yet fin", "audience": "applicant"})

    assert kept.status_code == 204
    assert "Not yet fin" in client.get(path(project)).text
    assert "Not yet fin" not in browser(people.officer).get(path(project)).text
    long = client.post(path(project, "draft/"), {"text": "x" * 5001, "audience": "everybody"})
    assert long.status_code == 422
    post(client, project)
    assert not MessageDraft.objects.exists()


def test_new_message_waits_on_the_dashboard_and_in_the_list(people, project):
    client = browser(people.applicant)
    assert "New messages" not in client.get("/dashboard/").text
    send(project, people.officer)

    assert "New messages" in client.get("/dashboard/").text
    assert "New messages" in client.get("/desk/?tab=all").text
    services.mark_read(project, actor=people.applicant)
    assert "New messages" not in client.get("/dashboard/").text
    assert "New messages" not in client.get("/desk/?tab=all").text
