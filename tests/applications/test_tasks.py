"""The application as a task list: what each part waits for, one page per topic, copies, the receipt. No script runs."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from applications import services
from applications.models import NewTechProduct, Project
from applications.services import PurchaseLine
from applications.topics import BUYING, DECLARING, DESIGN, PARTIES, PLAN, PROJECT, Desk, Status
from tests.applications.conftest import draft, submitted
from tests.factories.cast import YUAN
from tests.factories.projects import make_call, reread
from workflow.corrections import Wanted
from workflow.errors import NotPermitted, Unfit
from workflow.models import Document, Event


@pytest.fixture
def applicant(client, people, call):
    """The browser of the applicant."""
    client.force_login(people.applicant.user)
    return client


@pytest.fixture
def empty(people, call) -> Project:
    return reread(services.start_project(actor=people.applicant, call=call, title="Gripper fatigue"))


def returned(people, call, *wanted: Wanted, **content) -> Project:
    project = submitted(people, call, **content)
    due = timezone.localdate() + timedelta(days=5)
    services.return_for_correction(project, actor=people.recommender, wanted=list(wanted), due_date=due)
    return reread(project)


def statuses(project: Project) -> dict[str, Status]:
    desk = Desk(reread(project))
    return {topic.slug: desk.status(topic) for topic in desk.topics()}


def page_of(project: Project, slug: str) -> str:
    return f"/projects/{project.reference}/tasks/{slug}/"


def marks(response) -> dict[str, str]:
    """The hidden fields of a topic's page."""
    form = response.context["form"]
    return {name: str(form[name].value()) for name in ("version", "seen")}


LINES = {
    "purchases-TOTAL_FORMS": "1",
    "purchases-INITIAL_FORMS": "0",
    "purchases-MIN_NUM_FORMS": "0",
    "purchases-MAX_NUM_FORMS": "20",
}


# --- the list ---------------------------------------------------------------------------------------------------------


def test_empty_draft_begins_and_waits(empty):
    assert statuses(empty) == {
        "project": Status.NOT_STARTED,
        "parties": Status.NOT_STARTED,
        "plan": Status.NOT_STARTED,
        "purchases": Status.OPTIONAL,
        "declarations": Status.BLOCKED,
    }
    assert Desk(empty).unfinished()


def test_blocked_rows_say_what_they_wait_for_and_are_no_links(applicant, empty):
    page = applicant.get(f"/projects/{empty.reference}/tasks/").text

    assert "Cannot start yet" in page
    assert "Waits for the laboratory" in page
    assert f'href="{page_of(empty, "declarations")}"' not in page
    assert f'href="{page_of(empty, "project")}"' in page
    assert f'href="/projects/{empty.reference}/submit/"' not in page


def test_half_written_topic_is_in_progress(empty, people):
    services.save_draft(empty, actor=people.applicant, version=0, content={"background": "Parts break."})

    assert statuses(empty)["project"] == Status.IN_PROGRESS


def test_complete_draft_can_be_submitted(applicant, people, call):
    project = draft(people, call)

    assert set(statuses(project).values()) == {Status.COMPLETED, Status.OPTIONAL}
    assert statuses(project)["purchases"] == Status.OPTIONAL
    assert Desk(project).unfinished() == []
    assert (
        f'href="/projects/{project.reference}/submit/"'
        in applicant.get(f"/projects/{project.reference}/tasks/").text
    )


def test_rule_that_blocks_keeps_its_topic_in_progress(people, call):
    project = draft(people, call, requested_amount=90_000 * YUAN)

    assert statuses(project)["plan"] == Status.IN_PROGRESS
    assert Desk(project).unfinished() == [PLAN.title]


def test_industrial_design_is_asked_only_when_relevant(people, call):
    plain, design = draft(people, call), draft(people, call, is_industrial_design=True)

    assert DESIGN not in Desk(plain).topics()
    assert DESIGN in Desk(design).topics()
    assert statuses(design)["design"] == Status.NOT_STARTED
    assert DESIGN.title in Desk(design).unfinished()


