"""Many files at once in a real browser: tick, preview, confirm, follow, read the result; then decide now and publish later."""

from collections.abc import Callable

import pytest

from desk.services import bulk
from tests.browser.conftest import Town
from tests.browser.window import PHONE, Window

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-desk-bulk"),
]
Screen = Callable[..., Window]


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """Four applications that await the office, one that was awarded, and one to be decided on later."""
    begin = town.world.begin
    files = {f"endorsed_{number}": begin("endorsed", f"待决定项目{number}", ago=30) for number in range(4)}
    files |= {
        "awarded": begin("awarded", "已发放项目", who=1, ago=60),
        "later": begin("endorsed", "稍后公布", ago=20),
    }
    return {name: project.reference for name, project in files.items()}


def press(window: Window, name: str) -> None:
    """Presses a button by its words and waits for the page that answers."""
    with window.page.expect_navigation():
        window.page.get_by_role("button", name=name).first.click()
    window.keep_picture(f"bulk-{name}")


def test_five_files_one_refusal_and_the_result(screen: Screen, scenery, monkeypatch):
    monkeypatch.setattr(bulk, "PATIENCE", 0.0)  # one file for each request, as if there were very many
    window = screen("officer")
    page = window.open("/desk/?tab=all")
    for name in ("endorsed_0", "endorsed_1", "endorsed_2", "endorsed_3", "awarded"):
        page.locator(f"input[name=selected][value={scenery[name]}]").check()
    assert page.locator("[data-bulk-count]").inner_text() == "5"
    press(window, "Act on these files")
    assert "4 of 5 files stand where this starts" in page.locator("main").inner_text()
    with page.expect_navigation():
        page.locator("button[name=action][value=reject]").click()
    page.locator("[name=note]").fill("The call has no money left for this theme.")
    press(window, "Show the preview")

    assert "1 of 5" in page.locator("#progress").inner_text()
    assert window.barriers() == {}
    for _file in range(5):
        if page.get_by_role("button", name="Go on from here").count():
            press(window, "Go on from here")
    assert "4 of 5 files can go" in page.locator("main").inner_text()
    assert "State of the file" in page.locator("tr", has_text=scenery["awarded"]).inner_text()
    assert window.barriers() == {}

    press(window, "Confirm for 4 files")
    monkeypatch.setattr(bulk, "PATIENCE", 60.0)
    assert "2 of 5" in page.locator("#progress").inner_text()
    press(window, "Go on from here")
    assert "4 done · 1 refused · 0 not run" in page.locator("main").inner_text()
    page.get_by_role("link", name="Refused").click()
    assert page.locator("tbody tr").count() == 1


def test_decision_is_recorded_previewed_and_published(screen: Screen, scenery, town: Town):
    officer, applicant = screen("officer"), screen("applicant", width=PHONE)
    reference = scenery["later"]
    page = officer.open(f"/projects/{reference}/")
    with page.expect_navigation():
        page.get_by_role("link", name="Record a decision for later").click()
    page.locator("input[name=kind][value=reject]").check()
    page.locator("[name=reason]").fill("Two other offices pay for this already.")
    press(officer, "Record, and publish later")
    seen = applicant.open(f"/projects/{reference}/").locator("main").inner_text()
    assert "Two other offices" not in seen

    approver = screen("approver", width=PHONE)
    page = approver.open("/desk/pending/")
    assert "Two other offices" in page.locator("main").inner_text()
    assert approver.barriers() == {}
    press(approver, "Preview the publication")
    page.locator("summary", has_text="letter").first.click()
    letter = page.locator(".vp-letter").first.inner_text()
    assert "Reason: Two other offices pay for this already." in letter
    assert approver.barriers() == {}
    press(approver, "Confirm for 1 file")

    assert "1 done · 0 refused · 0 not run" in page.locator("main").inner_text()
    assert "Two other offices" in applicant.open(f"/projects/{reference}/").locator("main").inner_text()
