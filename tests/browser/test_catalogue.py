"""A visitor looks for a laboratory: a need in words, a facet, a comparison; on a desk, on a phone, without scripts."""

import pytest

from tests.browser.window import DESK, PHONE
from tests.factories.catalogue import make_catalogue

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-catalogue"),
]
BEST = "云岭先进电池材料重点实验室"


@pytest.fixture(scope="module")
def scenery(town) -> dict[str, str]:
    """Seventy laboratories beside the town's own."""
    first = make_catalogue()[0]
    return {"best": first.reference}


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_need_finds_is_narrowed_and_compared(screen, width):
    window = screen(width=width)
    page = window.open("/laboratories/")
    page.fill("#q", "电池")
    page.press("#q", "Enter")
    page.wait_for_selector(".vp-why mark")
    before = page.locator(".vp-found article").count()
    if width == PHONE:
        page.click(".vp-facets > summary")
    page.check("#kind-public_service")
    page.wait_for_url("**kind=public_service**")
    page.wait_for_selector(".vp-chip")
    assert 0 < page.locator(".vp-found article").count() < before
    assert window.barriers() == {}
    page.click(".vp-found-facts a")
    page.wait_for_selector(".vp-compare-bar a.btn")
    assert not window.is_too_wide()
    page.click(".vp-compare-bar a.btn")
    page.wait_for_selector(".vp-compare table")
    assert window.barriers() == {}
    page.click(".vp-compare thead a")
    page.wait_for_selector(".vp-takes")
    assert window.barriers() == {}


def test_the_catalogue_works_without_scripts_in_chinese(screen, browser, town):
    context = browser.new_context(
        java_script_enabled=False, locale="zh-CN", viewport={"width": PHONE, "height": 844}
    )
    page = context.new_page()
    page.goto(town.origin + "/laboratories/")
    page.fill("#q", "我们想测电池的循环寿命")
    page.click(".vp-catalogue-ask button")
    assert page.locator(".vp-found h2 a").first.inner_text() == BEST
    page.check("#activity-testing")
    page.click(".vp-facets button")
    assert "activity=testing" in page.url
    page.click(".vp-found h2 a")
    assert page.locator("h1").inner_text() == BEST
    context.close()
