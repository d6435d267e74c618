"""A worker that dies while it writes a table: nothing is half saved, and the next one finishes it."""

import os
import time
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.enums import ImportStage as Stage
from accounts.models import TableImport
from accounts.spreadsheets import jobs
from labs.models import Instrument
from labs.resources import INSTRUMENTS
from tests.factories.institutions import member_of
from tests.factories.labs import make_laboratory
from tests.factories.tables import upload, workbook
from tests.notifications.processes import Worker, database_url, environment, running, wait_until
from tools import redis_server

pytestmark = [
    pytest.mark.redis,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("courier"),
    pytest.mark.timeout(300),
]
ROWS = 6000


@pytest.fixture
def broker() -> Iterator[str]:
    """The Redis that bin/test gives, else one of our own."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    with redis_server.server() as (url, _kind):
        yield url


def stage_of(job: TableImport) -> str:
    return TableImport.objects.values_list("stage", flat=True).get(pk=job.pk)


def is_being_written(job: TableImport) -> bool:
    """Whether a worker holds the row of the table in its writing transaction."""
    if stage_of(job) != Stage.WRITING:
        return False
    try:
        with transaction.atomic():
            TableImport.objects.select_for_update(nowait=True).get(pk=job.pk)
    except DatabaseError:
        return True
    return False


def test_table_survives_workers_that_die_while_writing(broker, tmp_path, settings):
    url = database_url()
    if not url or connection.vendor != "postgresql":
        pytest.skip(
            "NOT TESTED: this needs a database that other processes see (PostgreSQL, as bin/test has it)"
        )
    settings.MEDIA_ROOT = tmp_path / "uploads"
    laboratory = make_laboratory()
    before = (Instrument.objects.count(), Instrument.history.count())
    rows = [["number", "name", "year"], *([f"K-{number}", "仪器", 2020] for number in range(ROWS))]
    job = jobs.begin(INSTRUMENTS.code, upload(workbook(table=rows)), actor=member_of(laboratory))
    worker = Worker(tmp_path, environment(tmp_path, url, broker))

    with running(worker):
        worker.start("-c", "2", "-B")
        wait_until(lambda: stage_of(job) == Stage.CHECKED, "the table was to be checked", worker.log)
        assert jobs.confirm(job)
        for delay in (0.0, 0.4):
            wait_until(lambda: is_being_written(job), "the table was to be written", worker.log)
            time.sleep(delay)
            worker.kill()
            assert stage_of(job) == Stage.WRITING
            assert (Instrument.objects.count(), Instrument.history.count()) == before
            wait_until(lambda: not is_being_written(job), "the dead worker was to let go", worker.log)
            worker.start("-c", "2", "-B")
        wait_until(lambda: stage_of(job) == Stage.DONE, "the table was to be finished", worker.log)

    assert Instrument.objects.filter(laboratory=laboratory, number__startswith="K-").count() == ROWS
    assert Instrument.history.count() == before[1] + ROWS
