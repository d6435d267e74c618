"""The page of a step: a look before the leap, one service call, and nothing typed is ever lost."""

import pytest
from django.test import Client

from accounts.actor import Actor
from institutions.models import ServiceInstitution
from tests.factories.people import make_person
from workflow.errors import Unfit
from workflow.forms import CorrectionsForm
from workflow.models import Event
from workflow.pages import ReasonForm, add_errors

FIELDS, KINDS = [("title", "Title"), ("content", "Content")], [("project_plan", "Plan")]


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def path(centre, officer, client) -> str:
    client.force_login(officer.user)
    return f"/institutions/{centre.reference}/suspend/"


def state(centre) -> str:
    return ServiceInstitution.objects.get(pk=centre.pk).state


def test_looking_changes_nothing(client, path, centre):
    response = client.get(path)

    assert response.status_code == 200
    assert "Suspend" in response.text
    assert state(centre) == "active"
    assert Event.objects.count() == 1


def test_step_is_taken_once_and_named(client, path, centre):
    response = client.post(path, {"note": "Complaints."}, follow=True)

    assert response.redirect_chain == [(centre.get_absolute_url(), 302)]
    assert f"{centre.reference}: Suspended." in response.text
    assert "successfully" not in response.text
    assert Event.objects.filter(transition="suspend").count() == 1


def test_missing_reason_is_422_at_its_field(client, path, centre):
    response = client.post(path, {"note": ""})

    assert response.status_code == 422
    assert 'href="#id_note"' in response.text
    assert state(centre) == "active"


def test_typed_words_survive_a_refusal(client, path):
    words = "A long reason that took an hour. " * 70

    response = client.post(path, {"note": words})

    assert response.status_code == 422
    assert words[:200] in response.text


def test_second_click_is_told_who_was_faster(client, path):
    client.post(path, {"note": "Complaints."})

    response = client.post(path, {"note": "Complaints."})

    assert response.status_code == 409
    assert "Already done by Officer Wang at" in response.text
    assert "What you can do" in response.text
    assert Event.objects.filter(transition="suspend").count() == 1


def test_step_of_others_is_forbidden_before_anything_is_typed(client, path, auditor):
    client.force_login(auditor.user)

    assert client.get(path).status_code == 403
    assert client.post(path, {"note": "x"}).status_code == 403
    assert Event.objects.count() == 1


def test_dossier_that_is_not_visible_does_not_exist(client, path):
    client.force_login(make_person("Nobody"))

    assert client.get(path).status_code == 404


def test_post_without_the_forms_mark_is_refused_with_the_next_step(path, officer):
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    strict.force_login(officer.user)

    response = strict.post(path, {"note": "Complaints."})

    assert response.status_code == 403
    assert "Go back, reload the page and send it again." in response.text
    assert Event.objects.count() == 1


# --- refusals on forms -----------------------------------------------------------------------------------------------


def bound() -> ReasonForm:
    form = ReasonForm({"note": "x"})
    assert form.is_valid()
    return form


def test_words_for_a_field_stand_at_the_field():
    form = bound()

    add_errors(form, Unfit("Look again.", {"note": "Give the reason."}))

    assert form.errors == {"note": ["Give the reason."]}


def test_words_for_an_unknown_field_stand_on_top():
    form = bound()

    add_errors(form, Unfit("Look again.", {"amount": "Too much."}))

    assert form.errors == {"__all__": ["Too much."]}


def test_words_without_a_field_stand_on_top():
    form = bound()

    add_errors(form, Unfit("Look again."))

    assert form.errors == {"__all__": ["Look again."]}


# --- asking for corrections ------------------------------------------------------------------------------------------


def corrections(**data) -> CorrectionsForm:
    return CorrectionsForm(data, fields=FIELDS, kinds=KINDS)


def test_corrections_name_fields_and_documents():
    form = corrections(
        what_1="field:content",
        reason_1=" Name the alloys. ",
        what_3="document:project_plan",
        reason_3="Page 2.",
    )

    assert form.is_valid()
    assert [(item.target, item.name, item.reason) for item in form.cleaned_data["wanted"]] == [
        ("field", "content", "Name the alloys."),
        ("document", "project_plan", "Page 2."),
    ]


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({}, {"what_1", "reason_1"}),
        ({"what_1": "field:content"}, {"reason_1"}),
        ({"what_1": "field:content", "reason_1": "   "}, {"reason_1"}),
        ({"what_1": "field:content", "reason_1": "x", "what_2": "field:title"}, {"reason_2"}),
        ({"what_1": "field:content", "reason_1": "x", "reason_2": "y"}, {"what_2"}),
        ({"what_1": "field:state", "reason_1": "x"}, {"what_1"}),
        ({"what_1": "field:content", "reason_1": "x", "due_date": "31.02.2027"}, {"due_date"}),
    ],
)
def test_half_a_correction_is_refused_at_its_field(data, fields):
    form = corrections(**data)

    assert not form.is_valid()
    assert set(form.errors) == fields


def test_actor_without_a_role_gets_no_steps(centre):
    assert centre.available_steps(Actor(user=make_person("Nobody"))) == []
