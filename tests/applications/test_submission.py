"""Submission: what is pinned, what refuses it, and that the dry run and the gate say the same."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from applications import facts, services
from applications.models import NewTechProduct, Project
from applications.services import PurchaseLine
from applications.services.submission import REQUIRED
from institutions.models import RecommendingInstitution
from labs import services as labs
from tests.applications.conftest import blocking, draft, endorsed, no_trace, submitted
from tests.factories.cast import YUAN, make_applicant, make_team
from tests.factories.institutions import make_recommending_institution
from tests.factories.labs import make_laboratory
from tests.factories.projects import FACE, TOTAL, make_call, reread
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState
from workflow.models import Event


def listed(number: str = "XJS-1", days: int = 30) -> NewTechProduct:
    today = timezone.localdate()
    return NewTechProduct.objects.create(
        number=number,
        name="Data logger",
        supplier="Maker",
        valid_from=today,
        valid_to=today + timedelta(days),
    )


def line(amount: int, product: NewTechProduct | None = None, why: str = "Measures strain.") -> PurchaseLine:
    return PurchaseLine("Data logger", amount, why, product)


def test_submission_pins_edition_applicant_and_content(people, call):
    project = draft(people, call)

    event = services.submit(project, actor=people.applicant)

    after = reread(project)
    assert after.state == "submitted"
    assert after.edition == call.edition
    assert after.payee == "laboratory"
    assert after.snapshot == facts.applicant_snapshot(people.applicant.organisation)
    assert after.content_digest == facts.content_digest(project)
    assert after.submitted_at == event.evidence["submitted_at"] or after.submitted_at is not None
    assert (event.transition, event.source, event.target) == ("submit", "draft", "submitted")
    assert event.on_behalf_of == people.applicant.organisation
    assert event.evidence["edition"] == str(call.edition)
    assert [finding["outcome"] for finding in event.findings].count("block") == 0


def test_dry_run_is_what_the_gate_stores(people, call):
    project = draft(people, call, theme="unheard_of")
    dry = services.dry_run(project)

    event = services.submit(project, actor=people.applicant)

    assert dry.warnings
    assert event.findings == dry.store()


def test_dry_run_is_what_the_gate_refuses_with(people, call):
    project = draft(people, call, requested_amount=TOTAL)
    dry = services.dry_run(project)

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.submit(project, actor=people.applicant)

    assert refusal.value.findings == dry


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        ({"declares_truth": False}, ["ELG-22"]),
        ({"activity_type": "decoration"}, ["ELG-3"]),
        ({"requested_amount": FACE + 1}, ["ELG-15"]),
        ({"requested_amount": 0}, ["ELG-15"]),
        ({"is_industrial_design": True, "design_purpose": "trial_production"}, []),
        ({"is_industrial_design": True, "design_purpose": "advertising"}, ["ELG-11"]),
        ({"is_industrial_design": True}, ["ELG-11"]),
    ],
)
def test_rules_of_the_content(people, call, content, rules):
    project = draft(people, call, **content)

    if not rules:
        services.submit(project, actor=people.applicant)
        assert reread(project).state == "submitted"
        return
    with no_trace(), pytest.raises(Blocked) as refusal:
        services.submit(project, actor=people.applicant)
    assert blocking(refusal) == rules


@pytest.mark.parametrize(
    ("parameters", "rule", "figures"),
    [
        ({"cap_per_project_fen": FACE - 1}, "ELG-16", {"amount_fen": FACE, "cap_fen": FACE - 1}),
        ({"districts": ["daxing"]}, "ELG-23", {"district": "haidian", "districts": ["daxing"]}),
        ({"eligible_size_classes": ["medium"]}, "ELG-1", {"size_code": "small", "allowed_codes": ["medium"]}),
    ],
)
def test_limits_of_the_edition(people, db, parameters, rule, figures):
    project = draft(people, make_call(people=people, **parameters))

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.submit(project, actor=people.applicant)

    assert blocking(refusal) == [rule]
    assert dict(refusal.value.findings.of(rule).figures) == figures


@pytest.mark.parametrize("extra", [0, 1])
def test_thirty_percent_of_new_technology_exactly_and_one_fen_more(people, call, extra):
    limit = TOTAL * 3 // 10
    purchases = [line(limit - 100, listed("XJS-1")), line(100 + extra, listed("XJS-2"))]
    project = draft(people, call, purchases=purchases, purchase_purpose="product_improvement")

    if not extra:
        event = services.submit(project, actor=people.applicant)
        finding = next(row for row in event.findings if row["rule"] == "ELG-9")
        assert (finding["outcome"], finding["clause"]) == ("pass", "Q2")
        assert finding["figures"]["share_ratio"] == "0.300000"
        return
    with no_trace(), pytest.raises(Blocked) as refusal:
        services.submit(project, actor=people.applicant)
    assert blocking(refusal) == ["ELG-9"]
    finding = refusal.value.findings.of("ELG-9")
    assert (finding.clause, finding.figures["excess_fen"], finding.figures["limit_fen"]) == ("Q2", 1, limit)
    assert "30,000.00 元" in finding.text()


@pytest.mark.parametrize(
    ("purchase", "purpose", "rule"),
    [
        (lambda: line(100 * YUAN), "product_improvement", "ELG-8"),
        (lambda: line(100 * YUAN, listed(days=0)), "decoration", "ELG-6"),
        (lambda: line(100 * YUAN, listed(), why=""), "product_improvement", "ELG-7"),
    ],
)
def test_rules_of_a_purchase(people, call, purchase, purpose, rule):
    project = draft(people, call, purchases=[purchase()], purchase_purpose=purpose)

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.submit(project, actor=people.applicant)

    assert blocking(refusal) == [rule]


def test_laboratory_outside_the_directory_cannot_be_paid(people, call):
    project = draft(people, call, laboratory=make_laboratory(listed=False))

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.submit(project, actor=people.applicant)

    assert blocking(refusal) == ["ELG-13"]
    assert refusal.value.findings.of("ELG-13").clause == "Q7"


def test_laboratory_that_left_the_directory_meanwhile_is_noticed(people, call):
    laboratory = make_laboratory()
    project = draft(people, call, laboratory=laboratory)
    labs.suspend(laboratory, actor=people.officer, note="Calibration expired.")

    with pytest.raises(Blocked) as refusal:
        services.submit(project, actor=people.applicant)

    assert "ELG-13" in blocking(refusal)


def test_institution_without_a_profile_cannot_recommend(people, call):
    project = draft(people, call, recommender=make_recommending_institution(complete=False))

    with pytest.raises(Blocked) as refusal:
        services.submit(project, actor=people.applicant)

    assert blocking(refusal) == ["ELG-14"]


@pytest.mark.parametrize("name", REQUIRED)
def test_every_required_field_is_asked_for_by_name(people, call, name):
    project = draft(people, call)
    empty = "" if isinstance(getattr(project, name), str) else None
    Project.objects.filter(pk=project.pk).update(**{name: empty})

    with no_trace(), pytest.raises(Unfit) as refusal:
        services.submit(project, actor=people.applicant)

    assert refusal.value.fields == {name: "Fill in this field before you submit."}


@pytest.mark.parametrize("day", [-1, 31])
def test_call_is_open_on_its_first_and_last_day_only(people, call, day):
    project = draft(people, call)
    outside = call.opens_on - timedelta(1) if day < 0 else call.closes_on + timedelta(1)

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.submit(project, actor=people.applicant, today=outside)
    assert "ELG-25" in blocking(refusal)

    services.submit(project, actor=people.applicant, today=call.closes_on)
    assert reread(project).state == "submitted"


@pytest.mark.parametrize("who", ["recommender", "officer", "laboratory", "stranger", "auditor"])
def test_only_the_applicant_submits(people, call, who):
    project = draft(people, call)

    with no_trace(), pytest.raises(NotPermitted):
        services.submit(project, actor=getattr(people, who))


def test_second_submission_is_told_who_was_faster(people, call):
    project = submitted(people, call)

    with no_trace(), pytest.raises(WrongState, match="Already done by Applicant"):
        services.submit(project, actor=people.applicant)


# --- what is pinned --------------------------------------------------------------------------------------------------


def test_later_change_of_the_enterprise_does_not_change_the_decision(people, call):
    applicant = make_applicant()
    project = draft(people, call, actor=applicant)
    services.submit(project, actor=applicant)
    services.endorse(project, actor=people.recommender, endorsement="We know it.")
    huge = {"staff": 5000, "revenue": 10**13, "assets": 10**13}

    services.update_enterprise(applicant.organisation, party={}, profile=huge)

    services.approve(reread(project), actor=people.officer, amount=FACE)
    assert reread(project).snapshot["staff"] == 20
    other = draft(people, call, actor=applicant)
    with pytest.raises(Blocked) as refusal:
        services.submit(other, actor=applicant)
    assert blocking(refusal) == ["ELG-1"]


def test_later_edition_of_the_call_does_not_judge_what_was_submitted(people, call):
    project = endorsed(people, call)
    stricter = make_call(people=people, cap_per_project_fen=1).edition
    call.edition = stricter
    call.save()

    services.approve(reread(project), actor=people.officer, amount=FACE)

    assert reread(project).edition != stricter


def test_team_applies_and_needs_no_credit_code(people, call):
    team = make_team()
    project = draft(people, call, actor=team)

    event = services.submit(project, actor=team)

    assert reread(project).snapshot["kind"] == "team"
    assert not [row for row in event.findings if row["rule"] == "ELG-19"]


def test_team_buys_no_new_technology_with_the_voucher(people, call):
    team = make_team()
    purchases = [line(100 * YUAN, listed())]
    project = draft(people, call, actor=team, purchases=purchases, purchase_purpose="product_improvement")

    with pytest.raises(Blocked) as refusal:
        services.submit(project, actor=team)

    assert blocking(refusal) == ["ELG-5"]


# --- facts -----------------------------------------------------------------------------------------------------------


def test_facts_know_the_party_that_is_laboratory_and_applicant(people, call):
    project = draft(people, call)
    known = facts.eligibility_facts(project, timezone.localdate())
    same = replace(known.applicant, uscc=people.open_laboratory.organisation.uscc)

    findings = services.judge(project, "eligibility", replace(known, applicant=same))

    assert [item.rule for item in findings.warnings] == ["ELG-20"]


def test_dry_run_of_an_empty_draft_is_no_accident(people, call):
    project = services.start_project(actor=people.applicant, call=call, title="Empty")

    assert services.dry_run(project).is_blocked
    assert not Event.objects.of(project).exists()


def test_suspended_institution_is_found_at_submission(people, call):
    institution = make_recommending_institution()
    RecommendingInstitution.objects.filter(pk=institution.pk).update(introduction="")
    project = draft(people, call, recommender=institution)

    assert "ELG-14" in [item.rule for item in services.dry_run(project).blocking]
