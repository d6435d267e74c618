"""A run of transfers on the screens of everybody who takes part: from the request to the settled run, at both widths."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from applications.enums import State
from tests.browser.conftest import Town
from tests.browser.window import PHONE, Window

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-tasks"),
]


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """One project that may ask for its money, and one that waits for its payment."""
    return {
        "closed": town.world.begin(State.CLOSED, "可申请兑付的项目", who=0, ago=90).reference,
        "redeemed": town.world.begin(State.REDEEMED, "等待付款的项目", who=1, ago=90).reference,
    }


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.click(f"main button:has-text('{button}')")


def take(window: Window, path: str, button: str) -> Page:
    """Opens a page without barriers and presses its one button."""
    page = window.open(path)
    assert not window.barriers()
    press(page, button)
    return page


def answered(sent: Path) -> bytes:
    """The bank's results for its file: the first transfer was made, the second came back."""
    rows = list(csv.reader(io.StringIO(sent.read_text(encoding="utf-8-sig"))))
    transfers = [row for row in rows[1:] if row[0].isdigit()]
    assert [float(row[4]) for row in transfers] == [50000, 50000]
    assert (rows[-1][1], float(rows[-1][4])) == ("2", 100000)
    said = [["序号", "结果", "回单号", "失败原因"]]
    said += [[transfers[0][0], "成功", "HD-0001", ""], [transfers[1][0], "失败", "", "账号与户名不符"]]
    text = io.StringIO()
    csv.writer(text).writerows(said)
    return text.getvalue().encode("utf-8-sig")


def have_it_redeemed(screen: Callable[..., Window], project: str) -> None:
    """The laboratory asks on a phone, the office redeems."""
    laboratory = screen("laboratory", width=PHONE)
    page = laboratory.open(f"{project}request_redemption/")
    assert not laboratory.barriers()
    page.check("main form input[name=confirmed]")
    press(page, "Request the redemption")
    assert page.url.endswith(project)
    take(screen("officer"), f"{project}redeem/", "Redeem the voucher")


def test_money_is_requested_redeemed_and_paid_in_a_run(
    screen: Callable[..., Window], scenery: dict[str, str], tmp_path: Path
) -> None:
    have_it_redeemed(screen, f"/projects/{scenery['closed']}/")
    cashier, second = screen("finance"), screen("finance2", width=PHONE)
    page = take(cashier, "/payments/", "Draw up a run of what is ticked")
    assert not cashier.barriers()
    run = page.url.removeprefix(cashier.origin)
    take(cashier, f"{run}lock_run/", "Lock for approval")

    page = second.open(run)
    assert not second.barriers()
    for _transfer in range(2):
        press(page, "I compared the account with its papers")
    take(second, f"{run}approve_run/", "Approve the run")

    page = cashier.open(run)
    with page.expect_download() as coming:
        page.click("text=File for the bank (CSV)")
    sent = tmp_path / "bank.csv"
    coming.value.save_as(sent)
    page = cashier.open(f"{run}results/")
    page.set_input_files(
        "main input[type=file]", {"name": "results.csv", "mimeType": "text/csv", "buffer": answered(sent)}
    )
    press(page, "Read the file")
    assert "HD-0001" in page.inner_text("main")
    assert not cashier.barriers()
    press(page, "Record these results")
    page = take(cashier, f"{run}settle_run/", "Settle the run")
    assert "Settled" in page.inner_text("h1")
    assert "账号与户名不符" in page.inner_text("main")

    waiting = cashier.open("/payments/").inner_text("main")
    assert [reference in waiting for reference in scenery.values()].count(True) == 1