def test_after_a_return_only_the_requested_rows_are_open(applicant, people, call):
    project = returned(people, call, Wanted("content", "Name the alloys."))
    desk = Desk(project)

    assert statuses(project)["project"] == Status.CHANGES
    assert [topic for topic in desk.topics() if desk.is_open(topic)] == [PROJECT, DECLARING]
    page = applicant.get(f"/projects/{project.reference}/tasks/").text
    assert "Changes requested" in page
    assert "Name the alloys." in page
    assert f"{page_of(project, 'project')}#div_id_content" in page
    assert f'href="{page_of(project, "plan")}"' not in page


def test_corrected_row_is_completed_and_the_file_can_go_back(applicant, people, call):
    project = returned(people, call, Wanted("content", "Name the alloys."))
    page = applicant.get(page_of(project, "project"))
    assert "Name the alloys." in page.text

    forged = {**marks(page), "title": "Another project", "content": "Three alloys: A, B, C."}
    applicant.post(page_of(project, "project"), forged)

    after = reread(project)
    assert (after.title, after.content) == (project.title, "Three alloys: A, B, C.")
    assert statuses(project)["project"] == Status.COMPLETED
    assert Desk(after).unfinished() == []
    applicant.post(f"/projects/{project.reference}/submit/")
    event = Event.objects.of(project).filter(transition="submit").order_by("sequence").last()
    [change] = event.evidence["changes"]
    assert change["after"] == "Three alloys: A, B, C."


def test_requested_document_opens_only_the_documents(people, call):
    project = returned(people, call, Wanted("project_plan", "Add the budget page.", "document"))
    desk = Desk(project)

    assert desk.documents_status() == Status.CHANGES
    assert desk.documents_open()
    assert [topic for topic in desk.topics() if desk.is_open(topic)] == [DECLARING]


def test_list_of_a_submitted_application_leads_to_the_project(applicant, people, call):
    project = submitted(people, call)

    assert applicant.get(f"/projects/{project.reference}/tasks/").url == project.get_absolute_url()
    assert applicant.get(page_of(project, "plan")).status_code == 302


def test_nobody_else_opens_the_pages(client, people, call):
    project = draft(people, call)
    client.force_login(people.stranger.user)

    for path in ("tasks/", "tasks/plan/", "copy/", "receipt/", "paper/"):
        assert client.get(f"/projects/{project.reference}/{path}").status_code == 404
    assert client.post(f"{page_of(project, 'plan')}autosave/").status_code == 404


def test_unknown_topic_is_404(applicant, empty):
    assert applicant.get(page_of(empty, "colour")).status_code == 404


# --- one page per topic -----------------------------------------------------------------------------------------------


def test_topic_is_saved_and_leads_to_the_next(applicant, people, empty):
    today = f"{timezone.localdate():%Y-%m-%d}"
    steps = [
        ("project", {"title": "Gripper fatigue", "activity_type": "testing", "background": "Parts break.",
                     "content": "Series.", "deliverables": "Report."}, "parties"),
        ("parties", {"laboratory": people.open_laboratory.pk, "recommender": people.institution.pk}, "plan"),
        ("plan", {"plan_from": today, "plan_to": today, "total_amount": "100,000",
                  "requested_amount": "50000"}, "purchases"),
        ("purchases", {"purchase_purpose": "", **LINES}, "declarations"),
    ]  # fmt: skip
    for slug, data, following in steps:
        seen = marks(applicant.get(page_of(empty, slug)))
        response = applicant.post(page_of(empty, slug), data | seen)
        assert response.url == page_of(empty, following)
    ticked = dict.fromkeys(DECLARING.fields, "on")
    seen = marks(applicant.get(page_of(empty, "declarations")))
    assert applicant.post(page_of(empty, "declarations"), ticked | seen).url.endswith("/documents/")
    assert Desk(reread(empty)).unfinished() == []


