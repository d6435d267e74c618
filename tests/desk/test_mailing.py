"""Letters to everyone who misses something: right people, right words, sent once, noted on the file."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Project, ProjectMessage
from contracts import services as contracts
from desk.forms.letter import LetterForm
from desk.models import Batch
from desk.services import bulk, mailing
from notifications.models import Message
from tests.desk.test_bulk_pages import browser, text
from tests.factories.cast import cast
from tests.factories.institutions import pdf
from tests.factories.papers import contract_of
from tests.factories.projects import make_project

WORDS = {
    "en": {
        "subject": "{reference}: {missing}",
        "body": "Dear {name}, for “{title}” by {due_date}: {missing}.",
    },
    "zh-hans": {
        "subject": "{reference}：{missing}",
        "body": "{name}：“{title}”请于{due_date}前提交{missing}。",
    },
}


@pytest.fixture
def town(db) -> SimpleNamespace:
    people = cast()
    return SimpleNamespace(
        people=people,
        awarded=[make_project("awarded", people=people) for _number in range(2)],
        done=make_project("contracted", people=people),
    )


def asking(missing="contract", to=("applicant",), due_date="", kind="", texts=None) -> dict:
    return {"missing": missing, "kind": kind, "to": list(to), "due_date": due_date, "texts": texts or WORDS}


def sent(projects, actor, inputs) -> Batch:
    batch = bulk.open_batch(projects, actor=actor, action="write", inputs=inputs)
    bulk.work(batch, seconds=60)
    bulk.confirm(batch, actor=actor)
    bulk.work(batch, seconds=60)
    batch.refresh_from_db()
    return batch


def letters() -> list[Message]:
    return list(Message.objects.filter(kind="desk.write").order_by("pk"))


def test_each_person_gets_one_letter_for_each_file_in_their_language(town):
    person = town.people.applicant.user
    batch = sent([*town.awarded, town.done], town.people.officer, asking())

    assert list(batch.items.order_by("pk").values_list("outcome", "cause")) == [
        ("done", ""),
        ("done", ""),
        ("refused", "state"),
    ]
    assert [message.recipient for message in letters()] == [person, person]
    day = town.awarded[0].use_by
    assert letters()[0].subject.startswith(f"{town.awarded[0].reference}：")
    assert person.name in letters()[0].body
    assert str(day.year) in letters()[0].body


def test_sending_again_sends_nothing_twice(town):
    batch = sent(town.awarded, town.people.officer, asking())
    for item in batch.items.all():
        item.outcome = ""
        item.save()
    Batch.objects.filter(pk=batch.pk).update(finished_at=None)

    bulk.work(batch, seconds=60)

    assert len(letters()) == ProjectMessage.objects.count() == 2
    assert set(batch.items.values_list("outcome", flat=True)) == {"done"}


def test_letter_stands_in_the_conversation_of_its_party(town):
    sent(town.awarded[:1], town.people.officer, asking(to=("laboratory",)))

    note = ProjectMessage.objects.get()
    assert (note.project, note.audience, note.party) == (
        town.awarded[0],
        "laboratory",
        town.people.open_laboratory.organisation,
    )
    assert ProjectMessage.objects.visible_to(town.people.laboratory).exists()
    assert not ProjectMessage.objects.visible_to(town.people.applicant).exists()


def test_preview_writes_nothing_and_shows_every_letter(town):
    client = browser(town.people.officer)
    form = LetterForm()
    data = {name: field.initial for name, field in form.fields.items() if field.initial} | {
        "missing": "contract"
    }

    page = text(client.post(reverse("desk:letters"), data, follow=True))

    assert letters() == []
    assert page.count(town.people.applicant.user.name) >= 2
    assert "2 of 2</strong> files can go" in page
    assert Batch.objects.get().items.count() == 2


def test_handed_in_meanwhile_is_not_asked_for(town):
    project = town.awarded[0]
    batch = bulk.open_batch(town.awarded, actor=town.people.officer, action="write", inputs=asking())
    bulk.work(batch, seconds=60)
    contracts.submit_contract(
        project, actor=town.people.applicant, data=contract_of(project), upload=pdf("contract.pdf")
    )
    bulk.confirm(batch, actor=town.people.officer)
    bulk.work(batch, seconds=60)

    assert [message.reference for message in letters()] == [town.awarded[1].reference]


@pytest.mark.parametrize(
    "hostile",
    [
        "{0}",
        "{name.__class__}",
        "{name!r}",
        "{name:>1000000}",
        "{}",
        "{password}",
        "{{name}}",
        "{name",
        "name}",
        "{% load x %}{",
    ],
)
def test_places_that_are_none_are_refused(hostile):
    assert mailing.unknown_places(f"Dear {hostile}") != []
    form = LetterForm({"missing": "contract", "to": ["applicant"], "subject_en": "x", "body_en": hostile})
    assert "body_en" in form.errors


def test_values_are_never_read_as_places_or_formats(town):
    hostile = "{name} %(reference)s {{ title }} <b>"
    Project.objects.filter(pk=town.awarded[0].pk).update(title=hostile)
    User.objects.filter(pk=town.people.applicant.user.pk).update(name="{title}")

    sent(town.awarded[:1], town.people.officer, asking())

    body = letters()[0].body
    assert hostile in body
    assert body.count("{title}") == 1


@pytest.mark.parametrize(
    "place", ["{name}", "{reference}", "{title}", "{missing}", "{due_date}", "no place, 100 %"]
)
def test_known_places_pass(place):
    assert mailing.unknown_places(place) == []


def test_what_is_lacking_is_found_by_kind(town):
    seen = Project.objects.all()
    invoice = mailing.lacking(seen, asking("invoice"))
    report = mailing.lacking(seen, asking("closing_report"))
    plan = mailing.lacking(seen, asking("document", kind="project_plan"))
    contract = mailing.lacking(seen, asking("document", kind="contract"))
    correction = mailing.lacking(seen, asking("correction"))

    assert list(invoice) == list(report) == [town.done]
    assert plan.count() == 3
    assert town.done not in contract
    assert not correction.exists()
    returned = make_project("returned", people=town.people)
    assert list(mailing.lacking(seen, asking("correction"))) == [returned]
    assert mailing.missing_words(returned, asking("correction"))


def test_day_that_has_passed_and_missing_kind_are_refused(db):
    yesterday = timezone.localdate() - timedelta(days=1)
    form = LetterForm({"missing": "document", "to": ["applicant"], "due_date": yesterday})
    today = LetterForm({"missing": "contract", "to": ["applicant"], "due_date": timezone.localdate()})

    assert {"due_date", "kind"} <= set(form.errors)
    assert "due_date" not in today.errors


def test_nobody_to_write_to_is_said(town):
    User.objects.filter(pk=town.people.applicant.user.pk).update(is_active=False)
    batch = bulk.open_batch(town.awarded, actor=town.people.officer, action="write", inputs=asking())
    bulk.work(batch, seconds=60)

    assert set(batch.items.values_list("forecast", "cause")) == {("stay", "input")}
