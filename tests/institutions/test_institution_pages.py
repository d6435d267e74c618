"""The pages of institutions: every step in a browser, and nobody in somebody else's dossier."""

import pytest
from django.urls import reverse

from accounts.enums import OrganisationKind, Role
from institutions import services
from institutions.enums import AccreditationState as State
from institutions.models import RecommendingInstitution, ServiceInstitution
from tests.factories.institutions import (
    PROFILE,
    STATEMENTS,
    make_field_centre,
    make_recommending_institution,
    make_service_institution,
    member_of,
    pdf,
)
from tests.factories.people import make_actor, make_organisation, make_person, next_uscc


@pytest.fixture
def as_(client):
    """Signs a person in and gives the browser back."""

    def sign_in(actor):
        client.force_login(getattr(actor, "user", actor))
        return client

    return sign_in


def page(name, subject):
    return reverse(f"institutions:{name}", args=[subject.reference])


def reread(subject):
    return type(subject).objects.get(pk=subject.pk)


def test_an_institution_joins_from_registration_to_approval_in_the_browser(as_):
    browser = as_(make_person("王老师"))
    party = {
        "name": "海淀孵化器", "uscc": next_uscc(), "district": "haidian", "contact_name": "王", "contact_phone": "010",
    }  # fmt: skip
    answer = browser.post(
        reverse("institutions:register_recommending"), party | {"institution_type": "incubator"}
    )
    institution = RecommendingInstitution.objects.get()
    assert answer.url == institution.get_absolute_url()
    content = STATEMENTS | PROFILE | {"institution_type": "park", "version": "0"}
    assert browser.post(page("edit", institution), content).status_code == 302
    for _number in range(30):
        answer = browser.post(page("enterprises", institution), {"name": "企业", "uscc": next_uscc()})
        assert answer.status_code == 302
    for title in ("宣讲会", "对接会"):
        event = {"title": title, "kind": "publicity", "date": "2030-03-01", "place": "会议室"}
        assert browser.post(page("events", institution), event).status_code == 302
    assert browser.post(page("submit", institution), {"note": ""}).status_code == 422
    for kind in institution.required_documents:
        assert browser.post(page("documents", institution), {"kind": kind, "file": pdf()}).status_code == 302
    assert browser.get(page("submit", institution)).status_code == 200
    assert browser.post(page("submit", institution), {"note": ""}).status_code == 302
    assert reread(institution).state == State.SUBMITTED
    browser = as_(make_actor(Role.OFFICER))
    assert browser.get(page("approve", institution)).status_code == 200
    assert browser.post(page("approve", institution), {"note": ""}).status_code == 302
    assert reread(institution).may_recommend


def test_a_refused_form_keeps_what_was_typed(as_):
    institution = make_recommending_institution(active=False)
    browser = as_(member_of(institution))
    answer = browser.post(
        page("edit", institution), {"work_plan": "写到一半的计划", "staff_count": "很多", "version": "0"}
    )
    assert answer.status_code == 422
    assert "写到一半的计划" in answer.content.decode()


def test_a_stale_form_is_answered_with_the_words_kept(as_):
    institution = make_recommending_institution(active=False)
    services.save_dossier(institution, actor=member_of(institution), contact="同事先改了")
    content = STATEMENTS | PROFILE | {"institution_type": "park", "version": institution.version}
    answer = as_(member_of(institution)).post(
        page("edit", institution), content | {"contact": "我的联系方式"}
    )
    assert answer.status_code == 422
    assert "我的联系方式" in answer.content.decode()
    assert reread(institution).contact == "同事先改了"


def test_the_office_returns_and_the_institution_reads_why(as_):
    institution = make_recommending_institution(active=False)
    services.submit(institution, actor=member_of(institution))
    browser = as_(make_actor(Role.OFFICER))
    assert browser.get(page("return_for_correction", institution)).status_code == 200
    asked = {
        "what_1": "field:work_plan",
        "reason_1": "请写明年度计划。",
        "what_2": "field:enterprise_list",
        "reason_2": "名单重复。",
    }
    assert browser.post(page("return_for_correction", institution), asked).status_code == 302
    text = as_(member_of(institution)).get(institution.get_absolute_url()).content.decode()
    assert "请写明年度计划。" in text
    assert "名单重复。" in text


def test_strangers_meet_nothing_and_colleagues_of_the_office_meet_no_drafts(as_):
    draft, foreign = make_recommending_institution(active=False), make_recommending_institution()
    browser = as_(member_of(foreign))
    for name in ("dossier", "edit", "documents", "enterprises", "events", "submit", "approve"):
        assert browser.get(page(name, draft)).status_code == 404
    browser = as_(make_actor(Role.OFFICER))
    assert browser.get(page("dossier", draft)).status_code == 404
    assert browser.get(page("dossier", foreign)).status_code == 200
    assert browser.get(page("edit", foreign)).status_code == 403
    assert browser.post(page("enterprises", foreign)).status_code == 403
    assert browser.get(page("approve", foreign)).status_code == 409


def test_the_auditor_reads_and_takes_no_step(as_):
    institution = make_recommending_institution(active=False)
    services.submit(institution, actor=member_of(institution))
    browser = as_(make_actor(Role.AUDITOR))
    assert browser.get(institution.get_absolute_url()).status_code == 200
    assert browser.post(page("approve", institution), {"note": ""}).status_code == 403
    assert browser.get(page("train", institution)).status_code == 403


