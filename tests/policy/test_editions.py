"""Editions: one in force on each day, fixed once published, whoever tries."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from policy.catalogue import FOLDER
from policy.models import Edition, PublishedEditionError
from policy.services import NoEditionError, load_editions, parameters_for, publish
from tests.policy.cases import CAPITAL, DEMO

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def draft(**more) -> Edition:
    return Edition(
        **(
            {"code": "next", "title": "Next", "valid_from": date(2027, 1, 1), "parameters": DEMO.as_json()}
            | more
        )
    )


def test_loading_twice_changes_nothing() -> None:
    first = load_editions()
    second = load_editions()

    assert [edition.code for edition in first] == ["capital-2020", "demo-2026"]
    assert first == second
    assert Edition.objects.count() == 2


def test_fixtures_load_twice() -> None:
    files = sorted(map(str, FOLDER.glob("*.json")))

    call_command("loaddata", *files, verbosity=0)
    call_command("loaddata", *files, verbosity=0)

    assert Edition.objects.get(code="capital-2020").typed == CAPITAL
    assert Edition.objects.count() == 2


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2020, 1, 1), "capital-2020"),
        (date(2025, 12, 31), "capital-2020"),
        (date(2026, 1, 1), "demo-2026"),
        (date(2030, 1, 1), "demo-2026"),
    ],
)
def test_edition_in_force(day: date, code: str) -> None:
    load_editions()

    assert Edition.objects.in_force(day).code == code


def test_no_edition_before_the_first() -> None:
    load_editions()

    with pytest.raises(Edition.DoesNotExist, match="No published edition is in force on 2019-12-31"):
        Edition.objects.in_force(date(2019, 12, 31))


def test_draft_is_not_in_force() -> None:
    load_editions()
    draft(valid_from=date(2026, 2, 1)).save()

    assert Edition.objects.in_force(date(2026, 3, 1)).code == "demo-2026"


def test_draft_may_change() -> None:
    edition = draft()
    edition.save()
    assert edition.typed == DEMO

    edition.parameters = CAPITAL.as_json()
    edition.save()

    assert edition.typed == edition.parameters_object == CAPITAL


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("code", "other"),
        ("title", "Other"),
        ("valid_from", date(2026, 1, 2)),
        ("published_at", None),
        ("parameters", CAPITAL.as_json()),
        ("notes", {}),
    ],
)
def test_published_edition_cannot_change(name: str, value: object) -> None:
    load_editions()
    edition = Edition.objects.get(code="demo-2026")
    setattr(edition, name, value)

    with pytest.raises(PublishedEditionError, match="The edition demo-2026 is published and cannot change"):
        edition.save()
    with pytest.raises(PublishedEditionError):
        edition.clean()


@pytest.mark.parametrize("change", [{"title": "Other"}, {"published_at": None}, {"parameters": {}}])
def test_database_refuses_to_change_a_published_edition(change: dict) -> None:
    load_editions()

    with pytest.raises(DatabaseError, match="a published edition cannot change"), transaction.atomic():
        Edition.objects.filter(code="demo-2026").update(**change)

    assert Edition.objects.get(code="demo-2026").typed == DEMO


def test_saving_a_published_edition_unchanged_is_harmless() -> None:
    load_editions()
    edition = Edition.objects.get(code="demo-2026")

    edition.save()

    assert edition.typed == DEMO


def test_publishing_fixes_a_draft() -> None:
    edition = draft()
    edition.save()

    publish(edition)

    kept = Edition.objects.get(code="next")
    assert kept.is_published
    assert not edition.is_published
    with pytest.raises(PublishedEditionError, match="published already"):
        publish(kept)


def test_two_published_editions_cannot_begin_on_one_day() -> None:
    load_editions()
    edition = draft(valid_from=date(2026, 1, 1))
    edition.save()

    with pytest.raises(ValidationError, match="Another published edition is valid from the same day"):
        publish(edition)


def test_unusable_parameters_are_refused() -> None:
    edition = draft(parameters=DEMO.as_json() | {"payee": "bank"})

    with pytest.raises(ValidationError, match="payee: expected one of enterprise, laboratory"):
        edition.full_clean()


def test_edition_is_told_by_its_title() -> None:
    assert str(draft()) == "Next"


def test_stored_edition_goes_before_the_shipped_one() -> None:
    draft(code="demo-2026", parameters=CAPITAL.as_json(), published_at=timezone.now()).save()

    assert parameters_for("demo-2026", date(2026, 5, 1)) == CAPITAL


def test_shipped_editions_serve_an_empty_database() -> None:
    assert parameters_for(None, date(2026, 5, 1)) == DEMO
    assert parameters_for(None, date(2020, 5, 1)) == CAPITAL
    assert parameters_for("capital-2020", date(2026, 5, 1)) == CAPITAL


def test_no_edition_is_told() -> None:
    with pytest.raises(NoEditionError, match="There is no edition 'x'"):
        parameters_for("x", date(2026, 5, 1))
    with pytest.raises(NoEditionError, match="No edition is in force on 2019-01-01"):
        parameters_for(None, date(2019, 1, 1))
