"""The conversation over the API: the same readers, sent once, files under the same scope."""

import pytest

from applications import services
from applications.models import ProjectMessage
from tests.api.conftest import Program
from tests.factories.cast import Cast
from tests.factories.institutions import pdf
from tests.factories.projects import make_project

WORDS = {"text": "When can the test begin?", "audience": "applicant"}


@pytest.fixture
def project(people: Cast):
    return make_project("endorsed", people=people)


def test_message_is_sent_once_and_read_by_its_audience(people: Cast, project, as_) -> None:
    path, officer = f"projects/{project.reference}/conversation/", as_(people.officer)

    first = officer.post(path, WORDS, idempotency_key="one")
    again = officer.post(path, WORDS, idempotency_key="one")

    assert (first.status_code, again.json()) == (201, first.json())
    assert ProjectMessage.objects.count() == 1
    texts = {
        name: [row["text"] for row in as_(getattr(people, name)).get(path).json()["results"]]
        for name in ("applicant", "recommender", "laboratory", "auditor")
    }
    assert texts == {
        "applicant": [WORDS["text"]],
        "recommender": [],
        "laboratory": [],
        "auditor": [WORDS["text"]],
    }
    assert as_(people.stranger).get(path).status_code == 404
    assert as_(people.stranger).post(path, WORDS).status_code == 404
    assert as_(people.auditor).post(path, WORDS).status_code == 403


def test_file_comes_with_the_message_and_is_downloaded_by_its_readers(people: Cast, project, as_) -> None:
    path = f"projects/{project.reference}/conversation/"

    answer = as_(people.officer).upload(path, WORDS | {"attachments": [pdf("a.pdf"), pdf("b.pdf")]})

    assert answer.status_code == 201, answer.json()
    documents = answer.json()["documents"]
    assert [row["name"] for row in documents] == ["a.pdf", "b.pdf"]
    download = as_(people.applicant).get(documents[0]["url"])
    assert b"".join(download.streaming_content).startswith(b"%PDF-")
    assert as_(people.recommender).get(documents[0]["url"]).status_code == 404
    dossier = as_(people.recommender).get(f"projects/{project.reference}/").text
    assert "a.pdf" not in dossier
    assert WORDS["text"] not in dossier


def test_answer_takes_the_question_off_the_list(people: Cast, project, as_) -> None:
    path = f"projects/{project.reference}/conversation/"
    asked = as_(people.officer).post(path, WORDS | {"answer_by": "2099-01-01"})
    assert asked.status_code == 422
    message = services.send(project, actor=people.officer, text="By when?", audience="applicant")

    answer = as_(people.applicant).post(path, {"text": "Soon.", "reply_to": str(message.uuid)})

    assert answer.json()["audience"] == "applicant"
    assert answer.json()["reply_to"] == str(message.uuid)
    foreign = as_(people.recommender).post(path, {"text": "Me too.", "reply_to": str(message.uuid)})
    assert foreign.status_code == 404
    done = as_(people.officer).post(f"{path}{message.uuid}/answered/")
    assert done.status_code == 422


def test_reading_is_marked_when_the_program_says_so(people: Cast, project, as_) -> None:
    path = f"projects/{project.reference}/conversation/"
    services.send(project, actor=people.officer, text="Hello")
    program: Program = as_(people.recommender)

    assert [row["read"] for row in program.get(path).json()["results"]] == [False]
    assert program.post(f"{path}read/").status_code == 204
    assert [row["read"] for row in program.get(path).json()["results"]] == [True]
