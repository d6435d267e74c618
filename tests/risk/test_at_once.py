"""Two people or workers at the same moment: nothing is drawn twice, and two comparisons do not stop each other."""

from functools import partial

import pytest
from django.utils import timezone

from risk import services
from risk.models import Sample, Scan, Signal, SiteCheck
from tests.factories.cast import cast
from tests.factories.projects import make_call, make_project
from tests.funds.test_concurrency import at_once, kinds

pytestmark = [pytest.mark.concurrency, pytest.mark.both, pytest.mark.django_db(transaction=True)]


def test_two_draws_never_draw_one_project_twice():
    people = cast()
    call = make_call(people=people)
    projects = [make_project("closed", people=people, call=call) for _number in range(3)]
    today = timezone.localdate()
    draw = partial(services.draw, closed_from=today, closed_to=today, size=2, due_date=today)

    answers = at_once(partial(draw, actor=people.officer), partial(draw, actor=people.approver))

    assert kinds(answers) == {"Sample": 1, "Unfit": 1}
    sample = Sample.objects.get()
    assert sample.pool == sorted(project.reference for project in projects)
    assert SiteCheck.objects.count() == 2


def test_comparisons_that_meet_end_with_both_sides_told():
    people = cast()
    first = make_project("submitted", people=people)
    others = [make_project("submitted", people=cast(), call=first.call) for _number in range(2)]
    projects = [first, *others]
    for project in projects:
        project.applicant.contact_phone = "010-5555 0101"
        project.applicant.save()
    services.scan(first)

    answers = at_once(*(partial(services.scan, project) for project in projects * 2))

    assert {type(answer) for answer in answers} == {int}
    assert Scan.objects.count() == 3
    for project in projects:
        services.scan(project)
        assert Signal.objects.filter(project=project, kind="tied_applicants").standing().count() == 2
