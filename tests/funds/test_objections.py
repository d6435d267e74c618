"""Objections hold one project until the office has decided."""

from datetime import timedelta

import pytest

from funds import services
from funds.enums import ObjectionState
from funds.models import Entry, Objection
from tests.factories.institutions import pdf
from tests.factories.projects import FACE, NOTICE, make_call, make_project, reread
from tests.funds.conftest import MILLION
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState
from workflow.models import Document, Event

WORDS = {"name": "A neighbour", "contact": "13800000000", "text": "The project was copied."}


@pytest.fixture
def noticed(people):
    """A project in public notice, with its call's money."""
    return make_project("noticed", people=people, call=make_call(budget=MILLION, people=people, **NOTICE))


def states(project) -> list[str]:
    return list(Objection.objects.for_project(project).values_list("state", flat=True))


def test_visitor_objects_in_the_systems_name_and_the_award_waits(noticed, people):
    objection = services.file_objection(noticed, **WORDS, upload=pdf("proof.pdf"))

    event = Event.objects.of(noticed).last()
    assert (reread(noticed).state, event.role, event.evidence) == (
        "objected",
        "system",
        {"objection": objection.reference},
    )
    assert [row.original_name for row in Document.objects.of(objection)] == ["proof.pdf"]
    assert list(Document.objects.of(noticed)) == []
    with pytest.raises(WrongState):
        services.award(noticed, actor=people.officer)


@pytest.mark.parametrize("empty", ["name", "contact", "text"])
def test_objection_without_signature_or_reasons_leaves_no_trace(noticed, empty):
    with pytest.raises(Unfit) as refusal:
        services.file_objection(noticed, **(WORDS | {empty: "  "}))

    assert set(refusal.value.fields) == {empty}
    assert (reread(noticed).state, states(noticed)) == ("noticed", [])


def test_objection_with_a_wrong_file_leaves_no_trace(noticed):
    upload = pdf("proof.exe")

    with pytest.raises(Unfit):
        services.file_objection(noticed, **WORDS, upload=upload)

    assert (reread(noticed).state, states(noticed)) == ("noticed", [])


def test_objection_outside_a_notice_is_refused(people, call):
    project = make_project("awarded", people=people, call=call)

    with pytest.raises(WrongState):
        services.file_objection(project, **WORDS)

    assert states(project) == []


def test_dismissal_lets_the_award_go_on(noticed, people):
    services.register_objection(noticed, actor=people.officer, **WORDS)

    services.dismiss_objection(noticed, actor=people.approver, decision="Not a copy.")
    services.award(noticed, actor=people.officer, today=noticed.notice_until + timedelta(days=1))

    assert (reread(noticed).state, states(noticed)) == ("awarded", ["dismissed"])
    assert list(services.differences()) == []


def test_upholding_rejects_and_returns_the_money(noticed, people):
    services.file_objection(noticed, **WORDS)

    event = services.uphold_objection(noticed, actor=people.approver, decision="It is a copy.")

    project = reread(noticed)
    assert (project.state, project.award_amount, event.evidence["released"]) == ("rejected", None, FACE)
    assert states(project) == ["upheld"]
    assert Entry.objects.bound_to(project) == {"reserved": 0, "committed": 0, "redeemed": 0}
    assert list(services.differences()) == []


def test_one_decision_settles_every_open_objection(noticed, people):
    first = services.file_objection(noticed, **WORDS)
    second = services.file_objection(noticed, **WORDS)

    with pytest.raises(StaleVersion):
        services.dismiss_objection(noticed, actor=people.approver, decision="No.", seen=[first.reference])
    assert states(noticed) == ["open", "open"]

    seen = [second.reference, first.reference]
    services.dismiss_objection(noticed, actor=people.approver, decision="No.", seen=seen)

    assert states(noticed) == ["dismissed", "dismissed"]
    assert Event.objects.of(noticed).last().evidence["objection"] == f"{first.reference}, {second.reference}"


@pytest.mark.parametrize("service", [services.dismiss_objection, services.uphold_objection])
def test_only_an_approver_decides_and_with_a_reason(noticed, people, service):
    services.file_objection(noticed, **WORDS)

    with pytest.raises(NotPermitted):
        service(noticed, actor=people.officer, decision="No.")
    with pytest.raises(Unfit):
        service(noticed, actor=people.approver, decision=" ")

    assert (reread(noticed).state, states(noticed)) == ("objected", ["open"])


@pytest.mark.parametrize("who", ["applicant", "laboratory", "finance"])
def test_a_party_cannot_register_an_objection(noticed, people, who):
    with pytest.raises(NotPermitted):
        services.register_objection(noticed, actor=getattr(people, who), **WORDS)
    services.file_objection(noticed, **WORDS)
    with pytest.raises(NotPermitted):
        services.register_objection(noticed, actor=getattr(people, who), **WORDS)

    assert states(noticed) == ["open"]


def test_giving_up_settles_the_objection(noticed, people):
    services.file_objection(noticed, **WORDS)

    services.give_up(noticed, actor=people.applicant, note="We leave.")

    assert (reread(noticed).state, states(noticed)) == ("withdrawn", [ObjectionState.MOOT])
    assert list(services.differences()) == []


def test_only_the_office_sees_who_objects(noticed, people):
    services.file_objection(noticed, **WORDS)

    seen = {
        who: Objection.objects.visible_to(getattr(people, who)).count()
        for who in ("applicant", "laboratory", "recommender", "officer", "auditor")
    }

    assert seen == {"applicant": 0, "laboratory": 0, "recommender": 0, "officer": 1, "auditor": 1}
