"""A laboratory that leaves the directory midway: what each edition makes of it, step by step, and what an officer confirms."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts import services
from labs import services as labs
from labs.models import Laboratory
from review import services as review
from tests.factories.institutions import pdf
from tests.factories.papers import write_report
from tests.factories.projects import TOTAL, contract_of, make_project, reread
from workflow.errors import Blocked
from workflow.models import Event

DUE = timezone.localdate() + timedelta(days=14)


def project_in(state, people, effect, *, left=True):
    """A project under an edition; its laboratory leaves the directory once that state is reached."""
    project = make_project(state, people=people, parameters={"delisted_lab_effect": effect})
    if left:
        labs.delist(project.laboratory, actor=people.officer, note="The house gave its laboratory up.")
    return reread(project)


def hand_in(project, people):
    data = contract_of(project)
    return services.submit_contract(project, actor=people.applicant, data=data, upload=pdf("contract.pdf"))


def clear(project, people, **more):
    return services.clear_contract(project, actor=people.officer, determined_amount=TOTAL, **more)


def start(project, people, **more):
    experts = people.experts
    return review.start_review(project, actor=people.officer, experts=experts, due_date=DUE, **more)


def refused_by(call, *args, **more) -> list[str]:
    with pytest.raises(Blocked) as refusal:
        call(*args, **more)
    return [finding.rule for finding in refusal.value.findings.blocking]


def kept(event: Event, rule: str) -> dict:
    return next(found for found in event.findings if found["rule"] == rule)


@pytest.mark.parametrize("effect", ["finish", "ask"])
def test_contract_is_handed_in_where_the_edition_lets_the_project_go_on(people, effect):
    event = hand_in(project_in("awarded", people, effect), people)
    assert kept(event, "CON-12")["outcome"] == "warn"


def test_contract_is_refused_where_the_edition_takes_the_clause_literally(people):
    project = project_in("awarded", people, "block")
    assert refused_by(hand_in, project, people) == ["CON-12"]
    assert reread(project).state == "awarded"


@pytest.mark.parametrize(("days", "rules"), [(0, []), (1, ["CON-12"])])
def test_last_day_of_the_listing_still_counts(people, days, rules):
    project, today = project_in("awarded", people, "block", left=False), timezone.localdate()
    Laboratory.objects.filter(pk=project.laboratory_id).update(
        listed_from=today - timedelta(days=9), listed_to=today - timedelta(days=days)
    )
    assert (refused_by(hand_in, reread(project), people) if rules else []) == rules
    if not rules:
        assert hand_in(reread(project), people).target == "contract_submitted"


def test_contract_is_cleared_where_the_project_may_finish(people):
    event = clear(project_in("contract_submitted", people, "finish"), people)
    assert (event.evidence["delisting_accepted"], kept(event, "CON-12")["outcome"]) == (False, "warn")


def test_contract_is_not_cleared_where_the_edition_blocks(people):
    project = project_in("contract_submitted", people, "block")
    assert refused_by(clear, project, people, delisting_accepted=True) == ["CON-12"]


def test_contract_is_cleared_only_once_the_officer_confirms(people):
    project = project_in("contract_submitted", people, "ask")
    assert refused_by(clear, project, people) == ["CON-12"]
    assert not Event.objects.of(project).filter(transition="clear_contract").exists()

    event = clear(project, people, delisting_accepted=True)

    assert (event.evidence["delisting_accepted"], kept(event, "CON-12")["outcome"]) == (True, "warn")
    assert event.actor == people.officer.user


def test_nothing_is_confirmed_while_the_laboratory_is_listed(people):
    project = project_in("contract_submitted", people, "ask", left=False)
    assert clear(project, people, delisting_accepted=True).evidence["delisting_accepted"] is False


def test_page_of_the_clearing_asks_for_the_confirmation(people, browser):
    project = project_in("contract_submitted", people, "ask")
    client, url = browser(people.officer), reverse("contracts:clear_contract", args=[project.reference])
    form = {"determined_amount": "100000"}
    page = client.get(url)
    assert 'name="delisting_accepted"' in page.content.decode()
    assert not page.context["findings"].is_blocked

    answer = client.post(url, form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["delisting_accepted"])
    assert client.post(url, form | {"delisting_accepted": "on"}).status_code == 302
    assert Event.objects.of(project).get(transition="clear_contract").evidence["delisting_accepted"] is True


def test_pages_say_what_a_delisting_does_to_a_running_project(people, browser):
    project = project_in("contract_submitted", people, "block")
    url = reverse("contracts:clear_contract", args=[project.reference])
    client = browser(people.officer)
    assert client.get(url).context["findings"].is_blocked
    assert client.post(url, {"determined_amount": "100000", "delisting_accepted": "on"}).status_code == 422
    assert reread(project).state == "contract_submitted"

    visitor = browser(people.applicant).get(project.laboratory.get_absolute_url())
    assert visitor.status_code == 410
    assert "no longer in the directory" in visitor.content.decode()


def test_page_of_the_clearing_asks_nothing_where_the_project_may_finish(people, browser):
    project = project_in("contract_submitted", people, "finish")
    url = reverse("contracts:clear_contract", args=[project.reference])
    client = browser(people.officer)
    assert 'name="delisting_accepted"' not in client.get(url).content.decode()
    assert client.post(url, {"determined_amount": "100000"}).status_code == 302


@pytest.mark.parametrize(("effect", "rules"), [("finish", []), ("ask", []), ("block", ["CMP-10"])])
def test_report_after_the_laboratory_left(people, effect, rules):
    project = write_report(project_in("contracted", people, effect), people)
    review.confirm_report(project, actor=people.laboratory)
    if rules:
        assert refused_by(review.submit_closing, reread(project), actor=people.applicant) == rules
        return
    event = review.submit_closing(reread(project), actor=people.applicant)
    assert kept(event, "CMP-10")["outcome"] == "warn"


def test_review_begins_only_once_the_officer_confirms(people):
    project = project_in("closing_submitted", people, "ask")
    assert refused_by(start, project, people) == ["PAN-6"]
    assert reread(project).state == "closing_submitted"
    assert start(project, people, delisting_accepted=True).evidence["delisting_accepted"] is True


def test_review_begins_unasked_where_the_project_may_finish(people):
    assert start(project_in("closing_submitted", people, "finish"), people).target == "in_review"


def test_page_of_the_review_asks_for_the_confirmation(people, browser):
    project = project_in("closing_submitted", people, "ask")
    client, url = browser(people.officer), reverse("review:start_review", args=[project.reference])
    form = {"experts": [expert.pk for expert in people.experts], "due_date": DUE}
    assert 'name="delisting_accepted"' in client.get(url).content.decode()
    answer = client.post(url, form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["delisting_accepted"])
    assert client.post(url, form | {"delisting_accepted": "on"}).status_code == 302
    assert reread(project).state == "in_review"
