"""Days of purchase, asked for only where the edition judges new technology by them (Q2: R2.4)."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from applications.facts import purchases_of
from applications.models import NewTechProduct
from applications.services import PurchaseLine
from tests.factories.cast import YUAN
from tests.factories.projects import make_project

DAY = timedelta(days=1)


def bought(people, counts: str):
    today = timezone.localdate()
    product = NewTechProduct.objects.create(
        number="XJS-1", name="XJS-1", supplier="S", valid_from=today - 30 * DAY, valid_to=today
    )
    line = PurchaseLine(name="XJS-1", amount=1_000 * YUAN, justification="Needed.", product=product)
    return make_project(
        "contracted",
        people=people,
        purchases=[line],
        purchase_purpose="new_product_trial",
        parameters={"new_tech_validity_date": counts},
    )


def test_day_of_purchase_is_asked_for_and_reaches_the_rules(people, browser) -> None:
    project = bought(people, "purchase")
    client, today = browser(people.applicant), timezone.localdate()
    url = reverse("contracts:purchase_days", args=[project.reference])
    name = f"day_{project.purchases.get().pk}"

    assert url in client.get(project.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 200
    assert client.post(url, {name: (today + DAY).isoformat()}).status_code == 422
    assert [line.bought_on for line in purchases_of(project)] == [None]
    assert client.post(url, {name: today.isoformat()}).status_code == 302
    assert [line.bought_on for line in purchases_of(project)] == [today]
    assert browser(people.officer).get(url).status_code == 403
    assert browser(people.stranger).get(url).status_code == 404


def test_other_editions_do_not_ask(people, browser) -> None:
    project = bought(people, "contract")
    client = browser(people.applicant)
    url = reverse("contracts:purchase_days", args=[project.reference])

    assert url not in client.get(project.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 409
