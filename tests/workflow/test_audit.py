"""Whoever changes the past behind the database's back is found."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories.institutions import make_field_centre
from tests.workflow.guards import guard_lifted
from workflow import audit
from workflow.door import advance
from workflow.models import Anchor, Event
from workflow.models.event import GENESIS
from workflow.tasks import anchor as anchor_task

pytestmark = pytest.mark.both


@pytest.fixture
def chain(centre, officer) -> list[Event]:
    """Five steps of one dossier, beside another dossier with one."""
    make_field_centre("北京生物医药发展中心", "biomedicine")
    for step in ("suspend", "resume", "suspend", "resume"):
        advance(getattr(centre, step), actor=officer, note=f"Because of {step}.")
    return list(Event.objects.of(centre))


def tamper(sql: str, *values) -> None:
    """What somebody with the keys of the database could do."""
    with guard_lifted("workflow_event"), connection.cursor() as cursor:
        cursor.execute(sql, values)


def found() -> list[str]:
    return [str(fault) for fault in audit.faults()]


def test_untouched_chains_hold(chain):
    out = StringIO()

    call_command("verify_audit", stdout=out)

    assert out.getvalue().startswith("The audit trail holds: 2 dossiers, last event ")
    assert found() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("note", "Because of suspend!"),
        ("actor_id", None),
        ("role", "auditor"),
        ("transition", "end"),
        ("source", "submitted"),
        ("target", "ended"),
        ("reference", "S-22222222"),
        ("evidence", '{"amount": 1}'),
        ("findings", '[{"rule": "X"}]'),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("on_behalf_of_id", None),
    ],
)
def test_one_changed_value_is_found(chain, colleague, column, value):
    event = chain[2]
    value = colleague.user.pk if column == "actor_id" else value

    tamper(f"UPDATE workflow_event SET {column} = %s WHERE id = %s", value, event.pk)

    assert found() == [
        f"{event.reference if column != 'reference' else value} #3: was changed after it was written"
    ]


def test_changed_row_with_a_fitting_digest_breaks_the_next_step(chain):
    event = chain[2]
    event.note = "Nothing to see here."

    tamper(
        "UPDATE workflow_event SET note = %s, digest = %s WHERE id = %s",
        event.note,
        event.compute_digest(),
        event.pk,
    )

    assert found() == [f"{event.reference} #4: does not follow the step before it"]


def test_missing_row_is_found(chain):
    tamper("DELETE FROM workflow_event WHERE id = %s", chain[1].pk)

    assert found() == [
        f"{chain[0].reference} #3: step 2 is missing",
        f"{chain[0].reference} #3: does not follow the step before it",
    ]


def test_missing_first_row_is_found(chain):
    tamper("DELETE FROM workflow_event WHERE id = %s", chain[0].pk)

    assert found() == [
        f"{chain[0].reference} #2: step 1 is missing",
        f"{chain[0].reference} #2: does not follow the step before it",
    ]


def test_two_rows_in_another_order_are_found(chain):
    second, third = chain[1], chain[2]
    for pk, sequence in ((second.pk, 99), (third.pk, 2), (second.pk, 3)):
        tamper("UPDATE workflow_event SET sequence = %s WHERE id = %s", sequence, pk)

    assert found() == [
        f"{second.reference} #2: does not follow the step before it",
        f"{second.reference} #2: was changed after it was written",
        f"{second.reference} #3: does not follow the step before it",
        f"{second.reference} #3: was changed after it was written",
        f"{second.reference} #4: does not follow the step before it",
    ]


def test_row_slipped_into_another_dossier_is_found(chain):
    other = Event.objects.exclude(subject_pk=chain[0].subject_pk).get()

    tamper(
        "UPDATE workflow_event SET subject_pk = %s, sequence = 2 WHERE id = %s",
        other.subject_pk,
        chain[-1].pk,
    )

    assert found() == [
        f"{chain[-1].reference} #2: does not follow the step before it",
        f"{chain[-1].reference} #2: was changed after it was written",
    ]


def test_cut_off_end_is_found_by_the_anchor(chain):
    audit.anchor(date(2026, 11, 22))

    tamper("DELETE FROM workflow_event WHERE id = %s", chain[-1].pk)

    assert found() == []
    assert [str(fault) for fault in audit.anchor_faults()] == [
        f"anchor 2026-11-22 #{Anchor.objects.get().last_event}: the chains no longer give this digest"
    ]


def test_rewritten_chain_is_found_by_the_anchor(chain):
    """Every digest computed anew: the chain holds again, the published anchor does not."""
    audit.anchor(date(2026, 11, 22))
    previous = GENESIS
    for event in chain:
        event.note, event.previous_digest = "Rewritten.", previous
        previous = event.compute_digest()
        tamper(
            "UPDATE workflow_event SET note = %s, previous_digest = %s, digest = %s WHERE id = %s",
            event.note,
            event.previous_digest,
            previous,
            event.pk,
        )

    assert found() == []
    with pytest.raises(CommandError, match=r"does not hold: 1 fault"):
        call_command("verify_audit", stderr=StringIO())


def test_anchor_of_a_day_is_made_once_and_holds_while_life_goes_on(chain, centre, officer):
    first = audit.anchor(date(2026, 11, 22))
    centre.refresh_from_db()
    advance(centre.suspend, actor=officer)
    make_field_centre("北京工业设计中心", "design")

    assert audit.anchor(date(2026, 11, 22)) == first
    assert first.dossiers == 2
    assert audit.anchor(date(2026, 11, 23)).dossiers == 3
    assert list(audit.anchor_faults()) == []


def test_daily_task_makes_the_anchor(chain):
    anchor_task(any_future_argument=1)

    assert Anchor.objects.get().digest == audit.head_digest()[0]


def test_state_that_no_step_led_to_is_found_by_its_dossier(chain, centre):
    other = make_field_centre("北京工业设计中心", "design")
    assert list(audit.state_faults()) == []

    type(centre).objects.filter(pk=centre.pk).update(state="ended")
    type(other).objects.filter(pk=other.pk).update(state="suspended")

    assert [str(fault) for fault in audit.state_faults()] == [
        f"{centre.reference} #{chain[-1].sequence}: stands at “ended”, but its last step led to “active”",
        f"{other.reference} #1: stands at “suspended”, but its last step led to “active”",
    ]
    with pytest.raises(CommandError, match=r"does not hold: 2 fault"):
        call_command("verify_audit", stderr=StringIO())


def test_state_without_any_step_and_record_without_its_dossier_are_found(chain, centre):
    tamper("DELETE FROM workflow_event WHERE subject_pk = %s", centre.pk)
    other = Event.objects.get()
    tamper("UPDATE workflow_event SET subject_pk = 987654 WHERE id = %s", other.pk)

    assert [str(fault) for fault in audit.state_faults()] == [
        f"{centre.reference} #0: stands at “active”, but no step led there",
        f"{other.reference} #0: stands at “active”, but no step led there",
        f"{other.reference} #1: is recorded, but the dossier is gone",
    ]


def test_anchor_of_an_empty_portal_holds(db):
    assert audit.anchor(date(2026, 11, 22)).last_event == 0
    assert list(audit.anchor_faults()) == []


def test_command_names_each_fault_and_fails(chain):
    tamper("UPDATE workflow_event SET note = 'x' WHERE id = %s", chain[0].pk)
    err = StringIO()

    with pytest.raises(CommandError, match=r"The audit trail does not hold: 1 fault\(s\)\."):
        call_command("verify_audit", stderr=err)

    assert err.getvalue() == f"{chain[0].reference} #1: was changed after it was written\n"
