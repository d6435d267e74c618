"""Work on many files: checked without a trace, confirmed once, run file by file, each through its own service."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from accounts.models import Membership
from applications import services as applications
from applications.models import Project
from desk.models import Batch, BatchItem
from desk.services import bulk
from notifications.models import Message
from tests.factories.cast import cast
from tests.factories.projects import FACE, make_call, make_project
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.models import Event


@pytest.fixture
def town(db) -> SimpleNamespace:
    """Three endorsed projects of one call and one that was awarded already."""
    people = cast()
    call = make_call(people=people)
    files = [make_project("endorsed", people=people, call=call) for _number in range(3)]
    return SimpleNamespace(
        people=people, call=call, files=files, other=make_project("awarded", people=people)
    )


def prepared(projects, actor, action="approve", **inputs) -> Batch:
    """A batch that was checked."""
    batch = bulk.open_batch(projects, actor=actor, action=action, inputs=inputs)
    assert bulk.work(batch, seconds=60) is False
    batch.refresh_from_db()
    return batch


def run(batch: Batch, actor) -> Batch:
    bulk.confirm(batch, actor=actor)
    assert bulk.work(batch, seconds=60) is False
    batch.refresh_from_db()
    return batch


def seen(batch: Batch) -> list[tuple[str, str, str]]:
    return list(batch.items.order_by("pk").values_list("forecast", "outcome", "cause"))


def steps(project: Project, name: str) -> int:
    return Event.objects.of(project).filter(transition=name).count()


def test_check_says_what_would_happen_and_leaves_no_trace(town):
    before = Event.objects.count(), list(Project.objects.order_by("pk").values())

    batch = prepared([*town.files, town.other], town.people.officer)

    assert (Event.objects.count(), list(Project.objects.order_by("pk").values())) == before
    assert seen(batch) == [("go", "", ""), ("go", "", ""), ("go", "", ""), ("stay", "", "state")]
    assert batch.stage == "checked"


def test_run_takes_each_file_once_and_leaves_out_what_was_refused(town):
    batch = run(prepared([*town.files, town.other], town.people.officer), town.people.officer)

    assert [steps(project, "approve") for project in town.files] == [1, 1, 1]
    assert steps(town.other, "approve") == 1  # its own, long ago
    assert [outcome for _forecast, outcome, _cause in seen(batch)] == ["done", "done", "done", "refused"]
    assert batch.stage == "done"
    assert {item.event.actor for item in batch.items.filter(outcome="done")} == {town.people.officer.user}


def test_second_confirmation_is_refused_and_working_again_changes_nothing(town):
    batch = run(prepared(town.files, town.people.officer), town.people.officer)

    with pytest.raises(WrongState):
        bulk.confirm(batch, actor=town.people.officer)
    assert bulk.work(batch, seconds=60) is False

    assert [steps(project, "approve") for project in town.files] == [1, 1, 1]


def test_form_sent_twice_is_one_batch(town):
    first = bulk.open_batch(town.files, actor=town.people.officer, token="abc")
    second = bulk.open_batch(town.files, actor=town.people.officer, token="abc")

    assert first == second
    assert BatchItem.objects.count() == 3


def test_the_token_of_somebody_else_is_refused_with_words(town):
    bulk.open_batch(town.files, actor=town.people.officer, token="abc")

    with pytest.raises(Unfit):
        bulk.open_batch(town.files, actor=town.people.second_officer, token="abc")

    assert BatchItem.objects.count() == 3


def test_nothing_runs_before_it_is_checked_and_confirmed(town):
    batch = bulk.open_batch(town.files, actor=town.people.officer, action="approve", inputs={})

    with pytest.raises(WrongState):
        bulk.confirm(batch, actor=town.people.officer)
    bulk.work(batch, seconds=60)
    bulk.work(batch, seconds=60)

    assert [steps(project, "approve") for project in town.files] == [0, 0, 0]


def test_another_person_neither_changes_nor_confirms_it(town):
    batch = prepared(town.files, town.people.officer)

    for act in (
        lambda: bulk.confirm(batch, actor=town.people.second_officer),
        lambda: bulk.choose(batch, actor=town.people.approver, action="reject"),
        lambda: bulk.prepare(batch, actor=town.people.approver, inputs={}),
    ):
        with pytest.raises(NotPermitted):
            act()


@pytest.mark.parametrize("who", ["applicant", "recommender", "laboratory", "auditor"])
def test_people_outside_the_office_have_no_batches(town, who):
    actor = getattr(town.people, who)

    with pytest.raises(NotPermitted):
        bulk.open_batch(town.files, actor=actor)
    prepared(town.files, town.people.officer)
    assert Batch.objects.visible_to(actor).exists() is (who == "auditor")


def test_role_taken_away_meanwhile_refuses_the_rest(town):
    officer = town.people.officer
    batch = prepared(town.files, officer)
    bulk.confirm(batch, actor=officer)
    bulk._work_one(batch.pk)
    Membership.objects.filter(pk=officer.membership_id).update(is_active=False)

    bulk.work(batch, seconds=60)

    assert [(outcome, cause) for _forecast, outcome, cause in seen(batch)] == [
        ("done", ""),
        ("refused", "permission"),
        ("refused", "permission"),
    ]
    assert [steps(project, "approve") for project in town.files] == [1, 0, 0]


def test_rules_refuse_by_name_also_in_a_batch(db):
    people = cast()
    call = make_call(people=people, four_eyes_threshold_fen=FACE - 1)
    files = [make_project("endorsed", people=people, call=call) for _number in range(2)]
    applications.propose_approval(files[0], actor=people.officer, amount=FACE)

    own = prepared(files, people.officer)
    second = prepared(files, people.approver)

    assert seen(own) == [("stay", "", "findings"), ("stay", "", "findings")]
    assert seen(second) == [("go", "", ""), ("stay", "", "findings")]
    assert {row["rule"] for item in own.items.all() for row in item.findings} == {"ASM-6"}


def test_money_that_went_meanwhile_is_refused_by_name(db):
    people = cast()
    call = make_call(people=people, budget=FACE)
    files = [make_project("approved", people=people, call=call) for _number in range(2)]
    batch = run(prepared(files, people.officer, action="award"), people.officer)

    assert [(f, o, c) for f, o, c in seen(batch)] == [("go", "done", ""), ("go", "refused", "findings")]
    assert [row["rule"] for row in batch.items.last().findings] == ["AWD-2"]
    assert Project.objects.filter(state="awarded").count() == 1


def test_stopped_batch_keeps_what_was_done_and_runs_nothing_more(town):
    officer = town.people.officer
    batch = prepared(town.files, officer)
    bulk.confirm(batch, actor=officer)
    bulk._work_one(batch.pk)

    assert bulk.cancel(batch, actor=town.people.second_officer) == 2
    bulk.work(batch, seconds=60)

    assert [outcome for _forecast, outcome, _cause in seen(batch)] == ["done", "cancelled", "cancelled"]
    with pytest.raises(WrongState):
        bulk.cancel(batch, actor=officer)


def test_file_that_breaks_does_not_stop_the_others(town, caplog):
    batch = prepared(town.files, town.people.officer, action="start_review", experts=[1, "x"], due_date="x")

    assert [cause for _forecast, _outcome, cause in seen(batch)] == ["unexpected"] * 3
    assert "Traceback" not in str(batch.items.first().reasons)


def test_corrections_and_reasons_reach_every_file(town):
    officer = town.people.officer
    inputs = {
        "wanted": [{"name": "content", "reason": "Name the alloys.", "target": "field"}],
        "due_date": "",
        "note": "",
    }
    batch = run(prepared(town.files[:2], officer, action="return_for_correction", **inputs), officer)
    rejected = run(prepared(town.files[2:], officer, action="reject", note="Too late."), officer)

    assert [outcome for _f, outcome, _c in seen(batch)] == ["done", "done"]
    assert Event.objects.of(town.files[2]).last().note == "Too late."
    assert rejected.stage == "done"


def test_rejection_without_a_reason_is_refused(town):
    batch = prepared(town.files, town.people.officer, action="reject", note=" ")

    assert [cause for _forecast, _outcome, cause in seen(batch)] == ["input"] * 3


def test_changed_input_is_checked_anew(town):
    officer = town.people.officer
    batch = prepared(town.files, officer, action="reject", note=" ")
    bulk.prepare(batch, actor=officer, inputs={"note": "Too late."})
    bulk.work(batch, seconds=60)

    assert [forecast for forecast, _outcome, _cause in seen(batch)] == ["go"] * 3


def test_possible_actions_are_counted(town):
    batch = bulk.open_batch([*town.files, town.other], actor=town.people.officer)

    found = {action.name: count for action, count in bulk.possible(batch, town.people.officer)}

    assert found["approve"] == found["propose_approval"] == 3
    assert "award" not in found
    assert "publish" not in found
    assert "propose_approval" not in {
        action.name: count for action, count in bulk.possible(batch, town.people.approver)
    }


def test_claims_in_bulk_refuse_what_a_colleague_has(town):
    officer, second = town.people.officer, town.people.second_officer
    run(prepared(town.files[:1], second, action="claim"), second)

    batch = run(prepared(town.files, officer, action="claim"), officer)
    put_back = prepared(town.files, officer, action="release")

    assert [outcome for _f, outcome, _c in seen(batch)] == ["refused", "done", "done"]
    assert [forecast for forecast, _o, _c in seen(put_back)] == ["stay", "go", "go"]


def test_no_file_and_too_many_are_refused(town, monkeypatch):
    with pytest.raises(Unfit):
        bulk.open_batch([], actor=town.people.officer)
    monkeypatch.setattr(bulk, "MOST_FILES", 2)
    with pytest.raises(Unfit):
        bulk.open_batch(town.files, actor=town.people.officer)
    assert len(bulk.open_batch(town.files[:2], actor=town.people.officer).items.all()) == 2


def test_rehearsal_tells_nobody(town):
    before = Message.objects.count()
    prepared(town.files, town.people.officer, action="reject", note="Too late.")

    assert Message.objects.count() == before


def test_batch_without_an_action_has_nothing_to_stop(town):
    batch = bulk.open_batch(town.files, actor=town.people.officer)

    with pytest.raises(WrongState):
        bulk.cancel(batch, actor=town.people.officer)
    bulk.choose(batch, actor=town.people.officer, action="claim")
