"""Who is told of a need's steps, and who is reminded on which day."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from labs import services as labs
from labs.models import Laboratory
from matching import services
from matching.models import Need
from matching.notices import AnswerIsWaitedFor, NeedEnds
from notifications import outbox, registry
from notifications.models import Message
from tests.factories.cast import Cast
from tests.factories.institutions import member_of
from tests.factories.labs import make_laboratory
from tests.factories.needs import ask, make_need, quote, reread

RIVAL = "竞争实验室有限公司"


@pytest.fixture
def rival(people: Cast) -> Laboratory:
    """Another listed laboratory."""
    return make_laboratory(name=RIVAL, reported_by=people.open_laboratory.reported_by)


def told(need: Need, *actors) -> list[set[str]]:
    """The subjects of the messages that each of these people got about a need."""
    User.objects.update(language="en")
    outbox.announce()
    rows = Message.objects.filter(subject__contains=need.reference)
    return [set(rows.filter(recipient=actor.user).values_list("subject", flat=True)) for actor in actors]


def test_every_step_is_announced_or_silent():
    assert (registry.undeclared(Need), registry.superfluous(Need)) == ([], [])


def test_questions_and_answers_reach_those_concerned_and_nobody_else(people, rival):
    need = make_need(people)
    reference = need.reference
    assert told(need, people.recommender, people.laboratory, people.stranger) == [
        {f"A client of yours published the need {reference}."},
        set(),
        set(),
    ]
    assert told(need, people.service) == [{f"A laboratory of yours is proposed for the need {reference}."}]
    ask(need, people.open_laboratory, actor=people.applicant)
    assert f"A laboratory of yours is asked about the need {reference}." in told(need, people.service)[0]
    assert told(need, people.laboratory, member_of(rival)) == [
        {f"You are asked about the need {reference}."},
        set(),
    ]
    quote(need, people.open_laboratory)
    assert told(need, people.applicant) == [{f"A laboratory answered your need {reference}."}]


def test_those_not_chosen_learn_that_but_not_who(people, rival):
    need = ask(make_need(people), people.open_laboratory, rival, actor=people.applicant)
    row = quote(need, people.open_laboratory)
    quote(need, rival)
    services.choose_laboratory(reread(need), actor=people.applicant, invitation=row, note="价格合适")
    chosen, other = told(need, people.laboratory, member_of(rival))
    words = f"Another laboratory was chosen for the need {need.reference}."
    assert f"Your laboratory was chosen for the need {need.reference}." in chosen
    assert words in other
    assert words not in chosen
    body = Message.objects.get(subject=words).body
    assert people.open_laboratory.name not in body
    assert "价格合适" not in body


def test_a_laboratory_reads_what_its_service_institution_said_for_it(people):
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    services.answer_need(need, actor=people.service, kind="interested")
    words = f"Your service institution answered the need {need.reference} for you."
    assert [words in subjects for subjects in told(need, people.laboratory, people.service)] == [True, False]


def test_who_asked_a_laboratory_learns_that_it_left_the_directory(people):
    ask(make_need(people), people.open_laboratory, actor=people.applicant)
    labs.delist(people.open_laboratory, actor=people.officer, note="退出目录")
    User.objects.update(language="en")
    outbox.announce()
    words = f"The laboratory {people.open_laboratory.name} has left the directory."
    assert Message.objects.filter(subject=words, recipient=people.applicant.user).count() == 1
    assert not Message.objects.filter(subject=words, recipient=people.stranger.user).exists()


def test_a_closed_need_is_no_news_to_the_institution(people):
    need = make_need(people, access="none")
    assert told(need, people.recommender) == [set()]


@pytest.mark.parametrize(
    ("days", "keys"), [(2, []), (3, ["3"]), (6, ["3"]), (7, ["7"]), (14, ["14"]), (30, ["14"])]
)
def test_a_laboratory_is_reminded_until_it_answers(people, days, keys):
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        found = [
            due for due in AnswerIsWaitedFor().due(timezone.localdate()) if due.reference == need.reference
        ]
        assert [
            due.key.rpartition(":")[2] for due in found if due.recipient == people.laboratory.user
        ] == keys
        assert {due.recipient for due in found} <= {people.laboratory.user, people.service.user}
    services.answer_need(need, actor=people.laboratory, kind="interested")
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        left = [
            due for due in AnswerIsWaitedFor().due(timezone.localdate()) if due.reference == need.reference
        ]
        assert left == []


@pytest.mark.parametrize(
    ("days", "keys"), [(22, []), (23, ["7"]), (28, ["7"]), (29, ["1"]), (30, ["1"]), (31, [])]
)
def test_the_enterprise_is_reminded_before_its_need_ends(people, days, keys):
    need = make_need(people)
    today = timezone.localdate() + timedelta(days=days)
    found = [due for due in NeedEnds().due(today) if due.reference == need.reference]
    assert [due.key.rpartition(":")[2] for due in found] == keys
    for due in found:
        assert due.recipient == people.applicant.user
        assert need.reference in NeedEnds().words(due)[0]
