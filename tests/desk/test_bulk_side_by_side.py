"""Two at once, and a worker that dies in the middle: every file is worked on exactly once."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections

from applications.models import Project
from desk.models import Batch, PendingDecision
from desk.services import bulk, deciding
from notifications.models import Message
from tests.factories.cast import Cast, cast
from tests.factories.projects import make_call, make_project
from tests.notifications.processes import Worker, database_url, environment, running, wait_until
from tools import redis_server
from workflow.models import Event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("courier")]


def endorsed(people: Cast, number: int) -> list[Project]:
    call = make_call(people=people)
    return [make_project("endorsed", people=people, call=call) for _number in range(number)]


def checked(projects, actor, action="reject", **inputs) -> Batch:
    batch = bulk.open_batch(projects, actor=actor, action=action, inputs=inputs or {"note": "Too late."})
    bulk.work(batch, seconds=60)
    batch.refresh_from_db()
    return batch


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Every call in a thread of its own, begun together; what each returned or raised."""
    gate, said = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number: int, call: Callable[[], object]) -> None:
        try:
            gate.wait()
            said[number] = call()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            said[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def taken(projects, step: str = "reject") -> list[int]:
    return [Event.objects.of(project).filter(transition=step).count() for project in projects]


def test_batch_confirmed_twice_at_once_runs_once():
    people = cast()
    files = endorsed(people, 2)
    batch = checked(files, people.officer)

    said = at_once(*[lambda: bulk.confirm(Batch.objects.get(pk=batch.pk), actor=people.officer)] * 3)

    assert sorted(type(item).__name__ for item in said) == ["NoneType", "WrongState", "WrongState"]


def test_many_workers_share_one_batch():
    people = cast()
    files = endorsed(people, 4)
    batch = checked(files, people.officer)
    bulk.confirm(batch, actor=people.officer)

    said = at_once(*[lambda: bulk.work(Batch.objects.get(pk=batch.pk), seconds=60)] * 3)

    assert not [item for item in said if isinstance(item, Exception)]
    bulk.work(batch, seconds=60)
    assert taken(files) == [1, 1, 1, 1]
    assert Batch.objects.get(pk=batch.pk).stage == "done"
    assert batch.items.tally()["done"] == 4


def test_two_batches_on_the_same_files_leave_one_effect_each():
    people = cast()
    files = endorsed(people, 3)
    first, second = checked(files, people.officer), checked(files[::-1], people.second_officer)
    bulk.confirm(first, actor=people.officer)
    bulk.confirm(second, actor=people.second_officer)

    said = at_once(
        lambda: bulk.work(Batch.objects.get(pk=first.pk), seconds=60),
        lambda: bulk.work(Batch.objects.get(pk=second.pk), seconds=60),
    )

    assert not [item for item in said if isinstance(item, Exception)]
    assert taken(files) == [1, 1, 1]
    done = first.items.tally()["done"] + second.items.tally()["done"]
    refused = first.items.tally()["refused"] + second.items.tally()["refused"]
    assert (done, refused) == (3, 3)


def test_decision_published_from_two_batches_at_once_is_published_once():
    people = cast()
    [project] = endorsed(people, 1)
    decision = deciding.record(project, actor=people.officer, kind="reject", reason="Too late.")
    batches = []
    for actor in (people.approver, people.second_officer):
        chosen = PendingDecision.objects.filter(pk=decision.pk).select_related("project")
        batch = bulk.open_publication(chosen, actor=actor)
        bulk.work(batch, seconds=60)
        bulk.confirm(batch, actor=actor)
        batches.append(batch)

    at_once(*[lambda batch=batch: bulk.work(Batch.objects.get(pk=batch.pk), seconds=60) for batch in batches])

    assert taken([project]) == [1]
    assert sorted(batch.items.get().outcome for batch in batches) == ["done", "refused"]


@pytest.fixture
def broker() -> Iterator[str]:
    """The Redis that bin/test gives, else one of our own."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    with redis_server.server() as (url, _kind):
        yield url


@pytest.mark.redis
@pytest.mark.timeout(300)
def test_worker_killed_in_the_middle_does_every_file_once(broker, tmp_path):
    url = database_url()
    if not url or connection.vendor != "postgresql":
        pytest.skip(
            "NOT TESTED: this needs a database that other processes see (PostgreSQL, as bin/test has it)"
        )
    people = cast()
    files = endorsed(people, 12)
    texts = {code: {"subject": "{reference}", "body": "{missing}"} for code in ("en", "zh-hans")}
    inputs = {"missing": "document", "kind": "result", "to": ["applicant"], "due_date": "", "texts": texts}
    asked, refused = files[:6], files[6:]
    batches = [checked(asked, people.officer, "write", **inputs), checked(refused, people.second_officer)]
    for batch, actor in zip(batches, (people.officer, people.second_officer), strict=True):
        bulk.confirm(batch, actor=actor)
    worker = Worker(tmp_path, environment(tmp_path, url, broker))

    with running(worker):
        for reached in (2, 8):
            worker.start("-c", "2", "-B")
            wait_until(
                lambda reached=reached: settled(batches) >= reached, "files were to be done", worker.log
            )
            worker.kill()
            time.sleep(0.1)
        worker.start("-c", "2", "-B")
        wait_until(lambda: settled(batches) == 12, "every file was to be done", worker.log)
        wait_until(lambda: all(b.stage == "done" for b in fresh(batches)), "both were to end", worker.log)

    assert taken(refused) == [1] * 6
    assert Message.objects.filter(kind="desk.write").count() == batches[0].items.tally()["done"] == 6
    assert batches[1].items.tally()["done"] == 6


def fresh(batches: list[Batch]) -> list[Batch]:
    return list(Batch.objects.filter(pk__in=[batch.pk for batch in batches]).order_by("pk"))


def settled(batches: list[Batch]) -> int:
    return sum(batch.items.exclude(outcome="").count() for batch in fresh(batches))
