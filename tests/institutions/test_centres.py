"""Field centres: the office adds, changes, ends and takes them up again, lets people in, and everybody finds them by field."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.enums import OrganisationKind, Role
from accounts.models import Membership, User
from institutions import services
from institutions.enums import AccreditationState as State
from institutions.models import ServiceInstitution
from labs import services as labs
from labs.models import Laboratory
from notifications.models import Message
from notifications.outbox import announce
from tests.factories.institutions import make_field_centre, make_service_institution, member_of
from tests.factories.labs import make_laboratory
from tests.factories.people import make_actor, make_organisation
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState
from workflow.models import Event

CENTRE = {"name": "示例数字经济领域中心", "field": "information", "contact": "李老师 010-00000041"}
KIND_OF = {Role.SERVICE: "service", Role.RECOMMENDER: "recommending", Role.APPLICANT: "enterprise"}


def again(centre: ServiceInstitution) -> ServiceInstitution:
    """The centre as it stands now."""
    return ServiceInstitution.objects.for_list().get(pk=centre.pk)


def outsiders() -> list:
    """People of the three kinds of parties that meet institutions, none of them of a centre's."""
    return [make_actor(role, make_organisation(kind)) for role, kind in KIND_OF.items()]


def address(name: str, centre: ServiceInstitution | None = None) -> str:
    return reverse(f"institutions:{name}", args=[centre.reference] if centre else [])


def test_the_office_adds_a_centre_that_works_at_once():
    officer = make_actor(Role.OFFICER)
    centre = services.add_field_centre(actor=officer, **CENTRE)
    assert (centre.state, centre.is_field_center, centre.active_since is not None) == (
        State.ACTIVE,
        True,
        True,
    )
    event = Event.objects.of(centre).get()
    assert (event.transition, event.role) == ("recognise", Role.OFFICER)
    with pytest.raises(Unfit):
        services.add_field_centre(actor=officer, **CENTRE)
    for actor in [*outsiders(), make_actor(Role.FINANCE), make_actor(Role.AUDITOR)]:
        with pytest.raises(NotPermitted):
            services.add_field_centre(actor=actor, name="别的中心", field="materials")


def test_a_centre_is_changed_by_the_office_and_not_over_somebody_s_words():
    centre, officer = make_field_centre(), make_actor(Role.OFFICER)
    opened = centre.version
    services.save_field_centre(centre, actor=officer, version=opened, name="更名后的中心", field="design")
    centre.refresh_from_db()
    assert (centre.organisation.name, centre.field) == ("更名后的中心", "design")
    with pytest.raises(StaleVersion):
        services.save_field_centre(centre, actor=officer, version=opened, name="又一名称", field="design")
    other = make_field_centre("北京生产力促进中心", "general")
    with pytest.raises(Unfit):
        services.save_field_centre(other, actor=officer, name="更名后的中心", field="general")
    for actor in (member_of(centre), make_actor(Role.AUDITOR), make_actor(Role.FINANCE)):
        with pytest.raises(NotPermitted):
            services.save_field_centre(centre, actor=actor, name="别人改的", field="design")
    with pytest.raises(NotPermitted):
        services.save_field_centre(make_service_institution(), actor=officer, name="非中心", field="design")


def test_nobody_of_the_office_keeps_a_centre_of_their_own():
    centre, officer = make_field_centre(), make_actor(Role.OFFICER)
    Membership.objects.create(user=officer.user, organisation=centre.organisation, role=Role.SERVICE)
    with pytest.raises(NotPermitted):
        services.invite_to_centre(centre, actor=officer, email="me@example.org")


def test_an_ended_centre_reports_nothing_until_the_office_takes_it_up_again():
    centre, officer = make_field_centre(), make_actor(Role.OFFICER)
    services.end(centre, actor=officer, note="机构调整。")
    with pytest.raises(NotPermitted):
        services.reapply(centre, actor=member_of(centre))
    with pytest.raises(WrongState):
        services.invite_to_centre(again(centre), actor=officer, email="late@example.org")
    assert services.register_field_centre(name=centre.name, field=centre.field).state == State.ENDED
    services.recognise(centre, actor=officer, note="恢复。")
    assert again(centre).is_active
    announce()
    assert Message.objects.filter(recipient=member_of(centre).user).count() == 3
    house = make_service_institution()
    services.end(house, actor=officer, note="退出。")
    with pytest.raises(NotPermitted):
        services.recognise(house, actor=officer)


