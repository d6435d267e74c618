"""Every rule, row by row, on both sides of its limit."""

from collections import defaultdict
from dataclasses import fields
from functools import partial

import pytest

from policy.codes import GROUPS
from policy.evaluation import evaluate
from policy.facts import CHAPTERS, FactsError
from policy.findings import Outcome
from policy.parameters import Parameters
from policy.rules import registry
from tests.policy.cases import CAPITAL, DEMO, FLAWLESS, Case, changed
from tests.policy.tables import (
    after_contract,
    before_contract,
    change,
    contract,
    eligibility,
    institutions,
    reading,
)

TABLE: list[Case] = [
    *eligibility.TABLE,
    *before_contract.TABLE,
    *contract.TABLE,
    *change.TABLE,
    *reading.TABLE,
    *after_contract.TABLE,
    *institutions.TABLE,
]
CHAPTER_OF = {rule.number: rule.chapter for rule in registry.all()}
REQUIREMENTS = {"R1": 6, "R2": 5, "R3": 3, "R4": 10, "R5": 6, "R6": 4, "R7": 3, "R8": 4}


@pytest.mark.parametrize("case", TABLE, ids=lambda case: f"{case.rule} {case.name}")
def test_rule_says(case: Case) -> None:
    finding = case.judge(CHAPTER_OF[case.rule]).of(case.rule)

    assert (finding and finding.outcome) == case.outcome


def test_rule_has_words_for_every_figure() -> None:
    texts = [finding.text() for case in TABLE for finding in case.judge(CHAPTER_OF[case.rule])]

    assert [text for text in texts if not text.endswith(".") or "%(" in text] == []


def test_every_rule_is_seen_letting_go_and_holding_back() -> None:
    seen = defaultdict(set)
    for case in TABLE:
        seen[case.rule].add(case.outcome)

    assert set(seen) == set(CHAPTER_OF)
    one_sided = {number for number, outcomes in seen.items() if len(outcomes) < 2}
    assert one_sided == set()


@pytest.mark.parametrize("edition", [CAPITAL, DEMO], ids=["capital-2020", "demo-2026"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_flawless_facts_pass_everything(chapter: str, edition: Parameters) -> None:
    findings = evaluate(chapter, FLAWLESS[chapter], edition)

    assert {finding.rule: finding.outcome for finding in findings if finding.outcome != "pass"} == {}


def test_every_requirement_of_the_seeds_has_a_rule() -> None:
    wanted = {
        f"{clause}.{number}" for clause, count in REQUIREMENTS.items() for number in range(1, count + 1)
    }
    covered = {requirement for rule in registry.all() for requirement in rule.covers}

    assert wanted - covered == set()
    assert covered - wanted == {"USCC"}


def test_requirements_belong_to_the_clause_of_their_rule() -> None:
    strays = [
        (rule.number, requirement)
        for rule in registry.all()
        for requirement in rule.covers
        if requirement != "USCC" and rule.clause != f"Q{requirement[1]}"
    ]

    assert strays == []


def test_rule_is_documented() -> None:
    assert [rule.number for rule in registry.all() if not rule.words.endswith(".")] == []


class Recording:
    """Parameters that remember which of them were read."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> object:
        if name in {field.name for field in fields(Parameters)}:
            self.read.add(name)
            return getattr(self._parameters, name)
        return partial(getattr(Parameters, name), self)


def test_rule_declares_exactly_the_parameters_it_reads() -> None:
    read = defaultdict(set)
    for case in TABLE:
        chapter = CHAPTER_OF[case.rule]
        rule = next(rule for rule in registry.of(chapter) if rule.number == case.rule)
        recording = Recording(changed(case.edition, **case.parameters))
        rule.find(changed(FLAWLESS[chapter], **case.facts), recording)
        read[case.rule] |= recording.read

    assert {rule.number: set(rule.uses) for rule in registry.all()} == dict(read)


def test_closing_never_says_who_pays() -> None:
    codes = set(GROUPS["applicant_kind"]) | set(GROUPS["payee"])
    cases = [case for case in TABLE if case.rule.startswith("CLO-")]
    for case in cases:
        for finding in case.judge("closing"):
            assert not {
                name for name in finding.figures if "pay" in name or "payee" in name or "party" in name
            }
            assert codes.isdisjoint(map(str, finding.figures.values()))
            assert "pays" not in finding.message


def test_refused_closing_points_to_the_contract_of_the_parties() -> None:
    finding = Case("CLO-9", "refused", "pass", {"outcome": "refuse"}).judge("closing").of("CLO-9")

    assert finding.outcome is Outcome.PASS
    assert finding.clause == "Q8"
    assert dict(finding.figures) == {}


def test_evaluate_refuses_facts_of_another_chapter() -> None:
    with pytest.raises(FactsError, match="contract needs ContractFacts, not CounterFacts"):
        evaluate("contract", FLAWLESS["counter"], CAPITAL)


def test_evaluate_refuses_an_unknown_chapter() -> None:
    with pytest.raises(FactsError, match="There is no chapter 'weather'"):
        evaluate("weather", FLAWLESS["counter"], CAPITAL)
