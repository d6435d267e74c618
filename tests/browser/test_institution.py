"""A recommending institution's whole way in, on the screens of everybody who takes part, and what the year brings a centre."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from accounts.models import User
from institutions import services as institutions
from tests.browser.conftest import Town, session
from tests.browser.test_tasks import PASSWORD, day, fill, follow, payload, press
from tests.browser.window import PHONE, Window
from tests.factories.tables import workbook
from voucher_portal.demo import evaluations
from voucher_portal.demo.cast import DOMAIN, credit_code
from voucher_portal.demo.clock import playing_from

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-institution"),
    pytest.mark.timeout(600),
]
Screen = Callable[..., Window]
NAME = "北京示例启航众创空间有限公司"
DOCUMENTS = ["application_form", "commitment_letter", "working_mechanism", "safeguards"]
STATEMENTS = dict.fromkeys(
    (
        "management_mechanism", "service_process", "reachable_enterprises",
        "organisational_guarantee", "business_process", "work_plan",
    ),
    "专人负责，按月例会，全程留痕。",
)  # fmt: skip
COMMITMENTS = dict.fromkeys(
    ("is_willing", "commits_promotion", "commits_coaching", "commits_matchmaking"), True
)
PROFILE = {"introduction": "服务海淀区初创企业。", "features": "每月对接会。", "contact": "钟楠 010-00000088"}
IMPORT = "input[type=submit].default"


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """An application whose applicant still looks for an institution, and a year's evaluation."""
    institutions.load_field_centres()
    with playing_from(evaluations.JOINED):
        evaluations.centre(town.world.cast)
    evaluations.play(town.world.cast)
    town.sessions[f"centre@{DOMAIN}"] = session(User.objects.get(email=f"centre@{DOMAIN}"))
    return {"draft": town.world.begin("draft", "传感器标定", ago=30).reference}


def codes(number: int) -> list[list[str]]:
    """So many enterprises of a table, each with a code of its own."""
    return [[f"启航企业{row:02d}", credit_code(f"91110108MQ{row:07d}")] for row in range(number)]


def upload(window: Window, place: Path, rows: list[list[str]]) -> None:
    """Sends a table with Chinese headings; the report is the page that answers."""
    place.write_bytes(workbook(企业=[["企业名称", "统一社会信用代码"], *rows]))
    window.page.set_input_files("#id_file", place)
    window.page.click(IMPORT)
    window.page.wait_for_url("**/import/*-*/")


def clean(window: Window) -> None:
    """Nothing of this page keeps anybody out."""
    assert window.barriers() == {}, window.page.url


def test_an_institution_joins_and_recommends_for_the_first_time(screen: Screen, scenery, tmp_path: Path):
    founder, officer = screen(language="zh-CN"), screen("officer")
    dossier = register(founder)
    write(founder, dossier)
    list_enterprises(founder, dossier, tmp_path)
    plan_events(founder, dossier)
    hand_in(founder, dossier)
    return_it(officer)
    correct(founder, dossier)
    let_in(officer, dossier)
    complete_profile(founder, dossier)
    recommend(founder, screen("applicant"), scenery["draft"])
    keep_notes(founder, dossier)


def register(window: Window) -> str:
    """Whoever has an account registers a party; the dossier is a draft that opens nothing else."""
    window.open("/account/signup/")
    email = "zhong@first-house.example"
    told = {"name": "钟楠", "email": email, "password1": PASSWORD, "password2": PASSWORD, "agreement": True}
    fill(window, told)
    press(window)
    for ending in ("/register/", "/institutions/register/", "/institutions/register/recommending/"):
        follow(window, ending)
    party = {
        "name": NAME,
        "uscc": credit_code("91110108MQ8888888"),
        "district": "haidian",
        "contact_name": "钟楠",
        "contact_phone": "010-00000088",
        "institution_type": "incubator",
    }
    fill(window, party)
    press(window)
    assert window.page.inner_text("h1").startswith(NAME)
    return window.page.url.removeprefix(window.origin)


def write(window: Window, dossier: str) -> None:
    """The statements, the commitments and the four documents; the profile can wait."""
    follow(window, "/edit/")
    fill(window, STATEMENTS | COMMITMENTS)
    clean(window)
    press(window)
    window.open(f"{dossier}documents/")
    for kind in DOCUMENTS:
        store(window, kind)
    clean(window)


def store(window: Window, kind: str) -> None:
    fill(window, {"kind": kind})
    window.page.set_input_files("main input[type=file]", files=[payload(f"{kind}.pdf")])
    press(window, "main form.vp-form button.btn-primary")
    assert f"{kind}.pdf" in window.page.inner_text("main")


def list_enterprises(window: Window, dossier: str, place: Path) -> None:
    """A table that names one enterprise twice is sent back with the row; the thirtieth is typed by hand."""
    window.open(dossier)
    follow(window, "/enterprises/")
    window.page.locator("main a[href*='/import/']").click()
    table = codes(29)
    upload(window, place / "重复.xlsx", [*table, ["另一名称", table[3][1]]])
    report = window.page.inner_text("#table-state")
    assert [words for words in ("31", table[3][1]) if words not in report] == [], report
    clean(window)
    window.open("/admin/institutions/servedenterprise/import/")
    upload(window, place / "名单.xlsx", table)
    window.page.click("input[name=confirm]")
    window.page.wait_for_selector(".vp-done")
    window.open(f"{dossier}submit/")
    assert window.page.locator("main form button.btn-primary[type=submit]:not([disabled])").count() == 0
    window.open(f"{dossier}enterprises/")
    window.page.locator("main details > summary").first.click()
    fill(window, {"name": table[0][0], "uscc": credit_code("91110108MQ7777777")})
    press(window, "main form.vp-form button.btn-primary")
    assert re.search(r"\b30\b.*\b30\b", window.page.inner_text("main"))
    window.open(f"{dossier}enterprises/?show=doubtful")
    assert window.page.locator("#results tbody tr").count() == 2
    clean(window)


