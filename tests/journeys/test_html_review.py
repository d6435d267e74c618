"""What can go otherwise after the award: conflicts of interest, a refused closing, expiry, claw-back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from applications.models import Project
from funds.tasks import expire_due
from tests.journeys.conftest import reread
from tests.journeys.visitor import Visitor
from workflow.models import Event

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey-review")]
FAILURE = "结题评审未通过的，由责任方承担相应的创新券资金部分"
PAYERS = ("will pay", "must pay", "has to pay", "bears the cost", "is liable")
PANEL = ("expert", "expert2", "expert3")


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def ask(officer: Visitor, project: Project, world) -> None:
    officer.take(project, "start_review", {"experts": [expert.pk for expert in world.cast.experts[:3]]})


def answer(expert: Visitor, project: Project, decision: str) -> None:
    """Declares that no conflict exists and decides."""
    expert.open("/invitations/")
    expert.follow(f"/{project.reference}/declare/")
    expert.send({"conflict": "False"})
    points = {"rating_tasks": "36", "rating_results": "27", "rating_cost": "18"}
    expert.send({"decision": decision, "clause_present": "True", "reasons": "见检测报告。"} | points)


def test_an_expert_with_a_conflict_is_replaced_before_the_closing(world, person):
    project = world.begin("closing_submitted")
    officer, biased, applicant = person("officer"), person("expert"), person("applicant")
    ask(officer, project, world)
    biased.open("/dashboard/")
    biased.follow(f"/{project.reference}/declare/")
    kept = biased.send({"conflict": "True"}, status=422)
    assert kept.form_with("conflict").controls["conflict"].values == ["True"]
    biased.send({"reason": "曾与申报单位合作。"})
    biased.open(f"/projects/{project.reference}/", status=404)
    for name in PANEL[1:]:
        answer(person(name), project, "close")
    blocked = officer.take(project, "close", {"accepted_cost": "100000", "reasons": "同意。"}, status=422)
    assert "Opinions: 2; at least 3 are needed." in blocked.main
    replace(officer, project, world)
    answer(person("expert4"), project, "close")
    officer.take(project, "close", {"accepted_cost": "100000", "reasons": "三位专家同意。"})

    assert reread(project).state == "closed"
    told = applicant.open(project.get_absolute_url()).main
    assert "钱教授" not in told
    assert "曾与申报单位合作。" not in told


def replace(officer: Visitor, project: Project, world) -> None:
    """The office asks somebody else instead; who was asked before cannot be chosen again."""
    officer.open(f"{project.get_absolute_url()}experts/")
    officer.follow("/replace_expert/")
    controls = officer.page.form_with("assignment", "experts").controls
    assert str(world.cast.experts[1].pk) not in controls["experts"].choices
    officer.send({"assignment": controls["assignment"].choices[0], "experts": str(world.cast.experts[3].pk)})


def test_a_refused_closing_shows_the_contract_and_judges_nobody(world, person):
    project = world.begin("closing_submitted")
    officer, applicant, laboratory = person("officer"), person("applicant"), person("laboratory")
    ask(officer, project, world)
    for name, decision in zip(PANEL, ("refuse", "refuse", "close"), strict=True):
        answer(person(name), project, decision)
    blocked = officer.take(project, "close", {"accepted_cost": "100000", "reasons": "同意。"}, status=422)
    assert "The outcome contradicts the experts: 1 for closing, 2 against." in blocked.main
    page = officer.open(f"{project.get_absolute_url()}refuse_closing/")
    assert FAILURE in page.main
    officer.send({"reasons": ""}, status=422)
    officer.send({"reasons": "缺少第三方检测报告。"})
    assert reread(project).state == "not_closed"
    for visitor in (applicant, laboratory, officer):
        told = visitor.open(project.get_absolute_url()).main
        assert FAILURE in told
        assert "缺少第三方检测报告。" in told
        assert not [words for words in PAYERS if words in told]
    try_again(officer, applicant, laboratory, project)
    close_at_the_second_attempt(officer, person, project, world)
    call_command("verify_audit")
    call_command("verify_ledger")


def try_again(officer: Visitor, applicant: Visitor, laboratory: Visitor, project: Project) -> None:
    """The edition allows one more review: the report starts from the words of the last one."""
    officer.take(project, "retry_closing", {"note": "补充检测后再审。"})
    applicant.open(f"{project.get_absolute_url()}report/")
    assert applicant.page.form_with("work_done").controls["work_done"].values[0].strip()
    applicant.send({"results": "补充第三方检测报告。"})
    applicant.take(project, "submit_closing", status=422)
    laboratory.take(project, "confirm_report")
    applicant.take(project, "submit_closing")


def close_at_the_second_attempt(officer: Visitor, person, project: Project, world) -> None:
    """The new panel sees the new report; a second refusal could not be retried."""
    ask(officer, project, world)
    for name in PANEL:
        answer(person(name), project, "refuse")
    officer.take(project, "refuse_closing", {"reasons": "仍未达到。"})
    officer.open(f"{project.get_absolute_url()}retry_closing/")
    blocked = officer.send(status=422)
    assert "Not met:" in blocked.main
    assert reread(project).state == "not_closed"
    officer.take(
        project, "terminate", {"note": "两次未通过，协商终止。", "parties_outcome": "双方按合同办理。"}
    )
    assert reread(project).state == "terminated"


def test_an_expired_voucher_comes_back_by_another_person(world, person, time_machine):
    project = world.begin("awarded", ago=60)
    last_day = reread(project).use_by
    call = project.call.budget
    call.refresh_from_db()
    committed = call.committed
    time_machine.move_to(timezone.now() + (last_day - timezone.localdate()))
    expire_due()
    assert reread(project).state == "awarded", "the last day counts"
    time_machine.move_to(timezone.now() + timedelta(days=1))
    expire_due()
    expire_due()
    assert reread(project).state == "expired"
    assert Event.objects.of(project).filter(transition="expire").count() == 1
    applicant, approver = person("applicant"), person("approver")
    applicant.open(f"{project.get_absolute_url()}submit_contract/", status=409)
    refused = approver.take(project, "reinstate", {"note": "", "use_by": day(60)}, status=422)
    assert refused.form_with("use_by").controls["use_by"].values == [day(60)]
    approver.send({"note": "办公室延误所致。", "redeem_by": day(120)})
    assert reread(project).state == "awarded"
    assert reread(project).use_by == timezone.localdate() + timedelta(days=60)
    call.refresh_from_db()
    assert call.committed == committed
    call_command("verify_ledger")


def test_what_was_paid_is_clawed_back_by_an_approver_alone(world, person):
    project = world.begin("paid", ago=200)
    budget = project.call.budget
    budget.refresh_from_db()
    available = budget.available
    person("officer").open(f"{project.get_absolute_url()}claw_back/", status=403)
    approver = person("approver")
    approver.take(project, "claw_back", {"note": ""}, status=422)
    approver.send({"note": "发票作废。"})
    assert reread(project).state == "clawed_back"
    budget.refresh_from_db()
    assert budget.available == available + 5_000_000
    assert "发票作废。" in person("laboratory").open(project.get_absolute_url()).main
    call_command("verify_audit")
    call_command("verify_ledger")


def test_a_step_taken_in_error_is_undone_by_another_person(world, person):
    project = world.begin("approved", ago=3)
    first, second = person("officer"), person("officer2")
    refused = first.take(project, "undo_approve", {"note": "金额有误。"}, status=422)
    assert "another person has to" in refused.main
    assert refused.form_with("note").controls["note"].values == ["金额有误。"]
    second.take(project, "undo_approve", {"note": "金额有误。"})
    assert reread(project).state == "endorsed"
