"""The way of an applicant through the pages: start, write, attach, look, submit; and what others do there."""

import re

import pytest
from django.utils import timezone

from applications import services
from applications.models import NewTechProduct, Project
from tests.applications.conftest import approved, draft, endorsed, submitted
from tests.factories.projects import TOTAL, reread
from tests.workflow.samples import HTML, PDF, upload
from workflow.corrections import Wanted
from workflow.models import Document, Event


@pytest.fixture
def product(db) -> NewTechProduct:
    today = timezone.localdate()
    return NewTechProduct.objects.create(
        number="XJS-1", name="Data logger", supplier="Maker", valid_from=today, valid_to=today
    )


@pytest.fixture
def applicant(client, people, call):
    """The browser of the applicant."""
    client.force_login(people.applicant.user)
    return client


def form_of(people, project, *, amounts=(), product=None, **changes) -> dict[str, str]:
    """The application as the browser sends it, with purchases of these amounts in 元."""
    today = timezone.localdate()
    data = {
        "version": str(project.version),
        "title": project.title,
        "activity_type": "testing",
        "theme": "",
        "laboratory": str(people.open_laboratory.pk),
        "recommender": str(people.institution.pk),
        "background": "Parts break.",
        "content": f"Fatigue series {project.reference}.",
        "deliverables": "Test report.",
        "plan_from": f"{today:%Y-%m-%d}",
        "plan_to": f"{today:%Y-%m-%d}",
        "total_amount": "100,000.00",
        "requested_amount": "50000",
        "design_purpose": "",
        "purchase_purpose": "product_improvement" if amounts else "",
        "declares_truth": "on",
        "declares_no_affiliation": "on",
        "declares_no_double_funding": "on",
        "purchases-TOTAL_FORMS": str(len(amounts)),
        "purchases-INITIAL_FORMS": "0",
        "purchases-MIN_NUM_FORMS": "0",
        "purchases-MAX_NUM_FORMS": "20",
    }
    for number, amount in enumerate(amounts):
        data |= {
            f"purchases-{number}-product": str(product.pk) if product else "",
            f"purchases-{number}-name": "Logger",
            f"purchases-{number}-amount": amount,
            f"purchases-{number}-justification": "Measures strain.",
        }
    return data | changes


def test_whole_way_to_a_submitted_application(applicant, people, call, product):
    response = applicant.post("/projects/new/", {"call": call.pk, "title": "Gripper fatigue"})
    project = Project.objects.get(title="Gripper fatigue")
    base = f"/projects/{project.reference}"
    assert response.url == f"{base}/tasks/"

    data = form_of(people, project, amounts=["29,999.99", "0.01"], product=product)
    assert applicant.post(f"{base}/edit/", data).url == f"{base}/documents/"

    file = upload("plan.pdf", PDF)
    assert (
        applicant.post(f"{base}/documents/", {"kind": "project_plan", "file": file}).url
        == f"{base}/documents/"
    )

    page = applicant.get(f"{base}/submit/")
    assert page.status_code == 200
    assert Event.objects.of(project).count() == 0

    response = applicant.post(f"{base}/submit/", follow=True)
    assert response.redirect_chain == [(f"{base}/receipt/", 302)]
    assert f"Project {project.reference}: Submitted, awaiting endorsement." in response.text
    after = reread(project)
    assert (after.state, after.total_amount, after.requested_amount) == ("submitted", TOTAL, TOTAL // 2)
    assert list(after.purchases.order_by("pk").values_list("amount", flat=True)) == [2_999_999, 1]
    assert Document.objects.of(project).get().original_name == "plan.pdf"


def test_one_fen_over_thirty_percent_is_422_with_figures_and_clause(applicant, people, call, product):
    project = services.start_project(actor=people.applicant, call=call, title="Gripper fatigue")
    base = f"/projects/{project.reference}"
    applicant.post(f"{base}/edit/", form_of(people, project, amounts=["29,999.99", "0.02"], product=product))

    dry = applicant.get(f"{base}/submit/")
    refused = applicant.post(f"{base}/submit/")

    assert (dry.status_code, refused.status_code) == (200, 422)
    for page in (dry, refused):
        words = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
        assert "Purchases of 30,000.01 元 are 0.01 元 above 30,000.00 元" in words
        assert "Q2" in words
    assert reread(project).state == "draft"
    assert not Event.objects.of(project).exists()


def test_missing_fields_are_named_before_submitting(applicant, people, call):
    project = services.start_project(actor=people.applicant, call=call, title="Empty")

    response = applicant.post(f"/projects/{project.reference}/submit/")

    assert response.status_code == 422
    assert reread(project).state == "draft"


def test_draft_is_saved_half_filled_and_stays_open(applicant, people, call):
    project = services.start_project(actor=people.applicant, call=call, title="Gripper fatigue")
    empty = dict.fromkeys(
        ("activity_type", "laboratory", "recommender", "plan_from", "plan_to", "total_amount"), ""
    )

    response = applicant.post(
        f"/projects/{project.reference}/edit/", form_of(people, project, stay="1", **empty)
    )

    assert response.url == f"/projects/{project.reference}/edit/"
    assert reread(project).background == "Parts break."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"total_amount": "1e999999"}, "This amount is too large."),
        ({"total_amount": "12.345"}, "at most two decimals"),
        ({"total_amount": "about 5"}, "Enter an amount in 元"),
        ({"plan_from": "31.02.2027"}, "Enter a valid date."),
        (
            {"plan_from": "2027-02-01", "plan_to": "2027-01-01"},
            "The planned end is on or after the planned start.",
        ),
        ({"activity_type": "party"}, "Select a valid choice."),
        ({"laboratory": "999999"}, "Select a valid choice."),
        ({"title": ""}, "This field is required."),
    ],
)
def test_wrong_shape_is_422_and_keeps_what_was_typed(applicant, people, call, change, words):
    project = services.start_project(actor=people.applicant, call=call, title="Gripper fatigue")

    response = applicant.post(f"/projects/{project.reference}/edit/", form_of(people, project, **change))

    assert response.status_code == 422
    assert words in response.text
    assert f"Fatigue series {project.reference}." in response.text
    assert reread(project).content == ""


