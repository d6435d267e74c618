"""The people of these tests, a call with its money, and a look at the books."""

from collections.abc import Callable

import pytest

from applications.models import Call
from funds import services
from funds.models import Budget, Entry
from tests.factories.cast import YUAN, Cast, cast
from tests.factories.projects import make_call

MILLION = 1_000_000 * YUAN


@pytest.fixture
def people(db) -> Cast:
    """Everybody whom a project meets."""
    return cast()


@pytest.fixture
def call(people: Cast) -> Call:
    """A call with 1,000,000 元 and no public notice; half of the cost is paid."""
    return make_call(budget=MILLION, people=people)


@pytest.fixture
def balances(call: Call) -> Callable[[], tuple[int, ...]]:
    """Total, available, reserved, committed, redeemed of the call, in fen, and the books agree."""

    def read() -> tuple[int, ...]:
        assert list(services.differences()) == []
        row = Budget.objects.get(call=call)
        return row.total, row.available, row.reserved, row.committed, row.redeemed

    return read


@pytest.fixture
def ledger() -> Callable[..., list[tuple]]:
    """The movements of a project: kind, from, to, amount in fen."""

    def read(project) -> list[tuple]:
        rows = Entry.objects.filter(project=project).order_by("pk")
        return list(rows.values_list("kind", "source", "target", "amount"))

    return read
