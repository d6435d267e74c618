"""A day at the desk: with the keyboard alone at a wide screen, and on a phone without a script."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Town
from tests.browser.window import DESK, PHONE, Window

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-desk"),
]
Screen = Callable[..., Window]


@pytest.fixture(scope="module")
def scenery(town: Town) -> list[str]:
    """Three endorsed projects for the one who types, and the last for the one with the phone."""
    begin = town.world.begin
    titles = ["排队项目 1", "排队项目 2", "排队项目 3", "手机项目"]
    return [begin("endorsed", title, ago=40).reference for title in titles]


def go(window: Window, key: str) -> None:
    """Presses a key that leads to another page."""
    with window.page.expect_navigation():
        window.page.keyboard.press(key)


def test_an_officer_works_by_keyboard(screen: Screen, scenery):
    window = screen("officer", width=DESK)
    page = window.open("/desk/?tab=take&sort=since&q=排队项目")
    assert window.barriers() == {}
    listed = page.locator("tr[data-desk-row]").evaluate_all("rows => rows.map(row => row.dataset.deskRow)")
    assert sorted(listed) == sorted(scenery[:3])

    page.keyboard.press("?")
    assert page.locator("dialog[open] kbd", has_text="j").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("tr.is-current").get_attribute("data-desk-row") == listed[1]
    go(window, "c")
    assert listed[1] in page.inner_text("#messages")
    assert page.locator(f"tr[data-desk-row='{listed[1]}']").count() == 0

    page.keyboard.press("j")
    page.keyboard.press("j")
    go(window, "v")
    assert page.url.split("?")[0].endswith(f"/desk/{listed[2]}/")
    assert window.barriers() == {}
    page.locator("input[value=not_ok]").first.check()
    page.locator("#marks-state", has_text="Kept at").wait_for()
    go(window, "p")
    assert page.url.split("?")[0].endswith(f"/desk/{listed[0]}/")

    page.goto(f"{window.origin}/desk/?tab=mine")
    page.keyboard.press("/")
    page.keyboard.type("cjk?")
    assert page.input_value(".vp-desk-find input[type=search]") == "cjk?"
    assert page.locator("dialog[open]").count() == 0
    assert window.complaints == []


def test_filters_change_the_list_in_place_and_its_address(screen: Screen, scenery):
    window = screen("officer", width=DESK)
    page = window.open("/desk/?tab=all")
    page.locator("summary", has_text="State").first.click()
    page.locator("input[name=state][value=endorsed]").check()
    page.locator(".vp-chip", has_text="State: Endorsed").wait_for()

    assert "state=endorsed" in page.url
    assert page.locator("input[name=state][value=endorsed]").is_checked()
    page.reload()
    assert page.locator(".vp-chip", has_text="State: Endorsed").is_visible()
    assert window.complaints == []


def test_an_officer_works_on_a_phone_without_a_script(screen: Screen, scenery):
    window = screen("officer2", width=PHONE, scripts=False)
    page = window.open("/desk/?tab=take&q=手机项目")
    row = page.locator(f"tr[data-desk-row='{scenery[3]}']")
    row.get_by_role("button", name="Take").click()
    assert scenery[3] in page.inner_text("#messages")
    window.open("/desk/?tab=mine")
    page.locator("[data-desk-check]").first.click()
    page.locator("input[value=seen]").first.check()
    page.get_by_role("button", name="Keep the marks").click()
    assert "Kept at" in page.inner_text("#messages")
    assert page.locator("input[value=seen]").first.is_checked()
    window.open("/desk/keys/")
    assert page.locator("kbd").count() == 10
