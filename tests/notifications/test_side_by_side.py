"""Several workers at once over the same rows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail as django_mail
from django.db import close_old_connections, connection, connections

from notifications import mail, outbox
from notifications.models import Message
from workflow.models import Event

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def several_connections(transactional_db) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("NOT TESTED: a database in memory has one connection; bin/test has PostgreSQL")


def side_by_side(work: Callable[[], int], workers: int = 4) -> int:
    def alone(_number: int) -> int:
        close_old_connections()
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(alone, range(workers)))


def test_sweeps_side_by_side_announce_each_event_once(steps, watched, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 10)
    steps.take(60)

    announced = side_by_side(outbox.announce)
    announced += outbox.announce()

    assert announced == 60
    assert Message.objects.count() == 60
    assert Event.objects.unannounced().count() == 0


def test_deliveries_side_by_side_send_each_letter_once(steps, watched):
    steps.take(60)
    outbox.announce()

    sent = side_by_side(mail.deliver_due)

    ids = [letter.extra_headers["Message-ID"] for letter in django_mail.outbox]
    assert sent == len(ids) == len(set(ids)) == 60
    assert Message.objects.filter(mail_due=True).count() == 0
