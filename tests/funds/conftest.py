"""The people of these tests, a call with its money, and a look at the books."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from accounts.actor import Actor
from applications.models import Call
from funds import services
from funds.models import Budget, Entry
from tests.factories.cast import YUAN, Cast, cast
from tests.factories.projects import make_call
from tests.worlds import standing

MILLION = 1_000_000 * YUAN


@pytest.fixture(scope="module")
def standing_cast(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    """The cast of a module, built once; a module whose tests commit builds its own in each test."""
    with standing(django_db_blocker):
        yield cast()


@pytest.fixture
def people(standing_cast: Cast, db) -> Cast:
    """Everybody whom a project meets."""
    return standing_cast


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


@pytest.fixture
def client() -> Client:
    """A visitor's browser that asks for English pages."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def browser() -> Callable[[Actor], Client]:
    """A browser in which somebody has signed in."""

    def open_for(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(actor.user)
        return client

    return open_for
