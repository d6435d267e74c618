"""From the award to the cleared contract in the browser, with a real paper: template, reading, an officer's word."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from applications.enums import State
from contracts import services
from contracts.models import Reading
from tests.browser.conftest import Town
from tests.browser.window import Window

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-contract"),
]


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """One project with a voucher and no contract yet."""
    return {"awarded": town.world.begin(State.AWARDED, "涂层耐蚀性试验", ago=30).reference}


def read_what_waits() -> None:
    """What the worker would do now, beside the thread of the browser."""

    def work() -> None:
        for pk in Reading.objects.waiting().values_list("pk", flat=True):
            services.run_reading(pk)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()


def have_the_template_checked(page: Page, paper: Path) -> None:
    """Downloads the template and has it read as a draft."""
    page.check("text=PDF to read")
    with page.expect_download() as coming:
        page.click("text=Download the template")
    coming.value.save_as(paper)
    page.set_input_files("input[name=draft]", paper)
    page.click("main >> text=Check the draft")
    expect(page.locator("#reading")).to_contain_text("waits to be read")
    read_what_waits()
    expect(page.locator("#REA-7")).to_contain_text("Agrees")
    expect(page.locator("#REA-5")).to_contain_text("A person must look")


def hand_in(page: Page, paper: Path) -> None:
    """Types the contract off the paper and hands both in."""
    number, face = page.locator("aside dd").first.inner_text(), page.locator("aside dd").nth(1).inner_text()
    typed = {
        "number": "HT-77",
        "signed_on": page.evaluate("new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10)"),
        "voucher_number_stated": number,
        "voucher_amount": face.removesuffix(" 元"),
        "voucher_clause": f"甲方使用首都科技创新券，编号{number}，额度{face}。",
    }
    for name, value in typed.items():
        page.fill(f"#id_{name}", value)
    page.set_input_files("input[name=document]", paper)
    page.click("main form.vp-form button[type=submit]")


def overrule(page: Page) -> None:
    """Says of every difference that it does not stand."""
    for rule in page.locator("#reading .vp-finding", has_text="Differs").evaluate_all(
        "found => found.map(one => one.id)"
    ):
        finding = page.locator(f"#{rule}")
        finding.locator("summary").click()
        finding.locator("text=The finding does not stand").click()
        finding.locator("textarea").fill("Compared with the paper.")
        finding.locator("button").click()
        expect(page.locator(f"#{rule}")).to_contain_text("Compared with the paper.")


def test_contract_from_template_to_clearing(
    screen: Callable[..., Window], scenery: dict[str, str], tmp_path: Path
) -> None:
    project, paper = f"/projects/{scenery['awarded']}/", tmp_path / "contract.pdf"
    applicant = screen("applicant")
    page = applicant.open(f"{project}contract/")
    have_the_template_checked(page, paper)
    page = applicant.open(f"{project}submit_contract/")
    hand_in(page, paper)
    expect(page).to_have_url(re.compile(f"{project}$"))
    read_what_waits()

    page = screen("officer").open(f"{project}clear_contract/")
    expect(page.locator("#REA-7")).to_contain_text("Page 1")
    overrule(page)
    page.fill("#id_determined_amount", "1,000")
    expect(page.locator(".vp-findings")).to_contain_text("500.00")
    page.reload()
    page.click("main form.vp-form button[type=submit]")
    expect(page).to_have_url(re.compile(f"{project}$"))
