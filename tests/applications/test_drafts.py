"""Drafts: everything may be written, nothing is half-saved, and nobody overwrites a colleague."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications import services
from applications.enums import State
from applications.models import NewTechPurchase, Project
from applications.services import PurchaseLine
from applications.services.drafts import CONTENT
from tests.applications.conftest import draft, no_trace, submitted
from tests.factories.cast import YUAN
from tests.factories.institutions import pdf
from tests.factories.projects import content_of, reread
from tests.workflow.samples import HTML, upload
from tests.worlds import visit_every_state
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState
from workflow.models import Document, Event


def save(project, people, *, version=None, purchases=None, **content):
    version = project.version if version is None else version
    return services.save_draft(
        project, actor=people.applicant, version=version, content=content, purchases=purchases
    )


def test_new_draft_belongs_to_the_party_and_names_the_person(people, call):
    project = services.start_project(actor=people.applicant, call=call, title="  Fatigue test  ")

    assert (project.title, project.state, project.version) == ("Fatigue test", "draft", 0)
    assert (project.applicant, project.applied_by) == (people.applicant.organisation, people.applicant.user)
    assert project.edition is None
    assert not Event.objects.of(project).exists()


@pytest.mark.parametrize("title", ["", "   ", "x" * 121])
def test_draft_needs_a_title_that_fits(people, call, title):
    with no_trace(), pytest.raises(Unfit) as refusal:
        services.start_project(actor=people.applicant, call=call, title=title)

    assert set(refusal.value.fields) == {"title"}


@pytest.mark.parametrize("who", ["officer", "recommender", "laboratory", "auditor"])
def test_only_applicants_start(people, call, who):
    with no_trace(), pytest.raises(NotPermitted):
        services.start_project(actor=getattr(people, who), call=call, title="Fatigue test")


def test_draft_begins_only_in_an_open_call(people, call):
    day = call.closes_on + timedelta(1)

    with no_trace(), pytest.raises(Unfit) as refusal:
        services.start_project(actor=people.applicant, call=call, title="Fatigue test", today=day)

    assert refusal.value.fields == {"call": "Choose an open call."}


def test_everything_of_the_content_is_stored(people, call):
    project = services.start_project(actor=people.applicant, call=call, title="Fatigue test")
    content = content_of(people, theme="new_materials", is_industrial_design=True, design_purpose="trial")

    save(project, people, **content)

    after = reread(project)
    assert {name: getattr(after, name) for name in content} == content
    assert after.version == 1


def test_every_field_of_the_form_is_content_and_nothing_else_is():
    """State, money of later steps, owner and evidence cannot be set by typing."""
    evidence = {"state", "edition", "award_amount", "redeemed_amount", "applicant", "applicant_id", "version"}

    assert evidence.isdisjoint(CONTENT)
    assert {field for field in CONTENT if field not in {f.name for f in Project._meta.get_fields()}} == set()


def test_smuggled_fields_are_ignored(people, call):
    project = draft(people, call)

    save(project, people, title="Renamed", award_amount=1, state="paid", applicant_id=1, payee="enterprise")

    after = reread(project)
    assert (after.title, after.state, after.award_amount) == ("Renamed", "draft", None)
    assert (after.applicant, after.payee) == (people.applicant.organisation, "laboratory")


def test_half_filled_draft_is_kept(people, call):
    project = services.start_project(actor=people.applicant, call=call, title="Fatigue test")

    save(project, people, background="Only this yet.")

    assert reread(project).background == "Only this yet."


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"title": "x" * 121}, "title"),
        ({"title": ""}, "title"),
        ({"plan_from": timezone.localdate(), "plan_to": timezone.localdate() - timedelta(1)}, "__all__"),
    ],
)
def test_wrong_shape_names_its_field_and_saves_nothing(people, call, content, field):
    project = draft(people, call)

    with no_trace(), pytest.raises(Unfit) as refusal:
        save(project, people, background="New.", **content)

    assert set(refusal.value.fields) == {field}


def test_version_that_moved_on_overwrites_nothing(people, call):
    project = draft(people, call)
    save(project, people, title="Colleague's title")

    with no_trace(), pytest.raises(StaleVersion, match="Nothing was overwritten"):
        save(project, people, version=project.version, title="My title")


def test_saving_twice_with_the_new_version_works(people, call):
    project = draft(people, call)
    saved = save(project, people, title="First")

    save(saved, people, version=saved.version, title="Second")

    assert (reread(project).title, reread(project).version) == ("Second", project.version + 2)


@pytest.mark.parametrize("who", ["stranger", "officer", "recommender", "laboratory", "auditor"])
def test_nobody_else_writes_the_draft(people, call, who):
    project = draft(people, call)

    with no_trace(), pytest.raises(NotPermitted):
        services.save_draft(
            project, actor=getattr(people, who), version=project.version, content={"title": "Mine"}
        )


def test_nothing_is_edited_once_it_is_out_of_hand(people, db):
    visited = []

    def visit(state, play):
        visited.append(state)
        if state in {"draft", "returned"}:
            return
        with no_trace():
            with pytest.raises(WrongState):
                save(play.project, people, title="Late idea")
            with pytest.raises(WrongState):
                services.attach_document(play.project, pdf(), kind="project_plan", actor=people.applicant)

    visit_every_state(people, visit)

    assert sorted(visited) == sorted(State.values)


# --- purchases -------------------------------------------------------------------------------------------------------


def test_purchases_are_replaced_as_a_whole(people, call):
    project = draft(people, call, purchases=[PurchaseLine("Logger", 100 * YUAN, "Strain.")])

    save(project, people, purchases=[PurchaseLine("Camera", 7 * YUAN, ""), PurchaseLine("Oven", 1, "Heat.")])

    rows = reread(project).purchases.order_by("pk").values_list("name", "amount", "justification")
    assert list(rows) == [("Camera", 7 * YUAN, ""), ("Oven", 1, "Heat.")]


def test_purchases_that_are_not_mentioned_stay(people, call):
    project = draft(people, call, purchases=[PurchaseLine("Logger", 100 * YUAN, "Strain.")])

    save(project, people, title="Renamed")

    assert NewTechPurchase.objects.get(project=project).name == "Logger"


@pytest.mark.parametrize(
    "line", [PurchaseLine("Logger", 0, "x"), PurchaseLine("x" * 161, 5, "x"), PurchaseLine("", 5, "x")]
)
def test_impossible_purchase_saves_nothing(people, call, line):
    project = draft(people, call, purchases=[PurchaseLine("Logger", 100 * YUAN, "Strain.")])

    with no_trace(), pytest.raises(Unfit):
        save(project, people, title="Renamed", purchases=[line])


# --- documents -------------------------------------------------------------------------------------------------------


def test_documents_join_the_draft(people, call):
    project = draft(people, call)

    services.attach_document(project, pdf("plan.pdf"), kind="project_plan", actor=people.applicant)

    assert Document.objects.of(project).current().get().original_name == "plan.pdf"


@pytest.mark.parametrize("who", ["stranger", "officer", "recommender"])
def test_nobody_else_adds_documents(people, call, who):
    project = draft(people, call)

    with no_trace(), pytest.raises(NotPermitted):
        services.attach_document(project, pdf(), kind="project_plan", actor=getattr(people, who))


def test_bad_document_leaves_no_trace(people, call):
    project = draft(people, call)

    with no_trace(), pytest.raises(Unfit):
        services.attach_document(project, upload("a.pdf", HTML), kind="project_plan", actor=people.applicant)


def test_document_is_not_added_after_submission(people, call):
    project = submitted(people, call)

    with no_trace(), pytest.raises(WrongState):
        services.attach_document(project, pdf(), kind="project_plan", actor=people.applicant)