def test_purchase_without_an_amount_or_a_name_is_422(applicant, people, call, product):
    project = services.start_project(actor=people.applicant, call=call, title="Gripper fatigue")
    path = f"/projects/{project.reference}/edit/"

    unpriced = applicant.post(path, form_of(people, project, amounts=[""], product=product))
    nameless = applicant.post(path, form_of(people, project, amounts=["5"], **{"purchases-0-name": ""}))
    reason = {"purchases-0-name": "", "purchases-0-amount": ""}
    only_reason = applicant.post(path, form_of(people, project, amounts=["5"], **reason))

    assert [page.status_code for page in (unpriced, nameless, only_reason)] == [422, 422, 422]
    assert "Enter the amount of this purchase." in unpriced.text
    assert "Say what is bought, or choose a listed product." in nameless.text
    assert "Say what is bought, or choose a listed product." in only_reason.text
    assert not reread(project).purchases.exists()


def test_purchase_without_a_reason_is_kept_and_found_later(applicant, people, call, product):
    project = services.start_project(actor=people.applicant, call=call, title="Gripper fatigue")
    silent = {"purchases-0-justification": ""}

    applicant.post(
        f"/projects/{project.reference}/edit/",
        form_of(people, project, amounts=["5"], product=product, **silent),
    )

    assert reread(project).purchases.get().justification == ""
    assert [item.rule for item in services.dry_run(reread(project)).blocking] == ["ELG-7"]


def test_stale_form_shows_both_values_and_overwrites_nothing(applicant, people, call):
    project = draft(people, call)
    mine = form_of(people, project, title="My title", total_amount="77,000")
    services.save_draft(
        project,
        actor=people.applicant,
        version=project.version,
        content={"title": "Colleague's title", "total_amount": 8_000_000},
    )

    response = applicant.post(f"/projects/{project.reference}/edit/", mine)

    assert response.status_code == 422
    assert "Nothing was overwritten." in response.text
    assert 'value="My title"' in response.text
    assert "Saved meanwhile: “Colleague&#x27;s title”." in response.text
    assert "77,000" in response.text
    assert "Saved meanwhile: “80,000.00 元”." in response.text
    assert reread(project).title == "Colleague's title"

    again = applicant.post(
        f"/projects/{project.reference}/edit/", mine | {"version": str(reread(project).version)}
    )
    assert again.status_code == 302
    assert reread(project).title == "My title"


def test_returned_form_opens_only_the_requested_fields(applicant, people, call):
    project = submitted(people, call)
    services.return_for_correction(
        project, actor=people.recommender, wanted=[Wanted("content", "Name the alloys.")]
    )
    project = reread(project)
    path = f"/projects/{project.reference}/edit/"

    page = applicant.get(path)
    response = applicant.post(path, form_of(people, project, content="Alloys A, B.", title="Another project"))

    assert "Name the alloys." in page.text
    title = next(tag for tag in re.findall(r"<input[^>]+>", page.text) if 'name="title"' in tag)
    assert "disabled" in title
    assert response.status_code == 302
    assert (reread(project).content, reread(project).title) == ("Alloys A, B.", project.title)


def test_bad_file_is_422_at_the_file(applicant, people, call):
    project = draft(people, call)

    response = applicant.post(
        f"/projects/{project.reference}/documents/",
        {"kind": "project_plan", "file": upload("plan.pdf", HTML)},
    )

    assert response.status_code == 422
    assert "is not a file the portal can take" in response.text
    assert not Document.objects.of(project).exists()


