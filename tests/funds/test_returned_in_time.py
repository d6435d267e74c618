"""Who asked in time and is asked to correct does not lose the voucher to the calendar; partial requests are meant."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Project
from funds import services
from funds.models import Redemption
from policy.deadlines import correction_due
from tests.factories.projects import BANK, FACE, make_project, reread
from workflow.errors import WrongState
from workflow.models import Event

DAY = timedelta(days=1)
TODAY = timezone.localdate()


def asked(people, call, last_day) -> Project:
    """A request made today for a voucher with this last day."""
    project = make_project("redemption_requested", people=people, call=call)
    Project.objects.filter(pk=project.pk).update(redeem_by=last_day)
    return reread(project)


def given_back(project: Project, people, today=TODAY) -> Project:
    services.return_redemption(project, actor=people.officer, note="The account is wrong.", today=today)
    return reread(project)


def test_returned_after_the_last_day_the_voucher_waits_for_the_correction(people, call):
    project = asked(people, call, last_day=TODAY)
    late = TODAY + 40 * DAY

    project = given_back(project, people, today=late)

    due = correction_due(late, project.edition.typed)
    assert project.redeem_by == due > late
    assert Event.objects.of(project).last().evidence == {"redeem_by": due.isoformat()}
    with pytest.raises(WrongState):
        services.expire(project, due)
    services.request_redemption(project, actor=people.laboratory, bank=BANK, today=due)
    assert reread(project).state == "redemption_requested"


def test_corrected_a_day_too_late_it_expires(people, call):
    project = given_back(asked(people, call, last_day=TODAY), people, today=TODAY + DAY)

    services.expire(project, project.redeem_by + DAY)

    assert reread(project).state == "expired"


def test_a_last_day_far_ahead_is_not_brought_nearer(people, call):
    far = TODAY + 200 * DAY

    assert given_back(asked(people, call, last_day=far), people).redeem_by == far


@pytest.mark.parametrize(("early", "kept"), [(0, True), (1, False)])
def test_only_a_request_on_or_before_the_last_day_is_kept(people, call, early, kept):
    """A request that was late all the same (a date moved by hand) gains nothing."""
    last_day = TODAY - early * DAY

    project = given_back(asked(people, call, last_day=last_day), people)

    assert (project.redeem_by > last_day) is kept


def test_a_voucher_without_a_last_day_stays_without(people, call):
    assert given_back(asked(people, call, last_day=None), people).redeem_by is None


def test_taking_it_back_oneself_moves_no_date_and_is_warned_of(people, call, browser):
    project = asked(people, call, last_day=TODAY - DAY)
    address = reverse("funds:recall_redemption", args=[project.reference])

    page = browser(people.laboratory).get(address)
    services.recall_redemption(project, actor=people.laboratory)

    assert b"without this request it expires tonight" in page.content
    assert reread(project).redeem_by == TODAY - DAY


def test_less_than_payable_is_asked_for_only_by_saying_so(people, call, browser):
    project = make_project("closed", people=people, call=call)
    address, client = (
        reverse("funds:request_redemption", args=[project.reference]),
        browser(people.laboratory),
    )
    given = {
        "amount": "49,999.99",
        "confirmed": "on",
        "bank_name": BANK.bank_name,
        "account_holder": BANK.account_holder,
        "account_number": BANK.account_number,
    }

    refused = client.post(address, given)
    done = client.post(address, given | {"gives_up_rest": "on"})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert b"The other 0.01" in refused.content
    assert Redemption.objects.get().amount == FACE - 1


def test_batches_are_listed_with_their_papers_whatever_their_number(people, call, browser):
    project = make_project("redeemed", people=people, call=call)
    services.pay(project, actor=people.finance, batch="2026/07", receipt_number="R-1")
    client = browser(people.finance)

    page = client.get(reverse("funds:batches"))
    paper = client.get("/papers/lists/batch_list/2026/07/")

    assert b"/papers/lists/batch_list/2026/07/" in page.content
    assert paper.status_code == 200
    assert client.get(reverse("project", args=[project.reference])).status_code == 200
    assert browser(people.applicant).get(reverse("funds:batches")).status_code == 403
