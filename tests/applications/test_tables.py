"""The office's tables of enterprises, listed new products and earlier projects: in, changed by their natural key, refused."""

from datetime import date

import pytest

from accounts.enums import ImportStage, Role
from applications.models import Enterprise, HistoricProject, NewTechProduct
from applications.models.applicant import INDUSTRY_CHOICES
from tests.factories.people import make_actor
from tests.factories.tables import send, take_in, upload

pytestmark = pytest.mark.django_db
CODE = "91110108MA0000001D"
ENTERPRISES = "name,uscc,district,industry,staff,revenue,assets,legal_representative\n"
PRODUCTS = "number,name,supplier,valid_from,valid_to\n"
EARLIER = "number,year,title,applicant_name,laboratory_name,awarded,paid,outcome\n"


@pytest.fixture
def browser(client):
    """An officer at the administration."""
    client.force_login(make_actor(Role.OFFICER).user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def told(job) -> list[tuple[int, str]]:
    return [(found["row"], found["heading"]) for found in job.report["problems"]]


def test_enterprises_come_in_and_are_changed_by_their_code(browser):
    industry = INDUSTRY_CHOICES[0][0]
    row = f"北京甲公司,{CODE},haidian,{industry},{{staff}},8000000,5000000,张某\n"
    take_in(browser, "applications_enterprise", upload(ENTERPRISES + row.format(staff=35)))
    take_in(browser, "applications_enterprise", upload(ENTERPRISES + row.format(staff=36)))
    found = Enterprise.objects.get(organisation__uscc=CODE)
    assert (found.staff, found.revenue, found.organisation.name_key != "") == (36, 800_000_000, True)


def test_new_products_bring_their_validity(browser):
    take_in(
        browser, "applications_newtechproduct", upload(f"{PRODUCTS}X-1,传感器,甲公司,2026-01-01,2028-12-31\n")
    )
    take_in(
        browser, "applications_newtechproduct", upload(f"{PRODUCTS}X-1,传感器,甲公司,2026-01-01,2027-12-31\n")
    )
    assert NewTechProduct.objects.get().valid_to == date(2027, 12, 31)
    job = send(
        browser, "applications_newtechproduct", upload(f"{PRODUCTS}X-2,灯,乙公司,2026-02-02,2026-02-01\n")
    )
    assert (job.stage, told(job)) == (ImportStage.REFUSED, [(2, "valid_to")])


def test_earlier_projects_come_in_and_pay_no_more_than_was_awarded(browser):
    model = "applications_historicproject"
    take_in(browser, model, upload(f"{EARLIER}2018-1,2018,检测,甲公司,一实验室,60000,50000,paid\n"))
    assert HistoricProject.objects.get().paid_fen == 5_000_000
    job = send(browser, model, upload(f"{EARLIER}2018-2,2018,检测,甲公司,一实验室,60000,60000.01,paid\n"))
    assert (job.stage, told(job)) == (ImportStage.REFUSED, [(2, "paid")])
    take_in(browser, model, upload(f"{EARLIER}2018-2,2018,检测,甲公司,一实验室,60000,60000,paid\n"))
    assert HistoricProject.objects.count() == 2


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR, Role.FINANCE, Role.EXPERT])
def test_only_officers_bring_these_tables_in(client, role):
    client.force_login(make_actor(role).user)
    for model in ("enterprise", "newtechproduct", "historicproject"):
        assert client.get(f"/admin/applications/{model}/import/").status_code in {302, 403}
