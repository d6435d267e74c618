"""Facts from JSON: the same shape in Python, in the schema and in the answers to mistakes."""

import json
from datetime import date
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator

from policy.evaluation import evaluate
from policy.facts import CHAPTERS, FactsError, from_json, schema
from policy.shape import write
from tests.policy.cases import CAPITAL, FLAWLESS, PURCHASE, changed


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_facts_survive_json(chapter: str) -> None:
    data = json.loads(json.dumps(write(FLAWLESS[chapter])))

    assert from_json(chapter, data) == FLAWLESS[chapter]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_schema_is_sound_and_accepts_the_facts(chapter: str) -> None:
    described = schema(chapter)

    Draft202012Validator.check_schema(described)
    Draft202012Validator(described).validate(write(FLAWLESS[chapter]))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_fact_is_explained(chapter: str) -> None:
    properties = schema(chapter)["properties"]

    assert [name for name, described in properties.items() if not described.get("description")] == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_only_needed_facts_are_required(chapter: str) -> None:
    described = schema(chapter)
    least = {name: write(FLAWLESS[chapter])[name] for name in described["required"]}

    evaluate(chapter, from_json(chapter, least), CAPITAL)


def mistakes() -> list[tuple[str, dict, str]]:
    return [
        ("unknown key", {"colour": 1}, "contract: unknown key 'colour'."),
        ("text for number", {"face_fen": "1"}, "contract.face_fen: expected a whole number, got text."),
        (
            "decimal for fen",
            {"face_fen": 1.5},
            "contract.face_fen: expected a whole number, got a number with decimals.",
        ),
        (
            "truth for number",
            {"face_fen": True},
            "contract.face_fen: expected a whole number, got true or false.",
        ),
        ("negative money", {"face_fen": -1}, "contract.face_fen: -1 is below 0."),
        ("number for text", {"clause_text": 1}, "contract.clause_text: expected text, got a number."),
        ("null for text", {"clause_text": None}, "contract.clause_text: expected text, got null."),
        (
            "number for truth",
            {"party_a_matches": 1},
            "contract.party_a_matches: expected true or false, got a number.",
        ),
        (
            "bad date",
            {"today": "2026-02-30"},
            "contract.today: expected a date like 2026-03-01, got '2026-02-30'.",
        ),
        (
            "date with time",
            {"today": "2026-02-03T00:00"},
            "contract.today: expected a date like 2026-03-01, got",
        ),
        (
            "date as number",
            {"today": 20260203},
            "contract.today: expected a date like 2026-03-01, got 20260203.",
        ),
        ("object for list", {"purchases": {}}, "contract.purchases: expected a list, got an object."),
        ("text for object", {"applicant": "x"}, "contract.applicant: expected an object, got text."),
        ("list for object", {"applicant": []}, "contract.applicant: expected an object, got a list."),
        ("missing inside", {"applicant": {}}, "contract.applicant: missing key 'kind'."),
        (
            "wrong choice",
            {"applicant": {"kind": "x"}},
            "contract.applicant.kind: expected one of enterprise, team, got 'x'.",
        ),
        ("missing in list", {"purchases": [{}]}, "contract.purchases[0]: missing key 'listed'."),
        (
            "not a number",
            {"applicant": {"kind": "team", "revenue_wan": "many"}},
            "contract.applicant.revenue_wan: 'many' is not a number.",
        ),
        (
            "infinite",
            {"applicant": {"kind": "team", "revenue_wan": "Infinity"}},
            "contract.applicant.revenue_wan: 'Infinity' is not a number.",
        ),
        (
            "object for number",
            {"applicant": {"kind": "team", "revenue_wan": {}}},
            "contract.applicant.revenue_wan: expected a number, got an object.",
        ),
    ]


@pytest.mark.parametrize(
    ("change", "words"), [row[1:] for row in mistakes()], ids=[row[0] for row in mistakes()]
)
def test_mistake_is_told_in_one_line(change: dict, words: str) -> None:
    with pytest.raises(FactsError) as told:
        from_json("contract", write(FLAWLESS["contract"]) | change)

    assert str(told.value).startswith(words)
    assert "\n" not in str(told.value)


def test_missing_key_is_named() -> None:
    data = write(FLAWLESS["contract"])
    del data["award_date"]

    with pytest.raises(FactsError, match=r"^contract: missing key 'award_date'\.$"):
        from_json("contract", data)


@pytest.mark.parametrize("data", [None, [], "x", 1])
def test_facts_are_an_object(data: object) -> None:
    with pytest.raises(FactsError, match=r"^counter: expected an object, got "):
        from_json("counter", data)


def test_unknown_chapter_is_named() -> None:
    with pytest.raises(FactsError, match="There is no chapter 'weather'; the chapters are eligibility, "):
        schema("weather")


def test_revenue_is_exact() -> None:
    data = write(FLAWLESS["eligibility"]) | {"applicant": {"kind": "enterprise", "revenue_wan": 49.99}}

    assert from_json("eligibility", data).applicant.revenue_wan == Decimal("49.99")


def test_nested_lists_are_read() -> None:
    purchase = changed(PURCHASE, valid_to=date(2026, 1, 31))
    data = write(FLAWLESS["contract"]) | {"purchases": [write(purchase)]}

    assert from_json("contract", data).purchases == (purchase,)
