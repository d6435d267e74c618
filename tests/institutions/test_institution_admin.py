"""The administration of institutions: dossiers to read, one's own list to keep."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.enums import ImportStage, Role
from accounts.models import Membership, TableImport
from institutions import services
from institutions.models import ServedEnterprise
from tests.factories.institutions import make_recommending_institution, make_service_institution, member_of
from tests.factories.people import make_actor, make_office, make_person, next_uscc
from tests.factories.tables import confirm, send

SERVED = "institutions_servedenterprise"
ENTERPRISES = f"admin:{SERVED}"


@pytest.fixture
def as_(client):
    """Signs a person in and gives the browser back."""

    def sign_in(actor):
        client.force_login(getattr(actor, "user", actor))
        return client

    return sign_in


def take_in(browser, text: str) -> TableImport:
    """Sends a table, and confirms it when nothing is wrong with it."""
    job = send(browser, SERVED, SimpleUploadedFile("table.csv", text.encode()))
    return confirm(browser, SERVED, job) if job.stage == ImportStage.CHECKED else job


def test_a_table_of_enterprises_comes_into_the_own_list(as_):
    institution, other = make_recommending_institution(enterprises=30), make_recommending_institution()
    shared = other.served_enterprises.order_by("pk")[0].uscc
    table = f"name,uscc\n甲,{next_uscc()}\n乙,{next_uscc().lower()}\n丙,{shared}\n"
    take_in(as_(member_of(institution)), table)
    assert institution.served_enterprises.count() == 33
    assert other.served_enterprises.count() == 30
    assert institution.served_enterprises.get(uscc=shared).name == "丙"
    assert other.served_enterprises.get(uscc=shared).name != "丙"


def test_a_wrong_code_is_an_error_of_its_row(as_):
    institution = make_recommending_institution()
    job = take_in(as_(member_of(institution)), "name,uscc\n甲,12345\n")
    assert (job.stage, len(job.report["problems"])) == (ImportStage.REFUSED, 1)
    assert institution.served_enterprises.count() == 30


def test_foreign_lists_do_not_exist_and_decided_ones_are_fixed(as_):
    institution, other = make_recommending_institution(active=False), make_recommending_institution()
    browser = as_(member_of(institution))
    theirs, mine = (
        other.served_enterprises.order_by("pk")[0],
        institution.served_enterprises.order_by("pk")[0],
    )
    rows = browser.get(reverse(f"{ENTERPRISES}_changelist")).context["cl"].queryset
    assert set(rows.values_list("institution", flat=True)) == {institution.pk}
    assert browser.get(reverse(f"{ENTERPRISES}_change", args=[theirs.pk])).status_code == 302
    form = {"name": "改名", "uscc": mine.uscc}
    assert browser.post(reverse(f"{ENTERPRISES}_change", args=[theirs.pk]), form).status_code == 302
    assert not ServedEnterprise.objects.filter(name="改名").exists()
    assert browser.post(reverse(f"{ENTERPRISES}_change", args=[mine.pk]), form).status_code == 302
    services.submit(institution, actor=member_of(institution))
    assert browser.post(reverse(f"{ENTERPRISES}_change", args=[mine.pk]), form).status_code == 403
    assert browser.get(reverse(f"{ENTERPRISES}_import")).status_code == 403


def test_an_added_enterprise_belongs_to_the_own_institution_and_stands_once(as_):
    institution = make_recommending_institution()
    browser = as_(member_of(institution))
    form = {"name": "新企业", "uscc": next_uscc()}
    assert browser.post(reverse(f"{ENTERPRISES}_add"), form).status_code == 302
    assert institution.served_enterprises.filter(name="新企业").count() == 1
    assert browser.post(reverse(f"{ENTERPRISES}_add"), form).status_code == 200


def test_dossiers_are_read_only_here(as_):
    recommending, service = make_recommending_institution(), make_service_institution()
    for actor in (make_actor(Role.OFFICER), make_actor(Role.AUDITOR)):
        browser = as_(actor)
        for name, row in (("recommendinginstitution", recommending), ("serviceinstitution", service)):
            address = reverse(f"admin:institutions_{name}_change", args=[row.pk])
            assert browser.get(reverse(f"admin:institutions_{name}_changelist")).status_code == 200
            assert browser.get(address).status_code == 200
            assert browser.post(address, {"state": "ended"}).status_code == 403
        for name in ("plannedevent", "training", "performanceevaluation", "servedenterprise"):
            assert browser.get(reverse(f"admin:institutions_{name}_changelist")).status_code == 200
    assert (
        as_(member_of(service))
        .get(reverse("admin:institutions_recommendinginstitution_changelist"))
        .status_code
        == 403
    )


def test_only_officers_give_roles_and_never_to_themselves(as_):
    officer, person, office = make_actor(Role.OFFICER), make_person(), make_office()
    form = {"user": person.pk, "organisation": office.pk, "role": Role.EXPERT, "is_active": "on"}
    address = reverse("admin:accounts_membership_add")
    assert as_(make_actor(Role.APPROVER)).post(address, form).status_code == 403
    assert (
        as_(member_of(make_recommending_institution()))
        .get(reverse("admin:accounts_user_changelist"))
        .status_code
        == 403
    )
    browser = as_(officer)
    assert browser.post(address, form).status_code == 302
    given = Membership.objects.get(user=person)
    end = {"is_active": ""}
    assert browser.post(reverse("admin:accounts_membership_change", args=[given.pk]), end).status_code == 302
    assert not Membership.objects.get(pk=given.pk).is_active
    own = reverse("admin:accounts_membership_change", args=[officer.membership_id])
    assert browser.post(own, end).status_code == 403


def test_an_institution_corrects_its_address_but_not_its_name(as_):
    institution = make_recommending_institution(name="海淀园")
    browser = as_(member_of(institution))
    address = reverse("admin:accounts_organisation_change", args=[institution.organisation_id])
    answer = browser.post(address, {"name": "别的名字", "district": "haidian", "address": "中关村"})
    assert answer.status_code == 302
    organisation = type(institution.organisation).objects.get(pk=institution.organisation_id)
    assert (organisation.name, organisation.address) == ("海淀园", "中关村")
    foreign = make_recommending_institution().organisation_id
    assert browser.get(reverse("admin:accounts_organisation_change", args=[foreign])).status_code == 302


def test_the_first_administrator_opens_the_installation(as_):
    root = make_person(is_superuser=True, is_staff=True)
    browser = as_(root)
    party = {"kind": "office", "name": "创新券管理办公室"}
    assert browser.post(reverse("admin:accounts_organisation_add"), party).status_code == 302
    form = {"user": root.pk, "organisation": make_office().pk, "role": Role.OFFICER, "is_active": "on"}
    assert browser.post(reverse("admin:accounts_membership_add"), form).status_code == 302
    assert Membership.objects.get(user=root).role == Role.OFFICER


def test_nobody_guesses_filters_searches_or_exports_another_s_rows(as_):
    """Whatever is asked of the administration, the answer begins with the own rows."""
    own, other = make_recommending_institution(), make_recommending_institution()
    theirs = other.served_enterprises.order_by("pk")[0]
    browser, lists = as_(member_of(own)), ("servedenterprise", "plannedevent", "training")
    services.record_training(other, actor=make_actor(Role.OFFICER), date=timezone.localdate(), topic="培训")
    for asked in ({"q": theirs.uscc}, {"institution__id__exact": other.pk}, {"institution": other.pk}):
        for name in lists:
            answer = browser.get(reverse(f"admin:institutions_{name}_changelist"), asked)
            rows = answer.context["cl"].queryset if answer.status_code == 200 else []
            assert not [row for row in rows if row.institution_id == other.pk], (name, asked)
    for name, row in (
        ("servedenterprise", theirs),
        ("plannedevent", other.planned_events.order_by("pk")[0]),
        ("training", other.trainings.get()),
        ("recommendinginstitution", other),
    ):
        for page in ("change", "history"):
            found = browser.get(reverse(f"admin:institutions_{name}_{page}", args=[row.pk]))
            assert found.status_code in {302, 404}, (name, page)
    export = browser.post(reverse(f"{ENTERPRISES}_export"), {"format": "csv"})
    text = (b"".join(export) if export.streaming else export.content).decode()
    assert own.served_enterprises.order_by("pk")[0].uscc in text
    assert theirs.uscc not in text
    guess = {"app_label": "institutions", "model_name": "servedenterprise", "field_name": "institution"}
    found = browser.get(reverse("admin:autocomplete"), guess | {"term": other.reference})
    assert found.json()["results"] == []


def test_a_published_result_is_read_by_its_own_house_alone(as_):
    own, other, officer = make_service_institution(), make_service_institution(), make_actor(Role.OFFICER)
    year = timezone.localdate().year
    for house in (own, other):
        services.record_evaluation(house, actor=officer, year=year, score=80, grade="good")
    services.publish_evaluations(year, actor=officer)
    browser = as_(member_of(own))
    address = reverse("admin:institutions_performanceevaluation_changelist")
    for asked in ({}, {"year": year}, {"grade__exact": "good"}):
        rows = browser.get(address, asked).context["cl"].queryset
        assert [row.institution_id for row in rows] == [own.pk]
    theirs = reverse("admin:institutions_performanceevaluation_change", args=[other.evaluations.get().pk])
    assert browser.get(theirs).status_code == 302
    assert as_(member_of(make_recommending_institution())).get(address).status_code == 403