def test_an_institution_finds_its_own_dossier_or_starts_it(as_):
    institution = make_service_institution()
    assert (
        as_(member_of(institution)).get(reverse("institutions:dossiers")).url
        == institution.get_absolute_url()
    )
    without = make_actor(Role.SERVICE, make_organisation(OrganisationKind.SERVICE))
    browser = as_(without)
    assert browser.get(reverse("institutions:dossiers")).status_code == 200
    answer = browser.post(reverse("institutions:dossiers"))
    assert answer.url == ServiceInstitution.objects.get(organisation=without.organisation).get_absolute_url()


def test_the_office_evaluates_and_trains_in_the_browser(as_):
    centre, institution = make_field_centre(), make_recommending_institution()
    browser = as_(make_actor(Role.OFFICER))
    year = {"year": "2026", "score": "88", "grade": "good", "remark": "按期报送。"}
    assert browser.get(page("evaluate", centre) + "?year=2026").status_code == 200
    assert browser.post(page("evaluate", centre), year).status_code == 302
    assert browser.post(page("evaluate", centre), year).status_code == 422
    assert "88" in browser.get(centre.get_absolute_url()).content.decode()
    assert browser.get(reverse("institutions:evaluations") + "?year=2026").context["results"]
    assert (
        browser.post(page("train", institution), {"date": "2026-03-01", "topic": "业务培训"}).status_code
        == 302
    )
    assert browser.get(page("evaluate", institution)).status_code == 404


def test_events_are_changed_and_removed_but_held_ones_stay(as_):
    institution = make_recommending_institution()
    browser, event = as_(member_of(institution)), institution.planned_events.order_by("pk")[0]
    address = f"{page('events', institution)}?event={event.pk}"
    held = {
        "title": event.title,
        "kind": event.kind,
        "date": "2026-03-01",
        "place": "礼堂",
        "held": "on",
        "attendance": "80",
    }
    assert browser.get(address).status_code == 200
    assert browser.post(address, held).status_code == 302
    assert browser.post(page("events", institution), {"remove": event.pk}).status_code == 409
    other = institution.planned_events.order_by("pk")[1]
    assert browser.post(page("events", institution), {"remove": other.pk}).status_code == 302
    assert browser.get(f"{page('events', institution)}?event=99999").status_code == 404
    foreign = make_recommending_institution().planned_events.order_by("pk")[0]
    assert browser.get(f"{page('events', institution)}?event={foreign.pk}").status_code == 404


def test_every_page_of_both_kinds_opens(as_):
    recommending, service = make_recommending_institution(), make_service_institution()
    for subject in (recommending, service):
        browser = as_(member_of(subject))
        assert browser.get(subject.get_absolute_url()).status_code == 200
        assert browser.get(page("edit", subject)).status_code == 200
    browser = as_(make_person())
    for name in ("register", "register_recommending", "register_service"):
        assert browser.get(reverse(f"institutions:{name}")).status_code == 200
    browser = as_(make_actor(Role.APPROVER))
    for name in ("suspend", "end"):
        assert browser.get(page(name, service)).status_code == 200
    for kind in ("recommending", "service"):
        assert (
            browser.get(
                reverse("institutions:dossiers"), {"kind": kind, "q": "a", "state": "active"}
            ).status_code
            == 200
        )


def test_the_directory_is_public_and_shows_those_who_may_recommend(client):
    shown, silent = (
        make_recommending_institution(name="海淀园"),
        make_recommending_institution(name="某某园", complete=False),
    )
    text = client.get(reverse("institutions:directory")).content.decode()
    assert shown.organisation.name in text
    assert silent.organisation.name not in text


@pytest.mark.parametrize("kind", ["recommending", "service"])
def test_the_list_costs_the_same_with_more_rows(as_, kind, django_assert_num_queries):
    make = {"recommending": make_recommending_institution, "service": make_service_institution}[kind]
    browser = as_(make_actor(Role.OFFICER))
    counts = []
    for more in (1, 2):
        for _number in range(more):
            make()
        with django_assert_num_queries(LIST_QUERIES):
            counts.append(len(browser.get(reverse("institutions:dossiers"), {"kind": kind}).context["page"]))
    assert counts == [1, 3]


LIST_QUERIES = 8


def test_a_draft_says_what_is_still_missing_and_where_to_do_it(as_):
    draft = make_recommending_institution(active=False, enterprises=29, events=1, work_plan="")
    shown = as_(member_of(draft)).get(page("dossier", draft)).context["preparation"]
    assert [(row["url"], row["tone"]) for row in shown] == [
        (page("edit", draft), "attention"),
        (page("documents", draft), "success"),
        (page("enterprises", draft), "attention"),
        (page("events", draft), "attention"),
    ]
    house = make_service_institution(active=False)
    shown = as_(member_of(house)).get(page("dossier", house)).context["preparation"]
    assert {row["tone"] for row in shown} == {"success"}
    active = make_recommending_institution()
    assert not as_(member_of(active)).get(page("dossier", active)).context["preparation"]
