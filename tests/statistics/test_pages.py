"""The statistics: who may read them, what they count, how much they ask the database."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories.cast import Cast, cast
from tests.factories.projects import make_call, make_project
from voucher_portal.statistics import office, public
from voucher_portal.statistics.tables import WITHHELD

PUBLIC = ["stages", "activities", "themes", "districts", "laboratories", "money", "days"]
OFFICE = ["funnel", "burn", "calls", "ageing", "institutions"]
MOST_QUERIES = 12


@pytest.fixture
def people(db) -> Cast:
    return cast()


def read(tables) -> dict[str, dict[str, tuple]]:
    return {table.name: {str(row.label): row.cells for row in table.rows} for table in tables}


def signed_in(actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    return client


def test_visitors_read_what_is_counted(people, client):
    call = make_call(people=people)
    for state in ("draft", "submitted", "submitted", "submitted", "paid", "declined"):
        make_project(state, people=people, call=call)

    figures = read(public.tables())

    assert list(figures) == PUBLIC
    assert sum(count for _call, _state, count, _paid in public.read()["states"]) == 5
    assert figures["stages"]["Application"] == (WITHHELD,)  # three, but beside one and one
    assert figures["districts"] == {"Haidian": (5, WITHHELD, WITHHELD)}
    assert figures["money"]["Still available"][0] == WITHHELD
    page = client.get(reverse("statistics"))
    assert page.status_code == 200
    assert people.applicant.organisation.name not in page.content.decode()


def test_numbers_for_visitors_are_kept_for_ten_minutes(people, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(reverse("statistics"))
    make_project("submitted", people=people)
    with django_assert_max_num_queries(1):
        client.get(reverse("statistics"))
    assert read(public.tables())["districts"] == {}

    cache.clear()
    assert len(read(public.tables())["districts"]) == 1


def test_office_sees_where_projects_end(people):
    call = make_call(people=people)
    for state in ("submitted", "declined", "awarded", "paid"):
        make_project(state, people=people, call=call)

    figures = read(office.tables())

    assert list(figures) == OFFICE
    assert figures["funnel"]["Submitted, awaiting endorsement"] == (4, 2, 50.0, 1, 1)
    assert figures["funnel"]["Voucher awarded, awaiting the contract"] == (2, 1, 50.0, 0, 1)
    assert figures["funnel"]["Paid"] == (1, None, None, 0, 1)
    assert figures["ageing"]["Submitted, awaiting endorsement"] == (0, 1, 1, 0, 0, 0)
    assert figures["institutions"]["中关村孵化器有限公司"][:5] == (4, 1, 0, 2, 1)
    (month,) = figures["burn"].values()
    budget = call.budget
    budget.refresh_from_db()
    assert month[0] == budget.total - budget.available
    assert figures["calls"][call.title][3] == month[0]


def test_what_is_undone_is_not_in_use(people):
    call = make_call(people=people)
    make_project("expired", people=people, call=call)

    (month,) = read(office.tables())["burn"].values()

    assert month[0] == 0
    assert month[1] == month[3] > 0


@pytest.mark.parametrize("role", ["officer", "approver", "finance", "auditor"])
def test_office_and_auditors_read_the_office_page(people, role):
    client = signed_in(getattr(people, role))

    assert client.get(reverse("office_statistics")).status_code == 200
    assert client.get(reverse("office_statistics_export", args=["funnel", "csv"])).status_code == 200


@pytest.mark.parametrize("role", ["applicant", "recommender", "laboratory", "service", "stranger"])
def test_nobody_else_reads_the_office_page(people, role):
    client = signed_in(getattr(people, role))

    assert client.get(reverse("office_statistics")).status_code == 403
    assert client.get(reverse("office_statistics_export", args=["funnel", "csv"])).status_code == 403
    assert client.get(reverse("statistics")).status_code == 200


def test_visitors_are_asked_to_sign_in_for_the_office_page(db, client):
    assert client.get(reverse("office_statistics")).status_code == 302


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_public_table_has_its_files(db, client, name, form):
    answer = client.get(reverse("statistics_export", args=[name, form]))

    assert (answer.status_code, answer["content-disposition"]) == (
        200,
        f'attachment; filename="{name}.{form}"',
    )


@pytest.mark.parametrize(("name", "form"), [("funnel", "csv"), ("stages", "pdf"), ("nothing", "csv")])
def test_other_files_are_not_there(db, client, name, form):
    assert client.get(reverse("statistics_export", args=[name, form])).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_speak_both_languages_within_their_queries(people, language, django_assert_max_num_queries):
    make_project("paid", people=people)
    client = signed_in(people.officer)
    client.cookies["django_language"] = language

    for name in ("statistics", "office_statistics"):
        cache.clear()
        with django_assert_max_num_queries(MOST_QUERIES):
            page = client.get(reverse(name)).content.decode()
        assert page.count('<svg class="vp-chart"') == page.count("<desc") > 0
