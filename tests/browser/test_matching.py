"""From a need to an application: enterprise, institution and laboratory at their screens; on a phone without scripts."""

import pytest

from tests.browser.window import DESK, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-matching"),
]


def send(page) -> None:
    """Sends the form of the page and waits for the answer."""
    page.click("main form.vp-form button[type=submit]")
    page.wait_for_load_state()


def describe(page, title: str) -> None:
    page.fill("#id_title", title)
    page.fill("#id_problem", "批量零件在疲劳试验中断裂，原因不明。")
    page.fill("#id_wanted_result", "断口形貌分析报告。")
    page.select_option("#id_activity_type", "testing")
    page.select_option("#id_recommender", index=1)
    page.check("input[name=access][value=coach]")
    page.click("button[name=publish]")
    page.wait_for_url("**/publish_need/")
    send(page)
    page.wait_for_selector("#proposals")


def free_of_barriers(window) -> None:
    """Nothing stands out at the right; with scripts, axe finds nothing either."""
    assert not window.is_too_wide()
    if window.scripts:
        assert window.barriers() == {}


def ask_the_best(enterprise) -> None:
    """The first proposal is ticked already."""
    page = enterprise.page
    page.click("#proposals ~ ul li a.btn >> nth=0")
    page.wait_for_url("**/ask_laboratories/**")
    assert page.locator("input[name=laboratories]:checked").count() == 1
    free_of_barriers(enterprise)
    send(page)


def quote(laboratory, address: str) -> None:
    """The laboratory finds the need in its list and quotes."""
    page = laboratory.open("/needs/?show=waiting")
    page.click("#results tbody a >> nth=0")
    page.wait_for_url(f"**{address}")
    page.click(".vp-action-bar a.btn-primary")
    page.check("input[name=kind][value=quote]")
    page.fill("#id_amount", "50,000")
    page.fill("#id_lead_days", "30")
    page.fill("#id_valid_until", "2999-01-01")
    free_of_barriers(laboratory)
    send(page)
    page.wait_for_selector("#own")


@pytest.mark.parametrize(("width", "scripts"), [(DESK, True), (PHONE, False)])
def test_a_need_becomes_an_application(screen, width, scripts):
    enterprise = screen("applicant", width=width, scripts=scripts)
    page = enterprise.open("/needs/new/")
    free_of_barriers(enterprise)
    describe(page, f"断口形貌分析 {width}")
    address = page.url.removeprefix(enterprise.origin)
    free_of_barriers(enterprise)
    ask_the_best(enterprise)
    quote(screen("laboratory", width=width, scripts=scripts), address)

    page = enterprise.open(f"{address}choose_laboratory/")
    page.check("input[name=invitation] >> nth=0")
    send(page)
    page = enterprise.open(f"{address}turn_into_application/")
    send(page)
    page.wait_for_url("**/projects/**")

    assert f"断口形貌分析 {width}" in page.inner_text("h1")
    assert "50,000.00" in page.inner_text("main")


def test_the_institution_coaches_and_the_office_counts(screen):
    page = screen("applicant").open("/needs/new/")
    describe(page, "软件性能测评")
    address = page.url.split("/needs/")[1]
    coach = screen("recommender")
    page = coach.open(f"/needs/{address}coach/")
    page.fill("#id_words", "建议先明确样品数量。")
    send(page)
    assert "建议先明确样品数量。" in page.inner_text("main")
    assert coach.barriers() == {}
    office = screen("officer")
    page = office.open("/needs/funnel/")
    assert page.locator("#results tbody tr").count() == 8
    assert office.barriers() == {}
    office.open("/needs/")
    assert office.barriers() == {}
