"""The whole way of a voucher in the browser: from the award, over a real contract that is read, to the money."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from django.utils import timezone
from playwright.sync_api import Download, Page, expect

from applications.enums import State
from tests.browser.conftest import Town
from tests.browser.test_contract_desk import read_what_waits
from tests.browser.test_tasks import fill, press
from tests.browser.window import PHONE, Window
from tests.contracts.corpus.build import Contract, head, says
from tests.contracts.corpus.facts import facts_of
from tests.contracts.corpus.manners import TUNED
from voucher_portal.demo.papers import pdf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-award-to-paid"),
]
Screen = Callable[..., Window]
SEND = "main form.vp-form button[type=submit]"
BLANK_DAY = "____年__月__日"
PANEL = ("expert", "expert2", "expert3")
# 元: the contract says 100,000, the office determines 90,000, the review accepts 70,000; half of that is payable.
TOTAL, FACE, DETERMINED, ACCEPTED, PAYABLE = 100_000, 40_000, "90,000.00", "70,000.00", "35,000.00"


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """One project with a voucher and no contract yet; nobody else has used the pool."""
    project = town.world.begin(State.AWARDED, "涂层耐蚀性试验", ago=30, total=TOTAL, voucher=FACE)
    return {
        "path": f"/projects/{project.reference}/",
        "reference": project.reference,
        "voucher": project.voucher_number,
        "applicant": project.applicant.name,
        "laboratory": project.laboratory.organisation.name,
        "seller_uscc": project.laboratory.organisation.uscc or "",
    }


def test_voucher_travels_from_award_to_payment(
    screen: Screen, town: Town, scenery: dict[str, str], tmp_path: Path
) -> None:
    path = scenery["path"]
    applicant, officer = screen("applicant"), screen("officer")
    words = words_of_the_template(applicant, path, tmp_path)
    check_the_template(words, scenery)
    hand_in(applicant, path, words, sign(words, scenery["laboratory"]))
    read_what_waits()
    clear(officer, path, scenery)

    report(applicant, path, scenery)
    confirm(screen("laboratory", width=PHONE), path)
    step(applicant, f"{path}submit_closing/")
    review(screen, officer, path, [str(expert.pk) for expert in town.world.cast.experts[:3]])
    step(officer, f"{path}close/", {"accepted_cost": ACCEPTED, "reasons": "三位专家一致同意结题。"})

    ask_for_the_money(screen("laboratory", width=PHONE), path)
    step(screen("officer2"), f"{path}redeem/")
    pay(screen, scenery["reference"], tmp_path)
    see_that_it_is_paid(applicant, screen("finance"), scenery)


# --- the contract ----------------------------------------------------------------------------------------------------


def step(window: Window, path: str, values: dict[str, str | bool] | None = None) -> Page:
    """Opens the page of a step, fills it and is brought back to the project."""
    page = window.open(path)
    fill(window, values or {})
    press(window, SEND)
    expect(page.locator(".vp-errors")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/projects/[^/]+/(receipt/)?$"))
    return page


def words_of_the_template(window: Window, path: str, folder: Path) -> list[str]:
    """Downloads the Word template of this very project and gives its paragraphs."""
    page = window.open(f"{path}contract/")
    fill(window, {"number": "HT-2026-77"})
    page.check("text=Word file to edit")
    with page.expect_download() as coming:
        page.click("text=Download the template")
    coming.value.save_as(folder / "template.docx")
    return [paragraph.text for paragraph in docx.Document(str(folder / "template.docx")).paragraphs]


def check_the_template(words: list[str], scenery: dict[str, str]) -> None:
    """Parties, voucher, and the amounts in figures and capitals are those of the project."""
    text = "\n".join(words)
    for expected in (
        scenery["applicant"],
        scenery["laboratory"],
        "合同编号：HT-2026-77",
        f"创新券编号：{scenery['voucher']}",
        "总金额为人民币100,000.00元（大写：人民币壹拾万元整）",
        "额度为人民币40,000.00元（大写：人民币肆万元整）",
        "其余人民币60,000.00元（大写：人民币陆万元整）",
    ):
        assert expected in text


def sign(words: list[str], laboratory: str) -> bytes:
    """The template as the parties sign it: dated, stamped, set as a PDF by the generator of the tests."""
    manner = replace(TUNED[0], title=words[0], stamp=True)
    facts = replace(facts_of(77), party_b=laboratory)
    dated = [line.replace(BLANK_DAY, chinese(signed_on())) for line in words[1:]]
    blocks = [head(line) if re.match("第.条 ", line) else says(line) for line in dated]
    return Contract("signed", manner, facts, blocks, {}).pdf()


def signed_on() -> date:
    return timezone.localdate() - timedelta(days=2)


def chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def hand_in(window: Window, path: str, words: list[str], paper: bytes) -> None:
    """Types the contract off the paper, the day of signing one day wrong."""
    page = window.open(f"{path}submit_contract/")
    clause = next(line for line in words if "创新券编号" in line)
    found = re.search(r"创新券编号：(\S+?)，", clause)
    assert found
    typed = {
        "number": "HT-2026-77",
        "signed_on": (signed_on() + timedelta(days=1)).isoformat(),
        "voucher_number_stated": found[1],
        "voucher_amount": str(FACE),
        "voucher_clause": clause,
    }
    fill(window, dict(typed))
    file = {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": paper}
    page.set_input_files("input[name=document]", file)
    press(window, SEND)
    expect(page).to_have_url(re.compile(f"{path}$"))


def clear(officer: Window, path: str, scenery: dict[str, str]) -> None:
    """Sees what was read with page and excerpt, judges the one difference, determines the amount."""
    page = officer.open(f"{path}clear_contract/")
    read = {"REA-1": scenery["applicant"], "REA-2": scenery["laboratory"], "REA-7": "100,000.00"}
    read |= {"REA-11": scenery["voucher"], "REA-12": "40,000.00"}
    for rule, value in read.items():
        expect(page.locator(f"#{rule}")).to_contain_text("Agrees")
        expect(page.locator(f"#{rule}")).to_contain_text(value)
        expect(page.locator(f"#{rule}")).to_contain_text(re.compile("Page 1: “.+”"))
    differing = page.locator("#reading .vp-finding", has_text="Differs")
    assert [finding.get_attribute("id") for finding in differing.all()] == ["REA-6"]
    finding = page.locator("#REA-6")
    expect(finding).to_contain_text(signed_on().isoformat())
    finding.locator("summary").click()
    finding.locator("text=The finding does not stand").click()
    finding.locator("textarea").fill("The paper is right; the day was mistyped.")
    finding.locator("button").click()
    expect(page.locator("#REA-6")).to_contain_text("The paper is right; the day was mistyped.")
    page.fill("#id_determined_amount", DETERMINED)
    expect(page.locator(".vp-findings")).to_contain_text(
        "45,000.00"
    )  # half of it, asked for while it is typed
    press(officer, SEND)
    expect(page).to_have_url(re.compile(f"{path}(#.*)?$"))
    expect(page.locator("main")).to_contain_text(DETERMINED)


# --- closing ---------------------------------------------------------------------------------------------------------


def report(window: Window, path: str, scenery: dict[str, str]) -> None:
    """Words and cost, one invoice, the files."""
    today = timezone.localdate().isoformat()
    window.open(f"{path}report/")
    written = {"work_done": "完成全部试验。", "results": "检测报告两份。", "effects": "良率提高。"}
    fill(window, written | {"actual_cost": DETERMINED})
    press(window, SEND)
    window.open(f"{path}report/invoices/new/")
    seller = {"seller_name": scenery["laboratory"], "seller_uscc": scenery["seller_uscc"]}
    fill(window, seller | {"number": "26000077", "issued_on": today, "amount": DETERMINED})
    press(window, SEND)
    for kind, name in (("result", "检测报告.pdf"), ("payment_proof", "付款凭证.pdf")):
        page = window.open(f"{path}report/documents/")
        fill(window, {"kind": kind})
        file = {"name": name, "mimeType": "application/pdf", "buffer": pdf(name, kind).read()}
        page.set_input_files("main input[name=file]", file)
        press(window, SEND)
    main = window.open(f"{path}report/").locator("main")
    for entered in (
        "26000077",
        DETERMINED,
        "检测报告.pdf",
        "付款凭证.pdf",
        "Not confirmed by the laboratory",
    ):
        expect(main).to_contain_text(entered)


def confirm(laboratory: Window, path: str) -> None:
    page = laboratory.open(f"{path}confirm_report/")
    expect(page.locator("main")).to_contain_text("完成全部试验。")
    press(laboratory, SEND)
    expect(page.locator(".vp-errors")).to_have_count(0)


def review(screen: Screen, officer: Window, path: str, experts: list[str]) -> None:
    """Three experts are asked; each declares before the file opens, then decides with points and reasons."""
    page = officer.open(f"{path}start_review/")
    for number in experts:
        page.check(f"#expert-{number}")
    press(officer, f"{SEND}.btn-primary")
    expect(page).to_have_url(re.compile(f"{path}$"))
    for name in PANEL:
        give_opinion(screen(name), path)
    expect(officer.open(f"{path}experts/").get_by_text("Opinion submitted")).to_have_count(len(PANEL))
    expect(officer.open(f"{path}close/").locator("main")).to_contain_text(ACCEPTED)


def give_opinion(expert: Window, path: str) -> None:
    page = expert.open(f"{path}declare/")
    expect(page.locator("main")).not_to_contain_text("完成全部试验。")
    page.check("main input[name=conflict][value=False]")
    press(expert, SEND)
    expect(page).to_have_url(re.compile(f"{path}opinion/$"))
    expect(page.locator("main")).to_contain_text("完成全部试验。")
    for name, value in (("decision", "close"), ("clause_present", "True")):
        page.check(f"main input[name={name}][value={value}]")
    for points in page.locator("main input[type=number][name^=rating_]").all():
        points.fill(points.get_attribute("max") or "1")
    fill(expert, {"accepted_cost": ACCEPTED, "reasons": "任务完成，部分费用与项目无关。"})
    press(expert, f"{SEND}.btn-primary")
    expect(page.locator(".vp-errors")).to_have_count(0)


# --- the money -------------------------------------------------------------------------------------------------------


def ask_for_the_money(laboratory: Window, path: str) -> None:
    """Half of the accepted cost is less than the voucher: that much can be asked for, and the page says why."""
    page = laboratory.open(f"{path}request_redemption/")
    for figure in (ACCEPTED, PAYABLE, "40,000.00", "5,000.00"):
        expect(page.locator("main")).to_contain_text(figure)
    expect(page.locator("#id_amount")).to_have_value(PAYABLE)
    step(laboratory, f"{path}request_redemption/", {"confirmed": True})


def pay(screen: Screen, reference: str, folder: Path) -> None:
    """One person of finance draws the run up and settles it; the other confirms the account and approves."""
    cashier, second = screen("finance"), screen("finance2", width=PHONE)
    page = cashier.open("/payments/")
    expect(page.locator("main")).to_contain_text(reference)
    press(cashier, "main button:has-text('Draw up a run of what is ticked')")
    run = page.url.removeprefix(cashier.origin)
    cashier.open(f"{run}lock_run/")
    press(cashier, SEND)

    page = second.open(run)
    expect(page.locator("main")).to_contain_text(PAYABLE)
    press(second, "main button:has-text('I compared the account with its papers')")
    expect(page.locator("main")).to_contain_text("Account confirmed")
    second.open(f"{run}approve_run/")
    press(second, SEND)

    page = cashier.open(run)
    with page.expect_download() as coming:
        page.click("text=File for the bank (CSV)")
    answer = {"name": "results.csv", "mimeType": "text/csv", "buffer": answered(coming.value, folder)}
    page = cashier.open(f"{run}results/")
    page.set_input_files("main input[type=file]", answer)
    press(cashier, "main button:has-text('Read the file')")
    expect(page.locator("main")).to_contain_text("HD-0077")
    press(cashier, "main button:has-text('Record these results')")
    cashier.open(f"{run}settle_run/")
    press(cashier, SEND)
    expect(page.locator("h1")).to_contain_text("Settled")


def answered(sent: Download, folder: Path) -> bytes:
    """The bank made the one transfer; its control totals say the same."""
    sent.save_as(folder / "bank.csv")
    rows = list(csv.reader(io.StringIO((folder / "bank.csv").read_text(encoding="utf-8-sig"))))
    transfers = [row for row in rows[1:] if row[0].isdigit()]
    assert [float(row[4]) for row in transfers] == [35_000]
    assert (rows[-1][1], float(rows[-1][4])) == ("1", 35_000)
    text = io.StringIO()
    csv.writer(text).writerows(
        [["序号", "结果", "回单号", "失败原因"], [transfers[0][0], "成功", "HD-0077", ""]]
    )
    return text.getvalue().encode("utf-8-sig")


def see_that_it_is_paid(applicant: Window, finance: Window, scenery: dict[str, str]) -> None:
    """The applicant sees the payment and no expert; the pool has lost what was paid, and nothing stays committed."""
    page = applicant.open(scenery["path"])
    expect(page.locator("main .page-header, main h1").first).to_be_visible()
    for shown in ("Paid", PAYABLE):
        expect(page.locator("main")).to_contain_text(shown)
    expect(page.locator("main")).not_to_contain_text("钱教授")
    page = finance.open("/reconciliation/")
    expect(page.locator("main")).to_contain_text("The balances agree with the ledger.")
    row = page.get_by_role("row").filter(has_text="Journey 2026").locator("td")
    assert row.all_inner_texts() == ["4,965,000.00", "0.00", "0.00", PAYABLE, "5,000,000.00"]
    with page.expect_navigation():
        row.nth(3).locator("a").click()
    expect(page.locator("main")).to_contain_text(scenery["reference"])
    expect(page.locator("main")).to_contain_text(PAYABLE)
