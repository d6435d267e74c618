"""What people write to each other on a project: who reads it, who is told, and that it stays as it was sent."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Membership
from applications import services
from applications.enums import Audience
from applications.models import Project, ProjectMessage
from applications.notices import AnswersComeLate
from applications.services.conversation import MOST_AN_HOUR, MOST_FILES, audiences_of
from notifications.models import Message, Preference
from tests.applications.conftest import draft, endorsed, submitted
from tests.factories.institutions import make_recommending_institution, member_of, pdf
from tests.factories.people import make_actor
from tests.portal.test_project_page import browser
from workflow.errors import NotPermitted, Unfit
from workflow.models import Document

PARTIES = ("applicant", "recommender", "laboratory", "service")
OFFICE = ("officer", "approver", "finance")
READERS = {
    Audience.EVERYBODY: {*PARTIES, *OFFICE, "auditor"},
    Audience.APPLICANT: {"applicant", *OFFICE, "auditor"},
    Audience.INSTITUTION: {"recommender", *OFFICE, "auditor"},
    Audience.LABORATORY: {"laboratory", *OFFICE, "auditor"},
    Audience.OFFICE: {*OFFICE, "auditor"},
}


@pytest.fixture
def project(people, call) -> Project:
    return endorsed(people, call)


def path(project: Project, more: str = "") -> str:
    return f"/projects/{project.reference}/conversation/{more}"


def send(project: Project, actor: Actor, text: str = "When does the test begin?", **options):
    return services.send(project, actor=actor, text=text, **options)


def who_reads(message: ProjectMessage, people) -> set[str]:
    actors = {name: getattr(people, name) for name in (*PARTIES, *OFFICE, "auditor", "stranger")}
    actors["expert"] = people.acting(people.experts[0])
    return {
        name
        for name, actor in actors.items()
        if ProjectMessage.objects.visible_to(actor).filter(pk=message.pk).exists()
    }


@pytest.mark.parametrize("audience", Audience)
def test_message_is_read_by_its_audience_alone(people, project, audience):
    project.readers.add(people.experts[0].user)

    assert who_reads(send(project, people.officer, audience=audience), people) == READERS[audience]


def test_each_writes_to_the_readers_of_their_place(people, project):
    found = {name: set(audiences_of(project, getattr(people, name))) for name in (*PARTIES, "officer")}

    assert found == {
        "applicant": {Audience.EVERYBODY, Audience.APPLICANT},
        "recommender": {Audience.EVERYBODY, Audience.INSTITUTION},
        "laboratory": {Audience.EVERYBODY, Audience.LABORATORY},
        "service": {Audience.EVERYBODY},
        "officer": set(Audience),
    }
    for actor in (people.auditor, people.stranger, people.acting(people.experts[0])):
        with pytest.raises(NotPermitted):
            send(project, actor)
    with pytest.raises(Unfit):
        send(project, people.applicant, audience=Audience.OFFICE)
    assert not ProjectMessage.objects.exists()


def test_nobody_writes_on_a_draft(people, call):
    with pytest.raises(NotPermitted):
        send(draft(people, call), people.applicant)


def test_private_message_stays_with_the_party_it_was_exchanged_with(people, project):
    message = send(project, people.officer, audience=Audience.INSTITUTION)
    other = make_recommending_institution()
    Project.objects.filter(pk=project.pk).update(recommender=other)
    newcomer = member_of(other)

    assert not ProjectMessage.objects.visible_to(newcomer).filter(pk=message.pk).exists()
    assert not ProjectMessage.objects.visible_to(people.recommender).filter(pk=message.pk).exists()
    with pytest.raises(Unfit):
        send(project, people.officer, reply_to=message)
    assert not Message.objects.filter(recipient=newcomer.user).exists()


def test_officer_of_a_party_reads_and_writes_nothing_of_the_office(people, project):
    note = send(project, people.officer, audience=Audience.OFFICE)
    open_word = send(project, people.officer)
    Membership.objects.create(
        user=people.second_officer.user, organisation=people.applicant.organisation, role=Role.APPLICANT
    )
    torn = Actor.of(Membership.objects.get(pk=people.second_officer.membership_id))

    seen = set(ProjectMessage.objects.visible_to(torn))
    assert note not in seen
    assert open_word in seen
    with pytest.raises(NotPermitted):
        send(project, torn)
    send(project, people.applicant, audience=Audience.APPLICANT)
    assert not Message.objects.filter(recipient=torn.user, kind="applications.conversation:office").exists()


def test_message_is_record(people, project):
    message = send(project, people.applicant)

    for change in ({"text": "Changed"}, {"audience": Audience.OFFICE}, {"sent_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProjectMessage.objects.filter(pk=message.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectMessage.objects.filter(pk=message.pk)._raw_delete(using="default")


def test_same_key_sends_once(people, project):
    key = uuid4()

    first = send(project, people.applicant, key=key)
    again = send(project, people.applicant, key=key)

    assert first == again
    assert ProjectMessage.objects.count() == 1
    with pytest.raises(Unfit):
        send(project, people.recommender, key=key)


def test_readers_are_told_once_in_their_language_and_as_they_prefer(people, project):
    people.applicant.user.language = "zh-hans"
    people.applicant.user.save()
    Preference.objects.create(user=people.recommender.user, category="progress", by_mail=False)
    Message.objects.all().delete()

    send(project, people.officer, text="Please look at the plan.")

    told = {row.recipient: row for row in Message.objects.all()}
    assert set(told) == {getattr(people, name).user for name in PARTIES}
    assert told[people.applicant.user].language == "zh-hans"
    assert "Please look at the plan." in told[people.applicant.user].body
    assert told[people.applicant.user].mail_due
    assert not told[people.recommender.user].mail_due
    assert told[people.applicant.user].url.startswith(path(project) + "#m-")


def test_office_is_told_through_those_who_have_the_file(people, project):
    Message.objects.all().delete()
    send(project, people.applicant, audience=Audience.APPLICANT)
    told = {row.recipient_id for row in Message.objects.all()}
    assert told == set(Membership.objects.active().filter(role=Role.OFFICER).values_list("user", flat=True))
    assert {people.officer.user.pk, people.second_officer.user.pk} <= told

    send(project, people.second_officer, audience=Audience.OFFICE)
    Message.objects.all().delete()
    send(project, people.applicant, audience=Audience.APPLICANT)
    assert [row.recipient for row in Message.objects.all()] == [people.second_officer.user]


def test_answer_goes_to_the_same_readers_and_takes_the_question_off_the_list(people, project):
    today = timezone.localdate()
    asked = send(project, people.officer, audience=Audience.APPLICANT, answer_by=today)

    answer = send(project, people.applicant, reply_to=asked, audience=Audience.EVERYBODY)

    asked.refresh_from_db()
    assert (answer.audience, answer.party_id) == (Audience.APPLICANT, people.applicant.organisation_id)
    assert asked.answered_by == people.applicant.user
    with pytest.raises(Unfit):
        send(project, people.recommender, reply_to=asked)


def test_own_addition_is_no_answer_but_whoever_asked_can_mark_it(people, project):
    asked = send(project, people.applicant, answer_by=timezone.localdate())

    send(project, people.applicant, reply_to=asked, text="I forgot the drawing.")
    asked.refresh_from_db()
    assert asked.asks
    with pytest.raises(NotPermitted):
        services.mark_answered(asked, actor=people.recommender)
    services.mark_answered(asked, actor=people.applicant)
    asked.refresh_from_db()
    assert not asked.asks


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True), (366, True), (367, False)])
def test_answer_is_asked_for_between_today_and_a_year(people, project, days, fits):
    day = timezone.localdate() + timedelta(days=days)

    if fits:
        assert send(project, people.officer, answer_by=day).answer_by == day
        return
    with pytest.raises(Unfit) as refusal:
        send(project, people.officer, answer_by=day)
    assert set(refusal.value.fields) == {"answer_by"}


def test_overdue_answer_is_reminded_of_once_it_is_overdue(people, project):
    today = timezone.localdate()
    asked = send(project, people.officer, audience=Audience.APPLICANT, answer_by=today)
    reminder = AnswersComeLate()

    assert list(reminder.due(today)) == []
    late = list(reminder.due(today + timedelta(days=1)))
    assert {due.recipient for due in late} == {people.applicant.user, people.officer.user}
    assert str(asked.answer_by.day) in reminder.words(late[0])[0]
    services.mark_answered(asked, actor=people.officer)
    assert list(reminder.due(today + timedelta(days=1))) == []


def test_files_are_read_by_the_readers_of_the_message_alone(people, project):
    message = send(project, people.officer, audience=Audience.APPLICANT, uploads=[pdf("a.pdf"), pdf("b.pdf")])
    file = Document.objects.filter(subject_label="applications.projectmessage").first()

    assert file.subject_pk == message.pk
    statuses = {}
    for name in (*PARTIES, "stranger", "auditor"):
        response = browser(getattr(people, name)).get(f"/documents/{file.uuid}/")
        statuses[name] = response.status_code
        if response.streaming:
            assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert statuses == {
        "applicant": 200,
        "recommender": 404,
        "laboratory": 404,
        "service": 404,
        "stranger": 404,
        "auditor": 200,
    }
    assert not Document.objects.of(project).filter(original_name="a.pdf").exists()


def test_hostile_or_too_many_files_leave_nothing(people, project, settings):
    page = SimpleUploadedFile("a.pdf", b"<html><script>alert(1)</script>", content_type="application/pdf")
    files = Document.objects.count()

    for uploads in ([pdf("a.pdf"), page], [pdf(f"{n}.pdf") for n in range(MOST_FILES + 1)]):
        with pytest.raises(Unfit) as refusal:
            send(project, people.applicant, uploads=uploads)
        assert set(refusal.value.fields) == {"attachments"}
    assert (ProjectMessage.objects.count(), Document.objects.count()) == (0, files)
    assert len(send(project, people.applicant, uploads=[pdf(f"{n}.pdf") for n in range(MOST_FILES)]).text)


def test_a_flood_is_stopped(people, project):
    for number in range(MOST_AN_HOUR):
        ProjectMessage.objects.create(
            project=project,
            author=people.applicant.user,
            role=Role.APPLICANT,
            on_behalf_of=people.applicant.organisation,
            audience=Audience.EVERYBODY,
            text=f"{number}",
        )
    with pytest.raises(Unfit):
        send(project, people.applicant)
    send(project, people.recommender)


def test_unread_is_personal_outside_and_common_in_the_office(people, project):
    colleague = make_actor(Role.APPLICANT, organisation=people.applicant.organisation)
    send(project, people.applicant)

    def unread(actor) -> int:
        return ProjectMessage.objects.visible_to(actor).unread_by(actor).count()

    actors = (people.applicant, colleague, people.recommender, people.officer, people.second_officer)
    assert [unread(actor) for actor in actors] == [0, 1, 1, 1, 1]
    services.mark_read(project, actor=people.officer)
    services.mark_read(project, actor=people.recommender)
    assert services.mark_read(project, actor=people.recommender) == 0
    assert [unread(actor) for actor in actors] == [0, 1, 0, 0, 0]


def test_conversation_of_a_recalled_application_is_hidden_from_others(people, call):
    project = submitted(people, call)
    message = send(project, people.recommender)
    services.recall(project, actor=people.applicant)

    assert who_reads(message, people) == {"applicant", "auditor"}
