"""Who sees which project: one rule for lists, pages, exports and search."""

import pytest

from accounts.actor import ANONYMOUS, Actor
from applications.enums import State
from applications.models import Project
from review import services as review
from tests.applications.conftest import draft, endorsed, submitted
from tests.factories.cast import make_applicant
from tests.factories.institutions import make_recommending_institution, make_service_institution, member_of
from tests.factories.labs import make_laboratory
from tests.factories.people import make_person
from tests.factories.projects import make_project, reread
from tests.worlds import visit_every_state

ALL = frozenset(State.values)
NOT_DRAFT = ALL - {"draft"}


def sees(actor, project) -> bool:
    return Project.objects.visible_to(actor).filter(pk=project.pk).exists()


@pytest.fixture
def others(people) -> dict[str, Actor]:
    """The same roles in other houses."""
    laboratory = make_laboratory()
    return {
        "applicant": people.stranger,
        "recommender": member_of(make_recommending_institution()),
        "laboratory": member_of(laboratory),
        "service": member_of(laboratory.reported_by),
        "expert": people.acting(people.spare_expert),
        "nobody": Actor(user=make_person("Nobody")),
        "visitor": ANONYMOUS,
    }


def test_each_role_sees_its_own_in_every_state(people, db):
    seen: dict[str, set[str]] = {}
    roles = ["applicant", "recommender", "laboratory", "service", "officer", "approver", "finance", "auditor"]

    def visit(state, play):
        for role in roles:
            if sees(getattr(people, role), play.project):
                seen.setdefault(role, set()).add(state)

    visit_every_state(people, visit)

    assert seen == {role: set(NOT_DRAFT) for role in roles} | {"applicant": set(ALL), "auditor": set(ALL)}


def test_nobody_sees_what_is_not_theirs_in_any_state(people, others, db):
    seen = set()

    def visit(state, play):
        seen.update((name, state) for name, actor in others.items() if sees(actor, play.project))

    visit_every_state(people, visit)

    assert seen == set()


def test_experts_read_only_what_they_were_asked_about_and_once_free_of_conflict(people, db):
    project = make_project("in_review", people=people)
    other = make_project("closing_submitted", people=people)
    first, second, _third = project.assignments.order_by("pk")
    free, biased = people.acting(first.expert), people.acting(second.expert)

    assert not sees(free, project)
    review.declare_conflict(first, actor=free, conflict=False)
    review.declare_conflict(second, actor=biased, conflict=True, reason="We publish together.")

    assert sees(free, project)
    assert not sees(free, other)
    assert not sees(biased, project)
    assert not sees(people.acting(people.spare_expert), project)


def test_same_person_sees_by_role_and_not_by_name(people, call):
    """A person of two parties sees, in each role, only what that party may."""
    project = draft(people, call)
    other = make_applicant()
    membership = people.applicant.user.memberships.create(organisation=other.organisation, role="applicant")

    assert sees(people.applicant, project)
    assert not sees(Actor.of(membership), project)


def test_laboratory_no_longer_chosen_sees_it_no_more(people, call):
    other = make_laboratory()
    project = endorsed(people, call, laboratory=other)

    assert sees(member_of(other), project)
    assert not sees(people.laboratory, project)


def test_service_institution_sees_through_its_laboratories_only(people, call):
    project = submitted(people, call)

    assert sees(people.service, project)
    assert not sees(member_of(make_service_institution()), project)


def test_list_is_newest_first(people, call):
    projects = [draft(people, call) for _ in range(3)]

    found = Project.objects.visible_to(people.applicant).for_list()

    assert list(found) == projects[::-1]
    assert reread(projects[0]).state == "draft"
