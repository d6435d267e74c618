"""The self-check says what the rules say about the answers, and nothing about what was not told."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from applications.models import Project
from policy import evaluate, facts
from policy.models import Edition
from tests.factories.policy import make_edition
from voucher_portal.pages import check

SMALL = {
    "kind": "enterprise",
    "industry": "software",
    "staff": "20",
    "unit": "wan",
    "revenue": "500",
    "activity": "testing",
    "commissions": "yes",
}
EVERYTHING = SMALL | {
    "district": "haidian",
    "abnormal": "no",
    "theme": "",
    "total": "120,000",
    "requested": "50,000",
    "awarded": "0",
    "funded_elsewhere": "no",
    "listed": "yes",
    "laboratory_kind": "key_lab",
    "level": "municipal",
    "affiliated": "no",
    "purchases": "30,000",
    "purchase_purpose": "new_product_trial",
    "announced": "yes",
}


@pytest.fixture
def edition(db) -> Edition:
    return make_edition(subsidy_ratio="0.5", cap_per_project_fen=20_000_000)


def ask(client: Client, told: dict[str, str], status: int = 200):
    answer = client.post(reverse("check"), told, headers={"accept-language": "en"})
    assert answer.status_code == status, answer.context["form"].errors
    return answer


def outcomes(answer) -> dict[str, str]:
    return {item.rule: item.outcome.value for item in answer.context["findings"]}


def test_answers_are_those_of_the_rules(edition, client):
    found = ask(client, EVERYTHING).context["findings"]

    told = facts.EligibilityFacts(
        applicant=facts.Applicant(
            kind="enterprise", industry="software", staff=20, revenue_wan=500, district="haidian"
        ),
        laboratory=facts.Laboratory(
            kind="key_lab", level="municipal", listed=True, offers_industrial_design=True
        ),
        activity_type="testing",
        total_amount_fen=12_000_000,
        requested_fen=5_000_000,
        purchases=(facts.Purchase(listed=True, amount_fen=3_000_000),),
        purchase_purpose="new_product_trial",
        declarations=facts.Declarations(truthful=True, no_affiliation=True, no_double_funding=True),
        recommender_active=True,
        recommender_profile_complete=True,
        today=timezone.localdate(),
    )
    expected = [item for item in evaluate("eligibility", told, edition.typed) if item.rule not in check.NEVER]
    assert list(found) == expected
    assert not found.is_blocked


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"staff": "300", "revenue": "10000"}, "ELG-1"),
        ({"staff": "300", "revenue": "100,000,000", "unit": "yuan"}, "ELG-1"),
        ({"commissions": "no"}, "ELG-2"),
        ({"activity": "other"}, "ELG-3"),
        ({"kind": "team"}, "ELG-5"),
        ({"purchase_purpose": "other"}, "ELG-6"),
        ({"announced": "no"}, "ELG-8"),
        ({"purchases": "36,000.01"}, "ELG-9"),
        ({"design": "on", "offers_design": "no", "design_purpose": "trial_production"}, "ELG-10"),
        ({"design": "on", "offers_design": "yes", "design_purpose": "other"}, "ELG-11"),
        ({"level": "none"}, "ELG-12"),
        ({"laboratory_kind": "other"}, "ELG-12"),
        ({"listed": "no", "purchases": ""}, "ELG-13"),
        ({"requested": "60,000.01"}, "ELG-15"),
        ({"total": "900,000", "requested": "200,000.01"}, "ELG-16"),
    ],
)
def test_one_answer_stands_against_it(edition, client, changes, rule):
    found = outcomes(ask(client, EVERYTHING | changes))

    assert [number for number, outcome in found.items() if outcome == "block"] == [rule]


def test_what_was_not_told_is_not_judged(edition, client):
    answer = ask(client, SMALL)

    assert outcomes(answer) == {"ELG-1": "pass", "ELG-2": "pass", "ELG-3": "pass", "ELG-4": "pass"}
    assert len(answer.context["open_questions"]) == 10


def test_a_team_is_told_about_purchases_though_the_laboratory_is_open(edition, client):
    answer = ask(client, SMALL | {"kind": "team", "purchases": "100", "purchase_purpose": "new_scenario"})

    assert outcomes(answer)["ELG-5"] == "block"


def test_each_answer_names_its_clause_and_shows_the_way_on(edition, client):
    page = ask(client, SMALL).content.decode()

    assert f'href="{reverse("policy_pages")}#Q1"' in page
    assert reverse("account_signup") in page


def test_missing_figures_are_asked_for(edition, client):
    answer = ask(client, SMALL | {"industry": "leasing", "revenue": ""}, status=422)
    assert list(answer.context["form"].errors) == ["assets"]
    answer = ask(client, {"kind": "enterprise", "activity": "testing", "commissions": "yes"}, status=422)
    assert list(answer.context["form"].errors) == ["industry"]


@pytest.mark.parametrize("odd", ["-1", "1e99", "NaN", "x", "\x00", "９９", "1" * 40])
def test_odd_figures_are_refused_in_words(edition, client, odd):
    answer = client.post(reverse("check"), SMALL | {"revenue": odd, "total": odd, "staff": odd})

    assert answer.status_code in (200, 422)


def test_nothing_is_stored(edition, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        ask(client, EVERYTHING)

    assert (Project.objects.count(), Organisation.objects.count()) == (0, 0)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_speaks_both_languages(edition, client, language):
    client.cookies["django_language"] = language
    assert client.get(reverse("check")).status_code == 200
    assert ask(client, EVERYTHING).status_code == 200


def test_without_an_edition_the_page_says_so(db, client):
    Edition.objects.filter(valid_from__lte=date.max).delete()

    assert client.get(reverse("check")).context.get("form") is None
