"""Whoever takes a list away as a file leaves a record: who, in which role, which list, how many rows, when."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from desk.models import Export
from tests.factories.labs import make_instrument, make_laboratory
from tests.factories.people import make_actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_table_from_the_administration_is_recorded(people, as_, kind):
    laboratory = people.open_laboratory
    make_instrument(laboratory, "N-7", name="质谱仪")
    make_instrument(make_laboratory(), "N-8", name="质谱仪")
    address = reverse("admin:labs_instrument_changelist")

    answer = as_(people.laboratory).post(
        f"{reverse('admin:labs_instrument_export')}?q=质谱仪", {"format": kind}
    )

    assert answer.status_code == 200
    record = Export.objects.get()
    assert (record.person, record.role) == (people.laboratory.user, Role.LABORATORY)
    assert (record.organisation_id, record.format, record.rows) == (laboratory.organisation_id, kind, 1)
    assert record.query.startswith(f"{address}?q=")
    assert "number" in record.columns


def test_a_page_that_only_asks_for_the_form_of_the_file_records_nothing(people, as_):
    browser = as_(people.laboratory)
    assert browser.get(reverse("admin:labs_instrument_export")).status_code == 200
    assert browser.post(reverse("admin:labs_instrument_export"), {"format": "pdf"}).status_code == 422
    assert not Export.objects.exists()


@pytest.mark.parametrize(("name", "arguments"), [("matching:table", ["csv"]), ("funds:entries", [])])
def test_other_lists_of_the_office_are_recorded_too(people, as_, name, arguments):
    address = reverse(name, args=arguments)
    assert as_(people.officer).post(address).status_code == 200
    record = Export.objects.get()
    assert (record.person, record.format) == (people.officer.user, "csv")
    assert record.query.startswith(address)


@pytest.mark.parametrize("name", ["office_statistics_export", "matching:funnel_table"])
def test_figures_about_nobody_are_taken_without_a_record(people, as_, name):
    arguments = ["funnel", "csv"] if name.startswith("office") else ["csv"]
    assert as_(people.officer).get(reverse(name, args=arguments)).status_code == 200
    assert not Export.objects.exists()


def test_the_record_is_read_by_the_office_and_auditors_and_changed_by_nobody(people, as_):
    as_(people.laboratory).post(reverse("admin:labs_instrument_export"), {"format": "csv"})
    record = Export.objects.get()
    page, one = reverse("admin:desk_export_changelist"), reverse("admin:desk_export_change", args=[record.pk])
    for actor in (people.officer, make_actor(Role.AUDITOR)):
        browser = as_(actor)
        assert people.laboratory.user.name in browser.get(page).content.decode()
        assert browser.post(one, {"query": ""}).status_code == 403
    assert as_(people.laboratory).get(page).status_code == 403
