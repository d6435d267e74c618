"""Corrections in the browser: asked for one by one, answered in place, and what changed goes back with the file."""

import re

from applications import services
from tests.applications.conftest import draft, endorsed, submitted
from tests.factories.institutions import pdf
from tests.portal.test_project_page import browser
from workflow.corrections import Wanted

CHANGED = "thing was changed as asked"


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_three_corrections_go_out_and_come_back(people, call):
    project = endorsed(people, call)
    path = f"/projects/{project.reference}"
    officer, applicant = browser(people.officer), browser(people.applicant)
    asked = {
        "what_1": "field:title",
        "reason_1": "Name the part",
        "what_2": "field:requested_amount",
        "reason_2": "Too much",
        "what_3": "document:project_plan",
        "reason_3": "A plan is missing",
        "what_4": "field:deliverables",
        "reason_4": "Say when",
        "due_date": "2099-12-31",
    }
    assert officer.post(f"{path}/return_for_correction/", asked).status_code == 302

    page = applicant.get(f"{path}/").text
    for reason in ("Name the part", "Too much", "A plan is missing", "2099-12-31"):
        assert reason in page
    links = re.findall(rf'href="({path}/tasks/[a-z]+/#div_id_[a-z_]+)"', page)
    assert {link.rpartition("#")[2] for link in links} >= {"div_id_title", "div_id_requested_amount"}

    project.refresh_from_db()
    content = {"title": "Fatigue test of a wing", "requested_amount": project.requested_amount - 100_00}
    before = project.requested_amount
    services.save_draft(
        project, actor=people.applicant, version=project.version, content=content, purchases=None
    )
    services.attach_document(project, pdf("plan.pdf"), kind="project_plan", actor=people.applicant)
    submit = words(applicant.get(f"{path}/submit/").text)
    assert submit.count("Changed, not sent yet") == 3
    services.submit(project, actor=people.applicant)

    for client in (browser(people.recommender), officer, applicant):
        seen = words(client.get(f"{path}/").text)
        assert "3 things were changed as asked" in seen
        assert "Fatigue test of a wing" in seen
        assert "plan.pdf (" in seen
        assert f"{before // 100:,}.00 元" in seen
        assert seen.count("Sent back unchanged") == 1


def test_amounts_and_codes_are_shown_in_words(people, call):
    project = submitted(people, call, activity_type="testing")
    wanted = [Wanted("activity_type", "Wrong type")]
    services.return_for_correction(project, actor=people.recommender, wanted=wanted)
    project.refresh_from_db()
    services.save_draft(
        project,
        actor=people.applicant,
        version=project.version,
        content={"activity_type": "joint_rd"},
        purchases=None,
    )
    services.submit(project, actor=people.applicant)

    page = words(browser(people.recommender).get(f"/projects/{project.reference}/").text)

    assert "1 thing was changed as asked" in page
    assert "Before Testing and inspection" in page
    assert "Now Cooperative R&amp;D" in page


def test_timeline_keeps_what_was_changed_when_the_file_has_moved_on(people, call):
    project = submitted(people, call)
    services.return_for_correction(
        project, actor=people.recommender, wanted=[Wanted("title", "Name the part")]
    )
    project.refresh_from_db()
    services.save_draft(
        project,
        actor=people.applicant,
        version=project.version,
        content={"title": "A better title"},
        purchases=None,
    )
    services.submit(project, actor=people.applicant)
    services.endorse(project, actor=people.recommender, endorsement="We know them.")
    services.approve(project, actor=people.officer, amount=project.requested_amount)

    page = words(browser(people.officer).get(f"/projects/{project.reference}/").text)

    assert f"1 {CHANGED}" in page
    assert draft(people, call).title not in page
