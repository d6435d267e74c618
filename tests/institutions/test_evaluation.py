"""The yearly evaluation: indicators, figures, self-report, score and grade at their limits, publication, and who reads what."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Membership, User
from institutions import services
from institutions.enums import Grade
from institutions.models import (
    EvaluationRound,
    Indicator,
    PerformanceEvaluation,
    SelfReport,
    ServiceInstitution,
)
from institutions.models.indicators import MANUAL
from institutions.notices import AuthorisationEnds, SelfReportIsDue
from institutions.services.evaluation import Line
from notifications.models import Message
from notifications.outbox import announce
from tests.factories.institutions import make_service_institution, member_of
from tests.factories.people import make_actor
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.models import Event

YEAR = timezone.localdate().year
REPORT = {"achievements": "服务企业二十家。", "enterprises_advised": 20}


def open_year(*rows: tuple[str, str, int], until=None, year: int = YEAR) -> EvaluationRound:
    """A year with these indicators (label, source, weight); without any, the office's rating alone."""
    officer = make_actor(Role.OFFICER)
    evaluation = EvaluationRound(year=year, report_until=until or timezone.localdate())
    services.open_round(evaluation, actor=officer)
    wanted = rows or (("服务", MANUAL, 100),)
    indicators = [Indicator(label=label, source=source, weight=weight) for label, source, weight in wanted]
    return services.save_round(evaluation, indicators, actor=officer)


def rate(institution, evaluation, rating: int) -> PerformanceEvaluation:
    ratings = {row.pk: rating for row in evaluation.indicators.filter(source=MANUAL)}
    officer = make_actor(Role.OFFICER)
    return services.evaluate_year(institution, evaluation, actor=officer, ratings=ratings)


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        (100, Grade.EXCELLENT),
        (90, Grade.EXCELLENT),
        (89, Grade.GOOD),
        (75, Grade.GOOD),
        (74, Grade.PASSED),
        (60, Grade.PASSED),
        (59, Grade.FAILED),
        (0, Grade.FAILED),
    ],
)
def test_a_grade_begins_at_its_score(score, grade):
    assert EvaluationRound().grade_of(score) == grade


@pytest.mark.parametrize(
    ("none", "full", "value", "points"),
    [(0, 20, 5, "25.0"), (0, 20, 21, "100.0"), (540, 180, 540, "0.0"), (540, 180, 360, "50.0"), (1, 5, 0, "0.0")],
)  # fmt: skip
def test_points_rise_evenly_and_fewer_days_can_be_better(none, full, value, points):
    indicator = Indicator(none_at=Decimal(none), full_at=Decimal(full))
    assert indicator.points(Decimal(value)) == Decimal(points)


def test_indicators_without_data_leave_their_weight_to_the_others():
    first, second = Indicator(weight=25), Indicator(weight=75)
    assert services.score_of([Line(first, Decimal(1), Decimal(80)), Line(second, None, None)]) == 80
    lines = [Line(first, Decimal(1), Decimal(80)), Line(second, Decimal(1), Decimal("59.3"))]
    assert services.score_of(lines) == 64  # 20 + 44.475
    assert services.score_of([Line(first, None, None)]) is None


def test_weights_are_a_hundred_together():
    evaluation = open_year()
    officer = make_actor(Role.OFFICER)
    for weight in (99, 101):
        with pytest.raises(Unfit):
            services.save_round(
                evaluation, [Indicator(label="服务", source=MANUAL, weight=weight)], actor=officer
            )
    with pytest.raises(NotPermitted):
        services.save_round(evaluation, [], actor=member_of(make_service_institution()))


def test_a_new_year_takes_the_indicators_of_the_last_over():
    open_year(("甲", MANUAL, 40), ("乙", MANUAL, 60))
    services.open_round(
        following := EvaluationRound(year=YEAR + 1, report_until=timezone.localdate()),
        actor=make_actor(Role.APPROVER),
    )
    assert dict(following.indicators.values_list("label", "weight")) == {"甲": 40, "乙": 60}


def test_the_first_proposal_is_complete():
    evaluation = EvaluationRound(year=YEAR, report_until=timezone.localdate())
    services.open_round(evaluation, actor=make_actor(Role.OFFICER))
    rows = list(evaluation.indicators.values_list("source", "weight"))
    assert sum(weight for _source, weight in rows) == 100
    assert {"vouchers_served", "closing_rate", "median_days", "satisfaction", "self_report"} < dict(
        rows
    ).keys()


def test_a_report_is_taken_on_its_last_day_and_not_after():
    institution, today = make_service_institution(), timezone.localdate()
    actor = member_of(institution)
    late, timely = open_year(until=today - timedelta(days=1), year=YEAR - 1), open_year(until=today)
    with pytest.raises(WrongState):
        services.save_self_report(institution, late, actor=actor, hand_in=True, **REPORT)
    services.save_self_report(institution, timely, actor=actor, **REPORT)
    report = services.save_self_report(institution, timely, actor=actor, hand_in=True, **REPORT)
    assert report.submitted_at
    with pytest.raises(WrongState):
        services.save_self_report(institution, timely, actor=actor, **REPORT)
    with pytest.raises(NotPermitted):
        services.save_self_report(institution, timely, actor=make_actor(Role.OFFICER), **REPORT)


