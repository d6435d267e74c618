"""Real workers, killed and cut off: no step goes untold, none is told twice."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from notifications.mail import message_id
from notifications.models import Message
from tests.factories.people import make_person
from tests.notifications.processes import (
    Web,
    Worker,
    database_url,
    environment,
    message_ids,
    running,
    wait_until,
)
from tools import redis_server
from workflow.models import Event

# One after the other: they share a broker, and a bell must not ring in another test's house.
pytestmark = pytest.mark.xdist_group("courier")
KILLS = int(os.environ.get("TEST_KILLS", "6"))
STEPS_BETWEEN = 25


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    """The Redis that bin/test gives, else one of our own."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    with redis_server.server() as (url, _kind):
        yield url


@pytest.fixture
def watching(steps):
    """Somebody whom the worker under test tells of every step; the institution's own people are away."""
    User.objects.filter(memberships__organisation=steps.dossier.organisation).update(is_active=False)
    person = make_person("Watcher", language="en")
    person.email = "watch.one@example.org"
    person.save()
    return person


@pytest.fixture
def shared_database(transactional_db) -> str:
    url = database_url()
    if not url:
        pytest.skip(
            "NOT TESTED: this needs a database that other processes see (PostgreSQL, as bin/test has it)"
        )
    return url


def told(watching) -> int:
    return Message.objects.of(watching).count()


def mailed(watching) -> int:
    return Message.objects.of(watching).filter(mailed_at__isnull=False).count()


def nothing_lost_or_doubled(watching, place: Path, taken: int, *, copies: int) -> None:
    """Each step is told once; each letter left, and a copy only where a kill came before the note of it."""
    keys = list(Message.objects.of(watching).values_list("key", flat=True))
    sent = message_ids(place)
    ours = [known for known in sent if known in {message_id(key) for key in keys}]
    assert Event.objects.unannounced().count() == 0
    assert len(keys) == taken
    assert mailed(watching) == taken
    assert set(ours) == {message_id(key) for key in keys}
    assert len(ours) - taken <= copies


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_bell_of_a_step_brings_the_message_at_once(steps, watching, shared_database, broker, tmp_path):
    env = environment(tmp_path, shared_database, broker)
    worker, web = Worker(tmp_path, env), Web(env, steps.dossier.pk, steps.actor.membership_id)
    with running(worker, web):
        worker.start("-c", "2")
        web.take(20)
        wait_until(lambda: mailed(watching) == 20, "20 letters were to be sent", worker.log)

    nothing_lost_or_doubled(watching, tmp_path, 20, copies=0)


@pytest.mark.redis
@pytest.mark.timeout(400)
@pytest.mark.django_db(transaction=True)
def test_worker_killed_in_mid_delivery_loses_and_doubles_nothing(
    steps, watching, shared_database, broker, tmp_path
):
    env = environment(tmp_path, shared_database, broker)
    worker, web = Worker(tmp_path, env), Web(env, steps.dossier.pk, steps.actor.membership_id)
    with running(worker, web):
        for kill in range(KILLS):
            web.take(STEPS_BETWEEN)
            worker.start("-c", "2", "-B")
            it_begins(watching, worker)
            time.sleep(0.06 * (kill % 5))
            worker.kill()
            the_lease_of_letters_ends()
        worker.start("-c", "2", "-B")
        taken = KILLS * STEPS_BETWEEN
        wait_until(lambda: mailed(watching) == taken, f"{taken} letters were to be sent", worker.log)

    nothing_lost_or_doubled(watching, tmp_path, taken, copies=KILLS * 2)


def it_begins(watching, worker: Worker) -> None:
    before = (told(watching), mailed(watching))
    wait_until(lambda: (told(watching), mailed(watching)) != before, "the worker was to begin", worker.log)


def the_lease_of_letters_ends() -> None:
    """What a killed worker had in hand is free after five minutes; the test does not wait for them."""
    Message.objects.filter(mail_due=True).update(mail_next_at=timezone.now())


@pytest.mark.redis
@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_steps_taken_while_the_broker_is_down_are_told_when_it_is_back(
    steps, watching, shared_database, tmp_path
):
    binary = shutil.which("redis-server")
    if binary is None:
        pytest.skip("NOT TESTED: a broker that goes away and comes back empty needs redis-server")
    port = redis_server.free_port()
    env = environment(tmp_path, shared_database, f"redis://127.0.0.1:{port}/0")
    worker, web = Worker(tmp_path, env), Web(env, steps.dossier.pk, steps.actor.membership_id)
    with running(worker, web):
        web.take(200)
        assert told(watching) == 0
        redis = subprocess.Popen(
            [binary, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(tmp_path)],
            stdout=subprocess.DEVNULL,
        )
        try:
            worker.start("-c", "2", "-B")
            wait_until(lambda: mailed(watching) == 200, "200 letters were to be sent", worker.log)
            web.take(5)
            wait_until(lambda: mailed(watching) == 205, "5 more were to be sent", worker.log)
        finally:
            redis.terminate()
            redis.wait(10)

    nothing_lost_or_doubled(watching, tmp_path, 205, copies=0)


@pytest.mark.redis
@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_web_killed_between_commit_and_bell_is_caught_up_with(
    steps, watching, shared_database, broker, tmp_path
):
    env = environment(tmp_path, shared_database, broker)
    worker = Worker(tmp_path, env)
    for number in range(3):
        web = Web(env, steps.dossier.pk, steps.actor.membership_id)
        web.begin(1000)
        steps_were_taken(20 * (number + 1), worker)
        web.kill()
        web.close()
    taken = Event.objects.unannounced().count()
    with running(worker):
        worker.start("-c", "2", "-B")
        wait_until(lambda: mailed(watching) == taken, f"{taken} letters were to be sent", worker.log)

    nothing_lost_or_doubled(watching, tmp_path, taken, copies=0)


def steps_were_taken(number: int, worker: Worker) -> None:
    wait_until(lambda: Event.objects.unannounced().count() > number, "the web was to take steps", worker.log)


@pytest.mark.both
@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_embedded_default_delivers_over_its_folder(steps, watching, tmp_path):
    """SQLite in a file, a folder as broker, one worker in one process: what `bin/run` starts."""
    if connection.vendor != "sqlite":
        pytest.skip("the embedded default is SQLite; bin/test runs this a second time on it")
    file = tmp_path / "portal.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)

    env = environment(tmp_path, f"sqlite:///{file}", "filesystem://")
    worker, web = Worker(tmp_path, env), Web(env, steps.dossier.pk, steps.actor.membership_id)
    with running(worker, web):
        worker.start("-P", "solo")
        web.take(20)
        wait_until(lambda: len(message_ids(tmp_path)) >= 20, "20 letters were to be sent", worker.log)

    assert len(set(message_ids(tmp_path))) == len(message_ids(tmp_path)) == 20
