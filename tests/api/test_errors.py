"""Every refusal is a problem document with the status that says whose turn it is."""

from datetime import timedelta

from django.utils import timezone

from applications.models import Project
from tests.api.conftest import Program
from tests.factories.cast import Cast
from tests.factories.institutions import pdf
from tests.factories.projects import FACE, make_call, make_project

SURROGATE = '{"endorsement": "\\ud800"}'
MALFORMED = ("{", "nul", '{"a": NaN}', "[" * 20_000, SURROGATE, '{"a": 1' + "0" * 5000 + "}")
QUERIES = (
    "state=nonsense",
    "q=%00",
    "cursor=nonsense",
    "cursor=WyJhIl0",
    "limit=0",
    "limit=x",
    "limit=201",
    "changed_since=x",
)


def problem(answer, status: int, kind: str) -> dict:
    """The body of a problem of this status and kind."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["type"], body["status"]) == (f"urn:voucher-portal:problem:{kind}", status)
    assert body["title"]
    assert body["detail"]
    return body


def test_step_taken_twice_says_by_whom_and_when(people: Cast, as_) -> None:
    project = make_project("endorsed", people=people)
    first, second = as_(people.officer), as_(people.approver)
    first.post(f"projects/{project.reference}/reject/", {"note": "No."})

    body = problem(second.post(f"projects/{project.reference}/reject/", {"note": "No."}), 409, "wrong-state")

    assert body["detail"].startswith("Already done by Officer Wang at ")
    assert body["detail"].endswith("the file is now: Rejected.")


def test_state_is_asked_before_permission_and_permission_before_input(people: Cast, as_) -> None:
    project = make_project("submitted", people=people)
    applicant = as_(people.applicant)

    problem(applicant.post(f"projects/{project.reference}/approve/", {"amount_fen": "x"}), 409, "wrong-state")
    problem(applicant.post(f"projects/{project.reference}/decline/", {"x": 1}), 403, "not-permitted")


def test_rules_that_forbid_a_step_come_with_clause_and_figures(people: Cast, as_) -> None:
    call = make_call(people=people, budget=FACE - 1)
    project = make_project("approved", people=people, call=call)

    body = problem(as_(people.officer).post(f"projects/{project.reference}/award/"), 422, "blocked")

    [blocking] = [finding for finding in body["findings"] if finding["outcome"] == "block"]
    assert set(blocking) == {"rule", "clause", "outcome", "message", "figures"}
    assert blocking["figures"]
    assert Project.objects.get(pk=project.pk).state == "approved"


def test_dry_run_shows_the_same_findings_and_changes_nothing(people: Cast, as_) -> None:
    call = make_call(people=people, budget=FACE - 1)
    project = make_project("approved", people=people, call=call)
    officer = as_(people.officer)

    before = officer.get(f"projects/{project.reference}/award/").json()
    refused = officer.post(f"projects/{project.reference}/award/").json()

    assert (before["name"], before["gate"]) == ("award", "award")
    assert before["findings"] == refused["findings"]


def test_missing_fields_are_named_one_by_one(people: Cast, as_) -> None:
    project = make_project("draft", people=people)
    applicant = as_(people.applicant)
    address = f"projects/{project.reference}/"
    applicant.patch(address, {"version": 1, "background": "", "laboratory": None})

    body = problem(applicant.post(address + "submit/"), 422, "unfit")

    assert set(body["errors"]) == {"background", "laboratory"}


def test_amounts_are_whole_fen(people: Cast, as_) -> None:
    project = make_project("endorsed", people=people)
    officer = as_(people.officer)

    for amount in (1.5, "1.5", "50,000", True, -1, 0, None, 10**20, "x" * 2000, [1]):
        body = problem(
            officer.post(f"projects/{project.reference}/approve/", {"amount_fen": amount}), 422, "unfit"
        )
        assert set(body["errors"]) == {"amount_fen"}


def test_refusals_of_services_use_the_words_of_the_request(people: Cast, as_) -> None:
    project = make_project("contracted", people=people)
    address = f"projects/{project.reference}/"
    officer = as_(people.officer)

    given = {"note": "By agreement.", "parties_outcome": " "}
    assert set(problem(officer.post(address + "terminate/", given), 422, "unfit")["errors"]) == {
        "parties_outcome"
    }


def test_stale_version_overwrites_nothing(people: Cast, as_) -> None:
    project = make_project("draft", people=people)
    applicant = as_(people.applicant)
    address = f"projects/{project.reference}/"
    version = applicant.get(address).json()["version"]
    assert applicant.patch(address, {"version": version, "title": "First"}).status_code == 200

    problem(applicant.patch(address, {"version": version, "title": "Second"}), 409, "stale-version")

    assert applicant.get(address).json()["title"] == "First"


def test_report_written_meanwhile_is_not_overwritten(people: Cast, as_) -> None:
    project = make_project("contracted", people=people)
    applicant = as_(people.applicant)
    address = f"projects/{project.reference}/closing-report/"
    seen = applicant.put(address, {"work_done": "First."}).json()["updated_at"]
    assert applicant.put(address, {"work_done": "Second.", "seen_at": seen}).status_code == 200

    problem(applicant.put(address, {"work_done": "Third.", "seen_at": seen}), 409, "stale-version")


def test_malformed_json_is_400(people: Cast, as_) -> None:
    project = make_project("submitted", people=people)
    program = as_(people.recommender)
    address = f"/api/v1/projects/{project.reference}/endorse/"

    for body in MALFORMED:
        answer = program.client.post(address, body, content_type="application/json", headers=program.headers)
        problem(answer, 400, "malformed")


def test_json_of_another_shape_is_422(people: Cast, as_) -> None:
    project = make_project("submitted", people=people)
    program = as_(people.recommender)

    for body in ([], "text", 0, 1, [1, 2], {"endorsement": {"a": 1}}, {"endorsement": "\x00"}):
        answer = program.call("post", f"projects/{project.reference}/endorse/", data=body)
        problem(answer, 422, "unfit")


def test_body_beyond_the_limit_is_413(people: Cast, as_, settings) -> None:
    project = make_project("submitted", people=people)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = as_(people.recommender).post(
        f"projects/{project.reference}/endorse/", {"endorsement": "x" * 1000}
    )

    problem(answer, 413, "too-large")


def test_wrong_media_type_is_415_and_wrong_method_405(people: Cast, as_) -> None:
    project = make_project("submitted", people=people)
    program = as_(people.recommender)
    address = f"/api/v1/projects/{project.reference}/endorse/"

    answer = program.client.post(address, "x", content_type="text/plain", headers=program.headers)
    problem(answer, 415, "unsupported-media-type")
    problem(program.delete(f"projects/{project.reference}/"), 405, "method-not-allowed")


def test_address_of_nothing_is_404_in_the_same_words(people: Cast, as_) -> None:
    officer = as_(people.officer)

    for path in (
        "projects/P-%00%00/",
        "nothing/here/",
        "projects/%F0%9F%98%80/",
        "assignments/999999999999999999/",
    ):
        problem(officer.get(path), 404, "not-found")


def test_query_that_does_not_fit_is_422(people: Cast, as_) -> None:
    officer = as_(people.officer)

    for query in QUERIES:
        body = problem(officer.get(f"projects/?{query}"), 422, "unfit")
        assert next(iter(body["errors"])) == query.partition("=")[0]


def test_unacceptable_file_is_422(people: Cast, as_) -> None:
    project = make_project("draft", people=people)
    applicant = as_(people.applicant)
    address = f"projects/{project.reference}/documents/"
    fake = pdf("plan.pdf")
    fake.file.write(b"<html>")
    fake.seek(0)

    problem(applicant.upload(address, {"kind": "project_plan", "file": fake}), 422, "unfit")
    assert set(problem(applicant.upload(address, {"kind": "x"}), 422, "unfit")["errors"]) == {"kind", "file"}
    problem(applicant.post(address, {"kind": "project_plan"}), 415, "unsupported-media-type")


def test_too_many_requests_are_429_with_the_time_to_wait(visitor: Program, monkeypatch) -> None:
    monkeypatch.setattr("api.throttling.VisitorThrottle.THROTTLE_RATES", {"visitor": "2/minute"})
    answers = [visitor.get("calls/") for _number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    problem(answers[2], 429, "throttled")
    assert 0 < int(answers[2]["Retry-After"]) <= 60


def test_corrections_name_only_what_exists(people: Cast, as_) -> None:
    project = make_project("submitted", people=people)
    address = f"projects/{project.reference}/return_for_correction/"
    recommender = as_(people.recommender)

    wrong = {"wanted": [{"name": "state", "reason": "x"}, {"target": "document", "name": "x", "reason": "y"}]}
    assert set(problem(recommender.post(address, wrong), 422, "unfit")["errors"]) == {"wanted"}
    assert set(problem(recommender.post(address, {"wanted": []}), 422, "unfit")["errors"]) == {"wanted"}
    due = (timezone.localdate() - timedelta(days=1)).isoformat()
    late = {"wanted": [{"name": "content", "reason": "x"}], "due_date": due}
    assert set(problem(recommender.post(address, late), 422, "unfit")["errors"]) == {"due_date"}
    good = {"wanted": [{"name": "content", "reason": "Name the alloys."}]}
    assert recommender.post(address, good).json()["state"] == "returned"


def test_returned_project_takes_what_was_asked_for_only(people: Cast, as_) -> None:
    project = make_project("returned", people=people)
    applicant = as_(people.applicant)
    address = f"projects/{project.reference}/"
    version = applicant.get(address).json()["version"]

    body = problem(applicant.patch(address, {"version": version, "total_amount_fen": 1}), 422, "unfit")

    assert set(body["errors"]) == {"total_amount_fen"}
    assert applicant.patch(address, {"version": version, "content": "Alloys A, B, C."}).status_code == 200


def test_submitted_project_cannot_be_edited(people: Cast, as_) -> None:
    project = make_project("submitted", people=people)

    answer = as_(people.applicant).patch(f"projects/{project.reference}/", {"version": 2, "title": "x"})

    problem(answer, 409, "wrong-state")
