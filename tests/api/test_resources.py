"""What stands beside the journey: notices and objections, invoices, changes, messages, laboratories, institutions."""

import pytest
from django.utils import timezone

from accounts.enums import Role
from applications.models import Invoice, NewTechProduct
from notifications.models import Message
from review.models import Assignment
from tests.api.conftest import Program
from tests.factories.cast import Cast
from tests.factories.institutions import make_recommending_institution, member_of, pdf
from tests.factories.labs import make_laboratory, nominate
from tests.factories.people import make_actor
from tests.factories.projects import FACE, TOTAL, make_project, write_report
from workflow.models import Document, Event

OBJECTION = {"name": "Wang Fang", "contact": "fang@example.org", "text": "It is a copy."}


def test_visitor_objects_to_a_notice_and_the_office_decides(people: Cast, visitor: Program, as_) -> None:
    project = make_project("noticed", people=people)
    [notice] = visitor.get("notices/").json()["results"]
    assert (notice["reference"], notice["award_amount"]["fen"]) == (project.reference, FACE)

    answer = visitor.post(f"notices/{project.reference}/objections/", OBJECTION, idempotency_key="one")
    again = visitor.post(f"notices/{project.reference}/objections/", OBJECTION, idempotency_key="one")

    assert answer.status_code == 201
    assert again.json() == answer.json()
    approver, reference = as_(people.approver), answer.json()["reference"]
    decision = {"decision": "No copy was found.", "objections": ["OBJ-22222222"]}
    assert approver.post(f"projects/{project.reference}/dismiss_objection/", decision).status_code == 409
    decision["objections"] = [reference]
    taken = approver.post(f"projects/{project.reference}/dismiss_objection/", decision)
    assert taken.json()["state"] == "noticed"


def test_objection_comes_with_a_file(people: Cast, visitor: Program) -> None:
    project = make_project("noticed", people=people)

    answer = visitor.upload(f"notices/{project.reference}/objections/", OBJECTION | {"file": pdf("copy.pdf")})

    assert answer.status_code == 201
    assert Document.objects.filter(kind="objection_evidence").count() == 1
    assert Document.objects.of(project).count() == 0


def test_nobody_objects_to_what_is_not_in_notice(people: Cast, visitor: Program) -> None:
    project = make_project("approved", people=people)

    assert visitor.post(f"notices/{project.reference}/objections/", OBJECTION).status_code == 404


def test_invoice_is_entered_once_and_taken_out(people: Cast, as_) -> None:
    project = make_project("contracted", people=people)
    applicant, path = as_(people.applicant), f"projects/{project.reference}/invoices/"
    seller = people.laboratory.organisation
    invoice = {
        "number": "2026 0007",
        "seller_uscc": seller.uscc,
        "seller_name": seller.name,
        "issued_on": timezone.localdate().isoformat(),
        "amount_fen": TOTAL,
    }

    made = applicant.post(path, invoice)
    assert made.status_code == 201
    assert applicant.post(path, invoice).status_code == 422
    assert [row["number"] for row in applicant.get(path).json()] == ["20260007"]
    assert as_(people.laboratory).delete(made["Location"]).status_code == 403
    assert applicant.delete(made["Location"]).status_code == 204
    assert not Invoice.objects.exists()


def test_credit_note_names_the_invoice_that_it_corrects(people: Cast, as_) -> None:
    project = make_project("closing_submitted", people=people)
    applicant, address = as_(people.applicant), f"projects/{project.reference}/"
    applicant.post(address + "recall_closing/")
    corrected = applicant.get(address + "invoices/").json()[0]
    note = {name: corrected[name] for name in ("seller_uscc", "seller_name", "issued_on")} | {
        "number": "CN-1",
        "amount_fen": corrected["amount"]["fen"] + 1,
    }

    foreign = applicant.post(address + "invoices/", note | {"corrects": corrected["id"] + 1000})
    larger = applicant.post(address + "invoices/", note | {"corrects": corrected["id"]})
    made = applicant.post(address + "invoices/", note | {"corrects": corrected["id"], "amount_fen": 1})

    assert (foreign.status_code, list(foreign.json()["errors"])) == (422, ["corrects"])
    assert (larger.status_code, list(larger.json()["errors"])) == (422, ["amount_fen"])
    assert (made.status_code, made.json()["corrects"]) == (201, corrected["id"])
    assert corrected["corrects"] is None


