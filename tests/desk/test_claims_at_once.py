"""Two people take a file at the same moment: exactly one has it, the other is told who."""

from collections import Counter
from functools import partial

import pytest

from desk.models import Claim
from desk.services import claims
from tests.factories.cast import cast
from tests.factories.projects import make_project
from tests.funds.test_concurrency import at_once

pytestmark = [pytest.mark.concurrency, pytest.mark.both, pytest.mark.django_db(transaction=True)]


def take(project, actor):
    """Who has the file now, in the words of the answer."""
    try:
        return ("has", claims.take(project, actor=actor).person_id)
    except claims.Held as refusal:
        return ("told", refusal.message)


@pytest.mark.parametrize("lapsed", [False, True])
def test_of_several_who_take_one_has_the_file(lapsed):
    people = cast()
    project = make_project("endorsed", people=people)
    if lapsed:
        before = claims.take(project, actor=people.finance)
        Claim.objects.filter(pk=before.pk).update(expires_at=before.taken_at)
    actors = [people.officer, people.second_officer, people.approver]

    answers = at_once(*(partial(take, project, actor) for actor in actors))

    assert Counter(kind for kind, _what in answers) == {"has": 1, "told": 2}
    winner = next(what for kind, what in answers if kind == "has")
    open_claim = Claim.objects.open().get()
    assert open_claim.person_id == winner
    assert {what for kind, what in answers if kind == "told"} == {claims.held_words(open_claim)}


def hand(project, actor, to):
    try:
        return claims.hand_over(project, actor=actor, to=to.user, reason="On leave.").person_id
    except claims.Held:
        return "told"


def test_of_several_who_hand_a_free_file_over_one_is_obeyed():
    people = cast()
    project = make_project("endorsed", people=people)
    pairs = [(people.officer, people.second_officer), (people.approver, people.finance)]

    answers = at_once(*(partial(hand, project, actor, to) for actor, to in pairs))

    assert Claim.objects.open().get().person_id in answers
    assert answers.count("told") == 1
