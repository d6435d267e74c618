"""What recommending institutions do for their enterprises, and that nobody reads another house's lists."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from institutions import services
from institutions.enums import CoachingTopic
from institutions.models import CoachingNote, EventEnterprise, PlannedEvent, ServedEnterprise
from institutions.services.coaching import read_enterprises
from tests.factories.institutions import (
    make_recommending_institution,
    make_service_institution,
    member_of,
    pdf,
)
from tests.factories.people import make_actor, next_uscc
from workflow.errors import NotPermitted, Unfit, WrongState

TODAY = timezone.localdate()
NOTE = {"date": TODAY, "topic": CoachingTopic.NEED, "note": "需要新材料检测。"}
OFFICE = [Role.OFFICER, Role.APPROVER, Role.AUDITOR]


def page(name, institution, *args):
    return reverse(f"institutions:{name}", args=[institution.reference, *args])


def hold(event, attendance: int | None = 40) -> PlannedEvent:
    fields = {"held": True, "attendance": attendance, "date": TODAY}
    return services.save_planned_event(
        event.institution, actor=member_of(event.institution), row=event, **fields
    )


def coach(institution, **more) -> CoachingNote:
    enterprise = institution.served_enterprises.order_by("pk")[0]
    return services.record_coaching(
        institution, actor=member_of(institution), **({"enterprise": enterprise} | NOTE | more)
    )


def test_coaching_is_of_own_enterprises_on_a_day_that_has_come():
    institution, other = make_recommending_institution(), make_recommending_institution()
    assert coach(institution).by == member_of(institution).user
    with pytest.raises(Unfit):
        coach(institution, date=TODAY + timedelta(days=1))
    with pytest.raises(Unfit):
        coach(institution, enterprise=other.served_enterprises.order_by("pk")[0])
    row = institution.served_enterprises.order_by("pk")[0]
    with pytest.raises(NotPermitted):
        services.record_coaching(institution, actor=member_of(other), enterprise=row, **NOTE)
    with pytest.raises(WrongState):
        coach(make_recommending_institution(active=False))


def test_an_enterprise_that_was_coached_stays_on_the_list():
    institution = make_recommending_institution()
    note = coach(institution)
    with pytest.raises(WrongState):
        services.remove_served_enterprise(note.enterprise, actor=member_of(institution))


def test_an_event_is_held_on_a_day_that_has_come_and_lists_who_came():
    institution = make_recommending_institution()
    actor, event = member_of(institution), institution.planned_events.order_by("pk")[0]
    with pytest.raises(WrongState):
        services.save_event_enterprises(event, actor=actor, lines="甲公司")
    with pytest.raises(Unfit):
        services.save_planned_event(
            institution, actor=actor, row=event, held=True, date=TODAY + timedelta(days=1)
        )
    event = hold(PlannedEvent.objects.get(pk=event.pk))
    lines = "甲公司 91110108MA0000001D\n\n乙公司，91110108ma0000001d\n甲公司\n丙 有限公司"
    rows = services.save_event_enterprises(event, actor=actor, lines=lines)
    assert [(row.name, row.uscc) for row in rows] == [
        ("甲公司", "91110108MA0000001D"),
        ("乙公司", "91110108MA0000001D"),
        ("丙 有限公司", ""),
    ]
    services.save_event_enterprises(event, actor=actor, lines="乙公司")
    assert [row.name for row in event.enterprises.all()] == ["乙公司"]
    with pytest.raises(NotPermitted):
        services.save_event_enterprises(event, actor=make_actor(Role.OFFICER), lines="")


@pytest.mark.parametrize(("length", "fits"), [(120, True), (121, False)])
def test_a_name_of_an_enterprise_has_a_limit(length, fits):
    if fits:
        assert read_enterprises("甲" * length)
    else:
        with pytest.raises(Unfit):
            read_enterprises("甲" * length)


def test_events_coaching_and_papers_in_the_browser(client):
    institution = make_recommending_institution()
    event = hold(institution.planned_events.order_by("pk")[0])
    client.force_login(member_of(institution).user)
    address = page("event", institution, event.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"part": "enterprises", "lines": "甲公司\n乙公司"}).status_code == 302
    assert client.post(address, {"part": "enterprises", "lines": "甲" * 200}).status_code == 422
    assert client.post(address, {"part": "paper"}).status_code == 422
    assert client.post(address, {"part": "paper", "file": pdf("签到表.pdf")}).status_code == 302
    assert client.post(address, {"part": "other"}).status_code == 404
    shown = client.get(address).content.decode()
    assert "签到表.pdf" in shown
    assert "乙公司" in shown
    enterprise = institution.served_enterprises.order_by("pk")[0]
    form = {"enterprise": enterprise.pk, **NOTE, "next_step": "约实验室"}
    assert client.post(page("coaching", institution), form | {"note": ""}).status_code == 422
    assert client.post(page("coaching", institution), form).status_code == 302
    assert "约实验室" in client.get(page("coaching", institution)).content.decode()
    filtered = client.get(page("coaching", institution), {"enterprise": enterprise.uscc})
    assert filtered.context["coached"] == 1
    dossier = client.get(institution.get_absolute_url())
    assert (dossier.context["events_held"], dossier.context["people_came"]) == (1, 40)
    assert dossier.context["coached"] == {"notes": 1, "enterprises": 1}


def test_an_institution_never_reads_another_s_work(client):
    own, other = make_recommending_institution(), make_recommending_institution()
    event = hold(other.planned_events.order_by("pk")[0])
    services.save_event_enterprises(event, actor=member_of(other), lines="甲公司")
    coach(other)
    for actor in (member_of(own), member_of(make_service_institution())):
        for model in (CoachingNote, EventEnterprise, ServedEnterprise):
            assert not model.objects.visible_to(actor).exclude(
                **{"event__institution" if model is EventEnterprise else "institution": own}
            )
        client.force_login(actor.user)
        for address in (page("coaching", other), page("event", other, event.pk), page("enterprises", other)):
            assert client.get(address).status_code == 404
            assert client.post(address, {"part": "enterprises"}).status_code == 404
    client.force_login(member_of(own).user)
    assert client.get(page("event", own, event.pk)).status_code == 404
    foreign = other.served_enterprises.order_by("pk")[0]
    assert client.get(page("coaching", own), {"enterprise": foreign.uscc}).status_code == 404
    assert client.post(page("coaching", own), {"enterprise": foreign.pk, **NOTE}).status_code == 422
    for role in OFFICE:
        client.force_login(make_actor(role).user)
        assert client.get(page("coaching", other)).status_code == 200
        assert client.get(page("event", other, event.pk)).status_code == 200
        assert client.post(page("coaching", other), NOTE).status_code == 403
        assert client.post(page("event", other, event.pk), {"part": "enterprises"}).status_code == 403


def test_overlaps_are_shown_to_the_office_and_to_nobody_else(client):
    own, other = (
        make_recommending_institution(name="甲孵化器"),
        make_recommending_institution(name="乙孵化器"),
    )
    draft = make_recommending_institution(active=False, name="草稿孵化器")
    shared = own.served_enterprises.order_by("pk")[0]
    for institution in (other, draft):
        services.save_served_enterprise(
            institution, actor=member_of(institution), name="同一家", uscc=shared.uscc
        )
    assert ServedEnterprise.objects.also_served(own, [shared.uscc]) == {shared.uscc: ["乙孵化器"]}
    addresses = [page("enterprises", own), page("enterprise", own, shared.uscc)]
    client.force_login(member_of(own).user)
    for address in [own.get_absolute_url(), *addresses, f"{addresses[0]}?show=shared"]:
        answer = client.get(address)
        assert "乙孵化器" not in answer.content.decode()
        assert not answer.context.get("shared")
        assert not answer.context.get("overlaps")
    client.force_login(make_actor(Role.OFFICER).user)
    for address in addresses:
        words = client.get(address).content.decode()
        assert "乙孵化器" in words
        assert "草稿孵化器" not in words
    found = client.get(addresses[0], {"show": "shared"})
    assert ([row.pk for row in found.context["page"]], found.context["shared"]) == ([shared.pk], 1)
    assert client.get(own.get_absolute_url()).context["overlaps"] == 1
    assert client.post(addresses[0], {"remove": shared.uscc}).status_code == 403


def test_a_long_list_comes_page_by_page(client, django_assert_max_num_queries):
    institution = make_recommending_institution(active=False, enterprises=2)
    rows = [
        ServedEnterprise(institution=institution, name=f"批量企业{number:04d}", uscc=next_uscc())
        for number in range(2000)
    ]
    ServedEnterprise.objects.bulk_create(
        [*rows, ServedEnterprise(institution=institution, name="批量企业0007", uscc=next_uscc())]
    )
    client.force_login(member_of(institution).user)
    with django_assert_max_num_queries(12):
        first = client.get(page("enterprises", institution))
    assert (len(first.context["page"]), first.context["counted"]) == (50, 2003)
    second = client.get(page("enterprises", institution) + first.context["page"].next_url)
    assert not {row.pk for row in first.context["page"]} & {row.pk for row in second.context["page"]}
    doubtful = client.get(page("enterprises", institution), {"show": "doubtful"}).context["page"]
    assert [(row.name, len(row.doubts)) for row in doubtful] == [("批量企业0007", 1)] * 2
    found = client.get(page("enterprises", institution), {"q": "企业0123"}).context["page"]
    assert [row.name for row in found] == ["批量企业0123"]
    with django_assert_max_num_queries(20):
        assert "批量企业0123" not in client.get(institution.get_absolute_url()).content.decode()


def test_the_list_says_how_many_count_and_what_is_doubtful(client):
    institution = make_recommending_institution(active=False, enterprises=29)
    client.force_login(member_of(institution).user)
    services.save_served_enterprise(
        institution, actor=member_of(institution), name="企业1", uscc="91350211M0000XUF46"
    )
    context = client.get(page("enterprises", institution)).context
    assert (context["counted"], context["minimum"], context["doubtful"]) == (30, 30, 2)


def test_the_pages_cost_the_same_with_more_rows(client, django_assert_max_num_queries):
    institution = make_recommending_institution()
    for _number in range(3):
        coach(institution)
    client.force_login(member_of(institution).user)
    for address in (page("coaching", institution), page("enterprises", institution)):
        with django_assert_max_num_queries(12):
            client.get(address)
