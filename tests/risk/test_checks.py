"""On-site checks: a draw that anybody can repeat, and a report that stays."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Membership
from risk import services
from risk.models import Sample, SiteCheck
from risk.services.checking import in_order
from tests.factories.cast import Cast, cast
from tests.factories.projects import make_project
from workflow.errors import NotPermitted, Unfit, WrongState

TODAY = timezone.localdate()


@pytest.fixture
def people(db) -> Cast:
    return cast()


@pytest.fixture
def closed(people):
    first = make_project("closed", people=people)
    return [first, make_project("closed", people=people, call=first.call)]


def browser(actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    return client


def draw(people, size=1, **changes):
    given = {"closed_from": TODAY, "closed_to": TODAY, "size": size, "due_date": TODAY} | changes
    return services.draw(actor=people.officer, **given)


def test_same_seed_draws_the_same(people, closed) -> None:
    sample = draw(people, seed="2026-11")

    assert (sample.eligible, sample.size) == (2, 1)
    assert SiteCheck.objects.get().project == in_order(closed, "2026-11")[0]


def test_nobody_is_drawn_twice_and_not_more_than_there_are(people, closed) -> None:
    draw(people, size=2)

    with pytest.raises(Unfit) as refusal:
        draw(people)
    assert list(refusal.value.fields) == ["size"]
    assert Sample.objects.count() == 1


def test_period_counts_its_first_and_last_day(people, closed) -> None:
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    assert len(services.drawn_from(TODAY, TODAY)) == 2
    assert services.drawn_from(yesterday, yesterday) == []
    assert services.drawn_from(tomorrow, tomorrow) == []


def test_report_is_handed_in_once_with_a_file(people, closed) -> None:
    draw(people)
    check = SiteCheck.objects.get()
    address = reverse("risk:check", args=[check.pk])
    form = {"visited_on": str(TODAY), "result": "minor", "words": "Records are kept.", "present": "Li"}
    client = browser(people.officer)

    assert client.post(address, form | {"visited_on": str(TODAY + timedelta(days=1))}).status_code == 422
    assert client.post(address, form | {"words": ""}).status_code == 422
    upload = SimpleUploadedFile("minutes.pdf", b"%PDF-1.4\n%%EOF\n")
    assert client.post(address, form | {"upload": upload}).status_code == 302

    check.refresh_from_db()
    assert (check.result, check.documents.count()) == ("minor", 1)
    with pytest.raises(WrongState):
        services.report(
            check, actor=people.officer, visited_on=TODAY, present="", result="minor", words="Again."
        )
    file = reverse("document", args=[check.documents.get().uuid])
    answer = browser(people.auditor).get(file)
    assert b"".join(answer).startswith(b"%PDF")
    for other in (people.applicant, people.laboratory):
        assert browser(other).get(file).status_code == 404
        assert browser(other).get(address).status_code == 404


def test_who_acts_for_a_party_does_not_learn_of_the_visit(people, closed) -> None:
    draw(people)
    check = SiteCheck.objects.get()
    party = check.project.applicant
    Membership.objects.create(user=people.officer.user, organisation=party, role=Role.APPLICANT)

    assert browser(people.officer).get(reverse("risk:check", args=[check.pk])).status_code == 404
    assert check.project.reference not in browser(people.officer).get(reverse("risk:checks")).content.decode()
    assert browser(people.approver).get(reverse("risk:check", args=[check.pk])).status_code == 200


def test_only_the_deciding_office_draws(people, closed) -> None:
    form = {"closed_from": str(TODAY), "closed_to": str(TODAY), "size": "1", "due_date": str(TODAY)}
    for other in (people.auditor, people.applicant, people.finance):
        assert browser(other).post(reverse("risk:draw"), form).status_code == 403
        with pytest.raises(NotPermitted):
            services.draw(actor=other, closed_from=TODAY, closed_to=TODAY, size=1, due_date=TODAY)
    assert browser(people.applicant).get(reverse("risk:checks")).status_code == 403

    client = browser(people.officer)
    assert client.post(reverse("risk:draw"), form | {"closed_to": "2020-01-01"}).status_code == 422
    assert client.post(reverse("risk:draw"), form).status_code == 302
    for query in ({}, {"open": "1"}):
        assert "Still to be visited" in client.get(reverse("risk:checks"), query).content.decode()
