"""A newcomer's whole way in, from the home page to the decision, by nothing but the words that stand on the pages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import Town
from tests.browser.test_tasks import PASSWORD, day, fill, payload
from tests.browser.window import Window
from voucher_portal.demo.cast import credit_code

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-newcomer"),
]
Screen = Callable[..., Window]
TITLE = "轴承寿命在线预测"
VOUCHER = "110000"  # 元; above the threshold from which two people decide


class Walk:
    """Somebody who only knows the front door: every further page is reached by a visible word."""

    def __init__(self, window: Window):
        self.window, self.page = window, window.page
        window.open("/")

    def link(self, words: str) -> "Walk":
        """Follows a link of the page; the main navigation counts, addresses do not."""
        return self._click(self.page.get_by_role("link", name=words, exact=True))

    def button(self, words: str) -> "Walk":
        return self._click(self.page.locator("main").get_by_role("button", name=words, exact=True))

    def _click(self, found: Locator) -> "Walk":
        before = self.page.url
        with self.page.expect_navigation():
            found.filter(visible=True).first.click()
        assert self.page.locator(".vp-errors").count() == 0, self.page.inner_text("main")
        self.window.keep_picture(f"newcomer-{before}-to-{self.page.url}")
        return self

    def tell(self, values: dict[str, str | bool]) -> "Walk":
        """Fills fields; a field that cannot be seen cannot be filled."""
        fill(self.window, values)
        return self

    def choose(self, name: str, words: str) -> "Walk":
        """Picks the entry of a list by the words that a person reads in it."""
        field = self.page.locator(f"main select[name={name}]")
        label = next(text for text in field.locator("option").all_inner_texts() if words in text)
        field.select_option(label=label)
        return self

    def reads(self, *words: str) -> "Walk":
        """The page says all this."""
        told = self.page.inner_text("main")
        assert [text for text in words if text not in told] == [], told
        return self


def test_a_newcomer_finds_the_way_from_the_home_page_to_an_approved_voucher(screen: Screen, town: Town):
    newcomer = Walk(screen())
    sign_up_and_register(newcomer)
    write_the_application(newcomer, town)
    reference = check_and_submit(newcomer)
    endorse(Walk(screen("recommender")), reference)
    decide(Walk(screen("officer")), Walk(screen("approver")), reference)
    newcomer.link("My tasks").link(TITLE).reads("Approved", "110,000.00")


def sign_up_and_register(walk: Walk) -> None:
    """The home page says what is open and what will be asked; the account and the enterprise follow."""
    walk.reads("What to have at hand", "Journey 2026").link("Apply in “Journey 2026”")
    walk.tell(
        {"name": "顾晓", "email": "gu@first-time.example", "password1": PASSWORD, "password2": PASSWORD}
    )
    walk.tell({"agreement": True}).button("Create an account").reads("You are signed in")
    walk.page.locator("main").get_by_role("link", name="Register", exact=True).click()
    walk.link("Register an enterprise")
    party = {
        "name": "北京示例初见轴承有限公司", "uscc": credit_code("91110108MA7767676"), "district": "haidian",
        "contact_name": "顾晓", "contact_phone": "13900000000", "industry": "software", "staff": "8",
        "revenue": "600000", "assets": "900000", "legal_representative": "顾晓", "controller": "顾晓",
    }  # fmt: skip
    walk.tell(party).button("Register").reads("You now act for it", "Your first project")


def write_the_application(walk: Walk, town: Town) -> None:
    """Every part of the task list, one after the other as “Save and continue” leads, and the plan attached."""
    walk.link("New application").tell({"title": TITLE}).button("Start the application")
    walk.reads("Parts of the application").link("The project")
    walk.tell({"background": "停机损失大。", "content": "三轮台架试验。", "deliverables": "试验报告一份。"})
    walk.tell({"activity_type": "testing"}).button("Save and continue")
    cast = town.world.cast
    walk.choose("laboratory", cast.laboratories[1].organisation.name)
    walk.choose("recommender", cast.institution.organisation.name).button("Save and continue")
    walk.tell(
        {"plan_from": day(10), "plan_to": day(150), "total_amount": "240000", "requested_amount": VOUCHER}
    )
    walk.button("Save and continue").reads("Optional").button("Save and continue")
    walk.tell(
        dict.fromkeys(("declares_truth", "declares_no_affiliation", "declares_no_double_funding"), True)
    )
    walk.button("Save and continue")
    walk.reads("Add a document").tell({"kind": "project_plan"})
    walk.page.set_input_files("main input[type=file]", files=[payload("计划书.pdf")])
    walk.button("Store the document").reads("计划书.pdf")


def check_and_submit(walk: Walk) -> str:
    """All answers once more on one page; then the receipt, whose reference everybody after uses."""
    walk.link("Check and submit").reads(TITLE, "停机损失大。", "240,000.00", "计划书.pdf")
    walk.button("Submit").reads("Your application is submitted")
    assert re.search(r"\b[0-9a-f]{64}\b", walk.page.inner_text("main"))
    return walk.page.url.split("/")[-3]


def endorse(walk: Walk, reference: str) -> None:
    """The institution finds the file among its tasks."""
    walk.reads(TITLE).link(TITLE).link("Endorse")
    walk.tell({"endorsement": "团队稳定，目标清晰，予以推荐。"}).button("Endorse").reads(reference)


def decide(officer: Walk, approver: Walk, reference: str) -> None:
    """The officer finds the file in the queue and proposes; somebody else approves."""
    officer.link("Projects").reads(reference).link(TITLE).link("Propose approval")
    officer.tell({"amount": VOUCHER}).button("Propose approval")
    approver.link("Projects").link(TITLE).link("Approve")
    approver.tell({"amount": VOUCHER}).button("Approve").reads("Approved")
