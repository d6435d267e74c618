"""The database itself refuses to rewrite the past, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from workflow import audit
from workflow.models import Anchor, Event

pytestmark = pytest.mark.both
FIXED = sorted({field.column for field in Event._meta.concrete_fields} - {"id", "announced_at"})


def refused(sql: str, *values) -> str:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(refusal.value)


@pytest.mark.parametrize("column", FIXED)
def test_no_column_of_an_event_can_be_changed(centre, officer, column):
    changed = "(SELECT max(id) + 1 FROM accounts_user)" if column.endswith("_id") else None
    kinds = {"findings": "'{}'", "evidence": "'[]'", "at": "'2001-01-01 00:00:00+00:00'"}
    value = changed or kinds.get(column) or ("77" if column in {"sequence", "subject_pk"} else "'x'")

    assert "append-only: rows are never changed" in refused(f"UPDATE workflow_event SET {column} = {value}")


def test_event_cannot_be_deleted(centre):
    assert "append-only: rows are never deleted" in refused("DELETE FROM workflow_event")
    assert Event.objects.count() == 1


def test_orm_is_refused_too(centre):
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.update(note="Nothing happened.")
    event = Event.objects.get()
    event.note = "Nothing happened."
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()


def test_outbox_mark_is_the_one_thing_written_later(centre):
    now = timezone.now()

    Event.objects.update(announced_at=now)

    assert Event.objects.get().announced_at == now


def test_anchor_cannot_be_changed_or_deleted(centre):
    audit.anchor(timezone.localdate())

    assert "never changed" in refused("UPDATE workflow_anchor SET digest = 'x'")
    assert "never deleted" in refused("DELETE FROM workflow_anchor")
    assert Anchor.objects.count() == 1


def test_same_number_twice_in_one_dossier_is_refused(centre):
    first = Event.objects.get()
    copy = Event.objects.get()
    copy.pk, copy.digest = None, "f" * 64

    with pytest.raises(DatabaseError), transaction.atomic():
        copy.save(force_insert=True)

    assert list(Event.objects.all()) == [first]
