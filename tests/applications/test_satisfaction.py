"""Applicants rate once, after the closing; houses see averages from three answers on; figures of their work."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import OrganisationKind, Role
from accounts.models import Membership
from applications import figures, services
from applications.models import Satisfaction
from institutions.figures import panel_rows
from tests.factories.cast import cast
from tests.factories.people import make_actor, make_organisation
from tests.factories.projects import make_project
from workflow.errors import NotPermitted, Unfit, WrongState

YEAR = timezone.localdate().year


def applicant_of(project) -> Actor:
    found = Membership.objects.active().filter(organisation=project.applicant, role=Role.APPLICANT)
    return Actor.of(found.select_related("organisation", "user").order_by("pk")[0])


def rate(project, stars: int = 4, **more) -> Satisfaction:
    ratings = {"laboratory_rating": stars, "institution_rating": stars, "recommender_rating": None} | more
    return services.rate(project, actor=applicant_of(project), **ratings)


@pytest.fixture
def closed(db):
    return make_project("closed")


def test_a_project_is_rated_once_after_its_closing_by_its_applicant(closed):
    with pytest.raises(WrongState):
        rate(make_project("contracted"))
    with pytest.raises(NotPermitted):
        services.rate(closed, actor=make_actor(Role.OFFICER), laboratory_rating=5)
    with pytest.raises(Unfit):
        rate(closed, 0, laboratory_rating=None, institution_rating=None)
    with pytest.raises(Unfit):
        rate(closed, 6)
    assert rate(closed, 5).institution == closed.laboratory.reported_by
    with pytest.raises(WrongState):
        rate(closed, 5)


def test_an_average_shows_from_three_answers_on(db):
    people = cast()
    projects = [make_project("closed", people=people) for _number in range(3)]
    institution = projects[0].laboratory.reported_by
    for project, stars in zip(projects[:2], (5, 4), strict=True):
        rate(project, stars)
    assert figures.satisfaction([institution.pk], YEAR) == {}
    assert not figures.stars("institution", institution.pk)
    rate(projects[2], 4)
    assert figures.satisfaction([institution.pk], YEAR) == {institution.pk: Decimal("4.33")}
    assert figures.satisfaction([institution.pk], YEAR - 1) == {}
    assert figures.stars("institution", institution.pk)[0]["value"] == Decimal("4.3")


def test_figures_of_a_year_come_from_the_projects(closed):
    institution = closed.laboratory.reported_by
    other = make_project("awarded").laboratory.reported_by
    both = [institution.pk, other.pk]
    assert figures.vouchers_served(both, YEAR) == {institution.pk: 1, other.pk: 1}
    assert figures.vouchers_served(both, YEAR - 1) == {institution.pk: 0, other.pk: 0}
    assert figures.closing_rate(both, YEAR) == {institution.pk: 100}
    assert set(figures.median_days(both, YEAR)) == {institution.pk}


def test_half_of_the_projects_fail(db):
    people = cast()
    closed = make_project("closed", people=people)
    make_project("terminated", people=people)
    pk = closed.laboratory.reported_by_id
    assert figures.closing_rate([pk], YEAR) == {pk: Decimal("50.00")}


def test_the_fate_of_recommendations_stands_on_the_page(db, client):
    people = cast()
    paid = make_project("paid", people=people)
    make_project("submitted", people=people)
    rows = {str(row["label"]): row["value"] for row in panel_rows(paid.recommender)}
    assert list(rows.values())[:5] == [2, 1, 1, 1, 1]
    member = Membership.objects.active().filter(organisation=paid.recommender.organisation)[0]
    client.force_login(member.user)
    assert client.get(paid.recommender.get_absolute_url()).context["figures"]


def test_the_houses_never_read_a_single_rating(closed, client):
    rate(closed, 1, words="等了很久")
    page = reverse("applications:rating", args=[closed.reference])
    for house in (closed.laboratory, closed.laboratory.reported_by, closed.recommender):
        member = Membership.objects.active().filter(organisation=house.organisation)[0]
        assert not Satisfaction.objects.visible_to(Actor.of(member))
        client.force_login(member.user)
        assert client.get(page).status_code == 403
    stranger = make_actor(Role.APPLICANT, make_organisation(OrganisationKind.ENTERPRISE))
    client.force_login(stranger.user)
    assert client.get(page).status_code == 404
    client.force_login(make_actor(Role.OFFICER).user)
    assert "等了很久" in client.get(page).content.decode()
    assert client.post(page, {"laboratory_rating": 5}).status_code == 403


def test_the_applicant_rates_in_the_browser(closed, client):
    client.force_login(applicant_of(closed).user)
    page = reverse("applications:rating", args=[closed.reference])
    assert page in client.get(closed.get_absolute_url()).content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page, {"words": "很好"}).status_code == 422
    assert client.post(page, {"laboratory_rating": "5", "words": "很好"}).status_code == 302
    assert "很好" in client.get(page).content.decode()


def test_a_laboratory_reads_its_figures_on_its_own_page_and_visitors_do_not(db, client):
    people = cast()
    projects = [make_project("closed", people=people) for _number in range(3)]
    for project in projects:
        rate(project, 4)
    laboratory = projects[0].laboratory
    page = laboratory.get_absolute_url()

    assert "figures" not in client.get(page).context
    client.force_login(Membership.objects.active().filter(organisation=laboratory.organisation)[0].user)
    figures_shown = {str(row["label"]): row["value"] for row in client.get(page).context["figures"]}

    assert list(figures_shown.values()) == [3, 3, 0, Decimal("4.0")]