def test_purchases_are_replaced_with_the_version(people: Cast, as_) -> None:
    project = make_project("draft", people=people)
    today = timezone.localdate()
    NewTechProduct.objects.create(
        number="XJS-2026-7", name="Sensor", supplier="S", valid_from=today, valid_to=today
    )
    line = {"product": "XJS-2026-7", "name": "Sensor", "amount_fen": 100, "justification": "Needed."}
    applicant, path = as_(people.applicant), f"projects/{project.reference}/purchases/"

    answer = applicant.put(path, {"version": project.version, "purchases": [line]})

    assert answer.status_code == 200
    assert answer.json()["purchases"][0]["product"] == "XJS-2026-7"
    assert applicant.put(path, {"version": project.version, "purchases": []}).status_code == 409
    unknown = applicant.put(path, {"version": project.version, "purchases": [line | {"product": "none"}]})
    assert set(unknown.json()["errors"]) == {"purchases.0.product"}


def test_purchases_of_a_submitted_project_are_fixed(people: Cast, as_) -> None:
    project = make_project("submitted", people=people)

    answer = as_(people.applicant).put(
        f"projects/{project.reference}/purchases/", {"version": project.version, "purchases": []}
    )

    assert answer.status_code == 409


def test_change_is_asked_for_and_decided(people: Cast, as_) -> None:
    project = make_project("contracted", people=people)
    path = f"projects/{project.reference}/changes/"

    made = as_(people.applicant).post(path, {"kind": "content", "text": "One test less."}).json()
    decision = {"granted": True, "decision": "The reasons hold."}
    address = f"changes/{made['number']}/decision/"
    assert as_(people.stranger).post(address, decision).status_code == 404
    assert as_(people.applicant).post(address, decision).status_code == 403
    assert as_(people.officer).post(address, decision).json()["state"] == "granted"
    assert as_(people.officer).post(address, decision).status_code == 409


def test_contract_is_handed_in_with_its_file_in_one_form(people: Cast, as_) -> None:
    project = make_project("awarded", people=people)
    today = timezone.localdate().isoformat()
    form = {
        "number": "HT-7",
        "party_a": people.applicant.organisation.name,
        "party_a_uscc": people.applicant.organisation.uscc,
        "party_b": people.laboratory.organisation.name,
        "party_b_uscc": people.laboratory.organisation.uscc,
        "signed_on": today,
        "period_from": today,
        "period_to": today,
        "total_amount_fen": str(TOTAL),
        "own_payment_fen": str(TOTAL - FACE),
        "voucher_clause": f"甲方使用创新券 {project.voucher_number} 支付。",
        "voucher_number_stated": project.voucher_number,
        "voucher_amount_fen": str(FACE),
        "failure_clause": "由甲方承担全部费用。",
        "document": pdf("contract.pdf"),
    }
    applicant, path = as_(people.applicant), f"projects/{project.reference}/submit_contract/"

    without = applicant.upload(path, {name: value for name, value in form.items() if name != "document"})
    taken = applicant.upload(path, form)

    assert set(without.json()["errors"]) == {"document"}
    assert taken.json()["state"] == "contract_submitted", taken.content.decode()


