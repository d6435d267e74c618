"""Projects of earlier years stand in the statistics under their own name, and in no other figure."""

import csv
from io import StringIO

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.enums import Role
from applications.enums import HistoricOutcome
from applications.models import HistoricProject
from tests.factories.people import make_actor
from voucher_portal.statistics import earlier, office, public
from voucher_portal.statistics.scope import Scope
from voucher_portal.statistics.tables import WITHHELD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    yield
    cache.clear()


def archive(year: int, paid: int, withdrawn: int = 0) -> None:
    """Projects of a year: each paid one with 60,000 元 awarded and 50,000 元 paid."""
    common = {"year": year, "title": "检测", "applicant_name": "甲公司", "laboratory_name": "实验室"}
    HistoricProject.objects.bulk_create(
        HistoricProject(
            number=f"{year}-{number}",
            outcome=HistoricOutcome.PAID if number < paid else HistoricOutcome.WITHDRAWN,
            awarded_fen=6_000_000 if number < paid else None,
            paid_fen=5_000_000 if number < paid else None,
            **common,
        )
        for number in range(paid + withdrawn)
    )


def test_the_office_reads_every_year_and_takes_it_away(client):
    client.force_login(make_actor(Role.OFFICER).user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    archive(2018, paid=2, withdrawn=1)
    archive(2019, paid=6)

    table = office.tables()[-1]
    page = client.get(reverse("office_statistics")).content.decode()
    answer = client.get(reverse("office_statistics_export", args=["earlier", "csv"]))

    assert table.name == "earlier"
    assert [(row.label, row.cells) for row in table.rows] == [
        ("2019", (6, 6, 6, 36_000_000, 30_000_000)),
        ("2018", (3, 2, 2, 12_000_000, 10_000_000)),
    ]
    assert "Before the portal" in page
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[1] == ["2019", "6", "6", "6", "360000.0", "300000.0"]


def test_visitors_read_no_small_year():
    archive(2016, paid=12)
    archive(2017, paid=9)
    archive(2018, paid=2)
    archive(2019, paid=20)
    archive(2020, paid=1, withdrawn=30)

    rows = {row.label: row.cells for row in public.tables()[-1].rows}

    assert rows["2019"] == (20, 20, 20, 120_000_000, 100_000_000)
    assert rows["2018"] == rows["2017"] == (WITHHELD,) * 5
    assert rows["2020"][0] == 31
    assert rows["2020"][1:] == (WITHHELD,) * 4


def test_without_an_archive_or_with_a_choice_there_is_no_such_table(client):
    assert not [table for table in [*public.tables(), *office.tables()] if table.name == "earlier"]
    assert client.get(reverse("statistics_export", args=["earlier", "csv"])).status_code == 404
    archive(2019, paid=20)
    cache.clear()
    assert not [table for table in office.tables(Scope(year=2026)) if table.name == "earlier"]
    assert sum(row.cells[0] or 0 for row in public.tables()[0].rows) == 0


def test_reading_asks_one_question(django_assert_num_queries):
    archive(2019, paid=3)
    with django_assert_num_queries(1):
        earlier.read()
