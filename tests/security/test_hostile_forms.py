"""Forged values that no page offers get an answer, never an error page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from review.models import Assignment
from tests.factories.projects import make_project

HUGE = ["9" * 30, "9" * 5000]


@pytest.mark.parametrize("number", HUGE)
def test_expert_with_an_impossible_number_is_not_found(people, as_, number):
    project = make_project("closing_submitted", people=people)
    form = {"experts": [number], "due_date": timezone.localdate().isoformat()}

    answer = as_(people.officer).post(reverse("review:start_review", args=[project.reference]), form)

    assert answer.status_code == 422
    assert not Assignment.objects.filter(project=project).exists()


@pytest.mark.parametrize("number", HUGE)
def test_message_with_an_impossible_number_is_not_found(people, as_, number):
    answer = as_(people.officer).post(reverse("notifications:open"), {"message": number})

    assert answer.status_code == 404


@pytest.mark.parametrize("address", ["/projects/P-%00/", "/laboratories/%00/", "/institutions/%00/edit/"])
def test_null_byte_in_an_address_is_not_found_on_every_database(people, as_, address):
    assert as_(people.officer).get(address).status_code == 404


def test_null_byte_in_a_search_of_the_audit_trail_finds_nothing(people, as_):
    assert as_(people.auditor).get(reverse("audit"), {"q": "P-\x00"}).status_code == 200


def test_invoice_with_a_null_byte_is_not_found(people, as_):
    project = make_project("contracted", people=people)
    address = reverse("review:remove_invoice", args=[project.reference])

    assert as_(people.applicant).post(address, {"number": "\x00", "seller_uscc": "\x00"}).status_code == 404
