"""A letter is fetched from the project, and its voucher is checked without signing in; no barrier on the way."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Town
from tests.browser.window import PHONE, Window

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-tasks"),
]


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """A project with its voucher."""
    awarded = town.world.begin("awarded", "待签合同的项目", who=0, ago=60)
    return {"awarded": awarded.reference, "voucher": awarded.voucher_number}


def test_award_notice_is_made_and_its_voucher_checked_on_a_phone(
    screen: Callable[..., Window], scenery: dict[str, str]
):
    holder = screen("applicant", width=PHONE)
    page = holder.open(f"/projects/{scenery['awarded']}/")
    address = page.locator("main a[href*='/award_notice/']").first.get_attribute("href")
    page = holder.open(address)
    assert not holder.barriers()
    with page.expect_download() as fetched:
        page.locator("main form[method=post] button[type=submit]").click()
    pdf = fetched.value.path().read_bytes()
    assert scenery["voucher"] in PdfReader(BytesIO(pdf)).pages[0].extract_text()

    visitor = screen("", width=PHONE)
    page = visitor.open("/vouchers/check/")
    assert not visitor.barriers()
    page.fill("main [name=number]", scenery["voucher"].lower())
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    assert "Valid" in page.locator("h1").inner_text()
    assert not visitor.barriers()
    assert not visitor.is_too_wide()
