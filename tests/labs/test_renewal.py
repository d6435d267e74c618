"""Renewal is asked for by the laboratory or its institution and decided by the office."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from labs import services
from labs.models import Laboratory
from notifications import outbox
from notifications.models import Message
from tests.factories.institutions import make_service_institution, member_of, pdf
from tests.factories.labs import make_laboratory, reread
from tests.factories.people import make_actor
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.models import Document, Event

TODAY = timezone.localdate()
HELD = TODAY + timedelta(days=730)  # as the factory has it
LATER = HELD + timedelta(days=365)


def ask(laboratory, actor=None, until=LATER, **more):
    actor = actor or member_of(laboratory)
    return services.request_renewal(laboratory, actor=actor, accreditation_valid_to=until, **more)


@pytest.mark.parametrize("whose", ["laboratory", "institution"])
def test_a_keeper_asks_and_the_office_renews(whose):
    laboratory, officer = make_laboratory(), make_actor(Role.OFFICER)
    actor = member_of(laboratory if whose == "laboratory" else laboratory.reported_by)

    event = ask(laboratory, actor, note="The new certificate came.", certificate=pdf("new.pdf"))

    asked = reread(laboratory)
    assert (asked.renewal_asked_on, asked.renewal_valid_to) == (TODAY, LATER)
    assert (asked.state, asked.accreditation_valid_to) == ("listed", HELD)
    assert event.evidence["documents"]
    assert Document.objects.of(laboratory).current().filter(kind="accreditation").exists()
    assert list(Laboratory.objects.waiting_for(officer)) == [laboratory]

    services.renew(asked, actor=officer, accreditation_valid_to=LATER)
    renewed = reread(laboratory)
    assert (renewed.renewal_asked_on, renewed.renewal_valid_to) == (None, None)
    assert (renewed.accreditation_valid_to, renewed.listed_to) == (LATER, LATER)
    assert not Laboratory.objects.waiting_for(officer).exists()


def test_the_office_refuses_with_a_reason_and_the_listing_keeps_its_last_day():
    laboratory, officer = make_laboratory(), make_actor(Role.OFFICER)
    ask(laboratory)
    with pytest.raises(Unfit):
        services.refuse_renewal(laboratory, actor=officer, note=" ")
    services.refuse_renewal(laboratory, actor=officer, note="The certificate is not signed.")
    refused = reread(laboratory)
    assert (refused.state, refused.listed_to, refused.renewal_asked_on) == ("listed", HELD, None)
    assert ask(refused).transition == "request_renewal"


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, False), (1, True)])
def test_the_renewed_accreditation_is_later_than_the_present_one(days, fits):
    laboratory, until = make_laboratory(), HELD + timedelta(days=days)
    if fits:
        assert ask(laboratory, until=until).evidence["accreditation_valid_to"]
        return
    with pytest.raises(Unfit) as refusal:
        ask(laboratory, until=until)
    assert list(refusal.value.fields) == ["accreditation_valid_to"]
    assert reread(laboratory).renewal_asked_on is None


def test_strangers_and_the_office_do_not_ask_and_keepers_do_not_decide():
    laboratory = make_laboratory()
    for actor in (
        member_of(make_laboratory()),
        member_of(make_service_institution()),
        make_actor(Role.OFFICER),
        make_actor(Role.AUDITOR),
    ):
        with pytest.raises(NotPermitted):
            ask(laboratory, actor)
    ask(laboratory)
    for actor in (member_of(laboratory), member_of(laboratory.reported_by), make_actor(Role.AUDITOR)):
        with pytest.raises(NotPermitted):
            services.refuse_renewal(laboratory, actor=actor, note="No.")


def test_one_request_at_a_time_and_none_to_refuse_without_one():
    laboratory = make_laboratory()
    with pytest.raises(NotPermitted):
        services.refuse_renewal(laboratory, actor=make_actor(Role.OFFICER), note="No.")
    ask(laboratory)
    with pytest.raises(NotPermitted):
        ask(reread(laboratory))
    with pytest.raises(WrongState):
        ask(make_laboratory(listed=False))


def test_a_file_that_is_no_document_is_refused_with_the_request():
    laboratory = make_laboratory()
    with pytest.raises(Unfit) as refusal:
        ask(laboratory, certificate=pdf("page.html"))
    assert list(refusal.value.fields) == ["certificate"]
    assert not Event.objects.of(laboratory).filter(transition="request_renewal").exists()


def test_delisting_ends_the_request():
    laboratory = make_laboratory()
    ask(laboratory)
    services.delist(laboratory, actor=make_actor(Role.OFFICER), note="Closed.")
    assert reread(laboratory).renewal_asked_on is None


def test_office_is_told_and_the_answer_reaches_the_laboratory():
    laboratory, officer = make_laboratory(), make_actor(Role.OFFICER)
    ask(laboratory, note="In time.")
    services.refuse_renewal(laboratory, actor=officer, note="Not signed.")
    outbox.announce()
    told = Message.objects.filter(key__contains="renewal")
    assert told.filter(recipient=officer.user, key__contains=":request_renewal:").exists()
    assert told.filter(recipient=member_of(laboratory).user, key__contains=":refuse_renewal:").exists()


def test_the_pages_of_the_request_and_of_the_answer(client):
    laboratory, officer = make_laboratory(), make_actor(Role.OFFICER)
    address = reverse("labs:request_renewal", args=[laboratory.reference])
    client.force_login(member_of(laboratory).user)
    assert address in client.get(laboratory.get_absolute_url()).content.decode()
    assert client.post(address, {"accreditation_valid_to": HELD}).status_code == 422
    form = {"accreditation_valid_to": LATER, "certificate": pdf("new.pdf"), "note": "Renewed."}
    assert client.post(address, form).status_code == 302
    assert str(LATER) in client.get(laboratory.get_absolute_url()).content.decode()

    client.force_login(officer.user)
    page = client.get(reverse("labs:renew", args=[laboratory.reference]))
    assert page.context["form"].initial["accreditation_valid_to"] == LATER
    refuse = reverse("labs:refuse_renewal", args=[laboratory.reference])
    assert client.post(refuse, {"note": ""}).status_code == 422
    assert client.post(refuse, {"note": "The certificate is not signed."}).status_code == 302
    assert not reread(laboratory).waits_for_renewal