def test_save_leads_back_to_the_list_when_asked(applicant, empty):
    seen = marks(applicant.get(page_of(empty, "plan")))

    response = applicant.post(page_of(empty, "plan"), {"total_amount": "5", "list": "1", **seen})

    assert response.url == f"/projects/{empty.reference}/tasks/"
    assert reread(empty).total_amount == 500


def test_topic_page_leaves_the_other_topics_alone(applicant, people, call):
    project = draft(people, call)
    seen = marks(applicant.get(page_of(project, "plan")))

    applicant.post(page_of(project, "plan"), {"total_amount": "5", **seen})

    after = reread(project)
    assert (after.title, after.content, after.laboratory) == (
        project.title,
        project.content,
        project.laboratory,
    )
    assert after.declares_truth


def test_wrong_shape_is_422_and_keeps_what_was_typed(applicant, empty):
    seen = marks(applicant.get(page_of(empty, "plan")))

    response = applicant.post(page_of(empty, "plan"), {"total_amount": "about 5", **seen})

    assert response.status_code == 422
    assert "about 5" in response.text
    assert reread(empty).total_amount is None


def test_work_on_another_topic_is_no_conflict(applicant, people, empty):
    seen = marks(applicant.get(page_of(empty, "plan")))
    services.save_draft(empty, actor=people.applicant, version=0, content={"background": "A colleague's."})

    applicant.post(page_of(empty, "plan"), {"total_amount": "5", **seen})

    after = reread(empty)
    assert (after.background, after.total_amount) == ("A colleague's.", 500)


def test_same_topic_written_twice_shows_both_values(applicant, people, empty):
    seen = marks(applicant.get(page_of(empty, "plan")))
    services.save_draft(empty, actor=people.applicant, version=0, content={"total_amount": 700})

    response = applicant.post(page_of(empty, "plan"), {"total_amount": "5", **seen})

    assert response.status_code == 422
    assert "Saved meanwhile: “7.00 元”." in response.text
    assert reread(empty).total_amount == 700
    again = applicant.post(page_of(empty, "plan"), {"total_amount": "5", **marks(response)})
    assert again.status_code == 302
    assert reread(empty).total_amount == 500


def test_blocked_topic_leads_back_with_its_reason(applicant, empty):
    response = applicant.get(page_of(empty, "purchases"), follow=True)

    assert response.redirect_chain == [(f"/projects/{empty.reference}/tasks/", 302)]
    assert "Waits for “Plan and money”" in response.text


def test_purchases_show_their_share_as_a_meter(applicant, people, call):
    today = timezone.localdate()
    product = NewTechProduct.objects.create(
        number="XJS-1", name="Data logger", supplier="Maker", valid_from=today, valid_to=today
    )
    line = PurchaseLine("Data logger", 30_001 * YUAN, "Measures strain.", product)
    project = draft(people, call, purchases=[line], purchase_purpose="product_improvement")

    page = applicant.get(page_of(project, "purchases")).text

    assert "vp-meter-limit" in page
    assert "30,001.00 元" in page
    assert "30,000.00 元" in page
    assert statuses(project)[BUYING.slug] == Status.IN_PROGRESS


def test_recommender_of_the_last_application_is_suggested(applicant, people, call, empty):
    draft(people, call)

    form = applicant.get(page_of(empty, PARTIES.slug)).context["form"]

    assert form["recommender"].value() == people.institution.pk
    assert reread(empty).recommender is None


# --- check, receipt, paper, copy --------------------------------------------------------------------------------------


def test_every_answer_can_be_changed_from_the_last_look(applicant, people, call):
    project = draft(people, call)

    page = applicant.get(f"/projects/{project.reference}/submit/").text

    for name, slug in (("title", "project"), ("laboratory", "parties"), ("total_amount", "plan")):
        assert f'href="{page_of(project, slug)}#div_id_{name}"' in page
    assert f"{page_of(project, 'declarations')}#div_id_declares_truth" in page


