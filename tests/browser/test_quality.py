"""What every page owes its readers: little to load, nothing that moves, a way through by keyboard, news of what was swapped."""

import gzip
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Town
from tests.browser.window import DESK, PHONE, Window
from voucher_portal.demo.cast import DOMAIN, PASSWORD
from voucher_portal.demo.papers import pdf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-quality"),
]
HEAVIEST = 150 * 1024
Screen = Callable[..., Window]
CHARTS = "echarts"
PAGES = [
    ("", "/"), ("", "/account/login/"), ("", "/check/"), ("", "/laboratories/"), ("", "/notices/"), ("", "/rules/"),
    ("", "/help/"), ("", "/statistics/"),
    ("applicant", "/dashboard/"), ("applicant", "/projects/{draft}/"), ("applicant", "/projects/{draft}/tasks/"),
    ("applicant", "/projects/{draft}/tasks/plan/"), ("applicant", "/projects/{submitted}/conversation/"),
    ("officer", "/dashboard/"), ("officer", "/desk/"), ("officer", "/desk/{submitted}/"), ("officer", "/projects/{submitted}/"),
    ("officer", "/budgets/"), ("officer", "/office/statistics/"), ("officer", "/search/?q=支架"),
]  # fmt: skip


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """A draft, and projects for the queue."""
    begin = town.world.begin
    return {
        state: begin(state, f"支架疲劳 {state}", ago=40).reference
        for state in ("draft", "submitted", "endorsed")
    }


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_pages_are_light_and_stand_still(screen: Screen, scenery, width):
    windows: dict[str, Window] = {}
    found, known = {}, {}
    for name, path in PAGES:
        window = windows.get(name) or windows.setdefault(name, screen(name, width=width))
        weight = weight_of(window, path.format(**scenery), known)
        if weight > HEAVIEST:
            found[path] = f"{weight / 1024:.0f} KiB"
        if window.moved():
            window.open(
                path.format(**scenery)
            )  # what moves by its making moves again; a busy machine seldom does
        if moved := window.moved():
            found[f"{path} moves"] = moved

    assert sum(known.values()) > 100 * 1024, "The pages were loaded without their look."
    assert found == {}


def weight_of(window: Window, path: str, known: dict[str, int]) -> int:
    """Opens a page and adds up the scripts and style sheets that Chromium used for it, as they are sent compressed."""
    window.open(path)
    total = 0
    for address in window.page.evaluate(USED):
        if address not in known:
            known[address] = len(gzip.compress(window.context.request.get(address).body(), 6))
        total += known[address]
    return total


# The charts' library is weighed by pages of statistics alone.
USED = f"""() => performance.getEntriesByType("resource").map(entry => entry.name)
  .filter(name => /\\.(js|css)($|\\?)/.test(name) && !name.includes("{CHARTS}"))"""


