"""What a newcomer meets first: what is needed under the edition in force, a form in parts, a list that opens on everything."""

import re
from fractions import Fraction

import pytest
from django.test import Client
from django.utils import translation

from policy.parameters import Parameters
from tests.factories.cast import cast
from tests.factories.policy import SEED
from tests.factories.projects import make_project
from voucher_portal.pages.needed import needed


def words(**limits) -> str:
    with translation.override("en"):
        return "\n".join(needed(Parameters.from_json(SEED | limits)))


@pytest.mark.parametrize(
    ("limits", "said", "unsaid"),
    [
        ({"subsidy_ratio": "1/2"}, ["at most 50 % of the cost."], ["open project"]),
        (
            {"subsidy_ratio": "1/2", "cap_per_project_fen": 20_000_000},
            ["at most 50 % of the cost and 200,000.00"],
            [],
        ),
        ({"max_open_projects": 1}, ["No more than 1 open project at a time."], []),
        ({"max_open_projects": 3}, ["No more than 3 open projects at a time."], []),
    ],
)
def test_what_is_needed_is_said_by_the_edition(limits, said, unsaid):
    found = words(**limits)
    assert [text for text in said if text not in found] == []
    assert [text for text in unsaid if text in found] == []
    assert "project plan" not in found


def test_without_an_edition_the_home_page_sets_no_limits(db):
    page = Client(headers={"accept-language": "en"}).get("/").content.decode()
    assert "What to have at hand" in page
    assert "No file is needed to submit." in page
    assert "%" not in re.sub(r"<[^>]*>", "", page.partition('id="hand"')[2].partition("</section>")[0])


def browser_of(actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    return client


def test_registration_stands_in_parts_and_keeps_what_was_typed(db):
    client = browser_of(cast().stranger)
    page = client.get("/register/enterprise/").content.decode()
    titles = re.findall(r"<legend><h2>(.*?)</h2>", page)
    assert titles == [
        "Who you are",
        "Size and industry",
        "Where you are and how to reach you",
        "Bank account",
    ]
    typed = {"name": "北京新企业有限公司", "uscc": "1", "bank_name": "示例银行"}
    answer = client.post("/register/enterprise/", typed)
    assert answer.status_code == 422
    assert [value for value in typed.values() if f'value="{value}"' not in answer.content.decode()] == []
    team = client.get("/register/team/").content.decode()
    assert "Size and industry" not in team


def test_an_applicant_finds_all_projects_and_learns_what_waits_for_others(db):
    people = cast()
    project = make_project("submitted", people=people)
    applicant, institution = browser_of(people.applicant), browser_of(people.recommender)
    page = applicant.get("/desk/").content.decode()
    assert project.reference in page
    assert "<h1>My projects" in re.sub(r"<h1[^>]*>\s*", "<h1>", page)
    todo = applicant.get("/desk/?tab=take").content.decode()
    assert "Waiting for others: 1." in todo
    assert 'href="?tab=others"' in todo
    assert project.reference in institution.get("/desk/").content.decode()


def test_who_has_no_laboratory_is_led_to_a_need_and_who_is_done_to_the_last_look(db):
    people = cast()
    project = make_project("draft", people=people)
    applicant = browser_of(people.applicant)
    page = applicant.get(f"/projects/{project.reference}/tasks/parties/").content.decode()
    assert f"/needs/new/?project={project.reference}" in page
    tasks = applicant.get(f"/projects/{project.reference}/tasks/").content.decode()
    assert "Ready" in tasks
    assert "Not started" not in tasks


def test_met_conditions_are_folded_before_submitting(db):
    people = cast()
    project = make_project("draft", people=people)
    page = browser_of(people.applicant).get(f"/projects/{project.reference}/submit/").content.decode()
    assert "Every condition is met." in page
    assert '<details class="vp-fold" open>' not in page


def test_ratio_is_told_without_needless_digits():
    assert "at most 33.3333 % of the cost" in words(subsidy_ratio=str(Fraction(1, 3)))