def test_receipt_shows_number_time_and_digest(applicant, people, call):
    project = draft(people, call)
    assert applicant.get(f"/projects/{project.reference}/receipt/").url.endswith("/tasks/")

    page = applicant.post(f"/projects/{project.reference}/submit/", follow=True)

    event = Event.objects.of(project).get()
    assert page.redirect_chain == [(f"/projects/{project.reference}/receipt/", 302)]
    assert project.reference in page.text
    assert event.digest in page.text
    assert event.at.astimezone(timezone.get_current_timezone()).strftime("%Y-%m-%d %H:%M:%S") in page.text


def test_paper_shows_the_whole_application(applicant, people, call):
    project = submitted(people, call)

    made = applicant.get(f"/projects/{project.reference}/application.pdf")
    answer = applicant.post(made.url, follow=True)

    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    for words in (project.content, "100,000.00", project.reference):
        assert "".join(words.split()) in text


def test_copy_takes_content_and_purchases_only(applicant, people, call):
    line = PurchaseLine("Data logger", 500, "Measures strain.")
    source = draft(people, call, purchases=[line])
    another = make_call(people=people)

    response = applicant.post(
        f"/projects/{source.reference}/copy/", {"call": another.pk, "title": "Gripper fatigue, second year"}
    )

    copied = Project.objects.get(title="Gripper fatigue, second year")
    assert response.url == f"/projects/{copied.reference}/tasks/"
    assert (copied.call, copied.state, copied.content) == (another, "draft", source.content)
    assert [(row.name, row.amount) for row in copied.purchases.all()] == [("Data logger", 500)]
    assert not any(getattr(copied, name) for name in DECLARING.fields)
    assert not Document.objects.of(copied).exists()


def test_copy_needs_an_open_call_and_the_applicant(people, call):
    source = submitted(people, call)
    call.closes_on = timezone.localdate() - timedelta(days=1)
    call.opens_on = call.closes_on

    with pytest.raises(Unfit):
        services.copy_project(source, actor=people.applicant, call=call)
    with pytest.raises(NotPermitted):
        services.copy_project(source, actor=people.stranger, call=make_call(people=people))


def test_start_page_offers_drafts_and_earlier_applications(applicant, people, call):
    begun, sent = draft(people, call), submitted(people, call)

    page = applicant.get("/projects/new/").text

    assert f"/projects/{begun.reference}/tasks/" in page
    assert f"/projects/{sent.reference}/copy/" in page


@pytest.mark.parametrize("page", ["tasks/", "tasks/project/", "tasks/plan/", "tasks/purchases/", "submit/"])
def test_pages_ask_the_database_little(applicant, people, call, page, django_assert_max_num_queries):
    lines = [PurchaseLine(f"Part {number}", 500, "Measures strain.") for number in range(3)]
    project = draft(people, call, purchases=lines, purchase_purpose="product_improvement")

    with django_assert_max_num_queries(12):
        applicant.get(f"/projects/{project.reference}/{page}")


def test_dashboard_says_until_when(applicant, people, call):
    begun = draft(people, call)
    asked = returned(people, call, Wanted("content", "Name the alloys."))

    page = applicant.get("/dashboard/").text

    assert begun.reference in page
    assert f"{call.closes_on:%Y-%m-%d}" in page
    assert asked.reference in page
    assert f"{timezone.localdate() + timedelta(days=5):%Y-%m-%d}" in page


def test_only_stored_purchases_can_be_removed(applicant, people, call):
    project = draft(people, call, purchases=[PurchaseLine("Data logger", 500, "Measures strain.")])
    page = applicant.get(page_of(project, "purchases"))
    assert page.text.count("-DELETE") == page.text.count("purchases-0-DELETE")

    gone = {"purchases-0-name": "Data logger", "purchases-0-amount": "5", "purchases-0-DELETE": "on"}
    counts = LINES | {"purchases-INITIAL_FORMS": "1"}
    applicant.post(page_of(project, "purchases"), gone | counts | marks(page))

    assert not reread(project).purchases.exists()
