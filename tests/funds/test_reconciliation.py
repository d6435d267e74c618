"""The whole money on one page, every figure with its entries; the books of a year are closed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from funds import reconciliation, services
from funds.models import Budget, Entry
from tests.factories.cast import Cast, cast
from tests.factories.projects import BUDGET, make_project
from workflow.errors import NotPermitted, Unfit


@pytest.fixture
def people(db) -> Cast:
    return cast()


@pytest.fixture
def projects(people):
    first = make_project("awarded", people=people)
    return [
        first,
        make_project("paid", people=people, call=first.call),
        make_project("noticed", people=cast()),
    ]


def browser(actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    return client


def test_pool_is_the_sum_of_its_accounts_and_agrees_with_the_balances(people, projects) -> None:
    calls = reconciliation.lines_by("call", Entry.objects.all())
    totals = reconciliation.totals(calls)

    assert sum(totals.values()) == sum(budget.total for budget in Budget.objects.all())
    assert reconciliation.agrees(people.officer)
    for kind in ("institution", "laboratory"):
        lines = reconciliation.lines_by(kind, Entry.objects.all())
        assert {
            account: sum(line.amounts[account] for line in lines)
            for account in ("reserved", "committed", "redeemed")
        } == {account: totals[account] for account in ("reserved", "committed", "redeemed")}


def test_every_figure_opens_the_entries_that_make_it(people, projects) -> None:
    client = browser(people.finance)
    page = client.get(reverse("funds:reconciliation"))
    links = re.findall(r'href="(/ledger/\?[^"]+)"', page.content.decode())
    figures = [
        cell["fen"]
        for name in ("calls", "institutions", "laboratories")
        for line in page.context[name]
        for cell in line.cells
    ]

    assert len(links) == len(figures)
    for link, fen in zip(links, figures, strict=True):
        shown = client.get(link.replace("&amp;", "&")).context
        assert shown["standing"][str(shown["account"])] == fen


def test_page_costs_the_same_for_few_and_many(people, projects, django_assert_max_num_queries) -> None:
    client = browser(people.finance)
    client.get(reverse("funds:reconciliation"))

    with django_assert_max_num_queries(12):
        client.get(reverse("funds:reconciliation"))


def test_ledger_as_a_file_and_any_filter(people, projects) -> None:
    client, page = browser(people.auditor), reverse("funds:entries")
    for query in ({"account": "x"}, {"call": "'"}, {"institution": "-"}, {"laboratory": "x" * 99}):
        assert client.get(page, query).status_code == 200
    lines = client.post(page).content.decode("utf-8-sig").splitlines()
    assert len(lines) == Entry.objects.count() + 1
    for other in (people.applicant, people.laboratory, people.recommender):
        assert browser(other).get(page).status_code == 403
        assert browser(other).get(reverse("funds:reconciliation")).status_code == 403


def test_closed_books_keep_what_is_bound_and_bind_nothing_new(people, projects) -> None:
    budget = Budget.objects.get(call=projects[0].call)
    bound = budget.reserved + budget.committed + budget.redeemed
    address = reverse("funds:close_year", args=[budget.call.code])

    assert browser(people.finance).post(address, {"note": " "}).status_code == 422
    assert browser(people.auditor).post(address, {"note": "x"}).status_code == 403
    assert browser(people.finance).post(address, {"note": "Decision 7"}).status_code == 302

    budget.refresh_from_db()
    assert (budget.available, budget.total) == (0, bound)
    assert 0 < bound < BUDGET
    assert reconciliation.agrees(people.officer)
    with pytest.raises(Unfit):
        services.change_budget(budget, change=100, actor=people.finance)


def test_what_comes_back_after_the_closing_leaves_with_the_next(people, projects) -> None:
    budget = Budget.objects.get(call=projects[0].call)
    services.close_year(budget, actor=people.finance, note="Decision 7")
    services.revoke(projects[0], actor=people.approver, note="False papers.")
    budget.refresh_from_db()
    back = budget.available
    assert back > 0

    services.close_year(budget, actor=people.finance, note="Decision 8")

    budget.refresh_from_db()
    assert (budget.available, budget.total) == (0, budget.committed + budget.redeemed)
    with pytest.raises(NotPermitted):
        services.close_year(budget, actor=people.applicant, note="x")
