"""The filters of the look: money, tones, findings, meters."""

import pytest

from policy.findings import Finding, Findings, Outcome
from voucher_portal.templatetags import ui

FINDING = Finding("R2.5", "Q2", Outcome.BLOCK, "The limit is %(limit_fen)s.", {"limit_fen": 300_000})


@pytest.mark.parametrize(
    ("fen", "words"), [(0, "0.00 元"), (1_234_500, "12,345.00 元"), (-5, "-0.05 元"), (None, ""), ("", "")]
)
def test_yuan_shows_fen_in_yuan(fen, words):
    assert ui.yuan(fen) == words


def test_yuan_plain_leaves_the_unit_to_the_heading():
    assert ui.yuan_plain(1_234_500) == "12,345.00"


@pytest.mark.parametrize(
    ("fen", "words"), [(140_950, "人民币壹仟肆佰零玖元伍角"), (20_000_000, "人民币贰拾万元整"), (None, "")]
)
def test_capitals_write_an_amount_as_on_a_contract(fen, words):
    assert ui.capitals(fen) == words


@pytest.mark.parametrize("finding", [FINDING, FINDING.store(), FINDING.as_json()])
def test_finding_reads_the_same_live_recorded_and_from_the_api(finding):
    assert ui.finding_text(finding) == "The limit is 3,000.00 元."


def test_findings_are_grouped_by_outcome():
    met = Finding("R1.1", "Q1", Outcome.PASS, "Fine.")

    assert ui.by_outcome(Findings("contract", (met, FINDING))) == {
        "block": [FINDING],
        "warn": [],
        "pass": [met],
    }


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(1, 3, "33.33"), (5, 4, "100.00"), (1, 0, "0"), (-1, 4, "0.00")]
)
def test_share_stays_between_nothing_and_all(part, whole, share):
    assert ui.share_of(part, whole) == share


def test_bars_of_a_meter_stand_side_by_side():
    parts = [{"tone": "brand", "fen": 25}, {"tone": "rest", "fen": 75}]

    assert ui.laid_out(parts, 100) == [
        {"tone": "brand", "x": "0.00", "width": "25.00"},
        {"tone": "rest", "x": "25.00", "width": "75.00"},
    ]


def test_icon_is_hidden_from_readers_aloud():
    html = ui.icon("check")

    assert 'aria-hidden="true"' in html
    assert "icons.svg#check" in html


def test_icon_name_is_escaped():
    assert "<b>" not in ui.icon("<b>")
