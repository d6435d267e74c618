"""The demonstration: played into an empty database, it shows every state, and its books and trail hold."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from applications.enums import State
from applications.models import Project
from workflow.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


def told(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


@pytest.mark.journey
def test_demonstration_shows_every_state_and_its_books_and_trail_hold():
    words = told("demo")

    assert set(Project.objects.values_list("state", flat=True)) == set(State.values)
    assert f"Project 1 of {Project.objects.filter(needs__isnull=True).count()}: " in words
    assert told("verify_audit").startswith("The audit trail holds: ")
    assert told("verify_ledger")
    with pytest.raises(CommandError, match="needs an empty one"):
        call_command("demo")


@pytest.mark.parametrize("stage", ["cast", "applications"])
def test_stage_plays_no_further_than_it_says(stage):
    told("demo", "--stage", stage)

    wanted = set() if stage == "cast" else {"draft", "submitted", "returned", "endorsed"}
    assert set(Project.objects.values_list("state", flat=True)) == wanted
    assert Event.objects.exists()


def test_every_printed_log_in_opens_its_dashboard():
    told("demo", "--stage", "cast")
    rows = [line.split("\t") for line in told("demo", "--logins").splitlines()]

    assert len(rows) == 11
    for _role, email, password in rows:
        browser = Client()
        response = browser.post("/account/login/", {"login": email, "password": password}, follow=True)
        assert response.redirect_chain == [("/dashboard/", 302)], email
        assert response.status_code == 200


def test_asking_for_the_log_ins_plays_nothing():
    told("demo", "--logins")

    assert not Event.objects.exists()
