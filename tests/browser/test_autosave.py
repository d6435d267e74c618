"""What is typed survives a stopped server, a lost session and a second tab, and nobody is told it is saved when it is not."""

from collections.abc import Callable, Iterator

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from applications.enums import State
from tests.browser.conftest import Town
from tests.browser.window import Window
from voucher_portal.demo.cast import DOMAIN, PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-autosave"),
]
EMAIL = f"applicant@{DOMAIN}"
SIGN = "[data-save-state]"


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """One draft for each test."""
    names = ("stopped", "expired", "tabs", "conflict", "figures")
    return {name: town.world.begin(State.DRAFT, f"支架疲劳试验 {name}", ago=30).reference for name in names}


@pytest.fixture
def write(screen: Callable[..., Window], scenery: dict[str, str]) -> Callable[..., Page]:
    """The page “Plan and money” of one of the drafts."""

    def come(name: str) -> Page:
        return screen("applicant").open(plan(scenery[name]))

    return come


def plan(reference: str) -> str:
    return f"/projects/{reference}/tasks/plan/"


class RestartedServer(ThreadedWSGIServer):
    """Takes the place of one that has just gone."""

    def server_bind(self) -> None:
        self.allow_reuse_address = True
        super().server_bind()


@pytest.fixture
def second_server(town: Town, monkeypatch) -> Iterator[list[LiveServer]]:
    """A server that a test may stop, and the ones it starts again in its place; no connection outlives it."""
    monkeypatch.setattr(LiveServerThread, "server_class", RestartedServer)
    monkeypatch.setattr(QuietWSGIRequestHandler, "protocol_version", "HTTP/1.0")
    servers = [LiveServer("127.0.0.1")]
    yield servers
    servers[-1].stop()


def test_words_survive_a_stopped_server(town, scenery, browser: Browser, second_server):
    origin = second_server[0].url
    window = Window(browser, origin).enter(town.sessions[EMAIL])
    page = window.open(plan(scenery["stopped"]))
    page.fill("#id_total_amount", "120,000")
    expect(page.locator(SIGN)).to_contain_text("Saved at")

    second_server[0].stop()
    page.fill("#id_requested_amount", "40,000")
    expect(page.locator(SIGN)).to_contain_text("there is no connection")
    page.click("text=Save and continue")
    expect(page.locator(SIGN)).to_contain_text("there is no connection")
    expect(page.locator("#id_requested_amount")).to_have_value("40,000")

    second_server.append(LiveServer(origin.removeprefix("http://")))
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(SIGN)).to_contain_text("Saved at")
    window.open(plan(scenery["stopped"]))
    expect(page.locator("#id_requested_amount")).to_have_value("40,000.00")
    window.close()


def test_words_survive_a_lost_session(write):
    page = write("expired")
    page.context.clear_cookies(name="sessionid")

    page.fill("#id_requested_amount", "41,000")
    expect(page.locator(SIGN)).to_contain_text("you have been signed out")
    page.click("text=Save and continue")
    expect(page.locator("#id_requested_amount")).to_have_value("41,000")

    with page.context.expect_page() as opened:
        page.click("[data-sign-in] a")
    tab = opened.value
    tab.fill("#id_login", EMAIL)
    tab.fill("#id_password", PASSWORD)
    tab.click("main button[type=submit]")
    expect(tab).not_to_have_url("**/account/login/**")
    tab.close()

    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator(SIGN)).to_contain_text("Saved at")
    page.click("text=Save and back to the list")
    expect(page.locator("h1")).to_contain_text("expired")
    page.goto(page.url + "plan/")
    expect(page.locator("#id_requested_amount")).to_have_value("41,000.00")


def test_both_tabs_are_warned(write):
    first = write("tabs")
    second = first.context.new_page()
    second.goto(first.url)

    expect(first.locator(SIGN)).to_contain_text("opened in another tab")
    expect(second.locator(SIGN)).to_contain_text("open in another tab as well")


def test_conflict_shows_both_values_and_lets_choose(write):
    first = write("conflict")
    second = first.context.new_page()
    second.goto(first.url)
    second.fill("#id_requested_amount", "42,000")
    expect(second.locator(SIGN)).to_contain_text("Saved at")

    first.fill("#id_requested_amount", "43,000")
    conflict = first.locator("[data-conflict]")
    expect(conflict).to_contain_text("42,000.00")
    expect(conflict).to_contain_text("43,000.00")
    first.click("text=Keep what I typed")

    expect(first.locator(SIGN)).to_contain_text("Saved at")
    expect(conflict).to_be_empty()
    second.reload()
    expect(second.locator("#id_requested_amount")).to_have_value("43,000.00")


def test_rules_speak_while_one_writes(write):
    page = write("figures")
    page.fill("#id_total_amount", "100,000")
    page.fill("#id_requested_amount", "100,001")

    live = page.locator("[data-live]")
    expect(live).to_contain_text("100,001.00")
    expect(live.locator(".vp-finding.vp-tone-danger").first).to_be_visible()
    page.fill("#id_requested_amount", "about ten")
    expect(page.locator(SIGN)).to_contain_text("Not saved: Voucher applied for")