def test_a_person_is_invited_joins_and_acts_for_the_centre(client):
    centre, officer = (
        services.register_field_centre(name="北京新材料发展中心", field="materials"),
        make_actor(Role.OFFICER),
    )
    client.force_login(officer.user)
    assert client.post(address("centre_people", centre), {"email": ""}).status_code == 422
    assert client.post(address("centre_people", centre), {"email": "centre@example.org"}).status_code == 302
    link = re.search(r"https?://[^/]+(/\S+/join/\S+)", mail.outbox[-1].body)
    user = User.objects.create_user("centre@example.org", name="季青")
    client.force_login(user)
    assert client.post(link[1]).status_code == 302
    membership = Membership.objects.get(user=user)
    assert (membership.organisation_id, membership.role) == (centre.organisation_id, Role.SERVICE)
    assert client.get(centre.get_absolute_url()).status_code == 200
    client.force_login(officer.user)
    assert "centre@example.org" in client.get(address("centre_people", centre)).content.decode()
    assert client.post(address("centre_people", centre), {"remove": membership.pk}).status_code == 302
    membership.refresh_from_db()
    assert not membership.is_active
    assert client.post(address("centre_people", centre), {"remove": "٣"}).status_code == 404


def test_a_laboratory_from_outside_comes_in_through_its_centre(client):
    """The laboratory chooses the centre and authorises it, the centre nominates its member, the office lists it."""
    centre = make_field_centre()
    person = member_of(centre)
    laboratory = make_laboratory(
        False, reported_by=centre, host_kind="private_enterprise", authorises_centre=True
    )
    labs.submit(laboratory, actor=member_of(laboratory))
    client.force_login(person.user)
    assert laboratory.reference in client.get(reverse("labs:laboratories")).content.decode()
    nominate = reverse("labs:nominate", args=[laboratory.reference])
    assert "member_of_centre" in client.get(nominate).content.decode()
    assert client.post(nominate, {"member_of_centre": "on"}).status_code == 302
    labs.admit(Laboratory.objects.get(pk=laboratory.pk), actor=make_actor(Role.OFFICER))
    assert Laboratory.objects.get(pk=laboratory.pk).state == "listed"


def test_pages_of_centres_are_the_office_s(client):
    centre, house = make_field_centre(), make_service_institution()
    wanted = {"centres": 403, "add_centre": 403}
    for actor in outsiders():
        client.force_login(actor.user)
        assert {name: client.get(address(name)).status_code for name in wanted} == wanted
        assert client.get(address("edit_centre", centre)).status_code == 404
        assert client.get(address("centre_people", centre)).status_code == 404
    for actor in (member_of(centre), make_actor(Role.AUDITOR)):
        client.force_login(actor.user)
        assert client.get(address("edit_centre", centre)).status_code == 403
        assert client.post(address("centre_people", centre), {"email": "x@example.org"}).status_code == 403
    assert client.get(address("centres")).status_code == 200
    client.force_login(make_actor(Role.OFFICER).user)
    assert client.get(address("edit_centre", house)).status_code == 404
    assert client.get(address("centres")).status_code == 200
    assert client.post(address("add_centre"), {"name": "", "field": "design"}).status_code == 422
    form = {"name": "示例中心", "field": "design", "contact": "甲"}
    assert client.post(address("add_centre"), form).status_code == 302
    made = ServiceInstitution.objects.get(organisation__name="示例中心")
    assert client.get(address("edit_centre", made)).status_code == 200
    assert client.post(address("edit_centre", made), form | {"version": made.version - 1}).status_code == 422
    form["version"] = made.version
    assert client.post(address("edit_centre", made), form | {"name": "示例中心二"}).status_code == 302
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.get(address("end", made)).status_code == 200


def test_everybody_finds_the_centre_of_a_field(client, django_assert_num_queries):
    make_field_centre("乙中心", "design"), make_field_centre("甲中心", "materials")
    make_service_institution(name="丙技术转移中心", field="materials")
    ended = make_field_centre("已退出中心", "design")
    services.end(ended, actor=make_actor(Role.OFFICER), note="退出。")
    answer = client.get(address("service_directory"))
    found = [(str(field), [row.name for row in rows]) for field, rows in answer.context["groups"]]
    assert [names for _field, names in found] == [["甲中心", "丙技术转移中心"], ["乙中心"]]
    with django_assert_num_queries(1):
        client.get(address("service_directory"))


def test_a_party_of_a_centre_is_a_service_institution():
    centre = services.add_field_centre(actor=make_actor(Role.APPROVER), **CENTRE)
    assert centre.organisation.kind == OrganisationKind.SERVICE
