"""The main page of each kind as a person meets it: no WCAG 2.2 A or AA violation by day or night,
nothing moves while it loads, nothing is too wide, cut off or too small to touch on a phone or when enlarged."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from accounts.actor import Actor
from applications.enums import State
from applications.models import Project
from review import services as review
from review.models import Assignment
from tests.browser.conftest import Town
from tests.browser.scenes import needs
from tests.browser.window import DESK, Window
from voucher_portal.demo.cast import DOMAIN

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-pages"),
]
S = State
SHOWN = [
    S.DRAFT, S.SUBMITTED, S.RETURNED, S.ENDORSED, S.APPROVED, S.NOTICED, S.OBJECTED, S.AWARDED, S.CONTRACT_SUBMITTED,
    S.CONTRACT_RETURNED, S.CONTRACTED, S.CLOSING_SUBMITTED, S.IN_REVIEW, S.CLOSED, S.NOT_CLOSED, S.REDEMPTION_REQUESTED,
    S.REDEEMED, S.PAID,
]  # fmt: skip
# who looks (nobody: a visitor), where; {state} is the reference of a project in that state
PAGES = [
    ("", "/"), ("", "/account/login/"), ("", "/account/signup/"), ("", "/account/password/reset/"), ("", "/rules/"),
    ("", "/notices/"), ("", "/notices/{noticed}/objection/"), ("", "/laboratories/"), ("", "/laboratories/{lab}/"),
    ("", "/institutions/directory/"), ("", "/check/"), ("", "/help/"), ("", "/statistics/"), ("", "/vouchers/check/"),
    ("", "/laboratories/?q=材料"), ("", "/laboratories/compare/"),
    ("applicant", "/projects/{draft}/tasks/"), ("applicant", "/projects/{draft}/tasks/plan/"),
    ("applicant", "/projects/{submitted}/conversation/"),
    ("applicant", "/dashboard/"), ("applicant", "/register/"), ("applicant", "/register/enterprise/"),
    ("applicant", "/register/team/"), ("applicant", "/organisation/"), ("applicant", "/projects/"),
    ("applicant", "/projects/new/"), ("applicant", "/projects/{draft}/"), ("applicant", "/projects/{draft}/edit/"),
    ("applicant", "/projects/{draft}/documents/"), ("applicant", "/projects/{draft}/submit/"),
    ("applicant", "/projects/{returned}/edit/"), ("applicant", "/projects/{awarded}/submit_contract/"),
    ("applicant", "/projects/{awarded}/contract/"),
    ("applicant", "/projects/{contract_returned}/"), ("applicant", "/projects/{contracted}/report/"),
    ("applicant", "/projects/{contracted}/report/invoices/new/"), ("applicant", "/projects/{contracted}/submit_closing/"),
    ("applicant", "/projects/{contracted}/changes/"), ("applicant", "/projects/{not_closed}/"),
    ("applicant", "/projects/{paid}/"), ("applicant", "/messages/"), ("applicant", "/messages/settings/"),
    ("applicant", "/me/profile/"), ("applicant", "/me/colleagues/"),
    ("recommender", "/dashboard/"), ("recommender", "/institutions/{institution}/"),
    ("recommender", "/projects/{submitted}/endorse/"), ("recommender", "/projects/{submitted}/return_for_correction/"),
    ("service", "/dashboard/"), ("service", "/laboratories/managed/"),
    ("laboratory", "/dashboard/"), ("laboratory", "/laboratories/{lab}/"), ("laboratory", "/laboratories/{lab}/edit/"),
    ("laboratory", "/projects/{closed}/request_redemption/"),
    ("recommender", "/desk/"), ("laboratory", "/desk/"),
    ("officer", "/dashboard/"), ("officer", "/desk/"), ("officer", "/desk/?tab=all"), ("officer", "/desk/{endorsed}/"),
    ("officer", "/desk/views/"), ("officer", "/desk/bulk/"), ("officer", "/desk/pending/"), ("officer", "/desk/letters/"),
    ("officer", "/signals/"), ("officer", "/site-checks/"), ("officer", "/papers/"), ("officer", "/papers/templates/"),
    ("officer", "/office/statistics/"), ("officer", "/search/?q=支架"), ("officer", "/projects/{endorsed}/"),
    ("officer", "/projects/{endorsed}/approve/"), ("officer", "/projects/{approved}/publish_notice/"),
    ("officer", "/projects/{contract_submitted}/clear_contract/"), ("officer", "/projects/{closing_submitted}/start_review/"),
    ("officer", "/projects/{in_review}/experts/"), ("officer", "/projects/{in_review}/close/"),
    ("officer", "/institutions/"), ("officer", "/laboratories/managed/"), ("officer", "/budgets/"),
    ("officer", "/budgets/journey/"), ("officer2", "/projects/{redemption_requested}/redeem/"),
    ("approver", "/dashboard/"), ("approver", "/projects/{objected}/uphold_objection/"),
    ("finance", "/dashboard/"), ("finance", "/payments/"), ("finance", "/projects/{redeemed}/pay/"),
    ("expert", "/dashboard/"), ("expert", "/invitations/"), ("expert", "/projects/{in_review}/declare/"),
    ("expert2", "/projects/{in_review}/opinion/"),
    ("officer", "/experts/"), ("officer", "/experts/new/"), ("officer", "/projects/{endorsed}/signals/"),
    ("officer", "/site-checks/draw/"), ("officer", "/reconciliation/"), ("officer", "/ledger/"),
    ("officer", "/needs/funnel/"), ("officer", "/institutions/evaluations/"), ("finance", "/payment-runs/"),
    ("applicant", "/needs/"), ("applicant", "/needs/new/"), ("laboratory", "/needs/"), ("recommender", "/needs/"),
    ("recommender", "/institutions/{institution}/coaching/"), ("applicant", "/projects/{contracted}/conversation/"),
    ("applicant", "/needs/{need_draft}/"), ("applicant", "/needs/{need_draft}/edit/"),
    ("applicant", "/needs/{need_draft}/publish_need/"), ("applicant", "/needs/{need_asked}/ask_laboratories/"),
    ("applicant", "/needs/{need_answered}/"), ("applicant", "/needs/{need_answered}/choose_laboratory/"),
    ("applicant", "/needs/{need_matched}/turn_into_application/"), ("applicant", "/needs/{need_matched}/reconsider/"),
    ("laboratory", "/needs/{need_asked}/"), ("laboratory", "/needs/{need_asked}/answer_need/"),
    ("recommender", "/needs/{need_asked}/coach/"), ("recommender", "/needs/{need_asked}/propose_laboratories/"),
    ("service", "/needs/"), ("service", "/needs/{need_asked}/"), ("service", "/needs/{need_asked}/answer_need/"),
    ("service", "/needs/{need_asked}/propose_laboratories/"), ("officer", "/needs/{need_answered}/"),
    ("applicant", "/desk/?tab=take"),
    ("auditor", "/dashboard/"), ("auditor", "/audit/"), ("auditor", "/projects/{paid}/"),
]  # fmt: skip


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """One project in each state that is shown, all of the first applicant."""
    projects = {
        state.value: town.world.begin(state, f"高强度轻量化支架材料失效分析 {number}", ago=90, voucher=20_000)
        for number, state in enumerate(SHOWN)
    }
    begin_reading(projects["in_review"])
    found = {state: project.reference for state, project in projects.items()}
    cast = town.world.cast
    found |= needs(cast)
    return found | {"lab": cast.laboratories[0].reference, "institution": cast.institution.reference}


def begin_reading(project: Project) -> None:
    """The second expert has declared and reads the file."""
    row = Assignment.objects.for_project(project).get(expert__user__name="冯研究员")
    membership = row.expert.user.memberships.select_related("organisation", "user").get(role="expert")
    review.declare_conflict(row, actor=Actor.of(membership), conflict=False)


@pytest.fixture(scope="module")
def windows(town: Town, browser: Browser) -> Iterator[dict[str, Window]]:
    """One window for each person, opened when first looked through."""
    opened: dict[str, Window] = {}
    yield opened
    for window in opened.values():
        window.close()


@pytest.fixture
def look(
    town: Town, browser: Browser, scenery: dict[str, str], windows: dict[str, Window], settings
) -> Iterator[Callable[[str, str], Window]]:
    """A person's window on a page of the list; nobody may have complained afterwards."""
    settings.MEDIA_ROOT = town.uploads

    def come(name: str, path: str) -> Window:
        if name not in windows:
            windows[name] = Window(browser, town.origin, language="zh-CN")
            if name:
                windows[name].enter(town.sessions[f"{name}@{DOMAIN}"])
        window = windows[name]
        window.resize(DESK)
        window.open(path.format(**scenery))
        return window

    yield come
    complaints = [text for window in windows.values() for text in window.complaints]
    for window in windows.values():
        window.complaints.clear()
    assert complaints == []


@pytest.mark.parametrize(("name", "path"), PAGES, ids=[f"{name or 'visitor'}:{path}" for name, path in PAGES])
def test_a_page_has_no_barriers(look, name, path):
    window = look(name, path)
    found = {"moves while it loads": moved} if (moved := still(window)) else {}
    found |= window.barriers()
    found |= window.cramped()
    window.keep_picture(f"{name}{path}")

    assert found == {}


def still(window: Window) -> list:
    """What moves when the page is loaded a second time as well: a busy machine may paint one before its styles are there."""
    if window.moved():
        window.page.reload()
    return window.moved()