def test_contract_without_voucher_clause_never_reaches_the_office(people: Cast, as_) -> None:
    project = make_project("contract_submitted", people=people)
    applicant = as_(people.applicant)
    address = f"projects/{project.reference}/"
    assert applicant.post(address + "recall_contract/").json()["state"] == "awarded"
    today = timezone.localdate().isoformat()
    body = {
        "number": "HT-8",
        "party_a": people.applicant.organisation.name,
        "party_b": people.laboratory.organisation.name,
        "signed_on": today,
        "period_from": today,
        "period_to": today,
        "total_amount_fen": TOTAL,
        "own_payment_fen": TOTAL - FACE,
    }

    answer = applicant.post(address + "submit_contract/", body)

    assert answer.status_code == 422
    assert "Q6" in {row["clause"] for row in answer.json()["findings"] if row["outcome"] == "block"}


def test_counter_step_needs_another_person(people: Cast, as_) -> None:
    project = make_project("contracted", people=people)
    path = f"projects/{project.reference}/undo_clear_contract/"
    reason = {"note": "The wrong file was cleared."}

    assert as_(people.officer).post(path, reason).status_code == 422
    taken = as_(people.second_officer).post(path, reason).json()

    assert (taken["state"], taken["event"]["transition"]) == ("contract_submitted", "undo_clear_contract")
    assert taken["event"]["digest"] == Event.objects.of(project).last().digest


def test_report_tells_whether_the_laboratory_confirmed_it(people: Cast, as_) -> None:
    project = make_project("contracted", people=people)
    write_report(project, people)
    laboratory, path = as_(people.laboratory), f"projects/{project.reference}/closing-report/"
    assert laboratory.get(path).json()["confirmed"] is False

    laboratory.post(f"projects/{project.reference}/confirm_report/")

    assert laboratory.get(path).json()["confirmed"] is True
    as_(people.applicant).put(path, {"effects": "More."})
    assert laboratory.get(path).json()["confirmed"] is False


def test_expert_with_a_conflict_is_replaced(people: Cast, as_) -> None:
    project = make_project("in_review", people=people)
    expert = as_(people.acting(people.experts[0]))
    [mine] = expert.get("assignments/").json()["results"]
    own = f"assignments/{mine['number']}/"

    assert expert.post(own + "declare/", {"conflict": True}).status_code == 422
    declared = expert.post(own + "declare/", {"conflict": True, "reason": "My brother works there."})
    assert declared.json()["status"] == "conflict"
    assert expert.get(f"projects/{project.reference}/").status_code == 404
    new = as_(people.officer).post(own + "replace/", {"expert": people.spare_expert.pk})
    assert (new.status_code, new.json()["expert"]) == (201, "Expert Feng")


def test_experts_score_an_application(people: Cast, as_) -> None:
    project = make_project("endorsed", people=people)
    numbers = [expert.pk for expert in people.experts]

    asked = as_(people.officer).post(f"projects/{project.reference}/assessment/", {"experts": numbers})
    assert asked.status_code == 201
    for assignment in Assignment.objects.select_related("expert"):
        program = as_(people.acting(assignment.expert))
        program.post(f"assignments/{assignment.pk}/declare/", {"conflict": False})
        opinion = {"decision": "recommend", "reasons": "Sound.", "score": 80}
        assert program.post(f"assignments/{assignment.pk}/opinion/", opinion).status_code == 200

    body = as_(people.officer).get(f"projects/{project.reference}/").json()
    assert body["office"]["assessment_score"] == 80
    assert body["events"][-1]["transition"] == "record_assessment"


def test_message_is_read_and_marked_by_its_receiver(people: Cast, as_) -> None:
    for number in range(2):
        Message.objects.create(
            key=f"k{number}",
            kind="x",
            category="project",
            recipient=people.applicant.user,
            language="en",
            subject=f"Subject {number}",
            body="Text",
        )
    applicant = as_(people.applicant)
    rows = applicant.get("messages/?unread=true").json()["results"]
    assert [row["subject"] for row in rows] == ["Subject 1", "Subject 0"]

    path = f"messages/{rows[0]['number']}/read/"
    assert as_(people.stranger).post(path).status_code == 404
    assert applicant.post(path).json()["read_at"]
    assert [row["subject"] for row in applicant.get("messages/?unread=true").json()["results"]] == [
        "Subject 0"
    ]


