"""The OpenAPI document is complete, valid and the one that is committed; its page asks no other host."""

import json
import re
from io import StringIO

import pytest
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from django.test import Client

from api.management.commands import openapi
from api.v1.transitions import PROJECT
from tests.factories.projects import make_project

STEP = "/api/v1/projects/{{reference}}/{name}/"


def test_committed_document_is_up_to_date() -> None:
    call_command("openapi", check=True, stdout=StringIO())


def test_stale_document_is_found(monkeypatch, tmp_path) -> None:
    place = tmp_path / "openapi.json"
    monkeypatch.setattr(openapi, "PLACE", place)
    with pytest.raises(CommandError, match="stale"):
        call_command("openapi", check=True)

    call_command("openapi", stdout=StringIO())

    call_command("openapi", check=True)
    assert json.loads(place.read_text())["openapi"] == "3.1.0"


def test_every_step_is_described_with_input_example_and_refusals(document: dict) -> None:
    for name, step in PROJECT.items():
        operation = document["paths"][STEP.format(name=name)]["post"]
        assert operation["summary"], name
        assert operation["description"], name
        assert {"200", "401", "403", "404", "409", "422", "429"} <= set(operation["responses"]), name
        assert any(given["name"] == "Idempotency-Key" for given in operation["parameters"]), name
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        assert bool(step.input.example) == ("examples" in content), name
        assert bool(step.input().fields) == bool(content), name


def test_every_operation_has_a_name_and_words(document: dict) -> None:
    operations = [op for path in document["paths"].values() for op in path.values()]
    names = [operation["operationId"] for operation in operations]

    assert len(names) == len(set(names))
    assert all(operation.get("description") for operation in operations)


def test_answers_have_the_fields_of_the_document(people, as_, document: dict) -> None:
    project = make_project("awarded", people=people)
    described = document["components"]["schemas"]
    officer = as_(people.officer)

    assert set(officer.get(f"projects/{project.reference}/").json()) == set(
        described["ProjectOutput"]["properties"]
    )
    [row] = officer.get("projects/").json()["results"]
    assert set(row) == set(described["ProjectRow"]["properties"])


def test_document_is_served_to_everybody(visitor, document: dict) -> None:
    answer = visitor.get("schema/")

    assert answer.status_code == 200
    assert answer.json()["paths"].keys() == document["paths"].keys()


def test_documentation_page_has_no_inline_code_and_no_other_host(db) -> None:
    answer = Client().get("/api/docs/")
    text = answer.content.decode()

    assert answer.status_code == 200
    assert re.findall(r"<script(?![^>]*src=)", text) == []
    assert re.findall(r"<style|\sstyle=", text) == []
    assert re.findall(r'(?:src|href)="https?://', text) == []
    for path in re.findall(r'(?:src|href)="/static/([^"]+(?:swagger|api/docs)[^"]*)"', text):
        assert finders.find(path), path
