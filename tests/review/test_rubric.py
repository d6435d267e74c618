"""The edition's rubric, the chair's summary, drafts of opinions, and who is proposed."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from papers.registry import paper_kind
from review import services
from review.models import Assignment, GroupOpinion
from review.picker import Picker
from tests.factories.cast import make_expert
from tests.factories.projects import make_project, reread
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState

RUBRIC = [
    {"code": "tasks", "title": "任务完成情况", "title_en": "Work done", "points": 60},
    {"code": "cost", "title": "经费支出", "points": 30},
    {"code": "clause", "title": "创新券条款", "points": 10, "by_clause": True},
]
SAID = {"decision": "close", "reasons": "As agreed.", "clause_present": True}
DUE = timezone.localdate() + timedelta(days=9)


@pytest.fixture
def project(people):
    """A project in review whose edition has a rubric and wants a summary by the first expert."""
    parameters = {"closing_rubric": RUBRIC, "closing_group_opinion": True}
    submitted = make_project("closing_submitted", people=people, parameters=parameters)
    services.start_review(
        submitted, actor=people.officer, experts=people.experts, chair=people.experts[0], due_date=DUE
    )
    return reread(submitted)


def open_file(people, project, expert) -> Assignment:
    assignment = Assignment.objects.for_project(project).get(expert=expert)
    return services.declare_conflict(assignment, actor=people.acting(expert), conflict=False)


def answer(people, project, **changes) -> None:
    for expert in people.experts:
        ratings = {"tasks": 50, "cost": 20}
        said = SAID | {"ratings": ratings} | changes
        services.submit_opinion(open_file(people, project, expert), actor=people.acting(expert), **said)


@pytest.mark.parametrize(
    ("ratings", "clause", "score"),
    [
        ({"tasks": 60, "cost": 30}, True, 100),
        ({"tasks": 0, "cost": 0}, True, 10),
        ({"tasks": 59, "cost": 1}, False, 60),
    ],
)
def test_score_is_the_sum_and_the_clause_brings_its_points(people, project, ratings, clause, score) -> None:
    expert = people.experts[1]
    said = SAID | {"clause_present": clause, "ratings": ratings}

    given = services.submit_opinion(open_file(people, project, expert), actor=people.acting(expert), **said)

    assert (given.score, given.ratings) == (score, ratings)


@pytest.mark.parametrize(
    ("ratings", "field"),
    [
        ({"tasks": 61, "cost": 0}, "rating_tasks"),
        ({"tasks": -1, "cost": 0}, "rating_tasks"),
        ({"tasks": 5}, "rating_cost"),
    ],
)
def test_points_outside_the_rubric_are_refused(people, project, ratings, field) -> None:
    expert = people.experts[1]
    assignment = open_file(people, project, expert)

    with pytest.raises(Unfit) as refusal:
        services.submit_opinion(assignment, actor=people.acting(expert), **SAID, ratings=ratings)

    assert list(refusal.value.fields) == [field]
    assert Assignment.objects.get(pk=assignment.pk).submitted_at is None


def test_rating_that_the_rubric_does_not_know_is_not_kept(people, project) -> None:
    expert = people.experts[1]
    ratings = {"tasks": 1, "cost": 1, "clause": 10, "other": 99}

    given = services.submit_opinion(
        open_file(people, project, expert), actor=people.acting(expert), **SAID, ratings=ratings
    )

    assert (given.ratings, given.score) == ({"tasks": 1, "cost": 1}, 12)


def test_review_without_the_chair_that_the_edition_wants_does_not_begin(people) -> None:
    submitted = make_project("closing_submitted", people=people, parameters={"closing_group_opinion": True})

    with pytest.raises(Blocked) as refusal:
        services.start_review(submitted, actor=people.officer, experts=people.experts, due_date=DUE)

    assert [finding.rule for finding in refusal.value.findings.blocking] == ["PAN-5"]


def test_closing_waits_for_the_summary_and_takes_its_words(people, project, browser) -> None:
    answer(people, project)
    chair = Assignment.objects.for_project(project).get(is_chair=True)
    with pytest.raises(Blocked) as refusal:
        services.close(project, actor=people.officer, accepted_cost=1, reasons="Yes.")
    assert [finding.rule for finding in refusal.value.findings.blocking] == ["CLO-10"]
    assert list(Assignment.objects.to_sum_up(chair.expert.user)) == [chair]

    client = browser(people.acting(chair.expert))
    page = reverse("review:sum_up", args=[project.reference])
    assert client.get(page).status_code == 200
    assert client.post(page, {"decision": "close", "reasons": ""}).status_code == 422
    assert client.post(page, {"decision": "close", "reasons": "We agree."}).status_code == 302

    assert not Assignment.objects.to_sum_up(chair.expert.user).exists()
    decide = browser(people.officer).get(reverse("review:close", args=[project.reference]))
    assert decide.context["form"].initial["reasons"] == "We agree."
    services.close(project, actor=people.officer, accepted_cost=1, reasons="Yes.")
    assert reread(project).state == "closed"


def test_summary_is_the_chairs_alone_once_and_after_all(people, project) -> None:
    chair = people.experts[0]
    own = open_file(people, project, chair)
    ratings = {"tasks": 1, "cost": 1}
    services.submit_opinion(own, actor=people.acting(chair), **SAID, ratings=ratings)
    words = {"decision": "close", "reasons": "We agree."}
    with pytest.raises(WrongState):
        services.sum_up(own, actor=people.acting(chair), **words)
    for expert in people.experts[1:]:
        services.submit_opinion(
            open_file(people, project, expert), actor=people.acting(expert), **SAID, ratings=ratings
        )

    other = Assignment.objects.for_project(project).get(expert=people.experts[1])
    for assignment, actor in ((own, people.officer), (other, people.acting(people.experts[1]))):
        with pytest.raises(NotPermitted):
            services.sum_up(assignment, actor=actor, **words)
    services.sum_up(own, actor=people.acting(chair), **words)
    with pytest.raises(WrongState):
        services.sum_up(own, actor=people.acting(chair), **words)
    assert GroupOpinion.objects.count() == 1


def test_who_replaces_the_chair_takes_the_chair(people, project) -> None:
    chair = Assignment.objects.for_project(project).get(is_chair=True)
    services.decline_invitation(chair, actor=people.acting(chair.expert), reason="Ill.")

    new = services.replace_expert(chair, actor=people.officer, expert=people.spare_expert)

    assert Assignment.objects.get(pk=new.pk).is_chair


def test_draft_is_kept_for_its_expert_alone_and_gone_with_the_opinion(people, project, browser) -> None:
    expert = people.experts[1]
    open_file(people, project, expert)
    client = browser(people.acting(expert))
    draft = reverse("review:opinion_draft", args=[project.reference])
    typed = {"reasons": "Half a sent", "rating_tasks": "abc", "decision": "", "strange": "x"}

    assert client.post(draft, typed).status_code == 204
    page = client.get(reverse("review:opinion", args=[project.reference]))

    assert page.context["form"]["reasons"].value() == "Half a sent"
    assert page.context["form"]["rating_tasks"].value() == "abc"
    assert "strange" not in Assignment.objects.get(expert=expert).draft
    assert client.post(draft, {"reasons": "x" * 4001}).status_code == 422
    for other in (people.officer, people.applicant):
        assert browser(other).post(draft, typed).status_code == 403
        rest = browser(other).get(reverse("project", args=[project.reference]))
        assert "Half a sent" not in rest.content.decode()
    ratings = {"rating_tasks": "60", "rating_cost": "30"}
    said = {"decision": "close", "reasons": "Whole.", "clause_present": "True"} | ratings
    assert client.post(reverse("review:opinion", args=[project.reference]), said).status_code == 302
    given = Assignment.objects.get(expert=expert)
    assert (given.draft, given.draft_saved_at, given.score) == ({}, None, 100)


def test_button_keeps_the_draft_without_javascript(people, project, browser) -> None:
    expert = people.experts[1]
    open_file(people, project, expert)
    page = reverse("review:opinion", args=[project.reference])

    answer = browser(people.acting(expert)).post(page, {"keep": "1", "reasons": "Not yet"}, follow=True)

    assert "Your draft is kept." in answer.content.decode()
    assert Assignment.objects.get(expert=expert).draft == {"reasons": "Not yet"}


def test_suitable_experts_come_first_and_are_proposed(people) -> None:
    submitted = make_project("closing_submitted", people=people, parameters={"closing_reviewer_count": 3})
    laboratory = submitted.laboratory
    other = next(code for code in ("biomedicine", "energy") if code != laboratory.field)
    close_by = make_expert("Expert Near", field=laboratory.field)
    far = make_expert("Expert Far", field=other)
    tied = make_expert("Expert Tied", field=laboratory.field, unit=submitted.applicant.name)

    rows = Picker(wanted=3).rows(submitted, set(), "")

    by_expert = {row.expert: row for row in rows}
    order = [row.expert for row in rows]
    assert order.index(close_by) < order.index(far) < order.index(tied)
    assert by_expert[close_by].proposed
    assert not by_expert[tied].proposed
    assert sum(row.proposed for row in rows) == 3


def test_register_is_kept_by_the_office_and_read_by_auditors(people, browser) -> None:
    expert = people.experts[0]
    one, register = reverse("review:expert", args=[expert.pk]), reverse("review:register")
    form = {"unit": "Another unit", "field": expert.field, "avoidance_units": "", "is_active": "on"}

    assert "Expert" in browser(people.officer).get(register, {"words": "x" * 61}).content.decode()
    assert browser(people.auditor).get(one).status_code == 200
    assert browser(people.auditor).post(one, form).status_code == 403
    assert browser(people.officer).post(one, form).status_code == 302
    assert browser(people.applicant).get(register).status_code == 403
    assert browser(people.applicant).get(one).status_code == 404
    assert browser(people.acting(expert)).get(one).status_code == 404
    expert.refresh_from_db()
    assert expert.unit == "Another unit"


def test_somebody_with_an_account_becomes_an_expert(people, browser) -> None:
    address, client = reverse("review:add_expert"), browser(people.officer)
    form = {"unit": "某大学", "field": people.experts[0].field}

    assert client.post(address, form | {"email": "nobody@example.org"}).status_code == 422
    assert client.post(address, form | {"email": people.experts[0].user.email}).status_code == 422
    answer = client.post(address, form | {"email": people.applicant.user.email.upper()})

    assert answer.status_code == 302
    assert people.applicant.user.expert.unit == "某大学"
    assert (
        json.dumps(list(people.applicant.user.memberships.values_list("role", flat=True))).count("expert")
        == 1
    )


def test_queue_says_how_many_experts_have_answered(people, project, browser) -> None:
    expert = people.experts[1]
    ratings = {"tasks": 1, "cost": 1}
    services.submit_opinion(
        open_file(people, project, expert), actor=people.acting(expert), **SAID, ratings=ratings
    )
    queue = reverse("desk:queue")

    assert "1 of 3" in browser(people.officer).get(queue, {"tab": "all"}).content.decode()
    assert "1 of 3" not in browser(people.applicant).get(queue, {"tab": "all"}).content.decode()


def test_opinion_form_shows_the_points_of_every_indicator(people, project) -> None:
    expert = people.experts[1]
    said = SAID | {"ratings": {"tasks": 51, "cost": 17}}
    services.submit_opinion(open_file(people, project, expert), actor=people.acting(expert), **said)
    row = Assignment.objects.for_project(project).get(expert=expert)

    section = paper_kind("opinions").form(1, row)

    shown = {str(fact.label): str(fact.value) for fact in section.facts}
    assert (shown["Work done"], shown["经费支出"], shown["创新券条款"]) == (
        "51 of 60",
        "17 of 30",
        "10 of 10",
    )
    assert shown["Score"] == "78"