def test_laboratory_takes_its_way_into_the_directory(people: Cast, as_, visitor: Program) -> None:
    laboratory = make_laboratory(listed=False, reported_by=people.open_laboratory.reported_by)
    own, address = as_(member_of(laboratory)), f"laboratories/{laboratory.reference}/"

    assert own.post(address + "submit/").json()["state"] == "submitted"
    nominated = as_(people.service).post(address + "nominate/", {"belongs_to_authoriser": True})
    assert nominated.json()["state"] == "nominated"
    wrong = {"wanted": [{"name": "state", "reason": "x"}]}
    assert as_(people.officer).post(address + "return_for_correction/", wrong).status_code == 422
    assert as_(people.service).post(address + "admit/").status_code == 403
    assert as_(people.officer).post(address + "admit/").json()["state"] == "listed"
    assert visitor.get(address).json()["state"] == "listed"


@pytest.mark.parametrize("name", ["suspend", "delist"])
def test_laboratory_leaves_the_directory(people: Cast, as_, name: str) -> None:
    address = f"laboratories/{people.open_laboratory.reference}/"

    assert as_(people.officer).post(address + f"{name}/", {"note": ""}).status_code == 422
    assert as_(people.officer).post(address + f"{name}/", {"note": "Its papers ran out."}).status_code == 200


def test_nominated_laboratory_is_returned_with_corrections(people: Cast, as_) -> None:
    laboratory = make_laboratory(listed=False, reported_by=people.open_laboratory.reported_by)
    nominate(laboratory)
    wanted = {"wanted": [{"name": "accreditation_number", "reason": "Another one stands on the paper."}]}

    taken = as_(people.officer).post(f"laboratories/{laboratory.reference}/return_for_correction/", wanted)

    assert taken.json()["state"] == "returned"


def test_institution_is_approved(people: Cast, as_) -> None:
    institution = make_recommending_institution(active=False)
    own, address = as_(member_of(institution)), f"institutions/{institution.reference}/"

    assert own.post(address + "submit/").json()["state"] == "submitted"
    assert as_(people.recommender).get(address).status_code == 404
    assert own.post(address + "approve/").status_code == 403
    assert as_(make_actor(Role.OFFICER)).post(address + "approve/").json()["state"] == "active"
    service = people.open_laboratory.reported_by
    assert as_(people.service).get(f"institutions/{service.reference}/").json()["state"] == "active"
    assert (
        as_(people.service).post(f"institutions/{service.reference}/suspend/", {"note": "x"}).status_code
        == 403
    )


def test_ledger_of_a_call_explains_its_budget(people: Cast, as_) -> None:
    project = make_project("redeemed", people=people)
    finance = as_(people.finance)

    [budget] = [row for row in finance.get("budgets/").json()["results"] if row["call"] == project.call.code]
    entries = finance.get(f"budgets/{project.call.code}/entries/").json()["results"]

    assert budget["redeemed"]["fen"] == FACE
    assert [row["kind"] for row in entries] == ["redeem", "commit", "reserve", "fund"]
    assert entries[0]["project"] == project.reference
    assert as_(people.applicant).get(f"budgets/{project.call.code}/entries/").status_code == 403


def test_audit_trail_is_filtered(people: Cast, as_) -> None:
    project = make_project("awarded", people=people)
    auditor = as_(people.auditor)

    rows = auditor.get(f"events/?reference={project.reference}&transition=award").json()["results"]

    assert [(row["transition"], row["evidence"]["amount"]) for row in rows] == [("award", FACE)]
    everything = auditor.get(f"events/?reference={project.reference}").json()["results"]
    assert [row["sequence"] for row in everything] == [5, 4, 3, 2, 1]
