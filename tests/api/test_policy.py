"""The rules over the API: editions, schemas, and the same verdicts as the command."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from policy.facts import CHAPTERS
from policy.models import Edition
from tests.api.conftest import Program
from tests.factories.policy import SEED, make_edition

FACTS = {"original_actor_id": "7", "actor_id": "7", "reason": "An error."}


@pytest.fixture
def edition(db) -> Edition:
    return make_edition()


def test_editions_that_are_published_can_be_read(edition: Edition, visitor: Program) -> None:
    Edition.objects.create(code="secret", title="Draft", valid_from="2030-01-01", parameters=SEED)

    assert [row["code"] for row in visitor.get("policy/editions/").json()] == [edition.code]
    assert visitor.get(f"policy/editions/{edition.code}/").json()["parameters"] == edition.parameters
    assert visitor.get("policy/editions/secret/").status_code == 404
    answer = visitor.post("policy/chapters/counter/evaluate/?edition=secret", FACTS)
    assert (answer.status_code, set(answer.json()["errors"])) == (422, {"edition"})


def test_evaluation_is_that_of_the_command(edition: Edition, visitor: Program, tmp_path) -> None:
    place = tmp_path / "facts.json"
    place.write_text(json.dumps(FACTS))
    out = StringIO()
    call_command("evaluate", "counter", str(place), edition=edition.code, language="en", stdout=out)

    answer = visitor.post(f"policy/chapters/counter/evaluate/?edition={edition.code}", FACTS)

    assert answer.status_code == 200
    assert answer.json() == json.loads(out.getvalue())
    assert [row["outcome"] for row in answer.json()][:1] == ["block"]


def test_sentences_follow_the_language_of_the_caller(edition: Edition, visitor: Program) -> None:
    english = visitor.post("policy/chapters/counter/evaluate/", FACTS).json()
    chinese = visitor.post("policy/chapters/counter/evaluate/", FACTS, accept_language="zh-hans").json()

    assert [row["figures"] for row in english] == [row["figures"] for row in chinese]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_shows_its_schema(db, visitor: Program, chapter: str) -> None:
    body = visitor.get(f"policy/chapters/{chapter}/schema/").json()

    assert body["type"] == "object"
    assert body["properties"]


@pytest.mark.parametrize(
    "facts", [{}, [], "x", None, {"actor_id": 1}, FACTS | {"more": 1}, {**FACTS, "reason": None}]
)
def test_facts_that_cannot_be_used_are_422(edition: Edition, visitor: Program, facts) -> None:
    answer = visitor.call("post", "policy/chapters/counter/evaluate/", data=facts if facts is not None else 0)

    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:voucher-portal:problem:unfit"


def test_unknown_chapter_is_404_and_no_edition_is_422(visitor: Program) -> None:
    assert visitor.post("policy/chapters/nonsense/evaluate/", FACTS).status_code == 404
    assert visitor.post("policy/chapters/counter/evaluate/?edition=%00", FACTS).status_code == 422
