"""Findings: frozen, stored without a language, read in any."""

import json
from datetime import date
from fractions import Fraction

import pytest

from policy.findings import Finding, Findings, Outcome, blocked, storable
from policy.rendering import figure, percent, render, render_stored, yuan
from policy.words import Translator, gettext_noop, translate

FINDING = Finding(
    "CON-8",
    "Q2",
    Outcome.BLOCK,
    "%(spent_fen)s is above %(cap_ratio)s on %(day)s for %(kind_code)s: %(items)s.",
    {
        "spent_fen": 1234500,
        "cap_ratio": Fraction(3, 10),
        "day": date(2026, 5, 1),
        "kind_code": "testing",
        "items": ("A", "B"),
    },
)
WARNING = Finding("CON-13", "Q8", Outcome.WARN, "Look.")
PASS = Finding("CON-5", "Q6", Outcome.PASS, "Fine.")
FINDINGS = Findings("contract", (FINDING, WARNING, PASS))
WORDS = "12,345.00 元 is above 30.00% on 2026-05-01 for testing and inspection: A, B."


def test_finding_is_told_with_its_figures() -> None:
    assert FINDING.text() == render(FINDING) == WORDS


def test_findings_sort_by_outcome() -> None:
    assert FINDINGS.is_blocked
    assert FINDINGS.blocking == (FINDING,)
    assert FINDINGS.warnings == (WARNING,)
    assert len(FINDINGS) == 3
    assert not Findings("contract", (WARNING, PASS)).is_blocked
    assert FINDINGS.of("CON-13") is WARNING
    assert FINDINGS.of("CON-1") is None


def test_json_is_what_readers_get() -> None:
    assert json.loads(json.dumps(FINDINGS.as_json()))[0] == {
        "rule": "CON-8",
        "clause": "Q2",
        "outcome": "block",
        "message": WORDS,
        "figures": {
            "cap_ratio": "0.3",
            "day": "2026-05-01",
            "items": ["A", "B"],
            "kind_code": "testing",
            "spent_fen": 1234500,
        },
    }


def test_record_is_read_back_unchanged() -> None:
    stored = json.loads(json.dumps(FINDINGS.store()))

    assert Findings.from_store("contract", stored) == FINDINGS
    assert stored[0]["msgid"] == FINDING.message
    assert render_stored(stored[0]) == WORDS


def test_record_has_one_order_of_figures() -> None:
    turned = Finding(
        FINDING.rule,
        FINDING.clause,
        FINDING.outcome,
        FINDING.message,
        dict(reversed(FINDING.figures.items())),
    )

    assert json.dumps(turned.store()) == json.dumps(FINDING.store())


def test_finding_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        FINDING.figures["spent_fen"] = 0


def test_figure_must_be_storable() -> None:
    with pytest.raises(TypeError, match="A figure cannot be a object"):
        blocked("No.", thing=object())


def test_decimal_figures_stay_exact() -> None:
    assert storable(Fraction(1, 3)) == "1/3"
    assert storable(Fraction(1, 4)) == "0.25"


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "0.00 元"),
        (1, "0.01 元"),
        (100, "1.00 元"),
        (123456789012, "1,234,567,890.12 元"),
        (-150, "-1.50 元"),
    ],
)
def test_money_is_told_in_yuan(fen: int, words: str) -> None:
    assert yuan(fen) == words


@pytest.mark.parametrize(
    ("ratio", "words"),
    [("0.3", "30.00%"), ("1/3", "33.33%"), ("2/3", "66.67%"), (1, "100.00%"), ("0.300001", "30.00%")],
)
def test_ratio_is_told_in_percent(ratio: object, words: str) -> None:
    assert percent(ratio) == words


def test_absent_limit_is_told() -> None:
    assert figure("cap_fen", None) == "no limit"


def test_unknown_code_is_told_as_it_is() -> None:
    assert figure("activity_code", "space_travel") == "space_travel"


def test_translator_is_installed_by_the_running_program() -> None:
    own = Translator()
    assert own("Fine.") == "Fine."

    own.install(str.upper)

    assert own("Fine.") == "FINE."
    assert own("") == ""
    assert translate("") == ""


def test_marking_words_changes_nothing() -> None:
    assert gettext_noop("Fine.") == "Fine."
