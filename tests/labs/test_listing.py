"""How a laboratory comes into the directory, and how it leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actor import ANONYMOUS
from accounts.enums import OrganisationKind, Role
from institutions import services as institution_services
from labs import services
from labs.enums import HostKind, LabKind
from labs.enums import ListingState as State
from labs.models import Instrument, Laboratory
from tests.factories.institutions import make_field_centre, make_service_institution, member_of
from tests.factories.labs import make_instrument, make_laboratory, make_service_item, nominate, reread
from tests.factories.people import make_actor, make_organisation, next_uscc
from workflow.corrections import Wanted
from workflow.errors import Blocked, NotPermitted, StaleVersion, Unfit, WrongState
from workflow.models import Event


def blocking(refusal) -> list[str]:
    return [finding.rule for finding in refusal.value.findings.blocking]


def test_a_laboratory_of_the_own_house_is_reported_and_admitted():
    laboratory = make_laboratory()
    today = timezone.localdate()
    assert laboratory.state == State.LISTED
    assert laboratory.listed_from == today
    assert laboratory.listed_to == laboratory.accreditation_valid_to
    assert [event.transition for event in Event.objects.of(laboratory)] == ["submit", "nominate", "admit"]


def test_a_private_laboratory_needs_a_field_centre():
    with pytest.raises(Unfit, match="joins through a field centre"):
        nominate(make_laboratory(listed=False, host_kind=HostKind.PRIVATE_ENTERPRISE))
    laboratory = nominate(make_laboratory(listed=False))
    Laboratory.objects.filter(pk=laboratory.pk).update(host_kind=HostKind.PRIVATE_ENTERPRISE)
    with pytest.raises(Blocked) as refusal:
        services.admit(reread(laboratory), actor=make_actor(Role.OFFICER))
    assert blocking(refusal) == ["LST-5"]


def test_a_private_laboratory_must_authorise_its_field_centre():
    centre = make_field_centre()
    shared = {"host_kind": HostKind.PRIVATE_ENTERPRISE, "reported_by": centre}
    with pytest.raises(Unfit, match="must authorise the field centre"):
        nominate(make_laboratory(listed=False, **shared))
    assert make_laboratory(authorises_centre=True, **shared).state == State.LISTED


def test_an_accreditation_that_ended_yesterday_stops_the_listing():
    today = timezone.localdate()
    lasting = nominate(make_laboratory(listed=False, accreditation_valid_to=today))
    services.admit(lasting, actor=make_actor(Role.OFFICER))
    ended = nominate(make_laboratory(listed=False, accreditation_valid_to=today - timedelta(days=1)))
    with pytest.raises(Blocked) as refusal:
        services.admit(ended, actor=make_actor(Role.OFFICER))
    assert blocking(refusal) == ["LST-3"]


def test_a_key_laboratory_states_its_accreditation_and_a_public_service_need_not():
    bare = {"level": "", "accreditation_number": "", "accreditation_valid_to": None}
    with pytest.raises(Blocked) as refusal:
        make_laboratory(kind=LabKind.KEY_LAB, **bare)
    assert blocking(refusal) == ["LST-1", "LST-2"]
    assert make_laboratory(kind=LabKind.PUBLIC_SERVICE, **bare).listed_to is None


def test_a_suspended_institution_neither_nominates_nor_carries_a_listing():
    institution, officer = make_service_institution(), make_actor(Role.OFFICER)
    waiting = make_laboratory(listed=False, reported_by=institution)
    services.submit(waiting, actor=member_of(waiting))
    nominated = nominate(make_laboratory(listed=False, reported_by=institution))
    institution_services.suspend(institution, actor=officer, note="核查。")
    with pytest.raises(NotPermitted):
        services.nominate(waiting, actor=member_of(institution), belongs_to_authoriser=True)
    with pytest.raises(Blocked) as refusal:
        services.admit(nominated, actor=officer)
    assert blocking(refusal) == ["LST-4"]


def test_each_step_has_its_own_people():
    laboratory = make_laboratory(listed=False)
    own, institution, officer = (
        member_of(laboratory),
        member_of(laboratory.reported_by),
        make_actor(Role.OFFICER),
    )
    other = member_of(make_service_institution())
    with pytest.raises(NotPermitted):
        services.submit(laboratory, actor=officer)
    services.submit(laboratory, actor=own)
    for actor in (own, other, officer):
        with pytest.raises(NotPermitted):
            services.nominate(laboratory, actor=actor, belongs_to_authoriser=True)
    services.nominate(laboratory, actor=institution, belongs_to_authoriser=True)
    for actor in (own, institution, make_actor(Role.FINANCE), make_actor(Role.AUDITOR)):
        with pytest.raises(NotPermitted):
            services.admit(laboratory, actor=actor)
    services.admit(laboratory, actor=officer)


def test_the_institution_says_how_the_laboratory_belongs_to_it():
    laboratory = make_laboratory(listed=False)
    services.submit(laboratory, actor=member_of(laboratory))
    with pytest.raises(Unfit):
        services.nominate(laboratory, actor=member_of(laboratory.reported_by))


def test_a_submission_needs_a_service_institution():
    organisation = make_organisation(OrganisationKind.LABORATORY, district="haidian")
    laboratory = services.register_laboratory(
        organisation=organisation, kind=LabKind.DESIGN_CENTER, field="design"
    )
    with pytest.raises(Unfit) as refusal:
        services.submit(laboratory, actor=make_actor(Role.LABORATORY, organisation))
    assert list(refusal.value.fields) == ["reported_by"]


def test_institution_and_office_return_for_correction():
    laboratory = make_laboratory(listed=False)
    own, institution = member_of(laboratory), member_of(laboratory.reported_by)
    wanted = [Wanted(name="introduction", reason="请补充服务范围。")]
    services.submit(laboratory, actor=own)
    services.return_nomination(laboratory, actor=institution, wanted=wanted)
    services.save_laboratory(laboratory, actor=own, introduction="材料检测与失效分析。")
    nominate(laboratory)
    services.return_for_correction(laboratory, actor=make_actor(Role.OFFICER), wanted=wanted)
    assert reread(laboratory).state == State.RETURNED
    corrected = Event.objects.of(laboratory).filter(transition="submit").last().evidence["corrected"]
    assert [change["after"] for change in corrected] == ["材料检测与失效分析。"]


def test_a_listing_counts_on_its_days_and_before_a_suspension():
    laboratory, today = make_laboratory(), timezone.localdate()
    assert laboratory.is_listed_on(today)
    assert laboratory.is_listed_on(laboratory.listed_to)
    assert not laboratory.is_listed_on(laboratory.listed_to + timedelta(days=1))
    assert not laboratory.is_listed_on(today - timedelta(days=1))
    services.suspend(laboratory, actor=make_actor(Role.OFFICER), note="设备搬迁。")
    assert not reread(laboratory).is_listed_on(today)


def test_days_before_a_delisting_still_count():
    laboratory, today = make_laboratory(), timezone.localdate()
    services.delist(laboratory, actor=make_actor(Role.OFFICER), note="认定到期。")
    Laboratory.objects.filter(pk=laboratory.pk).update(listed_from=today - timedelta(days=10))
    laboratory = reread(laboratory)
    assert laboratory.is_listed_on(today - timedelta(days=1))
    assert not laboratory.is_listed_on(today)


def test_resuming_goes_past_the_listing_rules():
    laboratory, officer = make_laboratory(), make_actor(Role.OFFICER)
    services.suspend(laboratory, actor=officer, note="核查。")
    with pytest.raises(Blocked) as refusal:
        services.resume(laboratory, actor=officer, today=laboratory.listed_to + timedelta(days=1))
    assert blocking(refusal) == ["LST-3", "LST-7"]
    services.resume(laboratory, actor=officer)
    assert reread(laboratory).state == State.LISTED


def test_renewal_moves_the_last_day():
    laboratory, officer = make_laboratory(), make_actor(Role.OFFICER)
    later = laboratory.listed_to + timedelta(days=365)
    services.renew(laboratory, actor=officer, accreditation_valid_to=later)
    assert reread(laboratory).listed_to == later
    with pytest.raises(Blocked):
        services.renew(
            laboratory, actor=officer, accreditation_valid_to=timezone.localdate() - timedelta(days=1)
        )


def test_a_delisting_is_taken_back_by_another_person_into_suspension():
    laboratory, officer = make_laboratory(), make_actor(Role.OFFICER)
    services.delist(laboratory, actor=officer, note="误判。")
    with pytest.raises(Blocked):
        services.undo_delist(laboratory, actor=officer, note="更正。")
    services.undo_delist(laboratory, actor=make_actor(Role.APPROVER), note="更正。")
    assert reread(laboratory).state == State.SUSPENDED


def test_a_rejection_is_taken_back_by_another_person():
    laboratory = nominate(make_laboratory(listed=False))
    services.reject(laboratory, actor=make_actor(Role.OFFICER), note="级别不符。")
    services.undo_reject(laboratory, actor=make_actor(Role.OFFICER), note="经核实为市级。")
    assert reread(laboratory).state == State.NOMINATED


def test_a_listed_laboratory_keeps_its_presentation_but_not_what_decided_the_listing():
    laboratory = make_laboratory()
    own = member_of(laboratory)
    services.save_laboratory(laboratory, actor=own, introduction="新简介")
    with pytest.raises(WrongState):
        services.save_laboratory(laboratory, actor=own, level="national")
    with pytest.raises(NotPermitted):
        services.save_laboratory(laboratory, actor=member_of(make_laboratory()), introduction="外人")
    with pytest.raises(StaleVersion):
        services.save_laboratory(laboratory, actor=own, version=0, introduction="旧版")


def test_nothing_changes_while_it_is_decided_on():
    laboratory = nominate(make_laboratory(listed=False))
    with pytest.raises(WrongState):
        make_instrument(laboratory, "N-2")


def test_inventory_numbers_stand_once_in_a_laboratory():
    laboratory = make_laboratory()
    make_instrument(laboratory, "N-2")
    with pytest.raises(Unfit):
        make_instrument(laboratory, "N-2")
    assert Instrument.objects.filter(number="N-2").count() == 1


def test_a_service_institution_reports_a_laboratory_of_its_house():
    institution = make_service_institution()
    laboratory = services.report_laboratory(
        actor=member_of(institution),
        organisation={"name": "先进材料实验室", "district": "haidian"},
        kind=LabKind.KEY_LAB,
        field="materials",
        host_uscc=next_uscc(),
    )
    assert laboratory.reported_by == institution
    assert laboratory.uscc == laboratory.host_uscc
    with pytest.raises(NotPermitted):
        services.report_laboratory(
            actor=make_actor(Role.OFFICER),
            organisation={"name": "无"},
            kind=LabKind.KEY_LAB,
            field="materials",
        )


def test_visibility_follows_the_role():
    draft, listed = make_laboratory(listed=False), make_laboratory()
    seen = Laboratory.objects.visible_to
    assert set(seen(ANONYMOUS)) == {listed}
    assert set(seen(member_of(draft))) == {draft, listed}
    assert set(seen(member_of(draft.reported_by))) == {draft, listed}
    assert set(seen(make_actor(Role.OFFICER))) == {listed}
    assert set(Laboratory.objects.kept_by(member_of(draft.reported_by))) == {draft}
    assert set(Laboratory.objects.kept_by(make_actor(Role.OFFICER))) == set()


def test_search_finds_instruments_services_and_names():
    laboratory, other = make_laboratory(name="新材料检测中心"), make_laboratory(name="设计中心")
    make_service_item(laboratory, "疲劳试验", method="GB/T 3075")
    found = Laboratory.objects.search
    assert list(found("疲劳")) == [laboratory]
    assert list(found("gb/t 3075")) == [laboratory]
    assert set(found("S-4800")) == {laboratory, other}
    assert list(found("疲劳 设计中心")) == []
    services.remove_service_item(laboratory.services.get(name="疲劳试验"), actor=member_of(laboratory))
    assert list(found("疲劳")) == []


def test_changes_of_master_data_are_kept_as_history():
    laboratory = make_laboratory()
    services.save_laboratory(laboratory, actor=member_of(laboratory), director="李主任")
    assert laboratory.history.latest().director == "李主任"
