"""Exports: the very list, inert, recorded, and only what the reader may see."""

import csv
from io import BytesIO, StringIO

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from applications.models import Project
from desk.listing import Listing
from desk.models import Export
from desk.services import views
from tests.desk.crowd import browser, crowd, references

pytestmark = pytest.mark.django_db
QUERY = "tab=all&state=endorsed&sort=-amount&q=Copy"


def take_away(actor, form: str, query: str = QUERY) -> list[list]:
    answer = browser(actor).post("/desk/export/", {"query": query, "format": form})
    assert answer.status_code == 200, answer.status_code
    content = b"".join(answer.streaming_content)
    if form == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    sheet = load_workbook(BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_is_the_list(people, form):
    rows = crowd(people, 5)
    for index, row in enumerate(rows):
        Project.objects.filter(pk=row.pk).update(requested_amount=1000 * (index % 3) + 1)
    listing = Listing(people.officer, QueryDict(QUERY))

    lines = take_away(people.officer, form)

    assert lines[0] == ["Reference", "Project", *(str(column.label) for column in listing.columns)]
    assert [line[0] for line in lines[1:]] == references(listing.rows())


def test_columns_follow_the_reader(people):
    crowd(people, 1)
    views.keep_habits(actor=people.officer, columns=["district", "returns"])

    assert take_away(people.officer, "csv")[0] == ["Reference", "Project", "District", "Times returned"]
    chosen = take_away(people.officer, "csv", f"{QUERY}&col=amount")
    assert chosen[0] == ["Reference", "Project", "Amount (元)"]


def test_amounts_and_days_are_numbers_and_dates(people):
    crowd(people, 1, requested_amount=1_234_567, award_amount=None)
    (_head, line) = take_away(people.officer, "xlsx", f"{QUERY}&col=amount&col=since")

    assert line[-1] == 12345.67
    assert line[-2].date() == Project.objects.latest("pk").state_since.date() or line[-2].hour == 0


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_title_becomes_a_formula(people, form, title):
    crowd(people, 1, title=title)
    (_head, line) = take_away(people.officer, form, "tab=all&col=amount&state=endorsed&sort=-age")[:2]

    assert str(line[1]).startswith("'")


def test_each_export_is_recorded_for_ever(people):
    crowd(people, 3)
    take_away(people.officer, "csv")
    record = Export.objects.get()

    assert (record.person, record.role, record.rows) == (people.officer.user, "officer", 3)
    assert (record.format, record.query) == ("csv", QueryDict(QUERY).urlencode())
    for change in (lambda: Export.objects.update(rows=0), lambda: Export.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_an_export_holds_what_the_reader_sees(people):
    rows = crowd(people, 2)

    assert [line[0] for line in take_away(people.stranger, "csv", "tab=all")[1:]] == []
    own = take_away(people.applicant, "csv", "tab=all&q=Copy")
    assert {line[0] for line in own[1:]} == set(references(rows))


@pytest.mark.parametrize(
    "body", [{"query": "", "format": "exe"}, {"query": "state=nowhere", "format": "csv"}]
)
def test_what_is_not_understood_is_refused_and_not_recorded(people, body):
    assert browser(people.officer).post("/desk/export/", body).status_code == 422
    assert not Export.objects.exists()


def test_an_export_costs_the_same_with_more_rows(people):
    costs = []
    for number in (1, 30):
        crowd(people, number)
        with CaptureQueriesContext(connection) as queries:
            take_away(people.officer, "csv", "tab=all")
        costs.append(len(queries))

    assert len(set(costs)) == 1


def test_looking_at_the_address_of_the_export_takes_nothing(people):
    assert browser(people.officer).get("/desk/export/").status_code == 405
