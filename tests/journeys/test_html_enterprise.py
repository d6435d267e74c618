"""An enterprise from its registration to the payment of the laboratory, every step in the page that offers it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from applications.models import Project
from tests.journeys.conftest import reread
from tests.journeys.visitor import Visitor
from voucher_portal.demo.cast import credit_code
from voucher_portal.demo.papers import pdf
from workflow.models import Event

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey-enterprise")]
EMAIL, PASSWORD = "founder@newcomer.example", "a-long-enough-secret-7"
TOTAL, VOUCHER = "240000.00", "110000.00"
EXACTLY, ONE_FEN_MORE = "72000.00", "72000.01"
CLAUSE = "甲方使用首都科技创新券支付部分合同款，创新券编号 {number}，使用额度为 {amount} 元。"
DECLARATIONS = {"declares_truth", "declares_no_affiliation", "declares_no_double_funding"}
FAILURE = "结题未通过的，由责任方承担相应部分。"


def today(days: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_an_enterprise_travels_from_sign_up_to_payment(world, person, time_machine):
    enterprise = sign_up()
    register(enterprise)
    project = write_application(enterprise, world)
    buy_too_much_and_then_exactly_enough(enterprise, project, world)
    institution, officer, approver = person("recommender"), person("officer"), person("approver")
    correct_what_was_asked(enterprise, institution, project)
    decide_with_four_eyes(officer, approver, project)
    award_after_the_notice(officer, project, time_machine)
    sign_the_contract(enterprise, project)
    clear_the_contract(officer, project)
    laboratory = person("laboratory2")
    report(enterprise, laboratory, project, time_machine)
    review(officer, person, project, world)
    be_paid(laboratory, person("officer2"), person("finance"), project)

    assert reread(project).state == "paid"
    call_command("verify_audit")
    call_command("verify_ledger")
    timeline = enterprise.open(project.get_absolute_url()).main
    assert "Paid" in timeline
    assert "钱教授" not in timeline, "applicants never learn who the experts are"


def sign_up() -> Visitor:
    """A person opens an account; a password that is too weak is refused with the form kept."""
    visitor = Visitor(EMAIL, PASSWORD)
    visitor.open("/")
    visitor.follow("/account/signup/")
    told = {"name": "方敏", "email": EMAIL, "phone": "13900000000", "agreement": True}
    page = visitor.send(told | {"password1": "1234567890", "password2": "1234567890"})
    assert page.form_with("name").controls["name"].values == ["方敏"]
    visitor.send(told | {"password1": PASSWORD, "password2": PASSWORD})
    assert visitor.page.address == "/dashboard/"
    visitor.press("Sign out")
    assert visitor.sign_in().address == "/dashboard/"
    return visitor


def register(visitor: Visitor) -> None:
    """The person registers an enterprise and acts for it at once; a wrong credit code is refused with its field."""
    visitor.follow("/register/")
    visitor.follow("/register/enterprise/")
    told = {
        "name": "北京示例新程软件有限公司", "district": "haidian", "contact_name": "方敏", "contact_phone": "13900000000",
        "industry": "software", "staff": "8", "revenue": "600000", "assets": "900000",
        "legal_representative": "方敏", "controller": "方敏",
    }  # fmt: skip
    visitor.send(told | {"uscc": "91110108"}, status=422)
    assert visitor.page.form_with("uscc").controls["staff"].values == ["8"]
    visitor.send(told | {"uscc": credit_code("91110108MA7777777")})
    assert visitor.page.address == "/dashboard/"
    assert "北京示例新程软件有限公司" in visitor.page.text


def write_application(visitor: Visitor, world) -> Project:
    """A draft, part by part from its task list; a mistake keeps every word."""
    visitor.follow("/projects/new/")
    visitor.send({"call": world.call.pk, "title": "在线检测算法测评"})
    project = Project.objects.get(title="在线检测算法测评")
    assert visitor.page.address.endswith("/tasks/")
    visitor.follow("/tasks/project/")
    words = {"background": "良率不稳定。", "content": "三轮测评与改进。", "deliverables": "测试报告一份。"}
    visitor.send({"activity_type": "testing"} | words)
    parties = {"laboratory": world.cast.laboratories[1].pk, "recommender": world.cast.institution.pk}
    visitor.send(parties)
    plan = {
        "plan_from": today(10),
        "plan_to": today(150),
        "total_amount": "二十四万",
        "requested_amount": VOUCHER,
    }
    controls = visitor.send(plan, status=422).form_with("total_amount").controls
    assert controls["total_amount"].values == ["二十四万"]
    assert controls["plan_to"].values == [today(150)]
    visitor.send({"total_amount": TOTAL}, button="list")
    visitor.follow("/tasks/declarations/")
    visitor.send(dict.fromkeys(DECLARATIONS, True))
    visitor.open(project.get_absolute_url() + "tasks/")
    visitor.follow("/documents/")
    visitor.send({"kind": "project_plan", "file": pdf("计划书.pdf", "Plan")})
    assert "计划书.pdf" in visitor.page.main
    return project


def buy_too_much_and_then_exactly_enough(visitor: Visitor, project: Project, world) -> None:
    """New technology for 30 % and one fen is refused with figures and clause; for exactly 30.00 % it passes (Q2)."""
    line = {
        "purchase_purpose": "product_improvement",
        "purchases-0-product": world.product.pk,
        "purchases-0-justification": "采集数据需要。",
    }
    tasks = f"{project.get_absolute_url()}tasks/"
    visitor.open(tasks)
    visitor.follow("/tasks/purchases/")
    visitor.send(line | {"purchases-0-amount": ONE_FEN_MORE}, button="list")
    visitor.open(project.get_absolute_url())
    visitor.follow("/submit/")
    refused = visitor.send(status=422)
    for figure in ("72,000.01", "72,000.00", "240,000.00"):
        assert figure in refused.main
    assert any(href.endswith("#Q2") for href, _words in refused.links)
    kept = visitor.open(f"{tasks}purchases/").form_with("purchases-0-amount").controls
    assert kept["purchases-0-amount"].values == ["72,000.01"]
    assert kept["purchases-0-justification"].values == ["采集数据需要。"]
    visitor.send({"purchases-0-amount": EXACTLY}, button="list")
    visitor.follow("/submit/")
    assert "Purchases of 72,000.00 元 are within 72,000.00 元" in visitor.page.main
    receipt = visitor.send()
    assert receipt.address.endswith("/receipt/")
    assert Event.objects.of(project).last().digest in receipt.main
    assert reread(project).state == "submitted"


def correct_what_was_asked(enterprise: Visitor, institution: Visitor, project: Project) -> None:
    """One field and one document come back; nothing else can be written meanwhile; then the institution endorses."""
    asked = {
        "what_1": "field:deliverables", "reason_1": "请写明份数。",
        "what_2": "document:project_plan", "reason_2": "请补充预算页。",
    }  # fmt: skip
    institution.take(project, "return_for_correction", asked)
    page = enterprise.open(f"{project.get_absolute_url()}tasks/")
    assert "请写明份数。" in page.main
    assert "请补充预算页。" in page.main
    assert not enterprise.offers("/tasks/plan/")
    enterprise.follow("/tasks/project/")
    assert enterprise.page.form_with("deliverables").open_names == {"deliverables"}
    enterprise.send({"deliverables": "测试报告两份。"})
    nothing_else_can_be_written(enterprise, project)
    enterprise.send({"kind": "project_plan", "file": pdf("计划书二.pdf", "Plan with budget")})
    enterprise.take(project, "submit")
    told = institution.open(project.get_absolute_url()).main
    assert "测试报告两份。" in told
    institution.take(project, "endorse", {"endorsement": "企业团队稳定，项目目标清晰，予以推荐。"})
    assert reread(project).state == "endorsed"


def nothing_else_can_be_written(enterprise: Visitor, project: Project) -> None:
    """Neither on the page with everything, nor by a form that was tampered with, nor as another kind of document."""
    form = enterprise.open(f"{project.get_absolute_url()}edit/").form_with("title")
    assert form.open_names - DECLARATIONS == {"deliverables"}
    forged = form.data() | {"title": "另一个项目", "total_amount": "1"}
    enterprise.client.post(form.action, forged)
    found = reread(project)
    assert (found.title, found.total_amount) == ("在线检测算法测评", 24_000_000)
    assert found.purchases.count() == 1
    offered = enterprise.open(f"{project.get_absolute_url()}documents/").form_with("kind").controls["kind"]
    assert offered.choices == ["project_plan"]


def decide_with_four_eyes(officer: Visitor, approver: Visitor, project: Project) -> None:
    """Over the threshold of 100,000 元 the person who proposed cannot approve."""
    officer.take(project, "propose_approval", {"amount": VOUCHER})
    refused = officer.take(project, "approve", {"amount": VOUCHER, "note": "同意"}, status=422)
    assert refused.form_with("amount").controls["note"].values == ["同意"]
    assert reread(project).state == "endorsed"
    too_much = approver.take(project, "approve", {"amount": "110000.01"}, status=422)
    assert "110,000.01" in too_much.main
    approver.send({"amount": VOUCHER})
    assert reread(project).state == "approved"


def award_after_the_notice(officer: Visitor, project: Project, time_machine) -> None:
    """The notice stands five days; before its end nobody awards."""
    officer.take(project, "publish_notice")
    assert project.title in Visitor().open("/notices/").main
    officer.take(project, "award", status=422)
    until = reread(project).notice_until
    time_machine.move_to(timezone.now() + (until - timezone.localdate()) + timedelta(days=1))
    officer.take(project, "award")
    assert reread(project).state == "awarded"
    assert reread(project).voucher_number in officer.page.main


def sign_the_contract(visitor: Visitor, project: Project) -> None:
    """Without voucher clause the contract is refused, and neither the words nor the file have to be given again (Q6)."""
    number = reread(project).voucher_number
    typed = {
        "number": "HT-2026-7",
        "signed_on": today(),
        "period_from": today(),
        "period_to": today(100),
        "total_amount": TOTAL,
        "own_payment": "130000.00",
        "voucher_number_stated": number,
        "voucher_amount": VOUCHER,
        "failure_clause": FAILURE,
    }
    refused = visitor.take(
        project, "submit_contract", typed | {"document": pdf("合同.pdf", "Contract")}, status=422
    )
    assert any(href.endswith("#Q6") for href, _words in refused.links)
    assert "The contract has no voucher clause and is not valid for a voucher project." in refused.main
    controls = refused.form_with("voucher_clause").controls
    assert controls["failure_clause"].values == [FAILURE]
    assert controls["number"].values == ["HT-2026-7"]
    assert "合同.pdf" in refused.main
    assert reread(project).state == "awarded"
    visitor.send({"voucher_clause": CLAUSE.format(number=number, amount=VOUCHER)})
    assert reread(project).state == "contract_submitted"
    assert "合同.pdf" in visitor.page.main


def clear_the_contract(officer: Visitor, project: Project) -> None:
    """The determined amount decides the share of new technology: one 元 less, and the purchases are too much."""
    refused = officer.take(project, "clear_contract", {"determined_amount": "239999.00"}, status=422)
    assert any(href.endswith("#Q2") for href, _words in refused.links)
    officer.send({"determined_amount": TOTAL})
    assert reread(project).state == "contracted"


def report(enterprise: Visitor, laboratory: Visitor, project: Project, time_machine) -> None:
    """Words, invoice and files; the laboratory confirms; then it is submitted."""
    time_machine.move_to(timezone.now() + timedelta(days=60))
    written = {
        "work_done": "完成三轮测评。",
        "results": "测试报告两份。",
        "effects": "良率提高。",
        "actual_cost": TOTAL,
    }
    enterprise.open(project.get_absolute_url())
    enterprise.follow("/report/")
    enterprise.send(written)
    early = enterprise.take(project, "submit_closing", status=422)
    assert "confirm" in early.main
    enterprise.open(f"{project.get_absolute_url()}report/")
    enterprise.follow("/report/invoices/new/")
    enterprise.send({"number": "26000001", "issued_on": today(), "amount": TOTAL})
    for kind, name in (("result", "测试报告.pdf"), ("payment_proof", "付款凭证.pdf")):
        enterprise.follow("/report/documents/")
        enterprise.send({"kind": kind, "file": pdf(name, kind)})
    laboratory.take(project, "confirm_report")
    enterprise.take(project, "submit_closing")
    assert reread(project).state == "closing_submitted"


def review(officer: Visitor, person, project: Project, world) -> None:
    """Two experts are too few; three are asked, declare, give opinions; the office records the outcome."""
    chosen = [expert.pk for expert in world.cast.experts[:3]]
    officer.take(project, "start_review", {"experts": chosen[:2]}, status=422)
    officer.send({"experts": chosen})
    for name in ("expert", "expert2", "expert3"):
        give_opinion(person(name), project)
    officer.take(project, "close", {"accepted_cost": TOTAL, "reasons": "专家一致同意。"})
    assert reread(project).state == "closed"


def give_opinion(expert: Visitor, project: Project) -> None:
    """The file opens after the declaration; a decision without reasons is refused."""
    expert.open("/dashboard/")
    expert.follow(f"/{project.reference}/declare/")
    assert "完成三轮测评。" not in expert.page.main
    expert.send({"conflict": "False"})
    assert "完成三轮测评。" in expert.page.main
    points = {"rating_tasks": "36", "rating_results": "27", "rating_cost": "18"}
    said = {"decision": "close", "clause_present": "True", "accepted_cost": TOTAL} | points
    kept = expert.send(said, status=422).form_with("decision").controls
    assert kept["decision"].values == ["close"]
    expert.send({"reasons": "指标达到约定。"})
    assert "指标达到约定。" in expert.page.main


def be_paid(laboratory: Visitor, officer: Visitor, finance: Visitor, project: Project) -> None:
    """The laboratory requests, an officer redeems, finance pays."""
    page = laboratory.open(project.get_absolute_url())
    page = laboratory.follow("/request_redemption/")
    assert page.form_with("amount").controls["amount"].values == ["110,000.00"]
    laboratory.send({"confirmed": True})
    officer.take(project, "redeem")
    finance.open("/payments/")
    assert project.reference in finance.page.main
    paid = {"batch": "2026-11", "receipt_number": "R-778", "paid_on": today()}
    finance.take(project, "pay", paid)
    assert Event.objects.of(project).last().transition == "pay"
    assert "110,000.00" in finance.page.main
