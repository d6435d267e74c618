"""A report that came while the voucher was valid: neither its review nor a correction lets the voucher expire."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from applications.models import Project
from funds.services import expire
from policy.deadlines import correction_due
from review import services
from tests.factories.papers import give_opinions
from tests.factories.projects import TOTAL, make_project, reread
from workflow.corrections import Wanted
from workflow.errors import WrongState

DAY = timedelta(days=1)
TODAY = timezone.localdate()
pytestmark = pytest.mark.django_db


def valid_until(project: Project, last_day: date | None) -> Project:
    Project.objects.filter(pk=project.pk).update(redeem_by=last_day)
    return reread(project)


def closed(people, last_day: date | None, on: date) -> Project:
    project = valid_until(make_project("in_review", people=people), last_day)
    give_opinions(project, people, "close", "close", "close")
    services.close(project, actor=people.officer, accepted_cost=TOTAL, reasons="All agree.", today=on)
    return reread(project)


def test_review_that_outlasts_the_voucher_leaves_days_to_redeem(people) -> None:
    project = closed(people, last_day=TODAY, on=TODAY + 40 * DAY)

    due = correction_due(TODAY + 40 * DAY, project.edition.typed) or TODAY + 70 * DAY
    assert project.redeem_by == due
    with pytest.raises(WrongState):
        expire(project, due)
    expire(project, due + DAY)
    assert reread(project).state == "expired"


@pytest.mark.parametrize("last_day", [TODAY + 300 * DAY, None])
def test_review_within_the_voucher_s_days_moves_nothing(people, last_day) -> None:
    assert closed(people, last_day=last_day, on=TODAY).redeem_by == last_day


@pytest.mark.parametrize(("ahead", "kept"), [(9, 10), (10, 10), (11, 11), (None, None)])
def test_returned_report_waits_until_its_corrections_are_due(people, ahead, kept) -> None:
    last_day = None if ahead is None else TODAY + ahead * DAY
    project = valid_until(make_project("closing_submitted", people=people), last_day)

    services.return_closing(
        project,
        actor=people.officer,
        wanted=[Wanted("effects", "Give figures.")],
        due_date=TODAY + 10 * DAY,
    )

    assert reread(project).redeem_by == (None if kept is None else TODAY + kept * DAY)
