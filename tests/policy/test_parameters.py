"""Parameters of editions: exact, checked, explained."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from policy.ambiguities import AMBIGUITIES
from policy.catalogue import shipped_editions
from policy.parameters import Parameters, ParametersError, about, names
from policy.replay import Decided, replay
from tests.policy.cases import CAPITAL, DEMO, FLAWLESS, YUAN, changed


@pytest.mark.parametrize("edition", shipped_editions(), ids=lambda edition: edition.code)
def test_parameters_survive_json(edition) -> None:
    data = json.loads(json.dumps(edition.parameters.as_json()))

    Draft202012Validator(Parameters.json_schema()).validate(data)
    assert Parameters.from_json(data) == edition.parameters


@pytest.mark.parametrize("edition", shipped_editions(), ids=lambda edition: edition.code)
def test_every_value_of_an_edition_has_a_source(edition) -> None:
    assert set(edition.notes) == set(names())
    assert all(edition.notes.values())


def test_schema_is_sound() -> None:
    Draft202012Validator.check_schema(Parameters.json_schema())


def test_seed_values_of_the_first_edition() -> None:
    assert CAPITAL.new_tech_cap_ratio == Fraction(3, 10)
    assert (CAPITAL.rec_inst_min_enterprises, CAPITAL.rec_inst_min_events) == (30, 2)
    assert len(CAPITAL.activity_types) == 5
    assert len(CAPITAL.purchase_purposes) == 4
    assert len(CAPITAL.industrial_design_purposes) == 3
    assert len(CAPITAL.lab_kinds) == 4
    assert len(CAPITAL.priority_themes) == 3
    assert CAPITAL.contract_before_award == "forbidden"


def test_first_edition_sets_no_limit_that_the_seeds_leave_open() -> None:
    open_limits = {
        name: getattr(CAPITAL, name)
        for name in names()
        if not about(name).seed
        and (name.endswith(("_fen", "_limit")) or name in {"max_open_projects", "districts"})
    }

    assert set(open_limits.values()) == {None}
    assert CAPITAL.subsidy_ratio == 1
    assert CAPITAL.public_notice_days == 0


def test_edition_from_before_a_parameter_was_named_takes_its_usual_value() -> None:
    known = {name: value for name, value in CAPITAL.as_json().items() if not name.startswith("signal_")}

    found = Parameters.from_json(known)

    assert (found.signal_same_amounts, found.signal_one_seller) == (3, 5)
    assert (found.signal_text_length, found.signal_quick_days) == (60, 3)


def test_smallest_figures_of_signals_are_taken() -> None:
    least = {
        "signal_same_amounts": 2,
        "signal_one_seller": 2,
        "signal_text_length": 20,
        "signal_quick_days": 0,
    }

    found = Parameters.from_json(CAPITAL.as_json() | least)

    assert {name: getattr(found, name) for name in least} == least


def test_every_parameter_is_explained() -> None:
    assert [name for name in names() if not about(name).label or not about(name).clause] == []


def test_open_questions_name_real_parameters() -> None:
    assert {name for item in AMBIGUITIES for name in item.parameters} <= set(names())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"new_tech_cap_ratio": "1.01"}, "new_tech_cap_ratio: a share cannot be above 1."),
        ({"subsidy_ratio": "1.01"}, "subsidy_ratio: 101/100 is above 1."),
        ({"subsidy_ratio": "-0.5"}, "subsidy_ratio: expected a ratio like \"0.30\", got '-0.5'."),
        ({"subsidy_ratio": True}, 'subsidy_ratio: expected a ratio like "0.30", got True.'),
        ({"cap_per_project_fen": -1}, "cap_per_project_fen: -1 is below 0."),
        ({"closing_reviewer_count": 0}, "closing_reviewer_count: 0 is below 1."),
        ({"signal_same_amounts": 1}, "signal_same_amounts: 1 is below 2."),
        ({"signal_one_seller": 1}, "signal_one_seller: 1 is below 2."),
        ({"signal_text_length": 19}, "signal_text_length: 19 is below 20."),
        ({"signal_quick_days": -1}, "signal_quick_days: -1 is below 0."),
        ({"payee": "bank"}, "payee: expected one of enterprise, laboratory, got 'bank'."),
        ({"activity_types": []}, "activity_types: at least one is needed."),
        ({"levelled_lab_kinds": ["garage"]}, "levelled_lab_kinds: a kind is not among lab_kinds."),
        (
            {"use_valid_days": 100, "redeem_valid_days": 99},
            "redeem_valid_days: the time until redemption is shorter than the time to sign the contract.",
        ),
        (
            {"priority_themes": [{"code": "a", "title": "A"}, {"code": "a", "title": "B"}]},
            "priority_themes: a code appears twice.",
        ),
        (
            {
                "priority_themes": [
                    {"code": "a", "title": "A", "valid_from": "2026-01-02", "valid_to": "2026-01-01"}
                ]
            },
            "priority_themes: a ends before it begins.",
        ),
        (
            {"closing_rubric": [{"code": "a", "title": "A", "points": 99}]},
            "closing_rubric: the points add up to 99, not to 100.",
        ),
        (
            {"closing_rubric": [{"code": "a", "title": "A", "points": 50}] * 2},
            "closing_rubric: a code appears twice.",
        ),
        (
            {"assessment_rubric": [{"code": "a", "title": "A", "points": 100, "by_clause": True}]},
            "assessment_rubric: before the award there is no contract whose terms could bring points.",
        ),
        ({"wishes": 1}, "unknown key 'wishes'."),
    ],
)
def test_contradiction_is_told_in_one_line(change: dict, words: str) -> None:
    with pytest.raises(ParametersError) as told:
        Parameters.from_json(CAPITAL.as_json() | change)

    assert str(told.value).removeprefix("parameters").lstrip(".: ") == words


@given(st.integers(0, 10_000))
def test_ratio_in_json_is_exact(basis_points: int) -> None:
    parameters = replace(CAPITAL, subsidy_ratio=Fraction(basis_points, 10_000))

    assert Parameters.from_json(json.loads(json.dumps(parameters.as_json()))) == parameters


def test_ratio_as_a_json_number_is_exact() -> None:
    assert Parameters.from_json(CAPITAL.as_json() | {"subsidy_ratio": 0.3}).subsidy_ratio == Fraction(3, 10)


def test_ratio_that_is_no_decimal_stays_a_fraction() -> None:
    parameters = replace(CAPITAL, subsidy_ratio=Fraction(2, 3))

    assert parameters.as_json()["subsidy_ratio"] == "2/3"
    assert Parameters.from_json(parameters.as_json()) == parameters


def test_replay_shows_which_decisions_would_change() -> None:
    generous = changed(FLAWLESS["eligibility"], requested_fen=60_000 * YUAN)
    decisions = [
        Decided("P-1", "eligibility", FLAWLESS["eligibility"]),
        Decided("P-2", "eligibility", generous),
    ]

    differences = replay(decisions, CAPITAL, DEMO)

    assert [(item.subject, item.rule, item.before.outcome, item.after.outcome) for item in differences] == [
        ("P-2", "ELG-15", "pass", "block")
    ]
