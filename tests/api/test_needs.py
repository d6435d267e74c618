"""Needs over the API: the whole way, and to everybody only what concerns them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Project
from applications.services import start_project
from matching.models import Need
from tests.api.conftest import Program
from tests.factories.cast import Cast
from tests.factories.institutions import member_of
from tests.factories.labs import make_laboratory
from tests.factories.needs import CONTENT, ask, make_draft, make_need, quote
from tests.factories.projects import make_call


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_need_goes_from_draft_to_application(people: Cast, as_) -> None:
    call, enterprise, laboratory = make_call(people=people), as_(people.applicant), as_(people.laboratory)
    given = {name: CONTENT[name] for name in ("title", "problem", "wanted_result", "activity_type")}
    made = enterprise.post("needs/", given | {"budget_fen": 6_000_000})
    assert made.status_code == 201
    root = made["Location"]
    changed = enterprise.patch(root, {"version": 0, "district": "haidian"})
    assert (changed.json()["version"], changed.json()["district"]) == (1, "haidian")
    assert enterprise.patch(root, {"version": 0, "district": ""}).status_code == 409

    def take(who: Program, step: str, data: dict) -> None:
        answer = who.post(f"{root}{step}/", data)
        assert answer.status_code == 200, answer.content

    take(enterprise, "publish_need", {"answers_until": in_days(20)})
    proposed = enterprise.get(root).json()["laboratories"]
    assert people.open_laboratory.reference in [row["laboratory"] for row in proposed]
    assert all(row["reasons"] for row in proposed)
    take(enterprise, "ask_laboratories", {"laboratories": [people.open_laboratory.reference]})
    offer = {"kind": "quote", "amount_fen": 5_000_000, "lead_days": 40}
    assert set(laboratory.post(f"{root}answer_need/", offer).json()["errors"]) == {"valid_until"}
    take(laboratory, "answer_need", offer | {"valid_until": in_days(10)})
    take(enterprise, "choose_laboratory", {"laboratory": people.open_laboratory.reference})
    take(enterprise, "turn_into_application", {"call": call.code})

    read = enterprise.get(root).json()
    project = Project.objects.get(reference=read["project"])
    assert (read["state"], project.total_amount) == ("turned_into_application", 5_000_000)
    assert [event["transition"] for event in read["events"]][-1] == "turn_into_application"


def test_everybody_sees_what_the_pages_show(people: Cast, as_) -> None:
    rival = make_laboratory(name="竞争实验室有限公司", reported_by=people.open_laboratory.reported_by)
    outsider = make_laboratory(name="旁观实验室")
    draft, need = make_draft(people), make_need(people, audience="everybody")
    closed = make_need(people, access="none")
    ask(need, people.open_laboratory, rival, actor=people.applicant)
    quote(need, rival, words="秘密报价")
    seen = {
        people.applicant: {draft, need, closed},
        people.recommender: {need},
        people.laboratory: {need},
        member_of(outsider): {need},
        people.officer: {need, closed},
        people.auditor: {need, closed},
        people.stranger: set(),
    }
    for actor, expected in seen.items():
        program = as_(actor)
        rows = program.get("needs/").json()["results"]
        assert {row["reference"] for row in rows} == {row.reference for row in expected}
        for row in (draft, need, closed):
            status = 200 if row in expected else 404
            assert program.get(f"needs/{row.reference}/").status_code == status
    asked, unasked = as_(people.laboratory), as_(member_of(outsider))
    for program, name in ((asked, people.applicant.organisation.name), (unasked, None)):
        read = program.get(f"needs/{need.reference}/")
        assert (read.json()["applicant"], read.json()["contact"]) == (name, None)
        assert "秘密报价" not in read.content.decode()
        assert rival.reference not in read.content.decode()
        assert program.get("needs/").json()["results"][0]["applicant"] == name
    service = as_(people.service).get(f"needs/{need.reference}/").json()
    own = {row["laboratory"] for row in service["laboratories"]}
    assert own == {people.open_laboratory.reference, rival.reference}


def test_who_may_not_is_told_so(people: Cast, as_) -> None:
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    root = f"needs/{need.reference}/"
    assert as_(people.laboratory).post(f"{root}withdraw/", {"note": "x"}).status_code == 403
    assert as_(people.officer).post("needs/", {"title": "x"}).status_code == 403
    assert as_(people.acting(people.experts[0])).get("needs/").status_code == 403
    assert as_(people.stranger).post(f"{root}answer_need/", {"kind": "interested"}).status_code == 404
    assert as_(people.applicant).patch(root, {"version": 0, "title": "neu"}).status_code == 409
    assert as_(people.recommender).patch(root, {"version": 0, "title": "neu"}).status_code == 403


@pytest.mark.parametrize("name", ["state", "applicant", "reference", "chosen", "budget"])
def test_nothing_else_can_be_written(people: Cast, as_, name: str) -> None:
    answer = as_(people.applicant).post("needs/", {"title": "新需求", name: "open"})
    assert set(answer.json()["errors"]) == {name}
    assert not Need.objects.exists()


def test_a_need_never_begins_with_the_application_of_somebody_else(people: Cast, as_) -> None:
    draft = start_project(actor=people.applicant, call=make_call(people=people), title="申请")
    given = {"title": "新需求", "project": draft.reference}
    assert set(as_(people.stranger).post("needs/", given).json()["errors"]) == {"project"}
    assert as_(people.applicant).post("needs/", given).json()["project"] == draft.reference


def test_a_list_costs_the_same_for_one_and_many(people: Cast, as_, django_assert_max_num_queries) -> None:
    for number in range(4):
        need = ask(make_need(people, title=f"需求{number}"), people.open_laboratory, actor=people.applicant)
    for actor in (people.applicant, people.service):
        program = as_(actor)
        program.get("needs/")
        for path in ("needs/", f"needs/{need.reference}/"):
            with django_assert_max_num_queries(12):
                assert program.get(path).status_code == 200