def test_submitted_application_leads_back_to_its_page(applicant, people, call):
    project = submitted(people, call)

    response = applicant.get(f"/projects/{project.reference}/edit/")

    assert response.status_code == 302
    assert response.url == f"/projects/{project.reference}/"


@pytest.mark.parametrize("page", ["edit", "documents", "submit", "withdraw", ""])
def test_foreign_project_does_not_exist(client, people, call, page):
    project = draft(people, call)
    client.force_login(people.stranger.user)

    assert client.get(f"/projects/{project.reference}/{page}{'/' if page else ''}").status_code == 404
    assert client.post(f"/projects/{project.reference}/{page or 'submit'}/").status_code == 404


# --- the others ------------------------------------------------------------------------------------------------------


def test_institution_endorses_on_its_page(client, people, call):
    project = submitted(people, call)
    client.force_login(people.recommender.user)
    path = f"/projects/{project.reference}/endorse/"

    assert client.get(path).status_code == 200
    assert client.post(path, {"endorsement": " "}).status_code == 422
    assert client.post(path, {"endorsement": "We know the enterprise."}).status_code == 302
    assert reread(project).endorsement == "We know the enterprise."


def test_office_returns_proposes_and_approves_on_its_pages(client, people, call):
    project = endorsed(people, call)
    client.force_login(people.officer.user)
    base = f"/projects/{project.reference}"

    half = client.post(f"{base}/return_for_correction/", {"what_1": "field:content", "reason_1": ""})
    proposed = client.post(f"{base}/propose_approval/", {"amount": "49,999", "note": ""})
    too_much = client.post(f"{base}/approve/", {"amount": "50,000.01", "note": ""})
    client.force_login(people.approver.user)
    page = client.get(f"{base}/approve/")
    done = client.post(f"{base}/approve/", {"amount": "49,999", "note": ""})

    assert [half.status_code, proposed.status_code, too_much.status_code] == [422, 302, 422]
    assert 'value="49,999.00"' in page.text
    assert done.status_code == 302
    assert reread(project).recommended_amount == 4_999_900


def test_office_returns_an_application(client, people, call):
    project = endorsed(people, call)
    client.force_login(people.officer.user)

    response = client.post(
        f"/projects/{project.reference}/return_for_correction/",
        {
            "what_1": "field:content",
            "reason_1": "Name the alloys.",
            "what_2": "document:project_plan",
            "reason_2": "Add it.",
        },
    )

    assert response.status_code == 302
    assert reread(project).state == "returned"


def test_dry_run_of_a_counter_step_says_what_the_step_would(client, people, call):
    project = approved(people, call)
    client.force_login(people.officer.user)

    page = client.get(f"/projects/{project.reference}/undo_approve/")
    refused = client.post(f"/projects/{project.reference}/undo_approve/", {"note": "Wrong file."})

    words = "The person who took the step cannot take it back; another person has to."
    assert words in page.text
    assert (refused.status_code, words in refused.text) == (422, True)


# --- lists -----------------------------------------------------------------------------------------------------------


def test_list_finds_by_reference_title_party_and_code(client, people, call):
    project, other = submitted(people, call), submitted(people, call)
    client.force_login(people.officer.user)
    applicant = people.applicant.organisation

    for words in (project.reference, project.title.upper()):
        assert project.reference in client.get("/desk/", {"tab": "all", "q": words}).text
    assert other.reference not in client.get("/desk/", {"tab": "all", "q": project.reference}).text
    for words in (applicant.name, applicant.uscc.lower(), people.open_laboratory.organisation.name[:4]):
        assert other.reference in client.get("/desk/", {"tab": "all", "q": words}).text
    assert project.reference not in client.get("/desk/", {"tab": "all", "q": "no such thing"}).text


def test_list_filters_by_state(client, people, call):
    project, other = endorsed(people, call), submitted(people, call)
    client.force_login(people.officer.user)

    found = client.get("/desk/", {"tab": "all", "state": "endorsed"}).text

    assert project.reference in found
    assert other.reference not in found


def test_search_keeps_to_what_the_actor_may_see(client, people, call):
    project = submitted(people, call)
    client.force_login(people.stranger.user)

    assert project.title not in client.get("/desk/", {"tab": "all", "q": project.reference}).text


@pytest.mark.parametrize(
    "query",
    [
        "?state=nonsense",
        "?q=" + "x" * 5000,
        "?before=x&after=y",
        "?state=draft&state=%27",
        "?page=-1",
    ],
)
def test_nonsense_in_a_list_is_no_accident(client, people, call, query):
    client.force_login(people.officer.user)

    assert client.get(f"/desk/{query}").status_code == 200
