"""The main tasks with mouse and keyboard in a real browser: apply, decide, hand in a contract with its file."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.browser.conftest import Town
from tests.browser.window import DESK, PHONE, Window
from voucher_portal.demo.cast import credit_code
from voucher_portal.demo.papers import pdf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-tasks"),
]
PASSWORD = "a-long-enough-secret-7"
Screen = Callable[..., Window]


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """A project that awaits the decision, and one that awaits its contract."""
    begin = town.world.begin
    awarded = begin("awarded", "待签合同的项目", who=1, ago=60)
    return {
        "endorsed": begin("endorsed", "待决定的项目", ago=30).reference,
        "awarded": awarded.reference,
        "voucher": awarded.voucher_number,
    }


def fill(window: Window, values: dict[str, str | bool]) -> None:
    """Types into the form of the page as a person does."""
    for name, value in values.items():
        field = window.page.locator(f"main [name='{name}']").first
        if isinstance(value, bool):
            field.set_checked(value)
        elif field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def press(window: Window, selector: str = "main form[method=post] button[type=submit]") -> None:
    """Presses a button and waits for the page that answers; nothing of it may be wider than the screen."""
    before = window.page.url
    with window.page.expect_navigation():
        window.page.locator(selector).first.click()
    window.keep_picture(f"{before}-{window.page.evaluate('document.documentElement.lang')}")


def follow(window: Window, ending: str) -> None:
    """Presses the link that leads to such an address."""
    with window.page.expect_navigation():
        window.page.locator(f"main a[href$='{ending}']").first.click()


def day(days: int) -> str:
    today: date = timezone.localdate()
    return (today + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("language", "width", "heading"), [("zh-CN", DESK, "声明"), ("en-GB", PHONE, "Declarations")]
)
def test_an_applicant_signs_up_and_applies(screen: Screen, town: Town, language, width, heading):
    window = screen(language=language, width=width)
    number = str(width)
    window.open("/account/signup/")
    email = f"founder{number}@newcomer.example"
    told = {"name": "方敏", "email": email, "password1": PASSWORD, "password2": PASSWORD, "agreement": True}
    fill(window, told)
    press(window)
    follow(window, "/register/")
    follow(window, "/register/enterprise/")
    party = {
        "name": f"北京示例新程{number}有限公司",
        "uscc": credit_code(f"91110108MA77{number.rjust(5, '0')}"),
        "district": "haidian",
        "contact_name": "方敏",
        "contact_phone": "13900000000",
        "industry": "software",
        "staff": "8",
        "revenue": "600000",
        "assets": "900000",
        "legal_representative": "方敏",
        "controller": f"方敏{number}",
    }
    fill(window, party)
    press(window)
    follow(window, "/projects/new/")
    fill(window, {"title": f"在线检测算法测评 {number}"})
    press(window)
    write(window, town)
    assert window.page.inner_text("h1") == heading
    hand_in(window)


def write(window: Window, town: Town) -> None:
    """Part by part; a mistake is pointed out where it is, and what else was typed stays."""
    follow(window, "/tasks/project/")
    words = {
        "background": "良率不稳定。",
        "content": f"测评。{window.width}",
        "deliverables": "测试报告一份。",
    }
    fill(window, {"activity_type": "testing"} | words)
    press(window)
    laboratory, institution = town.world.cast.laboratories[1], town.world.cast.institution
    fill(window, {"laboratory": str(laboratory.pk), "recommender": str(institution.pk)})
    press(window)
    fill(
        window,
        {"plan_from": day(10), "plan_to": day(150), "total_amount": "abc", "requested_amount": "50000"},
    )
    press(window)
    assert window.page.evaluate("document.activeElement.className") == "vp-errors"
    assert window.page.input_value("[name=plan_to]") == day(150)
    fill(window, {"total_amount": "100000"})
    press(window)
    press(window)


def hand_in(window: Window) -> None:
    """Declarations, a document, the last look, the receipt."""
    fill(
        window,
        dict.fromkeys(("declares_truth", "declares_no_affiliation", "declares_no_double_funding"), True),
    )
    press(window)
    assert window.page.url.endswith("/documents/")
    fill(window, {"kind": "project_plan"})
    window.page.set_input_files("main input[type=file]", files=[payload("计划书.pdf")])
    press(window)
    assert "计划书.pdf" in window.page.inner_text("main")
    follow(window, "/submit/")
    press(window, "main form.vp-form button.btn-primary")
    assert window.page.url.endswith("/receipt/")
    assert re.search(r"\b[0-9a-f]{64}\b", window.page.inner_text("main"))


def payload(name: str) -> dict:
    """A real file for a file field."""
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf(name, "Plan").read()}


def test_an_officer_finds_reads_and_decides(screen: Screen, scenery):
    window = screen("officer")
    window.open("/desk/")
    fill(window, {"q": "待决定的项目"})
    press(window, "main form[method=get] button[type=submit]")
    press(window, f"main a[href*='/{scenery['endorsed']}/?list=']")
    follow(window, "/approve/")
    fill(window, {"amount": "50000.01"})
    press(window)
    assert "50,000.01" in window.page.inner_text(".vp-findings")
    assert window.page.input_value("[name=amount]") == "50000.01"
    fill(window, {"amount": "50000"})
    press(window)
    assert window.page.url.endswith(f"/projects/{scenery['endorsed']}/")
    assert "50,000.00" in window.page.inner_text("main")
    follow(window, "/publish_notice/")
    press(window)
    visitor = screen(width=PHONE)
    assert "待决定的项目" in visitor.open("/notices/").inner_text("main")


def test_a_contract_is_handed_in_with_its_file(screen: Screen, scenery, tmp_path: Path):
    paper = tmp_path / "合同扫描件.pdf"
    paper.write_bytes(pdf("合同扫描件.pdf", "Contract").read())
    window = screen("applicant2", width=PHONE)
    window.open(f"/projects/{scenery['awarded']}/")
    follow(window, "/submit_contract/")
    typed = {
        "number": "HT-1",
        "signed_on": day(0),
        "period_from": day(0),
        "period_to": day(90),
        "total_amount": "100000",
        "own_payment": "50000",
        "voucher_number_stated": scenery["voucher"],
        "voucher_amount": "50000",
    }
    fill(window, typed)
    window.page.set_input_files("main input[name=document]", paper)
    assert "合同扫描件.pdf" in window.page.inner_text("[data-drop-name]")
    press(window)
    assert "Q6" in window.page.inner_text(".vp-findings")
    assert "合同扫描件.pdf" in window.page.inner_text("main form.vp-form")
    assert window.page.input_value("[name=number]") == "HT-1"
    fill(window, {"voucher_clause": f"甲方使用创新券 {scenery['voucher']} 支付 50000 元。"})
    press(window)
    assert window.page.url.endswith(f"/projects/{scenery['awarded']}/")
    link = window.page.locator(f"main a:has-text('{paper.name}')").first.get_attribute("href")
    assert window.context.request.get(f"{window.origin}{link}").body() == paper.read_bytes()
