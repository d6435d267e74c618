"""The queue: what each tab holds, what filters leave, and that nothing of it costs more with more rows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Project
from desk.listing import Listing, for_queue
from desk.order import cut
from desk.selection import Selection
from desk.services import claims
from desk.tabs import in_tab, tabs_of
from tests.desk.crowd import browser, crowd, references
from tests.factories.projects import make_project
from tests.worlds import visit_every_state
from workflow.errors import Unfit

pytestmark = pytest.mark.django_db
HOSTILE = [
    "state=nowhere",
    "state=endorsed&state='; DROP TABLE applications_project; --",
    "q=" + "x" * 5000,
    "q=%00",
    "amount_min=abc&amount_max=-1",
    "amount_min=5&amount_max=4",
    "amount_min=" + "9" * 400,
    "submitted_from=0001-01-01&submitted_to=9999-12-31",
    "submitted_from=2026-13-45",
    "call=../../etc/passwd",
    "institution=" + "&institution=".join(str(n) for n in range(100)),
    "tab=nothing&sort=pk&col=password&col=applicant",
    "sort=-applicant&after=1~%00",
    "sort=amount&after=99999999999999999999~1&before=x",
    "sort=since&after=1~999999999999999999",
    "holder=everybody",
    "laboratory=%25%5f",
]


def found(actor, query: str = "") -> list[str]:
    return references(Listing(actor, QueryDict(query)).rows())


def test_every_open_file_is_in_one_tab_of_the_office(people):
    missing = {}

    def visit(state, play):
        now = timezone.now()
        for role in ("officer", "approver", "finance", "recommender", "laboratory", "applicant"):
            actor = getattr(people, role)
            visible = Project.objects.visible_to(actor).filter(pk=play.project.pk)
            if not visible.exists():
                continue
            names = {tab.name for tab in tabs_of(actor)} - {"all", "overdue"}
            inside = [name for name in names if in_tab(visible, name, actor, now).exists()]
            if len(inside) != 1 and not (role in {"recommender", "laboratory"} and "take" in inside):
                missing[state, role] = inside

    visit_every_state(people, visit)

    assert missing == {}


def test_tabs_follow_the_claim(people):
    first, second, third = crowd(people, 3)
    claims.take(second, actor=people.officer)
    claims.take(third, actor=people.second_officer)
    mine = {second.reference}

    assert first.reference in found(people.officer, "tab=take")
    assert set(found(people.officer, "tab=take")).isdisjoint(references([second, third]))
    assert set(found(people.officer, "tab=mine")) == mine
    assert third.reference in found(people.officer, "tab=others")
    assert second.reference not in found(people.officer, "tab=others")


@pytest.mark.parametrize(("days", "late"), [(19, False), (20, False), (21, True)])
def test_a_file_is_overdue_after_the_days_of_the_office(people, days, late):
    since = timezone.now() - timedelta(days=days) + timedelta(minutes=1)
    (row,) = crowd(people, 1, state_since=since)

    assert (row.reference in found(people.officer, "tab=overdue")) is late


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_a_voucher_is_overdue_on_the_day_after_its_last(people, days, late):
    today = timezone.localdate()
    (row,) = crowd(people, 1, "awarded", use_by=today - timedelta(days=days))

    assert (row.reference in found(people.officer, "overdue=on&tab=all")) is late


def test_filters_take_several_values_and_narrow_each_other(people):
    endorsed = make_project("endorsed", people=people)
    approved = make_project("approved", people=people)
    make_project("submitted", people=people)

    both = found(people.officer, "tab=all&state=endorsed&state=approved")
    assert set(both) == {endorsed.reference, approved.reference}
    one = found(people.officer, f"tab=all&state=endorsed&state=approved&call={approved.call.code}")
    assert one == [approved.reference]
    none = found(people.officer, f"tab=all&state=endorsed&call={approved.call.code}")
    assert none == []


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("amount_min=50,000", True),
        ("amount_min=50,000.01", False),
        ("amount_max=50000", True),
        ("amount_max=49999.99", False),
        ("district=haidian", True),
        ("district=miyun", False),
        ("holder=nobody", True),
        ("holder=me", False),
        ("returned=on", False),
        ("corrections=on", False),
        ("unread=on", False),
        ("laboratory=先进材料", True),
        ("laboratory=other", False),
    ],
)
def test_each_filter_on_both_sides(people, query, fits):
    (row,) = crowd(people, 1, requested_amount=5_000_000, award_amount=None)

    assert (row.reference in found(people.officer, f"tab=all&{query}")) is fits


def test_days_of_a_filter_begin_and_end_in_beijing(people):
    (row,) = crowd(
        people, 1, submitted_at=timezone.now().replace(year=2025, month=3, day=1, hour=16, minute=30)
    )

    assert row.reference in found(people.officer, "tab=all&submitted_from=2025-03-02&submitted_to=2025-03-02")
    assert row.reference not in found(people.officer, "tab=all&submitted_to=2025-03-01")
    assert row.reference not in found(people.officer, "tab=all&submitted_from=2025-03-03")


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("role", ["officer", "applicant"])
def test_hostile_values_never_break_the_page(people, query, role):
    answer = browser(getattr(people, role)).get(f"/desk/?{query}")

    assert answer.status_code in {200, 400}
    assert "password" not in answer.text.lower() or "col=password" in query


def test_what_was_not_understood_is_named(people):
    answer = browser(people.officer).get("/desk/?state=nowhere&amount_min=abc&q=ok")

    assert "Part of the filter was not understood and left out" in answer.text
    assert "State, Amount from (元)" in answer.text


def test_selection_refuses_a_filter_that_is_half_understood(people):
    crowd(people, 2)
    whole = Selection(query="tab=take&state=endorsed", everything=True)
    half = Selection(query="tab=take&state=nowhere", everything=True)

    assert set(references(whole.resolve(people.officer))) >= {row.reference for row in Project.objects.all()}
    with pytest.raises(Unfit, match="State"):
        half.resolve(people.officer)


def test_selection_holds_only_what_the_actor_sees(people):
    rows = crowd(people, 2)
    ticked = Selection(references=tuple(references(rows)))

    assert ticked.resolve(people.stranger).count() == 0
    assert ticked.resolve(people.officer).count() == 2


@pytest.mark.parametrize(
    "sort", ["age", "-age", "since", "-since", "submitted", "amount", "-amount", "applicant"]
)
def test_pages_follow_each_other_without_gap_or_double(people, sort):
    rows = crowd(people, 7, state_since=timezone.now())
    for index, row in enumerate(rows):
        Project.objects.filter(pk=row.pk).update(requested_amount=100 * (index % 3))
    address = f"tab=all&sort={sort}"
    whole, seen = found(people.officer, address), []
    page = cut_by(Listing(people.officer, QueryDict(address)), 3)
    seen += references(page.rows)
    while page.next_url:
        page = cut_by(Listing(people.officer, QueryDict(page.next_url[1:])), 3)
        seen += references(page.rows)
    back = cut_by(Listing(people.officer, QueryDict(page.previous_url[1:])), 3)

    assert seen == whole
    assert references(back.rows) == whole[-3 - len(page.rows) : -len(page.rows)]


def cut_by(listing: Listing, size: int):
    return cut(for_queue(listing.selected, listing.actor, listing.now), listing.order, listing.data, size)


def test_a_page_stays_where_it_was_when_rows_before_it_change(people):
    rows = crowd(people, 6)
    for index, row in enumerate(rows):
        Project.objects.filter(pk=row.pk).update(state_since=timezone.now() + timedelta(minutes=index))
    first = cut_by(Listing(people.officer, QueryDict("tab=all&sort=-since")), 3)
    Project.objects.filter(pk=first.rows[-1].pk).update(state_since=timezone.now() - timedelta(days=90))
    second = cut_by(Listing(people.officer, QueryDict(first.next_url[1:])), 3)

    assert references(second.rows[:2]) == references([rows[2], rows[1]])


def test_neighbours_are_those_of_the_list(people):
    rows = crowd(people, 3)
    query = QueryDict("tab=all&sort=age&q=Copy")
    before, after = Listing(people.officer, query).neighbours(rows[1])

    assert (before, after) == (rows[0], rows[2])
    assert Listing(people.officer, query).neighbours(rows[0])[0] is None


@pytest.mark.parametrize("role", ["officer", "approver", "finance", "auditor", "recommender", "applicant"])
@pytest.mark.parametrize(
    "query", ["", "tab=all&q=Copy&state=endorsed&overdue=on&corrections=on&sort=-amount"]
)
def test_list_costs_the_same_with_one_three_and_fifty_rows(people, role, query):
    client, costs = browser(getattr(people, role)), []
    for number in (0, 2, 47):
        crowd(people, number)
        client.get(f"/desk/?{query}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/desk/?{query}").status_code == 200
        costs.append(len(queries))

    assert len(set(costs)) == 1, costs
    assert costs[0] <= 12


def test_counts_on_the_tabs_are_what_the_tabs_show(people):
    crowd(people, 3)
    make_project("submitted", people=people)
    text = browser(people.officer).get("/desk/?state=endorsed&state=submitted").text
    shown = dict(re.findall(r'tab=(\w+)"[^>]*>[^<]*<span class="vp-count">([^<]+)</span>', text))

    for name, number in shown.items():
        rows = found(people.officer, f"tab={name}&state=endorsed&state=submitted")
        assert number == str(len(rows)), name
    assert set(shown) == {tab.name for tab in tabs_of(people.officer)}


def test_everybody_sees_their_own_files_only(people):
    row = make_project("endorsed", people=people)

    for role in ("applicant", "recommender", "laboratory", "service", "officer", "auditor"):
        assert row.title in browser(getattr(people, role)).get("/desk/?tab=all").text, role
    assert row.title not in browser(people.stranger).get("/desk/?tab=all").text
    assert row.title not in browser(people.acting(people.experts[0])).get("/desk/?tab=all").text


def test_the_former_address_leads_to_the_list(people):
    answer = browser(people.officer).get("/projects/?state=endorsed")

    assert answer.status_code == 302
    assert answer.url == "/desk/?state=endorsed&tab=all"
