"""The whole life of a project through the API alone, by its own people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Project
from funds.models import Budget
from tests.factories.cast import Cast
from tests.factories.institutions import pdf
from tests.factories.projects import FACE, TOTAL, make_call
from workflow.audit import faults

pytestmark = [pytest.mark.journey, pytest.mark.both]


def took(answer, state: str) -> dict:
    """The body of a step that was taken."""
    assert answer.status_code == 200, answer.content.decode()
    body = answer.json()
    assert body["state"] == state
    return body


def done(answer, status: int = 201) -> dict:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


class Journey:
    """The people with their programs, and the address of one project."""

    def __init__(self, people: Cast, program):
        self.people = people
        self.applicant = program(people.applicant)
        self.recommender = program(people.recommender)
        self.laboratory = program(people.laboratory)
        self.officer = program(people.officer)
        self.approver = program(people.approver)
        self.finance = program(people.finance)
        self.experts = [program(people.acting(expert)) for expert in people.experts]
        self.address = ""

    def apply(self, call) -> None:
        today = timezone.localdate()
        draft = done(self.applicant.post("projects/", {"call": call.code, "title": "Fatigue test"}))
        self.address = f"projects/{draft['reference']}/"
        content = {
            "version": draft["version"],
            "activity_type": "testing",
            "laboratory": self.people.open_laboratory.reference,
            "recommender": self.people.institution.reference,
            "background": "Parts break.",
            "content": "Three series of tests.",
            "deliverables": "A report.",
            "plan_from": today.isoformat(),
            "plan_to": (today + timedelta(days=90)).isoformat(),
            "total_amount_fen": TOTAL,
            "requested_amount_fen": FACE,
            "declares_truth": True,
            "declares_no_affiliation": True,
            "declares_no_double_funding": True,
        }
        done(self.applicant.patch(self.address, content), 200)
        took(self.applicant.post(self.address + "submit/"), "submitted")
        took(
            self.recommender.post(self.address + "endorse/", {"endorsement": "A sound project."}), "endorsed"
        )

    def decide(self) -> None:
        took(self.officer.post(self.address + "propose_approval/", {"amount_fen": FACE}), "endorsed")
        took(self.approver.post(self.address + "approve/", {"amount_fen": FACE}), "approved")
        took(self.officer.post(self.address + "award/"), "awarded")

    def sign(self) -> None:
        today = timezone.localdate()
        dossier = done(self.applicant.get(self.address), 200)
        number = dossier["evidence"]["voucher_number"]
        party_a, party_b = self.people.applicant.organisation, self.people.laboratory.organisation
        done(
            self.applicant.upload(
                self.address + "documents/", {"kind": "contract", "file": pdf("contract.pdf")}
            )
        )
        contract = {
            "number": "HT-1",
            "party_a": party_a.name,
            "party_a_uscc": party_a.uscc,
            "party_b": party_b.name,
            "party_b_uscc": party_b.uscc,
            "signed_on": today.isoformat(),
            "period_from": today.isoformat(),
            "period_to": (today + timedelta(days=90)).isoformat(),
            "total_amount_fen": TOTAL,
            "own_payment_fen": TOTAL - FACE,
            "voucher_clause": f"甲方使用创新券 {number} 支付本合同部分价款。",
            "voucher_number_stated": number,
            "voucher_amount_fen": FACE,
            "failure_clause": "未通过结题的，由甲方承担全部费用。",
        }
        took(self.applicant.post(self.address + "submit_contract/", contract), "contract_submitted")
        clearing = {"determined_amount_fen": TOTAL}
        took(self.officer.post(self.address + "clear_contract/", clearing), "contracted")

    def report(self) -> None:
        report = {"work_done": "Three series.", "results": "Alloy B.", "actual_cost_fen": TOTAL}
        done(self.applicant.put(self.address + "closing-report/", report), 200)
        seller = self.people.laboratory.organisation
        invoice = {
            "number": "20260001",
            "seller_uscc": seller.uscc,
            "seller_name": seller.name,
            "issued_on": timezone.localdate().isoformat(),
            "amount_fen": TOTAL,
        }
        done(self.applicant.post(self.address + "invoices/", invoice))
        for kind in ("result", "payment_proof"):
            done(
                self.applicant.upload(self.address + "documents/", {"kind": kind, "file": pdf(f"{kind}.pdf")})
            )
        took(self.laboratory.post(self.address + "confirm_report/"), "contracted")
        took(self.applicant.post(self.address + "submit_closing/"), "closing_submitted")

    def review(self) -> None:
        register = done(self.officer.get("experts/"), 200)["results"]
        wanted = {expert.user.name for expert in self.people.experts}
        numbers = [row["number"] for row in register if row["name"] in wanted]
        took(self.officer.post(self.address + "start_review/", {"experts": numbers}), "in_review")
        for expert in self.experts:
            [invitation] = done(expert.get("assignments/"), 200)["results"]
            own = f"assignments/{invitation['number']}/"
            done(expert.post(own + "declare/", {"conflict": False}), 200)
            assert expert.get(self.address).status_code == 200
            opinion = {
                "decision": "close",
                "reasons": "As planned.",
                "clause_present": True,
                "accepted_cost_fen": TOTAL,
            }
            assert done(expert.post(own + "opinion/", opinion), 200)["status"] == "submitted"
        closing = {"accepted_cost_fen": TOTAL, "reasons": "All experts agree."}
        took(self.officer.post(self.address + "close/", closing), "closed")

    def redeem(self) -> None:
        bank = {"bank_name": "工商银行", "account_holder": "实验室", "account_number": "6222020200112233445"}
        took(
            self.laboratory.post(self.address + "request_redemption/", {"bank": bank}), "redemption_requested"
        )
        took(self.officer.post(self.address + "redeem/"), "redeemed")
        payment = {"batch": "2026-11", "receipt_number": "R-1"}
        took(self.finance.post(self.address + "pay/", payment), "paid")


def test_a_project_goes_from_draft_to_payment_by_programs_alone(people: Cast, as_) -> None:
    call = make_call(people=people)
    journey = Journey(people, as_)

    journey.apply(call)
    journey.decide()
    journey.sign()
    journey.report()
    journey.review()
    journey.redeem()

    project = Project.objects.get()
    assert (project.state, project.paid_amount) == ("paid", FACE)
    budget = Budget.objects.get(call=call)
    assert (budget.reserved, budget.committed, budget.redeemed) == (0, 0, FACE)
    assert list(faults()) == []
    dossier = done(journey.applicant.get(journey.address), 200)
    assert [event["transition"] for event in dossier["events"]] == [
        "submit",
        "endorse",
        "propose_approval",
        "approve",
        "award",
        "submit_contract",
        "clear_contract",
        "confirm_report",
        "submit_closing",
        "start_review",
        "close",
        "request_redemption",
        "redeem",
        "pay",
    ]
    assert dossier["money"]["paid_amount"] == {"fen": FACE, "yuan": "50000.00"}
