"""The ledger: balances are sums, nothing is negative, nothing booked is ever changed."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.enums import ENDED, FUNDED, State
from funds import services
from funds.enums import HOLDS, KEPT, WAYS, Account, Kind
from funds.models import Budget, Entry, Payment, Voucher
from tests.factories.projects import FACE, make_call, make_project
from tests.funds.conftest import MILLION
from workflow.errors import NotPermitted, Unfit


def test_budget_is_granted_topped_up_and_cut(people, balances, call):
    services.change_budget(call.budget, change=5, actor=people.officer, note="More.")
    services.change_budget(call.budget, change=-7, actor=people.finance, note="Less.")

    rows = Entry.objects.order_by("pk").values_list("kind", "source", "target", "amount", "note")
    assert list(rows) == [
        ("fund", "external", "available", MILLION, ""),
        ("fund", "external", "available", 5, "More."),
        ("cut", "available", "external", 7, "Less."),
    ]
    assert balances() == (MILLION - 2, MILLION - 2, 0, 0, 0)


@pytest.mark.parametrize(("cut", "allowed"), [(MILLION - FACE, True), (MILLION - FACE + 1, False)])
def test_only_what_is_available_can_be_cut(people, call, balances, cut, allowed):
    make_project("awarded", people=people, call=call)

    if allowed:
        services.change_budget(call.budget, change=-cut, actor=people.officer, note="Cut.")
    else:
        with pytest.raises(Unfit, match=r"950,000\.00 元 on “Available”; 950,000\.01 元 is needed"):
            services.change_budget(call.budget, change=-cut, actor=people.officer, note="Cut.")

    assert balances()[1] == (0 if allowed else MILLION - FACE)


def test_budget_is_refused_twice_below_zero_unchanged_and_outside_the_office(people, call):
    other = make_call()

    with pytest.raises(Unfit):
        services.open_budget(call, 1, people.officer)
    with pytest.raises(Unfit):
        services.open_budget(other, -1, people.officer)
    with pytest.raises(Unfit):
        services.change_budget(call.budget, change=0, actor=people.officer)
    for who in (people.applicant, people.auditor):
        with pytest.raises(NotPermitted):
            services.open_budget(other, 1, who)
        with pytest.raises(NotPermitted):
            services.change_budget(call.budget, change=1, actor=who)

    assert (Budget.objects.count(), Entry.objects.count()) == (1, 1)


def test_holds_and_ways_agree_with_the_states_and_accounts():
    assert {state for state, account in HOLDS.items() if account != Account.REDEEMED} == set(FUNDED)
    assert set(HOLDS) - set(FUNDED) == {State.REDEEMED, State.PAID}
    assert set(HOLDS) & set(ENDED) == {State.PAID}
    assert set(WAYS) == set(Kind)


# --- what the database itself refuses -------------------------------------------------------------------------------------


@pytest.mark.both
@pytest.mark.parametrize("account", KEPT)
def test_database_refuses_a_negative_account(call, account):
    kept = {"redeemed" if account == "available" else "available": MILLION, account: -1}
    wrong = kept | {"total": sum(kept.values())}

    with pytest.raises(IntegrityError, match=f"budget_{account}_not_negative"), transaction.atomic():
        Budget.objects.filter(call=call).update(**wrong)


@pytest.mark.both
@pytest.mark.parametrize("name", ["total", *KEPT])
def test_database_refuses_accounts_that_do_not_add_up(call, name):
    right = getattr(Budget.objects.get(call=call), name)

    with pytest.raises(IntegrityError, match="budget_adds_up"), transaction.atomic():
        Budget.objects.filter(call=call).update(**{name: right + 1})


@pytest.mark.both
@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"amount": -1},
        {"kind": "redeem"},
        {"source": "redeemed"},
        {"kind": "reserve", "source": "available", "target": "reserved"},
    ],
)
def test_database_refuses_an_impossible_entry(people, call, wrong):
    content = {"kind": "fund", "source": "external", "target": "available", "amount": 1} | wrong

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(budget=call.budget, by=people.officer.user, **content)


@pytest.mark.both
@pytest.mark.parametrize("model", [Entry, Voucher, Payment])
def test_database_refuses_to_change_what_was_booked_issued_or_paid(people, call, model):
    make_project("paid", people=people, call=call)
    field = "face_amount" if model is Voucher else "amount"

    rows = model.objects.all()
    before = list(rows.order_by("pk").values())

    for attempt in (lambda: rows.update(**{field: 1}), lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()

    assert list(model.objects.order_by("pk").values()) == before


# --- verification ---------------------------------------------------------------------------------------------------------


def test_verify_ledger_is_content_with_every_kind_of_end(people, call, capsys):
    for state in ("awarded", "paid", "clawed_back", "expired", "revoked"):
        make_project(state, people=people, call=call)

    call_command("verify_ledger")

    assert capsys.readouterr().out.startswith("The ledger holds: 1 budgets, ")


def test_verify_ledger_names_a_balance_and_a_project_that_are_wrong(people, call, capsys):
    project = make_project("awarded", people=people, call=call)
    Budget.objects.filter(call=call).update(available=MILLION - FACE - 1, committed=FACE + 1)
    type(project).objects.filter(pk=project.pk).update(award_amount=FACE - 100)

    with pytest.raises(CommandError, match="3 difference"):
        call_command("verify_ledger")

    assert capsys.readouterr().err.splitlines() == [
        f"Budget {call.code}, Available: kept 949,999.99 元, entries say 950,000.00 元.",
        f"Budget {call.code}, Committed: kept 50,000.01 元, entries say 50,000.00 元.",
        f"Project {project.reference} (awarded), Committed: entries say 50,000.00 元, due is 49,999.00 元.",
    ]


# --- any sequence ---------------------------------------------------------------------------------------------------------

MOVES = [(kind, *way) for kind, ways in WAYS.items() for way in ways]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
    derandomize=True,
)
@given(moves=st.lists(st.tuples(st.sampled_from(MOVES), st.integers(1, 60)), max_size=25))
def test_any_sequence_keeps_the_sums_and_nothing_negative(people, call, moves):
    project = make_draft(people, call)
    with transaction.atomic():
        known = services.open_budget(make_call(), 40, people.officer)
        for (kind, source, target), amount in moves:
            before = tuple(getattr(known, account) for account in KEPT)
            entry = Entry(
                kind=kind,
                source=source,
                target=target,
                amount=amount,
                project=project,
                by=people.officer.user,
            )
            try:
                known = services.post(known, entry)
            except Unfit:
                known = Budget.objects.get(pk=known.pk)
                assert tuple(getattr(known, account) for account in KEPT) == before
                assert before[KEPT.index(Account(source))] < amount
            held = {account: getattr(known, account) for account in KEPT}
            assert known.total == sum(held.values())
            assert min(held.values()) >= 0
            assert held == Entry.objects.filter(budget=known).standing()
        transaction.set_rollback(True)


def make_draft(people, call):
    return call.projects.order_by("pk").first() or make_project("draft", people=people, call=call)
