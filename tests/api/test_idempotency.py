"""A request that is sent again under the same key does nothing twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from api.models import IdempotencyKey
from api.services import forget_answers
from api.v1 import urls
from applications.models import Project
from contracts.models import ChangeRequest
from tests.api.conftest import Program
from tests.factories.cast import Cast, cast
from tests.factories.institutions import pdf
from tests.factories.projects import make_call, make_project
from workflow.models import Document, Event

KEY = {"idempotency_key": "7d2f0b1e-1"}


def test_same_key_and_body_get_the_same_answer_and_one_effect(people: Cast, as_) -> None:
    call, applicant = make_call(people=people), as_(people.applicant)
    body = {"call": call.code, "title": "Once"}

    first = applicant.post("projects/", body, **KEY)
    again = applicant.post("projects/", body, **KEY)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Project.objects.count() == 1


def test_step_sent_again_is_answered_as_if_it_were_the_first(people: Cast, as_) -> None:
    project = make_project("approved", people=people)
    officer = as_(people.officer)

    first = officer.post(f"projects/{project.reference}/award/", **KEY)
    again = officer.post(f"projects/{project.reference}/award/", **KEY)
    without = officer.post(f"projects/{project.reference}/award/")

    assert (first.status_code, again.status_code, without.status_code) == (200, 200, 409)
    assert first.json() == again.json()
    assert Event.objects.of(project).filter(transition="award").count() == 1


def test_other_body_under_the_key_is_refused(people: Cast, as_) -> None:
    call, applicant = make_call(people=people), as_(people.applicant)
    applicant.post("projects/", {"call": call.code, "title": "One"}, **KEY)

    answer = applicant.post("projects/", {"call": call.code, "title": "Two"}, **KEY)

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"Idempotency-Key"}
    assert Project.objects.count() == 1


def test_key_of_another_person_is_another_key(people: Cast, as_) -> None:
    call = make_call(people=people)
    body = {"call": call.code, "title": "Mine"}

    for actor in (people.applicant, people.stranger):
        assert as_(actor).post("projects/", body, **KEY).status_code == 201

    assert Project.objects.count() == 2


def test_refused_request_leaves_its_key_free(people: Cast, as_) -> None:
    call, applicant = make_call(people=people), as_(people.applicant)

    refused = applicant.post("projects/", {"call": call.code, "title": ""}, **KEY)
    corrected = applicant.post("projects/", {"call": call.code, "title": "Now"}, **KEY)

    assert (refused.status_code, corrected.status_code) == (422, 201)


def test_upload_sent_again_stores_one_file(people: Cast, as_) -> None:
    project = make_project("draft", people=people)
    applicant, path = as_(people.applicant), f"projects/{project.reference}/documents/"

    answers = [
        applicant.upload(path, {"kind": "project_plan", "file": pdf("plan.pdf")}, **KEY)
        for _number in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Document.objects.of(project).count() == 1


@pytest.mark.parametrize("key", ["", "x" * 101, "ключ"])
def test_key_of_another_shape_is_refused(people: Cast, as_, key: str) -> None:
    answer = as_(people.applicant).post("projects/", {}, idempotency_key=key)

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"Idempotency-Key"}


def test_every_post_honours_the_key() -> None:
    """All but the evaluator, which changes nothing."""
    views = {pattern.name: pattern.callback.view_class for pattern in urls.urlpatterns}
    deaf = {
        name
        for name, view in views.items()
        if hasattr(view, "post") and not hasattr(view.post, "honours_key")
    }

    assert deaf == {"chapter_evaluate", "unknown"}


def test_answers_are_forgotten_after_a_week(people: Cast, as_) -> None:
    call, applicant = make_call(people=people), as_(people.applicant)
    applicant.post("projects/", {"call": call.code, "title": "Old"}, **KEY)
    row = IdempotencyKey.objects.get()

    assert forget_answers() == 0
    IdempotencyKey.objects.filter(pk=row.pk).update(created_at=row.created_at.replace(year=2020))
    assert forget_answers() == 1


@pytest.mark.concurrency
@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_time_have_one_effect() -> None:
    people = cast()
    project = make_project("contracted", people=people)
    program = Program(people.applicant)
    body = {"kind": "content", "text": "One test less."}

    def send(_number: int):
        try:
            return program.post(f"projects/{project.reference}/changes/", body, **KEY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert ChangeRequest.objects.count() == 1
