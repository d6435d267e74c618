"""Endorsement, correction, decision, withdrawal and their counter-steps: each happy, and each refusal without a trace."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from applications import services
from policy.working_days import add_working_days
from tests.applications.conftest import approved, blocking, draft, endorsed, no_trace, submitted
from tests.factories.cast import YUAN
from tests.factories.institutions import make_recommending_institution, member_of, pdf
from tests.factories.projects import FACE, make_call, reread
from tests.worlds import visit_every_state
from workflow.corrections import Wanted
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState
from workflow.models import Correction, Document, Event

CONTENT = Wanted("content", "Name the alloys.")
PLAN = Wanted("project_plan", "Page 2 is missing.", "document")
WORDS = "We know the enterprise; a sound project."


def last(project) -> Event:
    return Event.objects.of(project).last()


def give_back(project, people, *wanted, actor=None, **inputs):
    services.return_for_correction(
        project, actor=actor or people.recommender, wanted=list(wanted or (CONTENT,)), **inputs
    )
    return reread(project)


# --- endorsement -----------------------------------------------------------------------------------------------------


def test_institution_endorses_in_its_own_words(people, call):
    project = submitted(people, call)

    event = services.endorse(project, actor=people.recommender, endorsement=f"  {WORDS} ")

    assert (reread(project).state, reread(project).endorsement) == ("endorsed", WORDS)
    assert [(row["rule"], row["outcome"]) for row in event.findings] == [
        ("END-1", "pass"),
        ("END-2", "pass"),
        ("END-3", "warn"),
        ("END-4", "pass"),
        ("END-5", "pass"),
    ]


@pytest.mark.parametrize("words", ["", "   \n"])
def test_endorsement_without_words_is_refused(people, call, words):
    project = submitted(people, call)

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.endorse(project, actor=people.recommender, endorsement=words)

    assert blocking(refusal) == ["END-5"]


@pytest.mark.parametrize(
    "who", ["applicant", "officer", "approver", "laboratory", "service", "auditor", "stranger"]
)
def test_only_the_chosen_institution_endorses_or_declines(people, call, who):
    project, actor = submitted(people, call), getattr(people, who)

    with no_trace():
        with pytest.raises(NotPermitted):
            services.endorse(project, actor=actor, endorsement=WORDS)
        with pytest.raises(NotPermitted):
            services.decline(project, actor=actor, note="No.")


def test_another_institution_has_no_say(people, call):
    project = submitted(people, call)
    other = member_of(make_recommending_institution())

    with no_trace(), pytest.raises(NotPermitted):
        services.endorse(project, actor=other, endorsement=WORDS)


def test_institution_declines_with_a_reason(people, call):
    project = submitted(people, call)

    services.decline(project, actor=people.recommender, note="Not a project of ours.")

    assert (reread(project).state, last(project).note) == ("declined", "Not a project of ours.")


@pytest.mark.parametrize("service", ["decline", "reject", "withdraw"])
@pytest.mark.parametrize("note", ["", "  "])
def test_refusing_steps_need_a_reason(people, call, service, note):
    project = endorsed(people, call) if service == "reject" else submitted(people, call)
    actor = {"decline": people.recommender, "reject": people.officer, "withdraw": people.applicant}[service]

    with no_trace(), pytest.raises(Unfit) as refusal:
        getattr(services, service)(project, actor=actor, note=note)

    assert set(refusal.value.fields) == {"note"}


def test_applicant_takes_back_before_the_institution_acted(people, call):
    project = submitted(people, call)
    first = project.submitted_at

    services.recall(project, actor=people.applicant)
    services.submit(reread(project), actor=people.applicant)

    assert reread(project).submitted_at == first
    assert [event.transition for event in Event.objects.of(project)] == ["submit", "recall", "submit"]


def test_endorsed_application_cannot_be_taken_back(people, call):
    project = endorsed(people, call)

    with no_trace(), pytest.raises(WrongState):
        services.recall(project, actor=people.applicant)


# --- correction ------------------------------------------------------------------------------------------------------


def test_return_names_each_correction_and_stops_the_clock(people, call):
    project = give_back(submitted(people, call), people, CONTENT, PLAN, note="Otherwise fine.")

    today = timezone.localdate()
    assert (project.state, project.returns) == ("returned", 1)
    assert project.clock_stopped_at is not None
    due = add_working_days(today, 10)
    rows = Correction.objects.of(project).open().values_list("target", "name", "reason", "before", "due_date")
    assert list(rows) == [
        ("field", "content", "Name the alloys.", project.content, due),
        ("document", "project_plan", "Page 2 is missing.", "", due),
    ]
    assert last(project).note == "Otherwise fine."
    assert [item["name"] for item in last(project).evidence["wanted"]] == ["content", "project_plan"]


def test_only_the_requested_fields_can_be_written(people, call):
    project = give_back(submitted(people, call), people, CONTENT)
    title, total = project.title, project.total_amount

    services.save_draft(
        project,
        actor=people.applicant,
        version=project.version,
        content={"content": "Alloys A, B, C.", "title": "Another project", "total_amount": 1},
        purchases=[services.PurchaseLine("Logger", 100, "x")],
    )

    after = reread(project)
    assert (after.content, after.title, after.total_amount) == ("Alloys A, B, C.", title, total)
    assert not after.purchases.exists()


def test_declarations_may_be_given_anew(people, call):
    project = give_back(submitted(people, call, declares_no_affiliation=False), people, PLAN)

    services.save_draft(
        project,
        actor=people.applicant,
        version=project.version,
        content={"declares_no_affiliation": True, "content": "Sneaked in."},
    )

    assert reread(project).declares_no_affiliation
    assert reread(project).content == project.content


def test_only_the_requested_documents_can_be_added(people, call):
    project = give_back(submitted(people, call), people, PLAN)

    services.attach_document(project, pdf("plan.pdf"), kind="project_plan", actor=people.applicant)

    with no_trace(), pytest.raises(WrongState):
        services.attach_document(project, pdf(), kind="business_licence", actor=people.applicant)
    assert Document.objects.of(project).get().kind == "project_plan"


def test_answer_shows_what_changed_and_starts_the_clock(people, call):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        project = submitted(people, call)
        before = project.content
        project = give_back(project, people, CONTENT, PLAN)
        clock.shift(timedelta(days=3))
        services.save_draft(
            project, actor=people.applicant, version=project.version, content={"content": "Alloys A, B, C."}
        )
        services.attach_document(project, pdf("plan.pdf"), kind="project_plan", actor=people.applicant)

        event = services.submit(reread(project), actor=people.applicant)

    after = reread(project)
    document = Document.objects.of(project).get()
    assert event.evidence["changes"] == [
        {"name": "content", "before": before, "after": "Alloys A, B, C."},
        {"name": "project_plan", "before": "", "after": f"plan.pdf ({document.sha256[:12]})"},
    ]
    assert after.clock_stopped_at is None
    assert after.clock_stopped_seconds == 3 * 24 * 3600
    assert not Correction.objects.of(project).open().exists()


def test_clock_adds_up_over_several_returns(people, call):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        project = submitted(people, call)
        for days in (1, 2):
            project = give_back(project, people)
            clock.shift(timedelta(days=days))
            services.submit(project, actor=people.applicant)
            project = reread(project)

    assert (project.returns, project.clock_stopped_seconds) == (2, 3 * 24 * 3600)


def test_refused_answer_leaves_the_corrections_open(people, call):
    project = give_back(submitted(people, call), people, Wanted("requested_amount", "Too much."))
    services.save_draft(
        project, actor=people.applicant, version=project.version, content={"requested_amount": FACE * 3}
    )

    with no_trace(), pytest.raises(Blocked):
        services.submit(reread(project), actor=people.applicant)

    assert Correction.objects.of(project).open().count() == 1


def test_closed_call_does_not_stop_a_correction_and_lateness_is_pointed_out(people, call):
    project = give_back(submitted(people, call), people)
    late = max(call.closes_on, add_working_days(timezone.localdate(), 10)) + timedelta(1)

    event = services.submit(project, actor=people.applicant, today=late)

    findings = {row["rule"]: row["outcome"] for row in event.findings}
    assert "ELG-25" not in findings
    assert findings["ELG-26"] == "warn"


def test_office_returns_what_was_endorsed_and_the_institution_what_was_submitted(people, call):
    project = submitted(people, call)
    with no_trace(), pytest.raises(NotPermitted):
        give_back(project, people, actor=people.officer)
    services.endorse(project, actor=people.recommender, endorsement=WORDS)
    project = reread(project)
    with no_trace(), pytest.raises(NotPermitted):
        give_back(project, people, actor=people.recommender)

    assert give_back(project, people, actor=people.officer).state == "returned"


def test_return_without_a_request_is_refused(people, call):
    project = submitted(people, call)

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.return_for_correction(project, actor=people.recommender, wanted=[])

    assert blocking(refusal) == ["COR-2"]


def test_returns_are_limited_by_the_edition(people, db):
    once = make_call(people=people, return_limit=1)
    project = give_back(submitted(people, once), people)
    services.submit(project, actor=people.applicant)

    with no_trace(), pytest.raises(Blocked) as refusal:
        give_back(reread(project), people)

    assert blocking(refusal) == ["COR-1"]


def test_due_date_in_the_past_is_refused(people, call):
    project = submitted(people, call)

    with no_trace(), pytest.raises(Unfit) as refusal:
        give_back(project, people, due_date=timezone.localdate() - timedelta(1))

    assert set(refusal.value.fields) == {"due_date"}


def test_returned_application_may_be_withdrawn(people, call):
    project = give_back(submitted(people, call), people)

    services.withdraw(project, actor=people.applicant, note="The customer went away.")

    assert reread(project).state == "withdrawn"


# --- withdrawal ------------------------------------------------------------------------------------------------------

WITHDRAWABLE = ["draft", "submitted", "returned", "endorsed", "approved"]


def test_applicant_withdraws_before_the_award_and_never_later(people, db):
    withdrawn = []

    def visit(state, play):
        try:
            services.withdraw(play.project, actor=people.applicant, note="The customer went away.")
        except WrongState:
            return
        withdrawn.append(state)
        assert reread(play.project).state == "withdrawn"
        assert reread(play.project).end_reason == "The customer went away."

    visit_every_state(people, visit)

    assert sorted(withdrawn) == sorted(WITHDRAWABLE)


@pytest.mark.parametrize("who", ["stranger", "officer", "recommender", "auditor"])
def test_nobody_else_withdraws(people, call, who):
    project = draft(people, call)

    with no_trace(), pytest.raises(NotPermitted):
        services.withdraw(project, actor=getattr(people, who), note="Away with it.")


def test_amounts_are_fen(people, call):
    assert approved(people, call).recommended_amount == 50_000 * YUAN
