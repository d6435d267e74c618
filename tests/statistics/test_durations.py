"""How long a step usually takes: counted in working days, told only from ten cases on."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from applications import services as applications
from tests.factories.cast import cast
from tests.factories.projects import make_call, make_project
from voucher_portal.statistics import durations


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([5], 50, 5),
        ([1, 2, 3, 4], 50, 2),
        ([1, 2, 3, 4, 5], 80, 4),
        ([3, 1, 2], 100, 3),
        ([7] * 9 + [99], 80, 7),
    ],
)
def test_percentile_is_of_the_nearest_rank(values, percent, expected):
    assert durations.percentile(values, percent) == expected


def test_weekends_and_holidays_do_not_count():
    assert durations.working_days(date(2026, 11, 20), date(2026, 11, 23)) == 1
    assert durations.working_days(date(2026, 11, 23), date(2026, 11, 23)) == 0
    assert durations.working_days(date(2026, 9, 30), date(2026, 10, 8)) == 1


@pytest.fixture
def endorsed(db, time_machine):
    """Endorses as many projects as asked for, each one week after it was submitted."""
    people = cast()
    call = make_call(people=people)
    now = timezone.now()

    def go(count: int) -> None:
        time_machine.move_to(now)
        projects = [make_project("submitted", people=people, call=call) for _number in range(count)]
        time_machine.move_to(now + timedelta(days=7))
        for project in projects:
            applications.endorse(project, actor=people.recommender, endorsement="A sound project of theirs.")

    return go


def test_ten_cases_are_enough_and_nine_are_not(endorsed):
    endorsed(9)
    assert durations.usual_days("submitted") is None
    assert durations.usual_words("submitted") == ""

    endorsed(1)
    assert durations.usual_days("submitted") is None  # kept for an hour

    durations.kept.clear()
    median, most = durations.usual_days("submitted")
    assert median == most
    assert 3 <= median <= 5
    assert durations.usual_words("submitted") == f"This usually takes {median} working days."


def test_what_is_long_past_is_not_told(endorsed, time_machine):
    endorsed(2)
    assert durations.measured()["submitted"][0] == 2

    time_machine.move_to(timezone.now() + timedelta(days=durations.WINDOW_DAYS + 1))
    assert durations.measured() == {}


def test_measuring_takes_two_queries(endorsed, django_assert_num_queries):
    endorsed(3)
    with django_assert_num_queries(2):
        durations.measured()


def test_project_page_says_how_long_it_usually_takes(db, client):
    people = cast()
    project = make_project("submitted", people=people)
    client.force_login(people.applicant.user)
    client.cookies["django_language"] = "en"

    assert "This usually" not in client.get(project.get_absolute_url()).content.decode()

    durations.kept.set(durations.KEY, {"submitted": (2, 4)})
    assert "This usually takes 2–4 working days." in client.get(project.get_absolute_url()).content.decode()