def plan_events(window: Window, dossier: str) -> None:
    """With one event the dossier cannot be handed in, with two it can."""
    for number, wanted in ((1, 0), (2, 1)):
        window.open(f"{dossier}events/")
        told = {
            "title": f"宣讲会{number}",
            "kind": "publicity",
            "date": day(30 * number),
            "place": "启航大厦",
        }
        fill(window, told)
        press(window, "main form.vp-form button.btn-primary")
        window.open(f"{dossier}submit/")
        ready = window.page.locator("main form.vp-form button.btn-primary[type=submit]:not([disabled])")
        assert ready.count() == wanted


def hand_in(window: Window, dossier: str) -> None:
    window.open(f"{dossier}submit/")
    clean(window)
    press(window, "main form.vp-form button.btn-primary")
    assert "已提交" in window.page.inner_text("h1")


def return_it(officer: Window) -> None:
    """The office finds the dossier and returns one statement and one document, each with its reason."""
    officer.open("/dashboard/")
    follow(officer, "/institutions/")
    with officer.page.expect_navigation():
        officer.page.locator("main a", has_text=NAME).click()
    clean(officer)
    follow(officer, "/return_for_correction/")
    asked = {
        "what_1": "field:work_plan",
        "reason_1": "请写明每次活动的负责人。",
        "what_2": "document:safeguards",
        "reason_2": "扫描件缺少第二页。",
    }
    fill(officer, asked)
    press(officer, "main form.vp-form button.btn-primary, main form.vp-form button.btn-secondary")
    assert "Returned for correction" in officer.page.inner_text("h1")


def correct(window: Window, dossier: str) -> None:
    """Each correction leads to where it is answered; then the dossier is handed in again."""
    words = window.open(dossier).inner_text("main")
    assert [text for text in ("请写明每次活动的负责人。", "扫描件缺少第二页。") if text not in words] == []
    clean(window)
    follow(window, "/edit/")
    fill(window, {"work_plan": "每次活动由专员钟楠负责。"})
    press(window)
    window.open(f"{dossier}documents/")
    store(window, "safeguards")
    hand_in(window, dossier)


def let_in(officer: Window, dossier: str) -> None:
    """The office approves and records the training."""
    officer.open(f"{dossier}approve/")
    press(officer, "main form.vp-form button.btn-primary")
    assert "Active" in officer.page.inner_text("h1")
    follow(officer, "/trainings/")
    fill(officer, {"topic": "创新券业务培训"})
    press(officer)
    assert "创新券业务培训" in officer.page.inner_text("main")


def complete_profile(window: Window, dossier: str) -> None:
    """The first task of a new institution; until it is done nobody can choose the institution."""
    assert NAME not in window.open("/institutions/directory/").inner_text("main")
    window.open("/dashboard/")
    clean(window)
    follow(window, f"{dossier}edit/")
    fill(window, PROFILE)
    press(window)
    assert NAME in window.open("/institutions/directory/").inner_text("main")


def recommend(window: Window, applicant: Window, reference: str) -> None:
    """An applicant chooses the new institution, which finds the application among its tasks and recommends it."""
    applicant.open(f"/projects/{reference}/tasks/parties/")
    applicant.page.locator("main select[name=recommender]").select_option(label=NAME)
    press(applicant)
    applicant.open(f"/projects/{reference}/submit/")
    press(applicant, "main form.vp-form button.btn-primary")
    window.open("/dashboard/")
    follow(window, f"/projects/{reference}/")
    follow(window, "/endorse/")
    fill(window, {"endorsement": "团队稳定，目标清晰，予以推荐。"})
    press(window, "main form.vp-form button.btn-primary")
    window.open("/dashboard/")
    assert "传感器标定" in window.page.inner_text("main")


def keep_notes(window: Window, dossier: str) -> None:
    """A talk with an enterprise is noted, and stands on the enterprise's page."""
    window.open(dossier)
    clean(window)
    follow(window, "/coaching/")
    window.page.locator("main select[name=enterprise]").select_option(index=1)
    fill(window, {"topic": "need", "note": "需要传感器标定。"})
    press(window)
    clean(window)
    with window.page.expect_navigation():
        window.page.locator("main table a").first.click()
    assert "需要传感器标定。" in window.page.inner_text("main")
    clean(window)


def test_a_centre_nominates_its_member_and_reads_its_result(screen: Screen, scenery):
    """On a phone: what waits stands on the first page; the laboratory goes on to the office, the year's result is there."""
    window = screen("centre", width=PHONE, language="zh-CN")
    window.open("/dashboard/")
    clean(window)
    with window.page.expect_navigation():
        window.page.locator("main a", has_text="示例智算工程技术研究中心").first.click()
    follow(window, "/nominate/")
    fill(window, {"member_of_centre": True})
    press(window, "main form.vp-form button.btn-primary")
    window.open("/institutions/")
    assert [text for text in ("86", "良好") if text not in window.page.inner_text("main")] == []
    clean(window)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_office_s_pages_of_institutions_keep_nobody_out(screen: Screen, scenery, language):
    window = screen("officer", language=language)
    for path in ("centres/", "centres/add/", "evaluations/", "service-directory/"):
        window.open(f"/institutions/{path}")
        clean(window)
        assert window.cramped() == {}, path
        window.resize(1280)
