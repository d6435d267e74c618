"""The money of the calls, and what finance has to pay."""

import pytest
from django.urls import reverse

from funds.models import Budget
from tests.factories.projects import BANK, make_call, make_project
from tests.funds.conftest import MILLION

PAGES = ["funds:budgets", "funds:payments"]


@pytest.mark.parametrize("who", ["officer", "approver", "finance", "auditor"])
def test_office_and_auditors_see_the_money(people, call, browser, who):
    client = browser(getattr(people, who))

    seen = [client.get(reverse(name)).status_code for name in PAGES]
    seen.append(client.get(reverse("funds:budget", args=[call.code])).status_code)

    assert seen == [200, 200, 200]


@pytest.mark.parametrize("who", ["applicant", "laboratory", "recommender", "service"])
def test_parties_do_not(people, call, browser, who):
    client = browser(getattr(people, who))
    addresses = [
        *(reverse(name) for name in (*PAGES, "funds:open_budget")),
        *(reverse(name, args=[call.code]) for name in ("funds:budget", "funds:change_budget")),
    ]

    assert [client.get(address).status_code for address in addresses] == [403] * 5


def test_visitor_is_sent_to_sign_in(db, client):
    assert [client.get(reverse(name)).status_code for name in PAGES] == [302, 302]


def test_auditor_reads_and_changes_nothing(people, call, browser):
    client = browser(people.auditor)

    answers = [
        client.post(reverse("funds:open_budget"), {}).status_code,
        client.post(reverse("funds:change_budget", args=[call.code]), {}).status_code,
    ]

    assert answers == [403, 403]
    assert "Change the budget" not in client.get(reverse("funds:budget", args=[call.code])).content.decode()


def test_budget_is_granted_and_changed_in_the_browser(people, call, browser):
    client, other = browser(people.finance), make_call()

    granted = client.post(
        reverse("funds:open_budget"), {"call": other.pk, "total": "20 000", "note": "Decision 7"}
    )
    granted = client.post(
        reverse("funds:open_budget"), {"call": other.pk, "total": "20,000", "note": "Decision 7"}
    )
    change = reverse("funds:change_budget", args=[other.code])
    up = client.post(change, {"direction": "up", "amount": "5,000.50", "note": "Decision 8"})
    cut = client.post(change, {"direction": "cut", "amount": "0.50", "note": "Decision 9"})
    too_much = client.post(change, {"direction": "cut", "amount": "25,000.01", "note": "Decision 10"})

    assert [answer.status_code for answer in (granted, up, cut, too_much)] == [302, 302, 302, 422]
    assert Budget.objects.get(call=other).total == 2_500_000
    assert "25,000.00 元 on “Available”" in too_much.content.decode()


def test_call_with_a_budget_is_not_offered_again(people, call, browser):
    other = make_call()

    offered = (
        browser(people.officer).get(reverse("funds:open_budget")).context["form"].fields["call"].queryset
    )

    assert list(offered) == [other]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_row_and_three(people, call, browser, count, django_assert_num_queries):
    for _number in range(count):
        make_project("redeemed", people=people, call=call)
        make_call(budget=MILLION, people=people)
    client = browser(people.finance)
    client.get(reverse("funds:budgets"))

    for address in (
        reverse("funds:budgets"),
        reverse("funds:payments"),
        reverse("funds:budget", args=[call.code]),
    ):
        with django_assert_num_queries(QUERIES[address.strip("/").split("/")[-1] != call.code]):
            assert client.get(address).status_code == 200


QUERIES = {True: 5, False: 6}


def test_only_finance_sees_whole_account_numbers(people, call, browser):
    make_project("redeemed", people=people, call=call)

    finance = browser(people.finance).get(reverse("funds:payments")).content.decode()
    officer = browser(people.officer).get(reverse("funds:payments")).content.decode()

    assert (BANK.account_number in finance, BANK.account_number in officer) == (True, False)
    assert "***************3445" in officer
    assert "Record the payment" in finance


def test_paid_vouchers_leave_the_list(people, call, browser):
    make_project("paid", people=people, call=call)

    page = browser(people.finance).get(reverse("funds:payments"))

    assert len(page.context["page"]) == 0
