"""What is counted can be chosen in the address: calls, years and, for the office, a period of submission."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.models import Call
from tests.factories.cast import Cast, cast
from tests.factories.projects import make_call, make_project
from voucher_portal.statistics import kept, office, public
from voucher_portal.statistics.scope import EVERYTHING, PeriodForm, Scope, call_rows
from voucher_portal.statistics.tables import WITHHELD


@pytest.fixture
def people(db) -> Cast:
    return cast()


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def calls(people) -> tuple[Call, Call]:
    """Four projects in the first call, three in the second, which opened a year before."""
    first, second = make_call(people=people), make_call(people=people)
    Call.objects.filter(pk=second.pk).update(opens_on=second.opens_on - timedelta(days=366))
    for call, count in ((first, 4), (second, 3)):
        for _number in range(count):
            make_project("submitted", people=people, call=call)
    return first, second


def of(tables, name: str) -> dict[str, tuple]:
    return next({str(row.label): row.cells for row in table.rows} for table in tables if table.name == name)


def test_visitors_choose_a_call_or_a_year(calls, client):
    first, second = calls
    assert of(public.tables(), "stages")["Application"] == (7,)
    assert of(public.tables(Scope(call=first.code)), "stages")["Application"] == (4,)
    assert of(public.tables(Scope(year=first.opens_on.year)), "stages")["Application"] == (4,)
    assert of(public.tables(Scope(call=second.code)), "districts")["Haidian"] == (3, 0, 0)
    assert of(public.tables(Scope(call=first.code, year=first.opens_on.year - 1)), "money") == {
        label: (0, None if cells[1] is None else 0) for label, cells in of(public.tables(), "money").items()
    }

    page = client.get(reverse("statistics"), {"call": first.code}).content.decode()
    assert f'<option value="{first.code}" selected>' in page
    assert f"stages.csv?call={first.code}" in page
    answer = client.get(reverse("statistics_export", args=["stages", "csv"]), {"call": first.code})
    assert "Application,4" in answer.content.decode("utf-8-sig")


def test_a_call_with_few_projects_withholds_them_from_each_choice(people, calls):
    make_project("submitted", people=people, call=make_call(people=people))
    cache.clear()

    assert of(public.tables(), "stages")["Application"] == (8,)
    for call in Call.objects.all():
        assert of(public.tables(Scope(call=call.code)), "stages")["Application"] == (WITHHELD,)


@pytest.mark.parametrize("odd", [{"call": "nothing"}, {"year": "99"}, {"year": "x"}])
def test_a_choice_that_does_not_exist_counts_nothing(calls, client, odd):
    page = client.get(reverse("statistics"), odd)

    assert (page.status_code, page.context["tables"]) == (200, [])
    assert client.get(reverse("statistics_export", args=["stages", "csv"]), odd).status_code == 404


def test_the_office_chooses_days_of_submission(people, calls):
    today = timezone.localdate()
    whole = of(office.tables(EVERYTHING), "ageing")["Submitted, awaiting endorsement"]
    assert whole[1] == 7
    for scope, count in [
        (Scope(since=today, until=today), 7),
        (Scope(since=today + timedelta(days=1)), 0),
        (Scope(until=today - timedelta(days=1)), 0),
        (Scope(call=calls[0].code, since=today), 4),
    ]:
        found = of(office.tables(scope), "ageing").get("Submitted, awaiting endorsement", (0, 0))
        assert found[1] == count, scope
        assert of(office.tables(scope), "funnel")["Submitted, awaiting endorsement"][0] == count


@pytest.mark.parametrize(
    ("until", "valid"), [("2026-05-03", False), ("2026-05-04", True), ("2026-05-05", True)]
)
def test_a_period_does_not_end_before_it_begins(db, until, valid):
    form = PeriodForm({"since": "2026-05-04", "until": until}, call_rows())

    assert (form.scope() is not None) == valid


@pytest.mark.parametrize(
    ("since", "until", "counted"),
    [
        (None, None, True),
        (date(2026, 5, 31), None, True),
        (date(2026, 6, 1), None, False),
        (None, date(2026, 5, 1), True),
        (None, date(2026, 4, 30), False),
    ],
)
def test_a_month_counts_with_any_of_its_days(since, until, counted):
    assert office._touches(Scope(since=since, until=until), date(2026, 5, 1)) == counted


def test_the_office_page_is_counted_once_for_all(people, calls, django_assert_max_num_queries):
    client = Client(headers={"accept-language": "en"})
    client.force_login(people.officer.user)
    first = client.get(reverse("office_statistics")).content.decode()

    make_project("submitted", people=people, call=calls[0])
    with django_assert_max_num_queries(6):
        assert client.get(reverse("office_statistics")).content.decode().count("Counted on") == 1
    assert "Counted on" in first


def test_while_one_counts_others_read_what_was_known(db, time_machine):
    numbers = iter(range(1, 9))
    assert kept.counted("x", lambda: next(numbers))[0] == 1
    assert kept.counted("x", lambda: next(numbers))[0] == 1

    time_machine.move_to(timezone.now() + kept.FRESH + timedelta(seconds=1))
    within: list[int] = []

    def slow() -> int:
        within.append(kept.counted("x", lambda: next(numbers))[0])
        return next(numbers)

    assert kept.counted("x", slow)[0] == 2
    assert within == [1]


def test_charts_get_every_series_and_no_withheld_figure(people, calls, client):
    make_project("paid", people=people, call=calls[0])
    cache.clear()
    page = client.get(reverse("statistics")).content.decode()
    found = dict(re.findall(r'<script id="chart-data-(\w+)" type="application/json">(.*?)</script>', page))

    assert set(found) == {table.name for table in public.tables() if not table.is_empty}
    data = json.loads(found["stages"])
    values = dict(
        zip(
            data["rows"],
            zip(data["series"][0]["values"], data["series"][0]["words"], strict=True),
            strict=True,
        )
    )
    assert values["Paid"] == (None, "withheld")
    assert len(json.loads(found["districts"])["series"]) == 2