def test_a_report_on_time_counts():
    reported, silent = make_service_institution(), make_service_institution()
    evaluation = open_year(("自评", "self_report", 100))
    Indicator.objects.update(full_at=1)
    services.save_self_report(reported, evaluation, actor=member_of(reported), hand_in=True, **REPORT)
    assert rate(reported, evaluation, 0).score == 100
    assert rate(silent, evaluation, 0).grade == Grade.FAILED


def test_the_office_rates_every_indicator_of_its_own_until_publication():
    institution, evaluation = make_service_institution(), open_year()
    officer = make_actor(Role.OFFICER)
    for ratings in ({}, {evaluation.indicators.get().pk: 101}):
        with pytest.raises(Unfit):
            services.evaluate_year(institution, evaluation, actor=officer, ratings=ratings)
    rate(institution, evaluation, 59)
    assert rate(institution, evaluation, 60).grade == Grade.PASSED
    services.publish_evaluations(YEAR, actor=officer)
    with pytest.raises(WrongState):
        rate(institution, evaluation, 100)
    with pytest.raises(WrongState):
        services.publish_evaluations(YEAR, actor=officer)
    with pytest.raises(WrongState):
        services.save_round(evaluation, [], actor=officer)


def test_an_institution_reads_its_result_once_it_is_published_and_never_another_s(client):
    own, other = make_service_institution(), make_service_institution()
    evaluation = open_year()
    rate(own, evaluation, 88), rate(other, evaluation, 33)
    actor = member_of(own)
    seen = PerformanceEvaluation.objects.visible_to
    assert not seen(actor)
    client.force_login(actor.user)
    assert "88" not in client.get(own.get_absolute_url()).context["evaluations"].values_list(
        "score", flat=True
    )
    admin = reverse("admin:institutions_performanceevaluation_changelist")
    assert client.get(admin).status_code in {302, 403} or not client.get(admin).context["cl"].result_count
    services.publish_evaluations(YEAR, actor=make_actor(Role.APPROVER))
    assert [row.institution for row in seen(actor)] == [own]
    assert "88" in client.get(own.get_absolute_url()).content.decode()
    for name, args in [
        ("dossier", [other.reference]),
        ("self_report", [other.reference, YEAR]),
        ("evaluate", [other.reference]),
    ]:
        assert client.get(reverse(f"institutions:{name}", args=args)).status_code == 404
    for name in ("evaluations", "evaluation_round"):
        args = [YEAR] if name == "evaluation_round" else []
        assert client.get(reverse(f"institutions:{name}", args=args)).status_code == 403
    assert client.post(reverse("institutions:publish_evaluations", args=[YEAR])).status_code == 403


def test_a_draft_of_a_report_is_for_its_institution_alone():
    institution, evaluation = make_service_institution(), open_year()
    services.save_self_report(institution, evaluation, actor=member_of(institution), **REPORT)
    seen = SelfReport.objects.visible_to
    assert [seen(actor).count() for actor in (member_of(institution), make_actor(Role.OFFICER))] == [1, 0]
    assert not seen(member_of(make_service_institution()))


def test_publication_tells_each_institution_once():
    institution, evaluation = make_service_institution(), open_year()
    rate(institution, evaluation, 95)
    person = member_of(institution).user
    User.objects.filter(pk=person.pk).update(language="en")
    officer = make_actor(Role.OFFICER)
    services.publish_evaluations(YEAR, actor=officer)
    event = Event.objects.of(institution).last()
    assert (event.transition, event.source, event.target) == ("publish_evaluation", "active", "active")
    assert (event.evidence["score"], event.evidence["grade"]) == (95, Grade.EXCELLENT)
    announce()
    announce()
    told = Message.objects.filter(recipient=person, event=event).values_list("subject", "body")
    assert [subject for subject, _body in told] == [f"The evaluation of {YEAR} is published: Excellent."]
    assert "95" in told[0][1]


def test_a_result_is_published_for_an_institution_that_has_ended_since():
    institution, evaluation = make_service_institution(), open_year()
    rate(institution, evaluation, 40)
    services.end(institution, actor=make_actor(Role.OFFICER), note="退出。")
    services.publish_evaluations(YEAR, actor=make_actor(Role.OFFICER))
    assert Event.objects.of(institution).last().target == "ended"