class Keys:
    """Somebody who has only the keyboard: Tab, Enter, Space and letters."""

    def __init__(self, window: Window):
        self.page = window.page
        self.hidden: list[str] = []

    def to(self, selector: str, *, most: int = 120) -> "Keys":
        """Tabs until the element has the focus; every stop on the way shows where it is."""
        for _stop in range(most):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP, selector)
            if not stop["shown"]:
                self.hidden.append(f"{self.page.url}: {stop['what']}")
            if stop["there"]:
                return self
        raise AssertionError(f"{selector} is out of reach on {self.page.url}")

    def write(self, selector: str, text: str) -> "Keys":
        self.to(selector)
        self.page.keyboard.insert_text(text)
        return self

    def press(self, key: str = "Enter") -> None:
        """Presses a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def choose(self, selector: str) -> "Keys":
        """The first real choice of a list."""
        self.to(selector)
        self.page.keyboard.press("ArrowDown")
        return self


STOP = """selector => {
  const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
  const drawn = (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
  const around = e.matches("input[type=file], .visually-hidden") && e.parentElement.matches(":focus-within");
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  const part = e === window.__before;  // another part of the same field: the browser marks it itself
  const shown = e === document.body || part || ((drawn || around) && inside);
  window.__before = e;
  return {there: e.matches(selector), shown, what: e.outerHTML.slice(0, 120)};
}"""


def test_an_application_is_handed_in_with_the_keyboard_alone(screen: Screen, scenery):
    window = screen()
    window.open("/account/login/")
    keys = Keys(window)
    keys.write("#id_login", f"applicant3@{DOMAIN}").write("#id_password", PASSWORD).press()
    keys.to("main a[href='/projects/new/']").press()
    keys.write("main [name=title]", "键盘上的申请").press()
    keys.to("main a[href$='/tasks/project/']").press()
    fill_in(keys)
    add_a_document(keys)
    keys.to("main a[href$='/submit/']").press()
    keys.to("main form.vp-form button.btn-primary").press("Space")

    assert window.page.url.endswith("/receipt/")
    assert keys.hidden == []


NEXT = "main form.vp-form button[type=submit]"


def fill_in(keys: Keys) -> None:
    """Page by page, as the task list leads."""
    keys.choose("main select[name=activity_type]")
    for name in ("background", "content", "deliverables"):
        keys.write(f"main [name={name}]", f"关于 {name} 的说明。")
    keys.to(NEXT).press()
    keys.choose("main select[name=laboratory]").choose("main select[name=recommender]").to(NEXT).press(
        "Space"
    )
    for name, days in (("plan_from", 10), ("plan_to", 150)):
        keys.to(f"main [name={name}]")
        keys.page.keyboard.type(f"{timezone.localdate() + timedelta(days=days):%m%d%Y}")
    keys.write("main [name=total_amount]", "100000").write("main [name=requested_amount]", "50000").to(
        NEXT
    ).press()
    keys.to(NEXT).press()
    for name in ("declares_truth", "declares_no_affiliation", "declares_no_double_funding"):
        keys.to(f"main [name={name}]")
        keys.page.keyboard.press("Space")
    keys.to(NEXT).press()


def add_a_document(keys: Keys) -> None:
    """The file dialogue of the system opens with a key as well."""
    keys.choose("main select[name=kind]").to("main input[type=file]")
    with keys.page.expect_file_chooser() as opened:
        keys.page.keyboard.press("Space")
    opened.value.set_files(
        [{"name": "计划书.pdf", "mimeType": "application/pdf", "buffer": pdf("计划书.pdf", "Plan").read()}]
    )
    keys.to(NEXT).press()


def test_what_was_swapped_is_announced_and_the_focus_stays(screen: Screen, scenery):
    page = screen().open("/statistics/")
    page.focus("#id_year")
    with page.expect_response("**/statistics/?*"):
        page.select_option("#id_year", index=1)
    expect(page.locator("#announcer")).to_have_text("The figures were counted for your choice.")
    assert page.evaluate("document.activeElement.id") == "id_year"
    expect(page.locator("#figures [data-chart] > div").first).to_be_visible()

    desk = screen("officer").open("/desk/?tab=all")
    desk.fill("main input[type=search]", "支架")
    desk.keyboard.press("Enter")
    expect(desk.locator("#announcer")).to_have_text("Files: 2")
    assert desk.evaluate("document.activeElement.matches('main input[type=search]')")


def test_a_message_that_was_sent_is_announced_and_the_focus_is_not_lost(screen: Screen, scenery):
    page = screen("applicant").open(f"/projects/{scenery['submitted']}/conversation/")
    page.fill("main textarea[name=text]", "请问何时审核？")
    with page.expect_response("**/conversation/"):
        page.click("#write button[type=submit]")
    expect(page.locator("#conversation")).to_contain_text("请问何时审核？")
    expect(page.locator("#announcer")).not_to_be_empty()
    page.wait_for_function("document.activeElement !== document.body")


def test_charts_follow_the_theme_and_a_script_that_does_not_come_leaves_the_bars(screen: Screen, scenery):
    page = screen().open("/statistics/")
    frame = page.locator("[data-chart]").first
    label = frame.locator("[aria-label]")
    expect(label).to_have_attribute(
        "aria-label", "Chart: Projects by stage. The table below has every figure."
    )
    colour = frame.locator("svg text").last
    before = colour.evaluate("element => getComputedStyle(element).fill")
    page.click(".vp-header [data-theme-toggle]")
    page.wait_for_function(
        "before => getComputedStyle([...document.querySelectorAll('[data-chart] > div svg text')].pop()).fill !== before",
        arg=before,
    )

    plain = screen(scripts=False).open("/statistics/")
    assert plain.locator("svg.vp-chart").count() == plain.locator("[data-chart]").count() > 0
    plain.locator("details.vp-figures summary").first.click()
    expect(plain.locator("details.vp-figures table").first).to_be_visible()
