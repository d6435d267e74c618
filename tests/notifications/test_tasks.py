"""The bells: known by the names that the timetable rings, and harmless when nobody hears them."""

import pytest
from django.conf import settings

from notifications import tasks
from voucher_portal import celery_app

NAMES = {"notifications.tasks.sweep", "notifications.tasks.deliver", "notifications.tasks.remind"}


def test_timetable_rings_bells_that_exist():
    celery_app.loader.import_default_modules()
    rung = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert rung >= NAMES
    assert rung <= set(celery_app.tasks)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_task_is_given_back_when_its_worker_is_lost(name):
    task = celery_app.tasks[name]

    assert task.acks_late is True
    assert celery_app.conf.task_reject_on_worker_lost is True


def test_ringing_without_a_broker_raises_nothing(settings, tmp_path, monkeypatch):
    monkeypatch.setitem(
        celery_app.conf.broker_transport_options, "data_folder_out", str(tmp_path / "nowhere" / "broker")
    )

    tasks.ring(tasks.deliver)


@pytest.mark.django_db
def test_each_task_runs_on_nothing_to_do():
    for task in (tasks.sweep, tasks.deliver, tasks.remind):
        assert task.apply().successful()
