"""Keyset pages: walking on shows every row once, and nonsense in the address harms nobody."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from workflow.paging import bounded_count, keyset_page

pytestmark = pytest.mark.both
ROWS = 23


@pytest.fixture
def parties(db) -> list[int]:
    """Some rows with gaps between their keys, newest first."""
    made = Organisation.objects.bulk_create(
        Organisation(kind=OrganisationKind.ENTERPRISE, name=f"Firm {n}") for n in range(ROWS + 5)
    )
    Organisation.objects.filter(pk__in=[row.pk for row in made[3::7]]).delete()
    return list(Organisation.objects.order_by("-pk").values_list("pk", flat=True))


def page(address: str = "", size: int = 5):
    return keyset_page(Organisation.objects.all(), RequestFactory().get(f"/list/{address}"), size)


def keys(found) -> list[int]:
    return [row.pk for row in found]


@given(size=st.integers(1, 40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_walking_on_covers_every_row_once(parties, size):
    seen, address = [], ""
    while True:
        found = page(address, size)
        assert 0 < len(found) <= size
        seen += keys(found)
        if not found.next_url:
            break
        address = found.next_url

    assert seen == parties


@given(size=st.integers(1, 40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_walking_back_covers_every_row_once(parties, size):
    found = page("", size)
    while found.next_url:
        found = page(found.next_url, size)
    seen = keys(found)
    while found.previous_url:
        found = page(found.previous_url, size)
        seen = keys(found) + seen

    assert seen == parties


def test_there_and_back_again_is_the_same_page(parties):
    second = page(page().next_url)
    third = page(second.next_url)

    assert keys(page(third.previous_url)) == keys(second) == parties[5:10]


def test_new_rows_do_not_shift_the_page(parties):
    first = page()
    Organisation.objects.create(kind=OrganisationKind.ENTERPRISE, name="Newcomer")

    assert keys(page(first.next_url)) == parties[5:10]


def test_one_short_list_has_no_neighbours(parties):
    found = page(size=len(parties))

    assert (found.next_url, found.previous_url) == ("", "")


def test_filters_stay_in_the_address(parties):
    found = page("?state=draft&state=paid&q=%E6%9D%90%E6%96%99&before=99999999&after=")

    query = QueryDict(found.next_url[1:])
    assert query.getlist("state") == ["draft", "paid"]
    assert query["q"] == "材料"
    assert query.getlist("before") == [str(parties[4])]
    assert "after" not in query


@pytest.mark.parametrize(
    "address",
    [
        "?before=abc",
        "?before=-1",
        "?after=1.5",
        "?before=" + "9" * 400,
        "?before=9999999999999999999",
        "?before=%00",
        "?after=",
        "?before=%EF%BC%91%EF%BC%92",
        "?before=%D9%A1",
        "?before[]=3",
        "?before=1 OR 1=1",
    ],
)
def test_nonsense_is_ignored(parties, address):
    assert keys(page(address)) == parties[:5]


def test_keys_beyond_the_ends_give_an_empty_page(parties):
    assert keys(page("?before=0")) == []
    assert keys(page("?after=999999999999999999")) == []


def test_counts_are_exact_up_to_a_limit_and_then_say_so(parties):
    total = len(parties)

    assert bounded_count(Organisation.objects.all()) == str(total)
    assert bounded_count(Organisation.objects.all(), most=total) == str(total)
    assert bounded_count(Organisation.objects.all(), most=total - 1) == f"{total - 1}+"
    assert bounded_count(Organisation.objects.none()) == "0"


def test_a_page_is_one_query_and_a_count_another(parties, django_assert_num_queries):
    with django_assert_num_queries(1):
        page("?before=99999999")
    with django_assert_num_queries(1):
        bounded_count(Organisation.objects.order_by("name_key"), most=3)
