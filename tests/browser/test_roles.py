"""The main task of each role in both languages, on a desk and on a phone, with scripts and without."""

from collections.abc import Callable

import pytest

from accounts.actor import Actor
from review import services as review
from review.models import Assignment
from tests.browser.conftest import Town
from tests.browser.test_tasks import fill, follow, press
from tests.browser.window import DESK, PHONE, Window

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-roles"),
]
Screen = Callable[..., Window]
Values = dict[str, str | bool]
# The two ways in which everybody goes about it: at a desk in Chinese, on a phone in English without scripts.
WAYS = [
    pytest.param("zh-CN", DESK, True, id="zh-desk-scripts"),
    pytest.param("en-GB", PHONE, False, id="en-phone-plain"),
]
# who, the state of the file, the step, what they write, the button of the first page, what the file is then
TASKS: list[tuple[str, str, str, Values, str, str]] = [
    (
        "applicant",
        "contract_submitted",
        "recall_contract",
        {"note": "Wrong file."},
        "awarded",
        "Your voucher is issued",
    ),
    (
        "recommender",
        "submitted",
        "endorse",
        {"endorsement": "团队稳定，目标清晰，予以推荐。"},
        "endorsed",
        "office",
    ),
    ("laboratory", "closed", "request_redemption", {"confirmed": True}, "redemption_requested", "redemption"),
    ("officer", "endorsed", "approve", {"amount": "20000"}, "approved", "Approved"),
    (
        "approver",
        "objected",
        "dismiss_objection",
        {"decision": "内容不同，异议不成立。"},
        "noticed",
        "In public notice",
    ),
    ("finance", "redeemed", "pay", {"batch": "B-1", "receipt_number": "R-{width}"}, "paid", "Paid"),
]


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """One file for each task and way; the first expert of two panels has not declared yet."""
    begin = town.world.begin
    found = {}
    for width in (DESK, PHONE):
        for _who, state, step, *_rest in TASKS:
            found[f"{step} {width}"] = begin(state, f"{step} {width}", ago=90, voucher=20_000).reference
        project = begin("in_review", f"opinion {width}", ago=90, voucher=20_000)
        row = Assignment.objects.for_project(project).get(expert__user__name="冯研究员")
        membership = row.expert.user.memberships.select_related("organisation", "user").get(role="expert")
        review.declare_conflict(row, actor=Actor.of(membership), conflict=False)
        found[f"opinion {width}"] = project.reference
    return found


@pytest.mark.parametrize(("language", "width", "scripts"), WAYS)
@pytest.mark.parametrize(
    ("who", "state", "step", "values", "then", "words"), TASKS, ids=[task[2] for task in TASKS]
)
def test_a_role_does_its_task(
    screen: Screen, scenery, language, width, scripts, who, state, step, values, then, words
):
    reference = scenery[f"{step} {width}"]
    window = screen(who, language=language, width=width, scripts=scripts)
    window.open(f"/projects/{reference}/")
    follow(window, f"/{step}/")
    assert window.page.evaluate("document.documentElement.lang") == (
        "en" if language == "en-GB" else "zh-Hans"
    )
    fill(
        window,
        {
            name: value.format(width=width) if isinstance(value, str) else value
            for name, value in values.items()
        },
    )
    press(window, "main form.vp-form button[type=submit]")

    assert window.page.url.split("?")[0].endswith(f"/projects/{reference}/")
    if language == "en-GB":
        assert words.lower() in window.page.inner_text("main").lower()


@pytest.mark.parametrize(("language", "width", "scripts"), WAYS)
def test_an_expert_gives_an_opinion_in_two_pages(screen: Screen, scenery, language, width, scripts):
    reference = scenery[f"opinion {width}"]
    window = screen("expert", language=language, width=width, scripts=scripts)
    window.open("/invitations/")
    follow(window, f"/{reference}/declare/")
    fill_radio(window, "conflict", "False")
    press(window, "main form.vp-form button[type=submit]")
    assert window.page.url.endswith(f"/projects/{reference}/opinion/")
    for name, value in (("decision", "close"), ("clause_present", "True")):
        fill_radio(window, name, value)
    for field in window.page.locator("main input[type=number][name^=rating_]").all():
        field.fill(field.get_attribute("max") or "1")
    fill(window, {"reasons": "任务完成，见检测报告。"})
    press(window, "main form.vp-form button.btn-primary")
    assert window.page.locator(".vp-errors").count() == 0
    window.open("/invitations/")
    assert window.page.locator(f"main a[href*='{reference}/declare/']").count() == 0


def fill_radio(window: Window, name: str, value: str) -> None:
    window.page.locator(f"main input[name='{name}'][value='{value}']").first.check()
