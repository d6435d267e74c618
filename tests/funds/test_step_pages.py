"""Every step has its page: what the rules say, one button, and the project in its new state."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from funds.models import Objection, Redemption
from tests.factories.institutions import PDF, pdf
from tests.factories.projects import FACE, NOTICE, make_call, make_project, reread
from tests.funds.conftest import MILLION
from workflow.models import Document, Event

LATER = timezone.localdate() + timedelta(days=30)
WORDS = {"name": "A neighbour", "contact": "13800000000", "text": "Copied."}
ACCOUNT = {"bank_name": "ICBC", "account_holder": "Lab", "account_number": "6222020200112233445"}
STEPS = [
    ("approved", "award", "officer", {"note": ""}, "awarded"),
    ("noticed", "object", "officer", WORDS, "objected"),
    ("objected", "dismiss_objection", "approver", {"decision": "No copy."}, "noticed"),
    ("objected", "uphold_objection", "approver", {"decision": "A copy."}, "rejected"),
    ("awarded", "give_up", "applicant", {"note": "We leave."}, "withdrawn"),
    ("contracted", "terminate", "officer", {"note": "Agreed.", "parties_outcome": "Half."}, "terminated"),
    ("awarded", "revoke", "approver", {"note": "False."}, "revoked"),
    (
        "expired",
        "reinstate",
        "approver",
        {"note": "Late post.", "use_by": LATER, "redeem_by": LATER},
        "awarded",
    ),
    (
        "closed",
        "request_redemption",
        "laboratory",
        {"amount": "30,000", "gives_up_rest": "on", "confirmed": "on", **ACCOUNT},
        "redemption_requested",
    ),
    ("redemption_requested", "recall_redemption", "laboratory", {}, "closed"),
    ("redemption_requested", "return_redemption", "officer", {"note": "Wrong account."}, "closed"),
    ("redemption_requested", "redeem", "officer", {}, "redeemed"),
    ("redeemed", "undo_redeem", "second_officer", {"note": "Error."}, "redemption_requested"),
    (
        "redeemed",
        "pay",
        "finance",
        {"batch": "B-1", "receipt_number": "R-1", "paid_on": timezone.localdate()},
        "paid",
    ),
    ("paid", "claw_back", "approver", {"note": "Forged."}, "clawed_back"),
]
NAMES = [f"{state}-{name}" for state, name, *_rest in STEPS]


@pytest.fixture
def project_in(people):
    """A project in a state, under an edition that knows it."""

    def make(state: str):
        limits = NOTICE if state in {"noticed", "objected"} else {}
        return make_project(state, people=people, call=make_call(budget=MILLION, people=people, **limits))

    return make


@pytest.mark.parametrize(("state", "name", "who", "data", "target"), STEPS, ids=NAMES)
def test_step_is_shown_and_taken(people, project_in, browser, state, name, who, data, target):
    project, client = project_in(state), browser(getattr(people, who))
    address = reverse(f"funds:{name}", args=[project.reference])
    events = Event.objects.of(project).count()

    page = client.get(address)

    assert (page.status_code, page.context["step"]["name"]) == (200, name)
    assert (Event.objects.of(project).count(), page.context["project"]) == (events, project)
    if state == "objected":
        data = data | {"seen": page.context["form"].fields["seen"].initial}
    answer = client.post(address, data)
    assert (answer.status_code, answer.headers.get("Location")) == (302, f"/projects/{project.reference}/")
    assert (reread(project).state, Event.objects.of(project).count()) == (target, events + 1)
    assert client.post(address, data).status_code in ({302} if target == state else {403, 409})
    assert Event.objects.of(project).count() == events + 1


@pytest.mark.parametrize(("state", "name", "who", "data", "target"), STEPS, ids=NAMES)
def test_step_is_closed_to_others(people, project_in, browser, client, state, name, who, data, target):
    project = project_in(state)
    address = reverse(f"funds:{name}", args=[project.reference])

    answers = {
        "auditor": browser(people.auditor).post(address, data).status_code,
        "recommender": browser(people.recommender).post(address, data).status_code,
        "stranger": browser(people.stranger).post(address, data).status_code,
        "visitor": client.post(address, data).status_code,
    }

    assert answers == {"auditor": 403, "recommender": 403, "stranger": 404, "visitor": 302}
    assert reread(project).state == state


def test_publishing_a_notice_shows_what_it_reserves(people, browser):
    project = make_project("approved", people=people, call=make_call(budget=MILLION, people=people, **NOTICE))
    address = reverse("funds:publish_notice", args=[project.reference])
    client = browser(people.officer)

    page = client.get(address).content.decode()
    answer = client.post(address, {"note": "Batch 3."})

    assert "Available in the budget of the call" in page
    assert (answer.status_code, reread(project).state) == (302, "noticed")


def test_blocked_award_keeps_the_words_and_shows_the_figures(people, browser):
    project = make_project("approved", people=people, call=make_call(budget=FACE - 1, people=people))
    address = reverse("funds:award", args=[project.reference])

    answer = browser(people.officer).post(address, {"note": "Batch 3."})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The budget has 49,999.99 元 left; 50,000.00 元 is needed." in page
    assert "Batch 3." in page
    assert reread(project).state == "approved"


def test_request_explains_the_amount_and_stores_a_new_account(people, project_in, browser):
    project, client = project_in("closed"), browser(people.laboratory)
    address = reverse("funds:request_redemption", args=[project.reference])

    page = client.get(address)
    incomplete = client.post(address, {"amount": "50,000", "confirmed": "on"})
    above = client.post(address, {"amount": "50,000.01", "confirmed": "on", **ACCOUNT})
    done = client.post(address, {"amount": "50,000", "confirmed": "on", **ACCOUNT})

    assert [(row["words"], row["fen"], row["decides"]) for row in page.context["payable_lines"]] == [
        ("Face amount of the voucher", FACE, True),
        ("Share of the accepted cost", FACE, True),
    ]
    assert "人民币伍万元整" in page.content.decode()
    assert (incomplete.status_code, above.status_code, done.status_code) == (422, 422, 302)
    assert "is above the payable 50,000.00 元" in above.content.decode()
    assert Redemption.objects.get().account_number == ACCOUNT["account_number"]


def test_known_account_is_confirmed_not_typed(people, project_in, browser):
    project = project_in("redemption_requested")
    client = browser(people.laboratory)
    client.post(reverse("funds:recall_redemption", args=[project.reference]), {})
    address = reverse("funds:request_redemption", args=[project.reference])

    page = client.get(address)
    unconfirmed = client.post(address, {"amount": "50,000"})
    done = client.post(address, {"amount": "50,000", "confirmed": "on", **ACCOUNT})

    assert "bank_name" not in page.context["form"].fields
    assert "6222020200112233445" in page.content.decode()
    assert (unconfirmed.status_code, done.status_code) == (422, 302)
    assert Redemption.objects.live().get().bank_name == "中国工商银行北京海淀支行"


def test_objection_that_came_meanwhile_is_not_dismissed_unread(people, project_in, browser):
    project, client = project_in("objected"), browser(people.approver)
    address = reverse("funds:dismiss_objection", args=[project.reference])
    seen = client.get(address).context["form"].fields["seen"].initial
    Objection.objects.create(project=project, **WORDS)

    answer = client.post(address, {"decision": "No.", "seen": seen})

    assert (answer.status_code, reread(project).state) == (409, "objected")


def test_office_registers_an_objection_with_its_letter(people, project_in, browser):
    project = project_in("noticed")
    address = reverse("funds:object", args=[project.reference])

    answer = browser(people.officer).post(address, WORDS | {"upload": pdf("letter.pdf")})

    objection = Objection.objects.get(project=project)
    assert answer.status_code == 302
    document = Document.objects.of(objection).get()
    address = reverse("document", args=[document.uuid])
    download = browser(people.officer).get(address)
    assert b"".join(download.streaming_content) == PDF
    assert browser(people.applicant).get(address).status_code == 404


def test_project_page_shows_voucher_and_ledger(people, project_in, browser):
    project = project_in("paid")

    page = browser(people.applicant).get(project.get_absolute_url()).content.decode()

    told = ("Committed to a voucher", "2026-07", "***************3445", f"R-{project.reference}")
    assert project.voucher_number in page
    assert [words for words in told if words not in page] == []


def test_project_page_explains_what_will_be_paid(people, project_in, browser):
    project = project_in("closed")

    page = browser(people.laboratory).get(project.get_absolute_url()).content.decode()

    assert "What the voucher pays" in page
    assert "Share of the accepted cost" in page
