"""The conversation at a screen: sent in place with the focus on the new message, and whole without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from applications.enums import State
from tests.browser.conftest import Town
from tests.browser.window import PHONE, Window
from voucher_portal.demo.cast import DOMAIN

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-conversation"),
]
PDF = {
    "name": "plan.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF",
}


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    reference = town.world.begin(State.SUBMITTED, "支架疲劳试验 conversation", ago=30).reference
    return {"path": f"/projects/{reference}/conversation/"}


def test_message_is_sent_in_place_and_the_focus_goes_to_it(screen: Callable[..., Window], scenery):
    window = screen("applicant", width=PHONE)
    page = window.open(scenery["path"])

    page.click("text=Send the message")
    expect(page.locator(".vp-errors")).to_be_focused()
    page.fill("#id_text", "When can the test begin?")
    page.set_input_files("#id_attachments", [PDF])
    page.click("text=Send the message")

    expect(page.locator(".vp-message").first).to_be_focused()
    expect(page.locator(".vp-message").first).to_contain_text("plan.pdf")
    expect(page.locator("#messages")).to_contain_text("was sent")
    expect(page.locator("#id_text")).to_have_value("")
    assert page.url.endswith(scenery["path"])
    assert window.barriers() == {}
    assert not window.is_too_wide()


def test_draft_waits_and_the_safety_copy_goes_with_the_person(screen: Callable[..., Window], scenery):
    page = screen("recommender").open(scenery["path"])
    page.fill("#id_text", "Half a sentence")
    expect(page.locator("[data-draft-state]")).to_contain_text("Draft saved at")
    page.reload()
    expect(page.locator("#id_text")).to_have_value("Half a sentence")

    page.fill("#id_answer_by", "2099-01-01")
    page.wait_for_timeout(600)
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.click("text=Restore >> nth=-1")
    expect(page.locator("#id_answer_by")).to_have_value("2099-01-01")


def test_conversation_without_javascript(town: Town, browser: Browser, scenery):
    context = browser.new_context(java_script_enabled=False, locale="en")
    context.add_cookies(
        [{"name": "sessionid", "value": town.sessions[f"officer@{DOMAIN}"], "url": town.origin}]
    )
    page = context.new_page()
    page.goto(town.origin + scenery["path"])
    page.fill("#id_text", "Please add the drawing.")
    page.select_option("#id_audience", "applicant")
    page.set_input_files("#id_attachments", [PDF])
    page.click("text=Send the message")
    assert "#m-" in page.url
    assert "Please add the drawing." in page.inner_text(".vp-message >> nth=0")

    context.clear_cookies(name="sessionid")
    page.fill("#id_text", "Typed while the session was lost")
    page.click("text=Send the message")
    assert "/account/login/" in page.url
    assert "kept for an hour" in page.inner_text("#messages")
    context.add_cookies(
        [{"name": "sessionid", "value": town.sessions[f"officer@{DOMAIN}"], "url": town.origin}]
    )
    page.goto(town.origin + scenery["path"])
    assert page.input_value("#id_text") == "Typed while the session was lost"
    context.close()
