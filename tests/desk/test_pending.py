"""Decisions that wait: unseen outside, published once, by the right person, with the letters that were previewed."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Membership
from applications import services as applications
from applications.models import Project
from desk.models import PendingDecision
from desk.models.batch import Outcome
from desk.services import bulk, deciding
from notifications import outbox
from notifications.models import Message
from tests.desk.test_bulk_pages import browser, text
from tests.factories.cast import cast
from tests.factories.projects import FACE, TOTAL, give_opinions, make_call, make_project
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.models import Event


@pytest.fixture
def town(db) -> SimpleNamespace:
    """Two endorsed projects; over FACE - 1 two persons decide."""
    people = cast()
    call = make_call(people=people, four_eyes_threshold_fen=FACE - 1)
    files = [make_project("endorsed", people=people, call=call) for _number in range(2)]
    return SimpleNamespace(people=people, call=call, files=files)


def checked(actor, *decisions):
    batch = bulk.open_publication(
        PendingDecision.objects.filter(pk__in=[row.pk for row in decisions]).select_related("project"),
        actor=actor,
    )
    bulk.work(batch, seconds=60)
    batch.refresh_from_db()
    return batch


def published(actor, *decisions):
    batch = checked(actor, *decisions)
    bulk.confirm(batch, actor=actor)
    bulk.work(batch, seconds=60)
    batch.refresh_from_db()
    return batch


def outcomes(batch) -> list[tuple[str, str]]:
    return list(batch.items.order_by("pk").values_list("outcome", "cause"))


def test_recording_leaves_the_file_as_it_is(town):
    before = list(Project.objects.order_by("pk").values()), Event.objects.count(), Message.objects.count()

    decision = deciding.record(town.files[0], actor=town.people.officer, kind="approve")

    assert (decision.amount, decision.version) == (FACE, town.files[0].version)
    after = list(Project.objects.order_by("pk").values()), Event.objects.count(), Message.objects.count()
    assert after == before


def test_recorder_does_not_publish_over_the_threshold_and_another_person_does(town):
    officer, approver = town.people.officer, town.people.approver
    decision = deciding.record(town.files[0], actor=officer, kind="approve", reason="Sound.")

    own = checked(officer, decision)
    batch = published(approver, decision)

    assert own.items.get().findings[0]["rule"] == "ASM-6"
    assert outcomes(batch) == [(Outcome.DONE, "")]
    decision.refresh_from_db()
    project = Project.objects.get(pk=town.files[0].pk)
    assert (project.state, project.proposed_by, project.approved_by) == (
        "approved",
        officer.user,
        approver.user,
    )
    assert decision.event.transition == "approve"
    assert decision.published_by == approver.user


def test_under_the_threshold_one_person_is_enough(db):
    people = cast()
    call = make_call(people=people, four_eyes_threshold_fen=FACE)
    decision = deciding.record(
        make_project("endorsed", people=people, call=call), actor=people.officer, kind="approve"
    )

    assert outcomes(published(people.officer, decision)) == [(Outcome.DONE, "")]


def test_recorder_without_the_role_has_proposed_nothing(town):
    officer = town.people.officer
    decision = deciding.record(town.files[0], actor=officer, kind="approve")
    Membership.objects.filter(pk=officer.membership_id).update(is_active=False)

    batch = checked(town.people.approver, decision)

    assert [item.findings[0]["rule"] for item in batch.items.all()] == ["ASM-6"]
    decision.refresh_from_db()
    assert decision.is_open
    assert decision.refusal
    assert set(decision.refusals) == {"en", "zh-hans"}


def test_letters_are_those_of_the_preview(town):
    decision = deciding.record(town.files[0], actor=town.people.officer, kind="reject", reason="No <money>.")
    batch = checked(town.people.approver, decision)
    previewed = {
        (letter["language"], letter["subject"], letter["body"])
        for item in batch.items.all()
        for letter in item.letters
    }
    outbox.announce()
    known = set(Message.objects.values_list("pk", flat=True))

    bulk.confirm(batch, actor=town.people.approver)
    bulk.work(batch, seconds=60)
    outbox.announce()

    sent = Message.objects.exclude(pk__in=known).values_list("language", "subject", "body")
    assert set(sent) == previewed
    assert any("No <money>." in body for _language, _subject, body in previewed)


def test_approvers_are_not_asked_for_what_is_decided(town):
    decision = deciding.record(town.files[0], actor=town.people.officer, kind="approve")
    outbox.announce()
    known = Message.objects.filter(kind__contains="propose_approval").count()

    published(town.people.approver, decision)
    outbox.announce()

    assert Message.objects.filter(kind__contains="propose_approval").count() == known


def test_letter_that_would_read_otherwise_is_not_sent(town):
    decision = deciding.record(town.files[0], actor=town.people.officer, kind="reject", reason="Too late.")
    batch = checked(town.people.approver, decision)
    Project.objects.filter(pk=town.files[0].pk).update(title="Another title")

    bulk.confirm(batch, actor=town.people.approver)
    bulk.work(batch, seconds=60)

    assert outcomes(batch) == [(Outcome.REFUSED, "moved")]
    assert Project.objects.get(pk=town.files[0].pk).state == "endorsed"


def test_file_that_moved_is_flagged_and_not_published(town):
    decision = deciding.record(town.files[0], actor=town.people.officer, kind="reject", reason="Too late.")
    applications.propose_approval(town.files[0], actor=town.people.second_officer, amount=FACE)

    batch = checked(town.people.approver, decision)

    stale = PendingDecision.objects.for_list().get(pk=decision.pk)
    assert stale.is_stale
    assert [item.cause for item in batch.items.all()] == ["moved"]


def test_published_once_also_from_two_batches(town):
    decision = deciding.record(town.files[0], actor=town.people.officer, kind="reject", reason="Too late.")
    first = checked(town.people.approver, decision)
    second = checked(town.people.second_officer, decision)
    for batch, actor in ((first, town.people.approver), (second, town.people.second_officer)):
        bulk.confirm(batch, actor=actor)
        bulk.work(batch, seconds=60)

    assert outcomes(first) == [(Outcome.DONE, "")]
    assert outcomes(second) == [(Outcome.REFUSED, "state")]
    assert Event.objects.of(town.files[0]).filter(transition="reject").count() == 1


def test_withdrawn_between_preview_and_publication_is_refused(town):
    decision = deciding.record(town.files[0], actor=town.people.officer, kind="reject", reason="Too late.")
    batch = checked(town.people.approver, decision)
    deciding.withdraw(decision, actor=town.people.second_officer)
    deciding.record(town.files[0], actor=town.people.officer, kind="approve")

    bulk.confirm(batch, actor=town.people.approver)
    bulk.work(batch, seconds=60)

    assert outcomes(batch) == [(Outcome.REFUSED, "state")]
    with pytest.raises(WrongState):
        deciding.withdraw(decision, actor=town.people.officer)


def test_one_decision_at_a_time_and_only_where_the_step_is_possible(town):
    officer = town.people.officer
    decision = deciding.record(town.files[0], actor=officer, kind="approve")

    with pytest.raises(Unfit):
        deciding.record(town.files[0], actor=officer, kind="reject", reason="Too late.")
    with pytest.raises(WrongState):
        deciding.record(town.files[1], actor=officer, kind="close", reason="…")
    with pytest.raises(Unfit):
        deciding.record(town.files[1], actor=officer, kind="reject", reason=" ")
    for who in ("applicant", "finance", "auditor", "recommender"):
        with pytest.raises(NotPermitted):
            deciding.record(town.files[1], actor=getattr(town.people, who), kind="reject", reason="Too late.")
        with pytest.raises(NotPermitted):
            deciding.withdraw(decision, actor=getattr(town.people, who))
    copy = PendingDecision.objects.get(pk=decision.pk)
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_award_and_closing_are_published_with_their_amounts(db):
    people = cast()
    approved = make_project("approved", people=people)
    reviewed = make_project("in_review", people=people)
    give_opinions(reviewed, people, "close")
    award = deciding.record(approved, actor=people.second_officer, kind="award")
    close = deciding.record(reviewed, actor=people.officer, kind="close", reason="All experts agree.")

    batch = published(people.second_officer, award, close)

    assert outcomes(batch) == [(Outcome.DONE, ""), (Outcome.DONE, "")]
    assert Project.objects.get(pk=reviewed.pk).accepted_cost == TOTAL
    previewed = str(list(batch.items.values_list("letters", flat=True)))
    assert "CXQ-" not in previewed
    call_command("verify_ledger")


def test_recording_in_bulk_and_refusal_of_closing(db):
    people = cast()
    reviewed = make_project("in_review", people=people)
    give_opinions(reviewed, people, "refuse")
    inputs = {"kind": "refuse_closing", "note": "The results are missing."}
    batch = bulk.open_batch([reviewed], actor=people.officer, action="record", inputs=inputs)
    bulk.work(batch, seconds=60)
    assert not PendingDecision.objects.exists()
    bulk.confirm(batch, actor=people.officer)
    bulk.work(batch, seconds=60)

    decision = PendingDecision.objects.get()
    assert Project.objects.get(pk=reviewed.pk).state == "in_review"
    assert outcomes(published(people.approver, decision)) == [(Outcome.DONE, "")]
    assert Project.objects.get(pk=reviewed.pk).state == "not_closed"


def test_papers_are_read_before_they_are_issued(town):
    decision = deciding.record(town.files[0], actor=town.people.officer, kind="reject", reason="No money.")
    client = browser(town.people.approver)
    page = text(client.get(checked(town.people.approver, decision).get_absolute_url()))
    [(kind, _title)] = deciding.papers_of_decision(decision)
    url = reverse("desk:pending_paper", args=[decision.pk, kind])

    answer = client.get(url)

    assert url in page
    assert answer.content.startswith(b"%PDF-")
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "No money." in words
    assert client.get(url.replace(kind, "nothing")).status_code == 404
    for who in ("applicant", "recommender", "stranger"):
        assert browser(getattr(town.people, who)).get(url).status_code == 404


def test_papers_of_awards_and_closings_are_previewed(db):
    people = cast()
    approved = make_project("approved", people=people)
    reviewed = make_project("in_review", people=people)
    give_opinions(reviewed, people, "close")
    decisions = [
        deciding.record(approved, actor=people.officer, kind="award"),
        deciding.record(reviewed, actor=people.officer, kind="close", reason="All experts agree."),
    ]

    for decision in decisions:
        for kind, _title in deciding.papers_of_decision(decision):
            found = deciding.preview_paper(decision, kind, actor=people.approver, language="zh-hans")
            assert found
            assert found.startswith(b"%PDF-")


def test_officer_who_belongs_to_the_applicant_learns_nothing(town):
    insider, party = town.people.second_officer, town.files[0].applicant
    decision = deciding.record(
        town.files[0], actor=town.people.officer, kind="reject", reason="A secret reason."
    )
    batch = checked(town.people.officer, decision)
    Membership.objects.create(user=insider.user, organisation=party, role="applicant")
    client = browser(insider)

    pages = [
        reverse("desk:pending"),
        batch.get_absolute_url(),
        reverse("desk:batch_result", args=[batch.reference, "csv"]),
    ]
    told = [text(client.get(page)) for page in [*pages, town.files[0].get_absolute_url()]]
    refused = [
        client.get(reverse("desk:record_pending", args=[town.files[0].reference])).status_code,
        client.post(reverse("desk:withdraw_pending", args=[decision.pk])).status_code,
        client.post(reverse("desk:pending"), {"decision": [decision.pk]}).status_code,
    ]

    assert not [page for page in told if "A secret reason" in page]
    assert refused == [403, 404, 422]