def test_nobody_publishes_the_result_of_a_house_of_their_own():
    own, other, evaluation = make_service_institution(), make_service_institution(), open_year()
    rate(own, evaluation, 99), rate(other, evaluation, 70)
    officer = make_actor(Role.OFFICER)
    Membership.objects.create(user=officer.user, organisation=own.organisation, role=Role.SERVICE)
    found = services.publish_evaluations(YEAR, actor=officer)
    assert [row.institution for row in found] == [other]
    with pytest.raises(NotPermitted):
        services.record_evaluation(own, actor=officer, year=YEAR - 1, score=99, grade=Grade.EXCELLENT)
    assert len(services.publish_evaluations(YEAR, actor=make_actor(Role.APPROVER))) == 1


def test_only_who_had_joined_is_to_be_evaluated():
    institution = make_service_institution()
    waiting = ServiceInstitution.objects.not_evaluated_in
    assert [row.pk for row in waiting(YEAR)] == [institution.pk]
    assert not waiting(YEAR - 1)


@pytest.mark.parametrize(("days", "told"), [(31, 0), (30, 1), (7, 1), (0, 1), (-1, 0)])
def test_the_end_of_the_letter_is_told_in_time(days, told):
    today = timezone.localdate()
    institution = make_service_institution()
    type(institution).objects.update(authorised_to=today + timedelta(days=days))
    assert len(list(AuthorisationEnds().due(today))) == told


def test_who_has_not_reported_is_reminded():
    reported, silent = make_service_institution(), make_service_institution()
    evaluation = open_year(until=timezone.localdate() + timedelta(days=7))
    services.save_self_report(reported, evaluation, actor=member_of(reported), hand_in=True, **REPORT)
    due = list(SelfReportIsDue().due(timezone.localdate()))
    assert [row.recipient for row in due] == [member_of(silent).user]


def round_form(rows, **more) -> dict:
    """What the page of the indicators sends for these rows."""
    form = {"rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": len(rows)} | more
    for number, row in enumerate(rows):
        kept = {name: getattr(row, name) for name in ("label", "source", "weight", "none_at", "full_at")}
        form |= {f"rows-{number}-{name}": value for name, value in kept.items()}
        form[f"rows-{number}-id"] = row.pk
    return form


def test_the_office_sets_the_indicators_of_a_year_in_the_browser(client):
    client.force_login(make_actor(Role.OFFICER).user)
    page = reverse("institutions:evaluation_round", args=[YEAR])
    dates = {"report_until": timezone.localdate(), "excellent_from": 90, "good_from": 75, "passed_from": 60}
    assert client.get(page).status_code == 200
    assert client.post(page, dates).status_code == 302
    rows = list(Indicator.objects.order_by("-weight", "pk"))
    last = f"rows-{len(rows)}"
    more = {f"{last}-label": "内部管理", f"{last}-source": MANUAL, f"{last}-weight": 5}
    form = dates | round_form(rows) | more | {f"{last}-none_at": 0, f"{last}-full_at": 100}
    form["rows-TOTAL_FORMS"] = len(rows) + 1
    assert client.get(page).status_code == 200
    assert client.post(page, form).status_code == 422  # the weights are 105
    form["rows-0-weight"] = rows[0].weight - 5
    assert client.post(page, form | {"good_from": 90}).status_code == 422
    assert client.post(page, form).status_code == 302
    assert Indicator.objects.filter(label="内部管理").exists()
    assert client.get(reverse("institutions:evaluation_round", args=[1999])).status_code == 404


def test_a_year_runs_in_the_browser(client):
    institution, evaluation = make_service_institution(), open_year()
    client.force_login(member_of(institution).user)
    report = reverse("institutions:self_report", args=[institution.reference, YEAR])
    assert client.get(report).status_code == 200
    written = REPORT | {"events_held": 2, "people_trained": 30, "hand_in": "1"}
    assert client.post(report, written | {"achievements": ""}).status_code == 422
    assert client.post(report, written).status_code == 302
    assert client.get(report).status_code == 200
    client.force_login(make_actor(Role.OFFICER).user)
    evaluate = reverse("institutions:evaluate", args=[institution.reference]) + f"?year={YEAR}"
    assert "服务企业二十家" in client.get(evaluate).content.decode()
    assert client.post(evaluate, {"remark": ""}).status_code == 422
    ratings = {f"rating_{row.pk}": 80 for row in evaluation.indicators.all()}
    assert client.post(evaluate, ratings | {"remark": "按期"}).status_code == 302
    assert client.get(evaluate).status_code == 200
    assert client.get(reverse("institutions:evaluations"), {"year": YEAR}).status_code == 200
    assert client.post(reverse("institutions:publish_evaluations", args=[YEAR])).status_code == 302


def test_the_comparison_costs_the_same_with_more_institutions(client, django_assert_max_num_queries):
    open_year(("服务", MANUAL, 50), ("自评", "self_report", 50))
    for _number in range(3):
        make_service_institution()
    client.force_login(make_actor(Role.OFFICER).user)
    with django_assert_max_num_queries(12):
        client.get(reverse("institutions:evaluations"))
