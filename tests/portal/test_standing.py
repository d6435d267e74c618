"""What waits for an institution beside its projects stands on its dashboard, and on nobody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from institutions import services
from institutions.models import EvaluationRound, ServiceInstitution
from labs import services as labs
from tests.factories.institutions import (
    make_field_centre,
    make_recommending_institution,
    make_service_institution,
    member_of,
)
from tests.factories.labs import make_laboratory
from tests.factories.people import make_actor
from tests.factories.policy import make_edition

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def edition(db):
    return make_edition()


def waiting(client, institution, most: int = 12, guard=None) -> list[str]:
    client.force_login(member_of(institution).user)
    client.get(reverse("dashboard"))
    if guard:
        with guard(most):
            answer = client.get(reverse("dashboard"))
    else:
        answer = client.get(reverse("dashboard"))
    return [row["url"] for row in answer.context["standing"]]


def test_a_centre_finds_the_laboratory_it_has_to_nominate(client, django_assert_max_num_queries):
    centre, other = make_field_centre(), make_service_institution()
    laboratory = make_laboratory(
        False, reported_by=centre, host_kind="private_enterprise", authorises_centre=True
    )
    profile = reverse("institutions:edit", args=[centre.reference])
    assert waiting(client, centre) == [profile]
    labs.submit(laboratory, actor=member_of(laboratory))
    assert waiting(client, centre, guard=django_assert_max_num_queries) == [
        profile,
        laboratory.get_absolute_url(),
    ]
    assert waiting(client, other) == []


def test_the_report_of_the_year_waits_until_it_is_handed_in_or_late(client):
    institution, officer = make_service_institution(), make_actor(Role.OFFICER)
    year = services.open_round(EvaluationRound(year=TODAY.year, report_until=TODAY), actor=officer)
    services.open_round(
        EvaluationRound(year=TODAY.year - 1, report_until=TODAY - timedelta(days=1)), actor=officer
    )
    page = reverse("institutions:self_report", args=[institution.reference, TODAY.year])
    assert waiting(client, institution) == [page]
    actor = member_of(institution)
    services.save_self_report(institution, year, actor=actor, hand_in=True, achievements="已完成。")
    assert waiting(client, institution) == []


@pytest.mark.parametrize(("days", "told"), [(31, 0), (30, 1), (0, 1)])
def test_a_letter_that_ends_soon_is_a_task(client, days, told):
    institution = make_service_institution()
    ServiceInstitution.objects.update(authorised_to=TODAY + timedelta(days=days))
    assert len(waiting(client, institution)) == told


def test_an_incomplete_profile_is_a_task(client):
    active, draft = make_recommending_institution(complete=False), make_recommending_institution(active=False)
    assert waiting(client, active) == [reverse("institutions:edit", args=[active.reference])]
    assert waiting(client, draft) == [draft.get_absolute_url()]
    assert waiting(client, make_recommending_institution()) == []
