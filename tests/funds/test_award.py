"""From the approval to the voucher."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Enterprise
from funds import services
from funds.enums import VoucherStatus
from funds.models import Entry, Voucher
from policy import deadlines
from tests.factories.cast import make_applicant
from tests.factories.projects import FACE, NOTICE, make_call, make_project, reread
from tests.funds.conftest import MILLION
from workflow.errors import Blocked, NotPermitted, WrongState
from workflow.models import Event
from workflow.references import is_well_formed


def traces(project) -> tuple:
    """Everything that a step leaves behind."""
    fresh = reread(project)
    return (
        fresh.state,
        fresh.version,
        fresh.award_amount,
        Event.objects.of(project).count(),
        Entry.objects.filter(project=project).count(),
        Voucher.objects.filter(project=project).count(),
    )


def blocked(refusal) -> set[str]:
    return {finding.rule for finding in refusal.value.findings.blocking}


def test_award_issues_voucher_and_commits_money(people, call, balances, ledger):
    project = make_project("approved", people=people, call=call)

    event = services.award(project, actor=people.officer)

    project, voucher, today = reread(project), Voucher.objects.get(project=project), timezone.localdate()
    assert (project.state, project.award_amount, project.awarded_on) == ("awarded", FACE, today)
    assert (voucher.number, voucher.face_amount) == (project.voucher_number, FACE)
    assert (voucher.use_by, voucher.redeem_by) == (today + timedelta(days=365), today + timedelta(days=540))
    assert voucher.status == VoucherStatus.ISSUED
    assert balances() == (MILLION, MILLION - FACE, 0, FACE, 0)
    assert ledger(project) == [
        ("reserve", "available", "reserved", FACE),
        ("commit", "reserved", "committed", FACE),
    ]
    booked = Entry.objects.filter(project=project).values_list("event", "by").distinct()
    assert list(booked) == [(event.pk, people.officer.user.pk)]


def test_voucher_number_is_random_and_checkable(people, call):
    number = make_project("awarded", people=people, call=call).voucher_number
    prefix, *groups = number.split("-")
    wrong = number[:-1] + ("2" if number[-1] != "2" else "3")

    assert (prefix, [len(group) for group in groups]) == ("CXQ", [6, 6, 6])
    assert is_well_formed(number)
    assert not is_well_formed(wrong)


@pytest.mark.parametrize(("budget", "allowed"), [(FACE, True), (FACE - 1, False)])
def test_award_needs_the_whole_amount_in_the_budget(people, budget, allowed):
    call = make_call(budget=budget, people=people)
    project = make_project("approved", people=people, call=call)
    before = traces(project)

    if allowed:
        services.award(project, actor=people.officer)
        assert reread(project).state == "awarded"
    else:
        with pytest.raises(Blocked) as refusal:
            services.award(project, actor=people.officer)
        assert blocked(refusal) == {"AWD-2"}
        assert refusal.value.findings.of("AWD-2").figures["available_fen"] == budget
        assert traces(project) == before
    assert list(services.differences()) == []


def test_award_without_any_budget_is_blocked_with_figures(people):
    project = make_project("approved", people=people, call=make_call())

    with pytest.raises(Blocked) as refusal:
        services.award(project, actor=people.officer)

    assert refusal.value.findings.of("AWD-2").figures["available_fen"] == 0


def test_second_award_of_a_project_is_refused(people, call, balances):
    project = make_project("awarded", people=people, call=call)
    before = traces(project)

    with pytest.raises(WrongState, match="Already done by Officer Wang"):
        services.award(project, actor=people.officer)

    assert traces(project) == before
    assert balances() == (MILLION, MILLION - FACE, 0, FACE, 0)


@pytest.mark.parametrize("who", ["applicant", "finance", "auditor", "laboratory", "stranger"])
def test_only_the_deciding_office_awards(people, call, who):
    project = make_project("approved", people=people, call=call)
    before = traces(project)

    with pytest.raises(NotPermitted):
        services.award(project, actor=getattr(people, who))

    assert traces(project) == before


def test_over_the_threshold_another_person_than_the_approver_awards(people):
    call = make_call(budget=MILLION, people=people, four_eyes_threshold_fen=FACE - 1)
    project = make_project("approved", people=people, call=call)

    with pytest.raises(Blocked) as refusal:
        services.award(project, actor=people.approver)
    services.award(project, actor=people.officer)

    assert blocked(refusal) == {"AWD-8"}


def test_yearly_cap_counts_all_projects_of_the_applicant(people):
    call = make_call(budget=MILLION, people=people, annual_cap_per_enterprise_fen=2 * FACE)
    first = make_project("awarded", people=people, call=call)
    second = make_project("approved", people=people, call=call)
    services.award(second, actor=people.officer)

    assert [reread(project).state for project in (first, second)] == ["awarded", "awarded"]
    with pytest.raises(Blocked):
        make_project("approved", people=people, call=call)


def test_notice_reserves_and_award_waits_for_its_end(people, ledger):
    call = make_call(budget=FACE, people=people, **NOTICE)
    project = make_project("approved", people=people, call=call)
    today = timezone.localdate()

    services.publish_notice(project, actor=people.officer)

    project = reread(project)
    assert (project.state, project.notice_from) == ("noticed", today)
    assert project.notice_until == deadlines.notice_ends(today, project.edition.typed)
    assert ledger(project) == [("reserve", "available", "reserved", FACE)]
    with pytest.raises(Blocked) as refusal:
        services.award(project, actor=people.officer, today=project.notice_until)
    assert blocked(refusal) == {"AWD-5"}

    services.award(project, actor=people.officer, today=project.notice_until + timedelta(days=1))

    assert reread(project).state == "awarded"
    assert ledger(project)[1:] == [("commit", "reserved", "committed", FACE)]
    assert list(services.differences()) == []


def test_notice_is_needed_where_the_edition_has_one(people):
    call = make_call(budget=MILLION, people=people, **NOTICE)
    project = make_project("approved", people=people, call=call)

    with pytest.raises(Blocked) as refusal:
        services.award(project, actor=people.officer)

    assert blocked(refusal) == {"AWD-5"}


def test_notice_of_the_last_money_keeps_it_for_its_project(people):
    call = make_call(budget=FACE + 1, people=people, **NOTICE)
    first = make_project("approved", people=people, call=call)
    second = make_project("approved", people=people, call=call)
    services.publish_notice(first, actor=people.officer)

    with pytest.raises(Blocked) as refusal:
        services.publish_notice(second, actor=people.officer)

    assert blocked(refusal) == {"AWD-2"}
    services.award(first, actor=people.officer, today=reread(first).notice_until + timedelta(days=1))
    assert reread(first).state == "awarded"


def test_awards_of_several_applicants_share_one_budget(people, call, balances):
    for _number in range(3):
        applicant = make_applicant()
        make_project("awarded", people=_as(people, applicant), call=call)

    assert balances() == (MILLION, MILLION - 3 * FACE, 0, 3 * FACE, 0)


def _as(people, applicant):
    return type(people)(**{**people.__dict__, "applicant": applicant})


def test_applicant_in_bad_standing_since_its_application_gets_no_voucher(people):
    call = make_call(budget=MILLION, people=people, abnormal_listing="block")
    project = make_project("approved", people=people, call=call)
    Enterprise.objects.filter(organisation=project.applicant_id).update(abnormal=True)

    with pytest.raises(Blocked) as refusal:
        services.award(project, actor=people.officer)

    assert blocked(refusal) == {"AWD-9"}
