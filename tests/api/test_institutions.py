"""What institutions do and how they are judged: the API shows each row to those who may read it on a page, and to nobody else."""

from django.utils import timezone

from accounts.enums import Role
from institutions import services
from institutions.models import EvaluationRound, Indicator
from institutions.models.indicators import MANUAL
from tests.api.conftest import Program
from tests.factories.cast import Cast
from tests.factories.institutions import (
    make_field_centre,
    make_recommending_institution,
    make_service_institution,
    member_of,
)
from tests.factories.people import make_actor

TODAY = timezone.localdate()
WORK = ("enterprises", "voucher-events", "coaching", "trainings")
JUDGED = ("evaluations", "self-reports")


def rows(program: Program, path: str) -> list:
    answer = program.get(path)
    assert answer.status_code == 200, path
    return answer.json()["results"]


def worked(people: Cast):
    """An institution with one row of everything, by its own people and the office."""
    institution, actor = people.institution, people.recommender
    enterprise = institution.served_enterprises.order_by("pk")[0]
    services.record_coaching(
        institution, actor=actor, enterprise=enterprise, date=TODAY, topic="need", note="需要检测。"
    )
    event = institution.planned_events.order_by("pk")[0]
    fields = {"held": True, "attendance": 40, "date": TODAY}
    event = services.save_planned_event(institution, actor=actor, row=event, **fields)
    services.save_event_enterprises(event, actor=actor, lines=f"{enterprise.name} {enterprise.uscc}")
    services.record_training(institution, actor=people.officer, date=TODAY, topic="业务培训")
    return enterprise


def judged(people: Cast):
    """A house with a draft report and a result that nobody has published, beside another one."""
    house, other = make_service_institution(), make_service_institution()
    year = services.open_round(EvaluationRound(year=TODAY.year, report_until=TODAY), actor=people.officer)
    services.save_round(year, [Indicator(label="服务", source=MANUAL, weight=100)], actor=people.officer)
    rating = {year.indicators.get().pk: 80}
    for one in (house, other):
        services.evaluate_year(one, year, actor=people.officer, ratings=rating)
        services.save_self_report(one, year, actor=member_of(one), achievements="服务二十家。")
    return house, other, year


def test_an_institution_reads_its_own_work_and_nobody_else_s(people: Cast, as_) -> None:
    enterprise, root = worked(people), f"institutions/{people.institution.reference}/"
    stranger = member_of(make_recommending_institution())
    for actor in (people.recommender, people.officer, people.auditor):
        program = as_(actor)
        assert [len(rows(program, f"{root}{name}/?limit=200")) for name in WORK] == [30, 2, 1, 1]
        deeds = program.get(f"{root}enterprises/{enterprise.uscc}/").json()
        assert sorted(row["words"] for row in deeds) == ["创新券宣讲会1", "需要检测。"]
    held = [row for row in rows(as_(people.recommender), f"{root}voucher-events/") if row["held"]]
    assert (held[0]["attendance"], held[0]["enterprises"][0]["uscc"]) == (40, enterprise.uscc)
    for actor in (stranger, people.applicant, people.laboratory, people.service, people.stranger):
        program = as_(actor)
        for name in (*WORK, f"enterprises/{enterprise.uscc}"):
            assert program.get(f"{root}{name}/").status_code == 404, (actor.role, name)
    own = f"institutions/{stranger.organisation.recommending_institution.reference}/"
    assert as_(stranger).get(f"{own}enterprises/{enterprise.uscc}/").status_code == 404


def test_a_result_is_read_once_published_and_a_draft_by_its_house_alone(people: Cast, as_) -> None:
    house, other, _year = judged(people)
    own, office = as_(member_of(house)), as_(people.officer)
    root = f"institutions/{house.reference}/"
    assert [len(rows(own, f"{root}{name}/")) for name in JUDGED] == [0, 1]
    assert [len(rows(office, f"{root}{name}/")) for name in JUDGED] == [1, 0]
    assert rows(own, "evaluations/") == []
    services.publish_evaluations(TODAY.year, actor=people.approver)
    [result] = rows(own, "evaluations/")
    assert (result["institution"], result["score"], result["results"][0]["points"]) == (
        house.reference,
        80,
        "80.0",
    )
    assert len(rows(office, f"evaluations/?year={TODAY.year}")) == 2
    assert rows(office, "evaluations/?year=2011") == []
    assert office.get("evaluations/?year=1").status_code == 422
    for actor in (member_of(other), people.recommender, people.applicant, people.laboratory):
        for name in JUDGED:
            assert as_(actor).get(f"{root}{name}/").status_code == 404
    assert {row["institution"] for row in rows(as_(member_of(other)), "evaluations/")} == {other.reference}
    assert rows(as_(people.recommender), "evaluations/") == []


def test_a_house_knows_by_what_it_is_judged(people: Cast, as_) -> None:
    house, _other, year = judged(people)
    for actor in (member_of(house), people.officer, people.auditor):
        [found] = rows(as_(actor), "evaluation-rounds/")
        assert (found["year"], [row["weight"] for row in found["indicators"]]) == (year.year, [100])
    for actor in (people.recommender, people.applicant, people.laboratory):
        assert as_(actor).get("evaluation-rounds/").status_code == 403


def test_lists_of_the_other_kind_do_not_exist(people: Cast, as_) -> None:
    house = make_service_institution()
    office = as_(people.officer)
    for name in WORK:
        assert office.get(f"institutions/{house.reference}/{name}/").status_code == 404
    for name in JUDGED:
        assert office.get(f"institutions/{people.institution.reference}/{name}/").status_code == 404


def test_visitors_find_the_centre_of_a_field(people: Cast, visitor: Program) -> None:
    centre = make_field_centre("示例设计领域中心", "design")
    ended = make_field_centre("已退出中心", "design")
    services.end(ended, actor=make_actor(Role.OFFICER), note="退出。")
    found = rows(visitor, "service-institutions/?field=design&is_field_center=true")
    assert [row["reference"] for row in found] == [centre.reference]
    assert visitor.get("service-institutions/?field=nonsense").status_code == 422


def test_the_office_takes_an_ended_centre_up_again(people: Cast, as_) -> None:
    centre = make_field_centre()
    services.end(centre, actor=people.officer, note="调整。")
    path = f"institutions/{centre.reference}/recognise/"
    assert as_(member_of(centre)).post(path).status_code == 403
    assert as_(people.officer).post(path).json()["state"] == "active"
