"""What other projects of an applicant and of others mean for a submission: the same content, open ones, the yearly cap."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from applications import services
from tests.applications.conftest import blocking, draft, endorsed, no_trace, submitted
from tests.factories.cast import make_applicant
from tests.factories.projects import FACE, make_call, reread
from workflow.errors import Blocked


def test_same_content_twice_is_pointed_out_with_the_other_reference(people, call):
    first = submitted(people, call)
    again = draft(people, call, title=first.title.upper(), content=f" {first.content} ")

    findings = services.dry_run(again)

    assert [item.rule for item in findings.warnings] == ["ELG-21"]
    assert findings.of("ELG-21").figures["projects"] == [first.reference]


def test_same_content_of_another_applicant_is_found_too(people, call):
    first = submitted(people, call)
    stranger = people.stranger
    copy = draft(people, call, actor=stranger, title=first.title, content=first.content)

    assert services.dry_run(copy).of("ELG-21").figures["projects"] == [first.reference]


def test_edition_may_refuse_double_funding(people, db):
    strict = make_call(people=people, double_funding="block")
    first = submitted(people, strict)
    again = draft(people, strict, title=first.title, content=first.content)

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.submit(again, actor=people.applicant)

    assert blocking(refusal) == ["ELG-21"]


def test_open_projects_are_counted_and_drafts_are_not(people, db):
    two = make_call(people=people, max_open_projects=2)
    submitted(people, two)
    draft(people, two)
    submitted(people, two)
    third = draft(people, two)

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.submit(third, actor=people.applicant)

    assert blocking(refusal) == ["ELG-18"]
    assert refusal.value.findings.of("ELG-18").figures["count"] == 3


def test_annual_cap_counts_what_was_approved_before(people, db):
    capped = make_call(people=people, annual_cap_per_enterprise_fen=FACE + 100)
    first = endorsed(people, capped)
    services.approve(first, actor=people.officer, amount=FACE)
    second = draft(people, capped, requested_amount=101)

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.submit(second, actor=people.applicant)

    assert blocking(refusal) == ["ELG-17"]
    assert dict(refusal.value.findings.of("ELG-17").figures) == {
        "amount_fen": 101,
        "cap_fen": FACE + 100,
        "left_fen": 100,
        "used_fen": FACE,
    }


def test_withdrawn_and_rejected_projects_free_the_annual_cap(people, db):
    capped = make_call(people=people, annual_cap_per_enterprise_fen=FACE)
    first = endorsed(people, capped)
    services.approve(first, actor=people.officer, amount=FACE)
    services.withdraw(first, actor=people.applicant, note="Not needed.")

    second = submitted(people, capped)

    assert second.state == "submitted"


@pytest.mark.parametrize("counts", [True, False])
def test_projects_of_the_same_controller_count_if_the_edition_says_so(people, db, counts):
    capped = make_call(people=people, annual_cap_per_enterprise_fen=FACE, annual_cap_counts_controller=counts)
    sister = make_applicant()
    services.update_enterprise(
        sister.organisation,
        party={},
        profile={"controller": people.applicant.organisation.enterprise.controller},
    )
    first = draft(people, capped, actor=sister)
    services.submit(first, actor=sister)
    services.endorse(first, actor=people.recommender, endorsement="We know it.")
    services.approve(first, actor=people.officer, amount=FACE)
    second = draft(people, capped)

    assert services.dry_run(second).of("ELG-17").outcome == ("block" if counts else "pass")


def test_year_of_a_project_is_the_year_in_beijing(people, db):
    """Half an hour after midnight on New Year's Day it is still the old year in Greenwich."""
    with time_machine.travel("2026-12-31T16:30:00+00:00", tick=False):
        capped = make_call(people=people, annual_cap_per_enterprise_fen=FACE)
        first = endorsed(people, capped)
        services.approve(first, actor=people.officer, amount=FACE)
        second = draft(people, capped)

        findings = services.dry_run(second)

    assert timezone.localtime(reread(first).submitted_at).date() == date(2027, 1, 1)
    assert findings.of("ELG-17").figures["used_fen"] == FACE
