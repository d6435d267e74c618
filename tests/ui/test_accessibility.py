"""Pages as a browser sees them: no WCAG 2.2 AA violation, nothing wider than a phone, nothing the policy refuses."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.ui.gallery_urls"),
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PATHS = [
    "/_components/",
    "/_components/transition/",
    "/_components/list/",
    "/_components/form/",
    "/account/login/",
]


def opened(browser: Browser, address: str, scheme: str, width: int) -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme, locale="zh-CN")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_pages_have_no_barriers(chromium, live_server, scheme, width):
    found = {}
    for path in PATHS:
        page, complaints = opened(chromium, live_server.url + path, scheme, width)
        violations = Axe().run(page, options=RULES).response["violations"]
        too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        refused = [text for text in complaints if "Content Security Policy" in text]
        problems = [*(item["id"] for item in violations), *(["too wide"] if too_wide else []), *refused]
        if problems:
            found[path] = problems
        page.close()

    assert found == {}


def test_theme_toggle_is_remembered(chromium, live_server):
    page, _ = opened(chromium, f"{live_server.url}/_components/", "light", 1280)

    page.click(".vp-header [data-theme-toggle]")
    page.reload()

    assert page.get_attribute("html", "data-bs-theme") == "dark"


def test_mistakes_of_a_form_get_the_focus(chromium, live_server):
    page, _ = opened(chromium, f"{live_server.url}/account/login/", "light", 1280)

    page.click("main button[type=submit]")
    page.wait_for_selector(".vp-errors")

    assert page.evaluate("document.activeElement.className") == "vp-errors"


def test_bulk_bar_appears_with_the_first_tick(chromium, live_server):
    page, _ = opened(chromium, f"{live_server.url}/_components/list/", "light", 1280)

    page.uncheck("[data-select]:checked >> nth=0")
    while page.locator("[data-select]:checked").count():
        page.locator("[data-select]:checked").first.uncheck()
    assert not page.is_visible(".vp-bulk")
    page.check("[data-select-all]")

    assert page.inner_text("[data-bulk-count]") == str(page.locator("[data-select]").count())
