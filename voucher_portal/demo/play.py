"""Plays one project forward, step by step, through the same services that the pages use."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.actor import Actor
from applications import services as applications
from applications.enums import State
from applications.models import Call, NewTechProduct, Project
from applications.services import PurchaseLine
from contracts import services as contracts
from funds import services as funds
from review import services as review
from review.enums import ReviewStage
from review.models import Assignment, Expert
from review.rubric import rated, rubric_of
from voucher_portal.demo.cast import Cast
from voucher_portal.demo.clock import Clock
from voucher_portal.demo.papers import pdf, signed_contract
from workflow.corrections import Wanted
from workflow.money import amount_in_capitals, plain_yuan


def contract_data(project: Project, total: int) -> dict:
    """A contract as the parties would sign it today, with the voucher clause (Q6); amounts in fen."""
    face, today = project.award_amount or 0, timezone.localdate()
    laboratory = project.laboratory.organisation
    clause = (
        f"甲方使用首都科技创新券支付部分合同款，创新券编号 {project.voucher_number}，"
        f"使用额度为 {plain_yuan(face)} 元（{amount_in_capitals(face)}）。"
    )
    return {
        "number": f"HT-{project.reference[-6:]}",
        "party_a": project.applicant.name,
        "party_a_uscc": project.applicant.uscc or "",
        "party_b": laboratory.name,
        "party_b_uscc": laboratory.uscc or "",
        "signed_on": today,
        "period_from": today,
        "period_to": today + timedelta(days=180),
        "total_amount": total,
        "own_payment": total - face,
        "voucher_number_stated": project.voucher_number,
        "voucher_amount": face,
        "voucher_clause": clause,
        "clause_in_supplement": False,
        "failure_clause": "结题评审未通过的，由责任方承担相应的创新券资金部分；双方均无过错的，各承担一半。",
    }


class Play:
    """One project and the hands that move it; every method is one step of the table, in the right person's name."""

    def __init__(self, cast: Cast, clock: Clock, call: Call, story: dict):
        self.cast, self.clock, self.call, self.story = cast, clock, call, story
        self.applicant: Actor = cast.team if story.get("team") else cast.applicants[story["who"]]
        self.laboratory = cast.laboratories[story["lab"]]
        self.lab_person = cast.lab_people[story["lab"]]
        self.amount = story["voucher"] * 100
        self.total = story["total"] * 100
        self.project: Project = self.draft()

    def again(self) -> Project:
        """The project as it stands now, a day or so later."""
        self.clock.later(self.story.get("pace", 1.0))
        self.project = Project.objects.with_parties().get(pk=self.project.pk)
        return self.project

    def draft(self) -> Project:
        story = self.story
        project = applications.start_project(actor=self.applicant, call=self.call, title=story["title"])
        today = timezone.localdate()
        content = {
            "activity_type": story["activity"],
            "theme": story.get("theme", ""),
            "laboratory": self.laboratory,
            "recommender": self.cast.institution,
            "background": story["background"],
            "content": story["content"],
            "deliverables": story["deliverables"],
            "plan_from": today + timedelta(days=30),
            "plan_to": today + timedelta(days=210),
            "total_amount": self.total,
            "requested_amount": self.amount,
            "is_industrial_design": bool(story.get("design")),
            "design_purpose": story.get("design", ""),
            "purchase_purpose": "product_improvement" if story.get("purchase") else "",
            "declares_truth": True,
            "declares_no_affiliation": True,
            "declares_no_double_funding": True,
        }
        lines = []
        if story.get("purchase"):
            product = NewTechProduct.objects.order_by("number")[0]
            amount = story["purchase"] * 100
            lines.append(PurchaseLine(product.name, amount, "项目数据采集需要，自研成本更高。", product))
        applications.save_draft(
            project, actor=self.applicant, version=project.version, content=content, purchases=lines
        )
        applications.attach_document(
            project,
            pdf("项目计划书.pdf", f"Project plan of {project.reference}"),
            kind="project_plan",
            actor=self.applicant,
        )
        return Project.objects.with_parties().get(pk=project.pk)

    # --- application and decision ------------------------------------------------------------------------------------

    def submit(self) -> None:
        applications.submit(self.again(), actor=self.applicant)

    def endorse(self) -> None:
        words = "企业经营正常，研发团队稳定，项目目标清晰，与实验室的服务能力匹配，予以推荐。"
        applications.endorse(self.again(), actor=self.cast.recommender, endorsement=words)

    def decline(self) -> None:
        note = "项目内容与贵单位主营业务关联不清，建议调整后再次申报。"
        applications.decline(self.again(), actor=self.cast.recommender, note=note)

    def return_for_correction(self) -> None:
        wanted = [
            Wanted("deliverables", "请补充可检验的交付成果，例如检测报告的份数和指标。"),
            Wanted("project_plan", "计划书缺少经费预算页，请补充后重新上传。", "document"),
        ]
        applications.return_for_correction(
            self.again(), actor=self.cast.officer, wanted=wanted, note="其余内容无异议。"
        )

    def approve(self) -> None:
        if self.amount > 10_000_000:
            applications.propose_approval(self.again(), actor=self.cast.officer, amount=self.amount)
            applications.approve(self.again(), actor=self.cast.approver, amount=self.amount)
        else:
            applications.approve(self.again(), actor=self.cast.officer, amount=self.amount)

    def reject(self) -> None:
        note = "项目内容不属于本批次支持的科技创新活动。"
        applications.reject(self.again(), actor=self.cast.officer, note=note)

    def withdraw(self) -> None:
        applications.withdraw(self.again(), actor=self.applicant, note="企业调整研发计划，撤回申请。")

    def notice(self) -> None:
        funds.publish_notice(self.again(), actor=self.cast.officer2)

    def object(self) -> None:
        words = "申报单位与实验室可能存在关联关系，请核实。"
        funds.file_objection(self.again(), name="示例群众", contact="citizen@demo.example", text=words)

    def award(self) -> None:
        until = self.again().notice_until or timezone.localdate()
        self.clock.later((until - timezone.localdate()).days + 1)
        funds.award(self.again(), actor=self.cast.approver2)

    # --- contract and work -------------------------------------------------------------------------------------------

    def submit_contract(self) -> None:
        data = contract_data(self.again(), self.total)
        contracts.submit_contract(
            self.project, actor=self.applicant, data=data, upload=signed_contract(self.project, data)
        )

    def return_contract(self) -> None:
        wanted = [Wanted("contract", "合同扫描件缺少乙方盖章页，请补充完整后重新上传。", "document")]
        contracts.return_contract(self.again(), actor=self.cast.officer, wanted=wanted)

    def clear_contract(self) -> None:
        contracts.clear_contract(self.again(), actor=self.cast.officer, determined_amount=self.total)

    def report(self) -> None:
        self.clock.later(20)
        project = self.again()
        content = {
            "work_done": "按计划完成全部试验与开发工作，过程记录完整。",
            "results": "形成检测报告与技术总结，指标达到合同约定。",
            "deviations": "无。",
            "effects": "产品良率提升，预计年增销售收入一百二十万元。",
            "actual_cost": self.total,
        }
        review.save_report(project, actor=self.applicant, content=content)
        invoice = {
            "number": f"2600{project.pk:08d}",
            "seller_uscc": self.laboratory.organisation.uscc,
            "seller_name": self.laboratory.organisation.name,
            "issued_on": timezone.localdate(),
            "amount": self.total,
        }
        review.add_invoice(project, actor=self.applicant, content=invoice)
        for kind, name in [
            ("closing_report", "结题报告.pdf"),
            ("invoice", "发票.pdf"),
            ("payment_proof", "付款凭证.pdf"),
        ]:
            review.attach_report_document(
                project, pdf(name, f"{kind} of {project.reference}"), kind=kind, actor=self.applicant
            )

    def confirm_report(self) -> None:
        review.confirm_report(self.again(), actor=self.lab_person)

    def submit_closing(self) -> None:
        review.submit_closing(self.again(), actor=self.applicant)

    # --- closing and payment -----------------------------------------------------------------------------------------

    def start_review(self) -> None:
        due = timezone.localdate() + timedelta(days=14)
        review.start_review(
            self.again(),
            actor=self.cast.officer,
            experts=self.cast.experts[:3],
            chair=self.cast.experts[0],
            due_date=due,
        )

    def opinions(self, decision: str = "close") -> None:
        words = {
            "close": "完成合同约定内容，成果可检验，经费使用合理，同意结题。",
            "refuse": "关键指标未达到合同约定，缺少第三方检测报告，不同意结题。",
        }
        rubric = rated(rubric_of(self.again(), ReviewStage.CLOSING))
        share = 9 if decision == "close" else 4
        for row in self.panel():
            expert = self.acting(row.expert)
            review.declare_conflict(row, actor=expert, conflict=False)
            fresh = Assignment.objects.get(pk=row.pk)
            review.submit_opinion(
                fresh,
                actor=expert,
                decision=decision,
                reasons=words[decision],
                clause_present=True,
                accepted_cost=self.total,
                ratings={item.code: item.points * share // 10 for item in rubric},
            )
        chair = self.panel().filter(is_chair=True).first()
        if chair is None:
            return
        group = f"专家组{len(self.cast.experts[:3])}人意见一致：{words[decision]}"
        cost = self.total if decision == "close" else None
        actor = self.acting(chair.expert)
        review.sum_up(chair, actor=actor, decision=decision, reasons=group, accepted_cost=cost)

    def panel(self):
        """The experts of the round that counts now."""
        return Assignment.objects.of_panel(self.again(), ReviewStage.CLOSING)

    @staticmethod
    def acting(expert: Expert) -> Actor:
        memberships = expert.user.memberships.select_related("organisation", "user")
        return Actor.of(memberships.get(role="expert"))

    def close(self) -> None:
        self.opinions("close")
        review.close(
            self.again(), actor=self.cast.officer, accepted_cost=self.total, reasons="专家组一致同意结题。"
        )

    def refuse_closing(self) -> None:
        self.opinions("refuse")
        review.refuse_closing(
            self.again(), actor=self.cast.officer, reasons="专家组认为关键指标未达到合同约定。"
        )

    def request_redemption(self) -> None:
        funds.request_redemption(self.again(), actor=self.lab_person)

    def redeem(self) -> None:
        funds.redeem(self.again(), actor=self.cast.officer2)

    def pay(self) -> None:
        reference = self.again().reference[-6:]
        batch = f"BATCH-{timezone.localdate():%Y%m}"
        funds.pay(self.project, actor=self.cast.finance, batch=batch, receipt_number=f"R-{reference}")

    # --- ends --------------------------------------------------------------------------------------------------------

    def expire(self) -> None:
        self.clock.later(400)
        funds.expire(self.again())

    def terminate(self) -> None:
        outcome = "双方协商终止，已发生费用由甲方自行承担，创新券不再使用。"
        funds.terminate(
            self.again(), actor=self.cast.officer, note="双方协商终止合同。", parties_outcome=outcome
        )

    def revoke(self) -> None:
        funds.revoke(self.again(), actor=self.cast.approver, note="核查发现申报材料不实，撤销创新券。")

    def claw_back(self) -> None:
        funds.claw_back(self.again(), actor=self.cast.approver, note="抽查发现发票作废，追回已兑付资金。")

    def until(self, state: str) -> Project:
        """Takes every step on the way to a state."""
        for name in PATHS[State(state)]:
            getattr(self, name)()
        return self.again()


APPLY = ["submit", "endorse"]
APPROVED = [*APPLY, "approve"]
AWARDED = [*APPROVED, "notice", "award"]
CONTRACTED = [*AWARDED, "submit_contract", "clear_contract"]
REPORTED = [*CONTRACTED, "report", "confirm_report", "submit_closing"]
REVIEWED = [*REPORTED, "start_review"]
CLOSED = [*REVIEWED, "close"]
REDEEMED = [*CLOSED, "request_redemption", "redeem"]
PATHS: dict[State, list[str]] = {
    State.DRAFT: [],
    State.SUBMITTED: ["submit"],
    State.RETURNED: [*APPLY, "return_for_correction"],
    State.ENDORSED: APPLY,
    State.DECLINED: ["submit", "decline"],
    State.APPROVED: APPROVED,
    State.REJECTED: [*APPLY, "reject"],
    State.NOTICED: [*APPROVED, "notice"],
    State.OBJECTED: [*APPROVED, "notice", "object"],
    State.AWARDED: AWARDED,
    State.CONTRACT_SUBMITTED: [*AWARDED, "submit_contract"],
    State.CONTRACT_RETURNED: [*AWARDED, "submit_contract", "return_contract"],
    State.CONTRACTED: CONTRACTED,
    State.CLOSING_SUBMITTED: REPORTED,
    State.IN_REVIEW: REVIEWED,
    State.CLOSED: CLOSED,
    State.NOT_CLOSED: [*REVIEWED, "refuse_closing"],
    State.REDEMPTION_REQUESTED: [*CLOSED, "request_redemption"],
    State.REDEEMED: REDEEMED,
    State.PAID: [*REDEEMED, "pay"],
    State.WITHDRAWN: ["submit", "withdraw"],
    State.EXPIRED: [*AWARDED, "expire"],
    State.TERMINATED: [*CONTRACTED, "terminate"],
    State.REVOKED: [*CONTRACTED, "revoke"],
    State.CLAWED_BACK: [*REDEEMED, "pay", "claw_back"],
}
