"""The form that keeps itself never says "saved" before the server did, and says why when it could not."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.ui.gallery_urls"),
]
KEEP = "**/_components/keep/"


@pytest.fixture
def form(chromium: Browser, live_server) -> Page:
    page = chromium.new_context(locale="en-US", extra_http_headers={"accept-language": "en"}).new_page()
    page.goto(f"{live_server.url}/_components/form/")
    return page


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 204}, "Saved at"),
        ({"status": 409}, "somebody else changed this"),
        ({"status": 403}, "you have been signed out"),
        ({"status": 302, "headers": {"location": "/account/login/"}}, "you have been signed out"),
        ({"status": 422, "body": "The title is too long."}, "Not saved: The title is too long."),
        ({"status": 500}, "Not saved"),
    ],
)
def test_form_says_what_the_server_answered(form, answer, words):
    form.route(KEEP, lambda route: route.fulfill(**answer))

    form.fill("#id_title", "Microplastics")

    expect(form.locator("[data-save-state]")).to_contain_text(words)


def test_form_says_that_there_is_no_connection(form):
    form.route(KEEP, lambda route: route.abort())

    form.fill("#id_title", "Microplastics")

    expect(form.locator("[data-save-state]")).to_contain_text("there is no connection")


def test_form_sends_what_was_written_with_its_token(form):
    sent: list[str] = []
    form.route(KEEP, lambda route: (sent.append(route.request.post_data or ""), route.fulfill(status=204)))

    form.fill("#id_title", "Microplastics")
    expect(form.locator("[data-save-state]")).to_contain_text("Saved at")

    assert "Microplastics" in sent[0]
    assert "csrfmiddlewaretoken" in sent[0]


def test_second_tab_is_noticed(form):
    second = form.context.new_page()
    second.goto(form.url)

    expect(form.locator("[data-save-state]")).to_contain_text("another tab")
