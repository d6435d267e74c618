"""The one door: who gets through, in which order it asks, and what it leaves behind."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actor import ANONYMOUS, Actor
from accounts.enums import Role
from institutions import services
from institutions.models import ServiceInstitution
from policy.findings import Finding, Findings, Outcome
from tests.factories.institutions import make_field_centre, make_service_institution, member_of
from tests.factories.people import make_actor
from tests.factories.policy import make_edition
from workflow.door import advance, require_step
from workflow.errors import Blocked, NotPermitted, StaleVersion, WrongState
from workflow.models import Event

ALLOWED = Findings("counter", (Finding("COUNTER-1", "Edition", Outcome.PASS, "Another person."),))
REFUSED = Findings("counter", (Finding("COUNTER-1", "Edition", Outcome.BLOCK, "The same person."),))


def reread(dossier: ServiceInstitution) -> ServiceInstitution:
    return ServiceInstitution.objects.get(pk=dossier.pk)


def trace(dossier: ServiceInstitution) -> tuple:
    """Everything that a step writes."""
    row = reread(dossier)
    return row.state, row.version, row.state_since, Event.objects.of(dossier).count()


@pytest.fixture
def rejected(officer) -> ServiceInstitution:
    """Rejected by the officer, so that a gated step (chapter counter) may follow."""
    make_edition()
    institution = make_service_institution(active=False)
    services.submit(institution, actor=member_of(institution))
    services.reject(institution, actor=officer, note="Not independent.")
    return reread(institution)


def test_step_writes_one_event_with_all_it_knows(centre, officer):
    before = timezone.now()

    event = advance(centre.suspend, actor=officer, note="Complaints.")

    last = Event.objects.of(centre).last()
    assert last == event
    assert (last.transition, last.source, last.target) == ("suspend", "active", "suspended")
    assert (last.actor, last.role, last.on_behalf_of) == (officer.user, "officer", officer.organisation)
    assert (last.note, last.findings, last.evidence) == ("Complaints.", [], {})
    assert (last.subject_label, last.subject_pk) == ("institutions.serviceinstitution", centre.pk)
    assert last.reference == centre.reference
    assert before <= last.at <= timezone.now()
    assert last.announced_at is None
    assert Event.objects.of(centre).count() == 2


def test_step_moves_state_version_and_clock_together(centre, officer):
    state, version, since, events = trace(centre)

    advance(centre.suspend, actor=officer)

    now = trace(centre)
    assert (state, now[0]) == ("active", "suspended")
    assert now[1] == version + 1
    assert now[2] > since
    assert now[3] == events + 1


def test_events_are_numbered_and_chained(centre, officer):
    for step in ("suspend", "resume", "suspend"):
        advance(getattr(centre, step), actor=officer)

    events = list(Event.objects.of(centre))
    assert [event.sequence for event in events] == [1, 2, 3, 4]
    assert [event.previous_digest for event in events] == ["0" * 64, *(e.digest for e in events[:-1])]
    assert [event.compute_digest() for event in events] == [event.digest for event in events]


def test_wrong_state_is_told_before_missing_permission(centre, auditor):
    before = trace(centre)

    with pytest.raises(WrongState):
        advance(centre.resume, actor=auditor)

    assert trace(centre) == before


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.FINANCE, Role.EXPERT])
def test_right_state_but_wrong_role_is_not_permitted(centre, role):
    before = trace(centre)

    with pytest.raises(NotPermitted):
        advance(centre.suspend, actor=make_actor(role))

    assert trace(centre) == before


def test_visitors_pass_no_door(centre):
    before = trace(centre)

    with pytest.raises(NotPermitted):
        advance(centre.suspend, actor=ANONYMOUS)

    assert trace(centre) == before


def test_second_click_says_who_was_faster_and_when(centre, officer, colleague):
    second = reread(centre)
    event = advance(centre.suspend, actor=officer)

    with pytest.raises(WrongState) as refusal:
        advance(second.suspend, actor=colleague)

    local = timezone.localtime(event.at)
    assert refusal.value.message.startswith("Already done by Officer Wang at ")
    assert f"{local:%-I:%M}" in refusal.value.message
    assert refusal.value.message.endswith("the file is now: Suspended.")
    assert refusal.value.status == 409
    assert Event.objects.of(centre).count() == 2


def test_step_that_nobody_took_says_where_the_file_stands(centre, officer):
    with pytest.raises(WrongState, match=r"^This step is not possible now; the file is: Active\.$"):
        advance(centre.resume, actor=officer)


def test_object_that_went_stale_in_memory_takes_no_step(centre, officer):
    stale = reread(centre)
    advance(centre.suspend, actor=officer)
    advance(centre.end, actor=officer)

    with pytest.raises(WrongState):
        advance(stale.end, actor=officer)

    assert reread(centre).state == "ended"


def test_gate_without_findings_is_a_mistake_of_the_programmer(rejected, colleague):
    before = trace(rejected)

    with pytest.raises(TypeError, match="undo_reject needs the findings of chapter counter"):
        advance(rejected.undo_reject, actor=colleague)

    assert trace(rejected) == before


def test_findings_of_another_chapter_open_no_gate(rejected, colleague):
    with pytest.raises(TypeError, match="chapter counter"):
        advance(rejected.undo_reject, actor=colleague, findings=Findings("award", ALLOWED.items))


def test_blocking_finding_refuses_and_writes_nothing(rejected, colleague):
    before = trace(rejected)

    with pytest.raises(Blocked) as refusal:
        advance(rejected.undo_reject, actor=colleague, findings=REFUSED)

    assert refusal.value.findings == REFUSED
    assert refusal.value.status == 422
    assert trace(rejected) == before


def test_permission_is_asked_before_the_gate(rejected, auditor):
    with pytest.raises(NotPermitted):
        advance(rejected.undo_reject, actor=auditor, findings=REFUSED)


def test_findings_are_kept_untranslated_on_the_event(rejected, colleague):
    event = advance(rejected.undo_reject, actor=colleague, findings=ALLOWED)

    event.refresh_from_db()
    assert event.findings == ALLOWED.store()
    assert event.findings[0]["msgid"] == "Another person."


def test_step_that_fails_to_save_leaves_nothing(centre, officer):
    before = trace(centre)
    centre.introduction = None  # the column refuses it

    with pytest.raises(Exception, match="introduction"):
        advance(centre.suspend, actor=officer)

    assert trace(centre) == before


def test_row_that_moved_between_lock_and_save_is_stale(centre, officer):
    """The lock makes this impossible for whoever comes through the door; a write past it must be found all the same."""

    class Sneaky:
        __name__ = "suspend"
        __self__ = centre

        def __call__(self, **_inputs):
            type(centre).suspend(centre)
            ServiceInstitution.objects.filter(pk=centre.pk).update(state="ended")

        @property
        def _django_fsm(self):
            return type(centre).suspend._django_fsm

    with pytest.raises(StaleVersion) as refusal:
        advance(Sneaky(), actor=officer)

    assert refusal.value.status == 409
    assert Event.objects.of(centre).count() == 1


def test_evidence_is_json_with_public_names(centre, officer):
    services.end(centre, actor=officer, note="Merged.")
    day = timezone.localdate()
    event = Event.objects.of(centre).first()

    assert event.transition == "recognise"
    assert event.evidence == {"active_since": day.isoformat()}
    assert (event.actor, event.role, event.on_behalf_of) == (Actor.system().user, "system", None)


@pytest.mark.parametrize(
    ("state", "name", "error"),
    [
        ("active", "resume", WrongState),
        ("active", "suspend", NotPermitted),
        ("suspended", "suspend", WrongState),
    ],
)
def test_require_step_refuses_like_the_door(centre, officer, auditor, state, name, error):
    if state == "suspended":
        advance(centre.suspend, actor=officer)

    with pytest.raises(error):
        require_step(reread(centre), name, auditor)


def test_require_step_returns_the_transition(centre, officer):
    assert require_step(centre, "suspend", officer).custom["app"] == "institutions"


def test_available_steps_are_those_that_the_door_lets_through(centre, officer, auditor):
    assert [step.name for step in centre.available_steps(officer)] == ["suspend", "end"]
    assert [step.url for step in centre.available_steps(officer)] == [
        f"/institutions/{centre.reference}/suspend/",
        f"/institutions/{centre.reference}/end/",
    ]
    assert centre.available_steps(auditor) == []
    assert centre.available_steps(ANONYMOUS) == []


@pytest.mark.concurrency
@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_are_one_step():
    centre, officer = make_field_centre(), make_actor(Role.OFFICER)
    start, answers = threading.Barrier(10), []

    def click() -> None:
        start.wait()
        try:
            services.suspend(centre, actor=officer, note="Complaints.")
            answers.append("done")
        except WrongState:
            answers.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["done"] + ["too late"] * 9
    assert Event.objects.of(centre).filter(transition="suspend").count() == 1
