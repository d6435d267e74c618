"""A start-up team on its way to a voucher, and what visitors without an account see and do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Project
from funds.models import Objection
from tests.journeys.conftest import reread
from tests.journeys.visitor import Visitor
from voucher_portal.demo.papers import pdf

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey-public")]
PASSWORD = "a-long-enough-secret-7"
TEAM = "“晨星”创业团队"


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


# --- a start-up team -------------------------------------------------------------------------------------------------


def test_a_team_comes_to_its_voucher(world, person, time_machine):
    leader = person("applicant2")
    register_team(leader)
    project = apply(leader, world)
    switch_to_the_enterprise_and_back(leader, project)
    institution, officer = person("recommender"), person("officer")
    institution.take(project, "endorse", {"endorsement": "团队扎实，方向明确，予以推荐。"})
    officer.take(project, "approve", {"amount": "40000"})
    officer.take(project, "publish_notice")
    time_machine.move_to(timezone.now() + timedelta(days=10))
    officer.take(project, "award")

    found = reread(project)
    assert (found.state, found.award_amount) == ("awarded", 4_000_000)
    leader.open(project.get_absolute_url(), status=404)
    act_for(leader, TEAM)
    assert found.voucher_number in leader.open(project.get_absolute_url()).main
    form = leader.follow("/submit_contract/").form_with("party_a")
    assert form.controls["party_a"].values == [TEAM]
    assert form.controls["party_a_uscc"].values == [""]


def register_team(visitor: Visitor) -> None:
    """A person of an enterprise also leads a team: the session then acts for the team."""
    visitor.open("/register/")
    visitor.follow("/register/team/")
    told = {
        "name": TEAM,
        "district": "haidian",
        "contact_name": "陈立新",
        "contact_phone": "13800000002",
        "leader_name": "陈立新",
        "leader_id_number": "110108199001010011",
        "incubator": "示例海淀创新孵化器",
        "members": "陈立新、吴同",
    }
    visitor.send(told)
    assert visitor.page.address == "/dashboard/"


def apply(visitor: Visitor, world) -> Project:
    """The application of a team; listed new technology is for enterprises only (Q2)."""
    visitor.follow("/projects/new/")
    visitor.send({"call": world.call.pk, "title": "柔性传感测试"})
    project = Project.objects.get(title="柔性传感测试")
    visitor.follow("/edit/")
    content = {
        "activity_type": "testing",
        "laboratory": world.cast.laboratories[0].pk,
        "recommender": world.cast.institution.pk,
        "background": "样品不稳定。",
        "content": "材料测试。",
        "deliverables": "检测报告。",
        "plan_from": day(10),
        "plan_to": day(100),
        "total_amount": "80000",
        "requested_amount": "40000",
        "declares_truth": True,
        "declares_no_affiliation": True,
        "declares_no_double_funding": True,
    }
    purchase = {
        "purchase_purpose": "product_improvement",
        "purchases-0-product": world.product.pk,
        "purchases-0-amount": "100",
        "purchases-0-justification": "需要。",
    }
    visitor.send(content | purchase)
    refused = visitor.open(f"{project.get_absolute_url()}submit/")
    assert "cannot buy new technology with the voucher" in refused.main
    visitor.open(f"{project.get_absolute_url()}edit/")
    visitor.send({"purchases-0-DELETE": True, "purchase_purpose": ""})
    visitor.send({"kind": "team_certificate", "file": pdf("入驻证明.pdf", "Certificate")})
    visitor.take(project, "submit")
    return project


def act_for(visitor: Visitor, name: str) -> None:
    """Through the menu in the header."""
    visitor.open("/dashboard/")
    visitor.press(name)
    assert name in visitor.page.text


def switch_to_the_enterprise_and_back(visitor: Visitor, project: Project) -> None:
    """Acting for the enterprise the person does not see what the team does."""
    act_for(visitor, "北京示例青禾生物技术有限公司")
    visitor.open(project.get_absolute_url(), status=404)
    act_for(visitor, TEAM)
    visitor.open(project.get_absolute_url())
    act_for(visitor, "北京示例青禾生物技术有限公司")


# --- visitors --------------------------------------------------------------------------------------------------------


def test_a_visitor_reads_what_is_public(world):
    visitor = Visitor()
    assert "Journey 2026" in visitor.open("/").main
    visitor.follow("/rules/")
    for clause in ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8"):
        assert f'id="{clause}"' in visitor.page.html
    visitor.open("/laboratories/")
    laboratory = world.cast.laboratories[2]
    visitor.follow(laboratory.get_absolute_url())
    assert "手板试制" in visitor.page.main
    visitor.open("/laboratories/?q=断口形貌")
    assert world.cast.laboratories[0].name in visitor.page.main
    assert laboratory.name not in visitor.page.main
    for closed in ("/dashboard/", "/projects/", "/budgets/", "/audit/", "/messages/"):
        assert visitor.open(closed).address.startswith("/account/login/")


@pytest.mark.parametrize("refused", [{"name": ""}, {"text": ""}])
def test_an_objection_without_name_or_reason_keeps_what_was_typed(world, refused):
    project = world.begin("noticed", ago=1)
    visitor = Visitor()
    visitor.open(f"/notices/{project.reference}/objection/")
    told = {"name": "李群众", "contact": "13700000000", "text": "与他人项目雷同。"} | refused
    form = visitor.send(told, status=422).form_with("text")
    assert form.controls["contact"].values == ["13700000000"]
    assert reread(project).state == "noticed"


def object_to(project: Project) -> Visitor:
    """A visitor objects through the public notice."""
    visitor = Visitor()
    visitor.open("/notices/")
    visitor.follow(f"/notices/{project.reference}/objection/")
    visitor.send(
        {
            "name": "李群众",
            "contact": "13700000000",
            "text": "与他人项目雷同。",
            "upload": pdf("证据.pdf", "Evidence"),
        }
    )
    assert Objection.objects.get(project=project).reference in visitor.page.main
    return visitor


def test_a_dismissed_objection_lets_the_project_go_on(world, person, time_machine):
    project = world.begin("noticed", ago=1)
    object_to(project)
    officer, approver, applicant = person("officer"), person("approver"), person("applicant")
    told = applicant.open(project.get_absolute_url()).main
    assert "李群众" not in told
    assert "13700000000" not in told
    officer.open(f"{project.get_absolute_url()}dismiss_objection/", status=403)
    page = approver.open(project.get_absolute_url())
    approver.follow("/dismiss_objection/")
    assert "李群众" in approver.page.main
    assert "证据.pdf" in approver.page.main
    approver.send({"decision": "内容不同，异议不成立。"})
    assert reread(project).state == "noticed"
    assert page.status == 200
    time_machine.move_to(timezone.now() + timedelta(days=10))
    officer.take(project, "award")
    assert reread(project).state == "awarded"


def test_an_upheld_objection_rejects_the_project_and_frees_its_money(world, person):
    project = world.begin("noticed", ago=1)
    project.call.budget.refresh_from_db()
    before = project.call.budget.available
    object_to(project)
    approver, applicant = person("approver"), person("applicant")
    approver.take(project, "uphold_objection", {"decision": "经核查，异议成立。"})
    assert reread(project).state == "rejected"
    project.call.budget.refresh_from_db()
    assert project.call.budget.available == before + 5_000_000
    assert "经核查，异议成立。" in applicant.open(project.get_absolute_url()).main
    assert project.title not in Visitor().open("/notices/").main
