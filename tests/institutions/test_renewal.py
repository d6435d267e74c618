"""A professional service institution keeps its authorisation letter valid (clause Q5)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from institutions import services
from labs.facts import listing_findings
from tests.factories.institutions import make_field_centre, make_service_institution, member_of, pdf
from tests.factories.labs import make_laboratory
from tests.factories.people import make_actor
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState
from workflow.models import Document

TODAY = timezone.localdate()
LETTER = {"number": "2027-01", "authorised_from": TODAY, "authorised_to": TODAY + timedelta(days=400)}


def reread(institution):
    return type(institution).objects.get(pk=institution.pk)


@pytest.mark.parametrize(("days", "blocked"), [(-1, ["LST-7"]), (0, [])])
def test_an_institution_with_an_expired_letter_reports_no_laboratory(days, blocked):
    laboratory = make_laboratory()
    laboratory.reported_by.authorised_to = TODAY + timedelta(days=days)
    assert [row.rule for row in listing_findings(laboratory, TODAY).blocking] == blocked


def test_a_new_letter_counts_once_the_office_has_accepted_it():
    institution, officer = make_service_institution(), make_actor(Role.OFFICER)
    before, old = member_of(institution), institution.authorised_to
    with pytest.raises(NotPermitted):
        services.renew(institution, actor=officer)
    services.request_renewal(institution, actor=before, letter=pdf("new.pdf"), **LETTER)
    waiting = reread(institution)
    assert (waiting.authorised_to, waiting.renewal_to) == (old, LETTER["authorised_to"])
    with pytest.raises(NotPermitted):
        services.renew(institution, actor=before)
    services.renew(institution, actor=officer)
    renewed = reread(institution)
    assert (renewed.authorised_to, renewed.authorisation_number) == (LETTER["authorised_to"], "2027-01")
    assert not renewed.renewal_number
    letters = Document.objects.of(institution).filter(kind="authorisation_letter")
    assert [row.original_name for row in letters.current()] == ["new.pdf"]
    assert letters.count() == 2


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True)])
def test_a_letter_that_has_ended_is_not_taken(days, fits):
    institution = make_service_institution()
    letter = LETTER | {
        "authorised_from": TODAY - timedelta(days=9),
        "authorised_to": TODAY + timedelta(days=days),
    }
    if fits:
        services.request_renewal(institution, actor=member_of(institution), **letter)
        with pytest.raises(Blocked) as refusal:
            services.renew(institution, actor=make_actor(Role.OFFICER), today=TODAY + timedelta(days=1))
        assert [row.rule for row in refusal.value.findings.blocking] == ["SVC-4"]
    else:
        with pytest.raises(Unfit):
            services.request_renewal(institution, actor=member_of(institution), **letter)


def test_a_refused_letter_leaves_the_old_one():
    institution = make_service_institution()
    services.request_renewal(institution, actor=member_of(institution), **LETTER)
    officer = make_actor(Role.OFFICER)
    with pytest.raises(Unfit):
        services.refuse_renewal(institution, actor=officer, note=" ")
    services.refuse_renewal(institution, actor=officer, note="未盖章")
    assert reread(institution).authorised_to == institution.authorised_to
    with pytest.raises(NotPermitted):
        services.refuse_renewal(institution, actor=officer, note="再次")


def test_centres_have_no_letter_and_drafts_submit_theirs():
    centre, draft = make_field_centre(), make_service_institution(active=False)
    with pytest.raises(NotPermitted):
        services.request_renewal(centre, actor=member_of(centre), **LETTER)
    with pytest.raises(WrongState):
        services.request_renewal(draft, actor=member_of(draft), **LETTER)


def test_a_letter_is_renewed_in_the_browser(client):
    institution = make_service_institution()

    def page(name: str) -> str:
        return reverse(f"institutions:{name}", args=[institution.reference])

    client.force_login(member_of(institution).user)
    assert client.get(page("request_renewal")).status_code == 200
    assert client.post(page("request_renewal"), LETTER).status_code == 422
    assert client.post(page("request_renewal"), LETTER | {"letter": pdf()}).status_code == 302
    client.force_login(make_actor(Role.APPROVER).user)
    assert client.get(page("refuse_renewal")).status_code == 200
    assert client.get(page("renew")).status_code == 200
    assert client.post(page("renew"), {"note": ""}).status_code == 302
    assert reread(institution).authorised_to == LETTER["authorised_to"]
