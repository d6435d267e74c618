"""How an organisation joins the programme, and how it leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import OrganisationKind, Role
from institutions import services
from institutions.enums import AccreditationState as State
from institutions.models import RecommendingInstitution, ServiceInstitution
from tests.factories.institutions import (
    PROFILE,
    make_recommending_institution,
    make_service_institution,
    member_of,
    pdf,
)
from tests.factories.people import make_actor, make_organisation, next_uscc
from workflow.corrections import Wanted
from workflow.errors import Blocked, NotPermitted, StaleVersion, Unfit, WrongState
from workflow.models import Correction, Event


def reread(dossier):
    return type(dossier).objects.get(pk=dossier.pk)


def blocking(refusal) -> list[str]:
    return [finding.rule for finding in refusal.value.findings.blocking]


def test_thirty_enterprises_and_two_events_are_enough():
    institution = make_recommending_institution()
    assert institution.state == State.ACTIVE
    assert institution.active_since == timezone.localdate()
    assert institution.may_recommend
    assert list(RecommendingInstitution.objects.recommending()) == [institution]


def test_twenty_nine_enterprises_are_not_enough():
    institution = make_recommending_institution(active=False, enterprises=29)
    with pytest.raises(Blocked) as refusal:
        services.submit(institution, actor=member_of(institution))
    assert blocking(refusal) == ["ACC-2"]
    assert reread(institution).state == State.DRAFT
    assert not Event.objects.of(institution).exists()


def test_one_event_is_not_enough():
    institution = make_recommending_institution(active=False, events=1)
    with pytest.raises(Blocked) as refusal:
        services.submit(institution, actor=member_of(institution))
    assert blocking(refusal) == ["ACC-5"]


@pytest.mark.parametrize(
    ("missing", "rule"),
    [
        ({"is_willing": False}, "ACC-1"),
        ({"commits_matchmaking": False}, "ACC-4"),
        ({"service_process": " "}, "ACC-7"),
        ({"work_plan": ""}, "ACC-8"),
    ],
)
def test_a_missing_statement_stops_the_submission(missing, rule):
    institution = make_recommending_institution(active=False, **missing)
    with pytest.raises(Blocked) as refusal:
        services.submit(institution, actor=member_of(institution))
    assert blocking(refusal) == [rule]


def test_a_missing_document_stops_the_submission():
    organisation = make_organisation(OrganisationKind.SERVICE)
    actor = make_actor(Role.SERVICE, organisation)
    institution = services.register_service_institution(organisation=organisation)
    with pytest.raises(Blocked) as refusal:
        services.submit(institution, actor=actor)
    assert "SVC-3" in blocking(refusal)


def test_the_letter_counts_on_its_last_day_and_not_after():
    today = timezone.localdate()
    institution = make_service_institution(active=False, authorised_to=today)
    services.submit(institution, actor=member_of(institution))
    late = make_service_institution(active=False, authorised_to=today - timedelta(days=1))
    with pytest.raises(Blocked) as refusal:
        services.submit(late, actor=member_of(late))
    assert blocking(refusal) == ["SVC-4"]


def test_a_letter_that_ends_while_the_office_decides_stops_the_approval():
    institution = make_service_institution(active=False, authorised_to=timezone.localdate())
    services.submit(institution, actor=member_of(institution))
    with pytest.raises(Blocked) as refusal:
        services.approve(
            institution, actor=make_actor(Role.OFFICER), today=timezone.localdate() + timedelta(days=1)
        )
    assert blocking(refusal) == ["SVC-4"]


def test_only_the_institution_submits_and_only_the_office_approves():
    institution = make_recommending_institution(active=False)
    stranger = member_of(make_recommending_institution(active=False))
    officer = make_actor(Role.OFFICER)
    for actor in (stranger, officer):
        with pytest.raises(NotPermitted):
            services.submit(institution, actor=actor)
    services.submit(institution, actor=member_of(institution))
    for actor in (member_of(institution), stranger, make_actor(Role.FINANCE), make_actor(Role.AUDITOR)):
        with pytest.raises(NotPermitted):
            services.approve(institution, actor=actor)
    services.approve(institution, actor=officer)
    with pytest.raises(WrongState):
        services.approve(institution, actor=officer)


def test_a_correction_is_asked_for_answered_and_kept_as_evidence():
    institution = make_recommending_institution(active=False)
    actor, officer = member_of(institution), make_actor(Role.OFFICER)
    services.submit(institution, actor=actor)
    wanted = [Wanted(name="work_plan", reason="请写明年度计划。")]
    services.return_for_correction(institution, actor=officer, wanted=wanted)
    services.save_dossier(institution, actor=actor, work_plan="全年四次活动。")
    event = services.submit(institution, actor=actor)
    assert event.evidence["corrected"] == [
        {"name": "work_plan", "before": "全年两次宣传活动，四次对接会。", "after": "全年四次活动。"}
    ]
    assert sorted(event.evidence["documents"]) == sorted(institution.required_documents)
    assert not Correction.objects.of(institution).open().exists()


def test_a_return_names_what_is_to_be_corrected():
    institution = make_recommending_institution(active=False)
    services.submit(institution, actor=member_of(institution))
    with pytest.raises(Unfit):
        services.return_for_correction(institution, actor=make_actor(Role.OFFICER), wanted=[])


def test_a_rejection_needs_a_reason_and_another_person_takes_it_back():
    institution = make_recommending_institution(active=False)
    services.submit(institution, actor=member_of(institution))
    officer, colleague = make_actor(Role.OFFICER), make_actor(Role.APPROVER)
    with pytest.raises(Unfit):
        services.reject(institution, actor=officer, note=" ")
    services.reject(institution, actor=officer, note="材料不实。")
    with pytest.raises(Blocked):
        services.undo_reject(institution, actor=officer, note="看错了。")
    services.undo_reject(institution, actor=colleague, note="材料经核实无误。")
    assert reread(institution).state == State.SUBMITTED


def test_a_rejected_institution_applies_again_with_what_it_wrote():
    institution = make_recommending_institution(active=False)
    actor = member_of(institution)
    services.submit(institution, actor=actor)
    services.reject(institution, actor=make_actor(Role.OFFICER), note="材料不实。")
    services.reapply(institution, actor=actor)
    assert reread(institution).state == State.DRAFT
    assert institution.served_enterprises.count() == 30


def test_suspended_institutions_resume_and_ended_ones_do_not():
    institution, officer = make_service_institution(), make_actor(Role.OFFICER)
    with pytest.raises(Unfit):
        services.suspend(institution, actor=officer, note="")
    with pytest.raises(WrongState):
        services.reject(institution, actor=officer, note="")
    services.suspend(institution, actor=officer, note="授权核查中。")
    assert not reread(institution).is_active
    services.resume(institution, actor=officer)
    services.end(institution, actor=officer, note="授权终止。")
    with pytest.raises(WrongState):
        services.resume(institution, actor=officer)
    assert [event.transition for event in Event.objects.of(institution)] == [
        "submit", "approve", "suspend", "resume", "end",
    ]  # fmt: skip


def test_nothing_but_the_profile_changes_after_the_approval():
    institution = make_recommending_institution(complete=False)
    actor = member_of(institution)
    assert not institution.may_recommend
    with pytest.raises(WrongState):
        services.save_dossier(institution, actor=actor, work_plan="改了。")
    assert services.save_dossier(institution, actor=actor, **PROFILE).may_recommend


def test_nothing_changes_while_the_office_decides():
    institution = make_recommending_institution(active=False)
    actor = member_of(institution)
    services.submit(institution, actor=actor)
    with pytest.raises(WrongState):
        services.save_dossier(institution, actor=actor, introduction="改了。")
    with pytest.raises(WrongState):
        services.save_served_enterprise(institution, actor=actor, name="企业", uscc=next_uscc())
    with pytest.raises(WrongState):
        services.attach_document(institution, pdf(), kind="safeguards", actor=actor)


def test_a_dossier_changed_in_between_is_not_overwritten():
    institution = make_recommending_institution(active=False, enterprises=0, events=0)
    actor, version = member_of(institution), institution.version
    services.save_dossier(institution, actor=actor, version=version, contact="第一次")
    with pytest.raises(StaleVersion):
        services.save_dossier(institution, actor=actor, version=version, contact="第二次")


def test_an_enterprise_stands_once_on_the_list_whatever_the_spelling_of_its_code():
    institution = make_recommending_institution(active=False, enterprises=0, events=0)
    actor = member_of(institution)
    row = services.save_served_enterprise(institution, actor=actor, name="甲", uscc="91110108ma0000001d ")
    assert row.uscc == "91110108MA0000001D"
    with pytest.raises(Unfit):
        services.save_served_enterprise(institution, actor=actor, name="乙", uscc="91110108MA0000001D")
    with pytest.raises(Unfit) as refusal:
        services.save_served_enterprise(institution, actor=actor, name="乙", uscc="91110108MA")
    assert list(refusal.value.fields) == ["uscc"]


def test_visibility_follows_the_role():
    draft, active = make_recommending_institution(active=False), make_recommending_institution()
    seen = RecommendingInstitution.objects.visible_to
    assert list(seen(member_of(draft))) == [draft]
    assert list(seen(make_actor(Role.OFFICER))) == [active]
    assert list(seen(make_actor(Role.AUDITOR))) == [active]
    assert list(seen(make_actor(Role.EXPERT))) == []
    assert list(seen(member_of(make_service_institution()))) == []


def test_trainings_are_for_institutions_that_have_joined():
    draft, active, officer = (
        make_recommending_institution(active=False),
        make_recommending_institution(),
        make_actor(Role.OFFICER),
    )
    today = timezone.localdate()
    assert services.record_training(active, actor=officer, date=today, topic="业务培训").by == officer.user
    with pytest.raises(WrongState):
        services.record_training(draft, actor=officer, date=today, topic="业务培训")
    with pytest.raises(NotPermitted):
        services.record_training(active, actor=member_of(active), date=today, topic="业务培训")


def test_a_year_is_evaluated_once_and_within_the_scale():
    institution, officer = make_service_institution(), make_actor(Role.OFFICER)
    assert list(ServiceInstitution.objects.not_evaluated_in(2026)) == [institution]
    services.record_evaluation(institution, actor=officer, year=2026, score=100, grade="excellent")
    assert list(ServiceInstitution.objects.not_evaluated_in(2026)) == []
    with pytest.raises(Unfit):
        services.record_evaluation(institution, actor=officer, year=2026, score=80, grade="good")
    with pytest.raises(Unfit):
        services.record_evaluation(institution, actor=officer, year=2025, score=101, grade="good")


def test_the_six_field_centres_are_loaded_once():
    first, second = services.load_field_centres(), services.load_field_centres()
    assert [centre.organisation.name for centre in first] == [
        "北京生产力促进中心",
        "北京新材料发展中心",
        "北京科学仪器装备协作服务中心",
        "中关村绿创环境治理产业技术创新战略委员会",
        "北京工业设计促进中心",
        "北京市科学技术委员会农村发展中心",
    ]
    assert first == second
    assert ServiceInstitution.objects.active().field_centres().count() == 6
    assert Event.objects.filter(transition="recognise", role=Role.SYSTEM).count() == 6
