"""The directory and the pages of laboratories in a browser, each in its own scope."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from labs import services
from labs.enums import ListingState as State
from labs.models import Laboratory
from tests.factories.institutions import make_field_centre, make_service_institution, member_of, pdf
from tests.factories.labs import make_instrument, make_laboratory, nominate, reread
from tests.factories.people import make_actor, make_person, next_uscc


@pytest.fixture
def as_(client):
    """Signs a person in and gives the browser back."""

    def sign_in(actor):
        client.force_login(getattr(actor, "user", actor))
        return client

    return sign_in


def page(name, laboratory):
    return reverse(f"labs:{name}", args=[laboratory.reference])


def shown(answer) -> list[str]:
    if "cards" in answer.context:
        return [card["laboratory"].organisation.name for card in answer.context["cards"]]
    return [row.organisation.name for row in answer.context["page"]]


def data_of(laboratory, **more) -> dict:
    return {
        "kind": "key_lab", "level": "municipal", "accreditation_number": "BJ-1", "accreditation_valid_to": "2099-12-31",
        "field": "materials", "district": "haidian", "host_organisation": "某大学", "host_kind": "platform_member",
        "reported_by": laboratory.reported_by_id or "", "version": laboratory.version,
    } | more  # fmt: skip


def test_a_laboratory_joins_from_registration_to_the_directory_in_the_browser(as_, client):
    institution = make_service_institution()
    browser = as_(make_person("李主任"))
    party = {
        "name": "先进材料实验室", "uscc": next_uscc(), "district": "haidian", "contact_name": "李", "contact_phone": "010",
        "kind": "key_lab", "field": "materials",
    }  # fmt: skip
    assert browser.get(reverse("labs:register")).status_code == 200
    assert browser.post(reverse("labs:register"), party).status_code == 302
    laboratory = Laboratory.objects.for_list().get()
    assert browser.post(page("submit", laboratory), {"note": ""}).status_code == 422
    assert (
        browser.post(page("edit", laboratory), data_of(laboratory, reported_by=institution.pk)).status_code
        == 302
    )
    instrument = {"name": "扫描电镜", "number": "N-1", "price_fen": "1,200,000", "status": "in_service"}
    assert browser.post(page("instruments", laboratory), instrument).status_code == 302
    assert laboratory.instruments.get().price_fen == 120_000_000
    item = {"name": "断口分析", "activity_type": "testing", "unit_price_fen": "800"}
    assert browser.post(page("services", laboratory), item).status_code == 302
    upload = {"kind": "accreditation", "file": pdf()}
    assert browser.post(page("documents", laboratory), upload).status_code == 302
    assert browser.post(page("submit", laboratory), {"note": ""}).status_code == 302
    browser = as_(member_of(institution))
    assert browser.get(page("nominate", laboratory)).status_code == 200
    assert browser.post(page("nominate", laboratory), {}).status_code == 422
    assert browser.post(page("nominate", laboratory), {"belongs_to_authoriser": "on"}).status_code == 302
    browser = as_(make_actor(Role.OFFICER))
    assert browser.get(page("admit", laboratory)).status_code == 200
    assert browser.post(page("admit", laboratory), {"listed_to": "", "note": ""}).status_code == 302
    assert reread(laboratory).is_listed_on(timezone.localdate())
    client.logout()
    assert shown(client.get(reverse("labs:catalogue"))) == ["先进材料实验室"]
    assert client.get(laboratory.get_absolute_url()).status_code == 200


def test_a_private_laboratory_is_refused_with_the_clause(as_):
    laboratory = nominate(make_laboratory(listed=False))
    Laboratory.objects.filter(pk=laboratory.pk).update(host_kind="private_enterprise")
    answer = as_(make_actor(Role.OFFICER)).post(page("admit", laboratory), {"note": "看过材料"})
    assert answer.status_code == 422
    assert "Q5" in answer.content.decode()
    assert "看过材料" in answer.content.decode()


def test_a_private_laboratory_without_a_centre_is_not_nominated_and_told_why(as_):
    laboratory = make_laboratory(listed=False, host_kind="private_enterprise")
    services.submit(laboratory, actor=member_of(laboratory))
    browser = as_(member_of(laboratory.reported_by))
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    answer = browser.post(
        page("nominate", laboratory), {"belongs_to_authoriser": "on", "note": "本单位实验室"}
    )
    bulk = browser.post(
        reverse("admin:labs_laboratory_changelist"),
        {"action": "nominate_chosen", "_selected_action": [laboratory.pk]},
        follow=True,
    )

    assert answer.status_code == 422
    words = "A laboratory outside the platform, or of a private enterprise, joins through a field centre."
    assert words in answer.content.decode()
    assert "本单位实验室" in answer.content.decode()
    assert words in bulk.content.decode()
    assert Laboratory.objects.get(pk=laboratory.pk).state == "submitted"


def test_a_centre_nominates_its_member_unit(as_):
    centre = make_field_centre()
    laboratory = make_laboratory(
        listed=False, host_kind="private_enterprise", authorises_centre=True, reported_by=centre
    )
    services.submit(laboratory, actor=member_of(laboratory))
    assert (
        as_(member_of(centre)).post(page("nominate", laboratory), {"member_of_centre": "on"}).status_code
        == 302
    )
    assert as_(make_actor(Role.OFFICER)).post(page("admit", laboratory), {}).status_code == 302


def test_visitors_meet_listed_laboratories_only(client):
    draft, listed = make_laboratory(listed=False), make_laboratory()
    assert client.get(draft.get_absolute_url()).status_code == 404
    answer = client.get(listed.get_absolute_url())
    assert answer.status_code == 200
    assert "next steps" not in answer.content.decode().lower()
    assert client.get(page("edit", listed)).status_code == 302
    assert client.post(page("delist", listed)).status_code == 302


def test_the_papers_of_a_public_laboratory_are_not_public(as_):
    laboratory = make_laboratory(listed=False)
    row = services.attach_document(laboratory, pdf(), kind="accreditation", actor=member_of(laboratory))
    nominate(laboratory)
    services.admit(laboratory, actor=make_actor(Role.OFFICER))
    address = reverse("document", args=[row.uuid])
    for actor in (member_of(laboratory), member_of(laboratory.reported_by), make_actor(Role.OFFICER)):
        answer = as_(actor).get(address)
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
    for actor in (member_of(make_laboratory()), make_person()):
        assert as_(actor).get(address).status_code == 404


def test_strangers_meet_no_forms_of_other_peoples_laboratories(as_):
    listed, draft = make_laboratory(), make_laboratory(listed=False)
    browser = as_(member_of(make_laboratory()))
    for name in ("edit", "documents", "instruments", "services"):
        assert browser.get(page(name, listed)).status_code == 403
        assert browser.get(page(name, draft)).status_code == 404
    assert browser.post(page("suspend", listed), {"note": "x"}).status_code == 403
    assert browser.post(page("submit", draft), {}).status_code == 404
    foreign = listed.instruments.get()
    own = browser.get(reverse("labs:laboratories")).url
    assert browser.get(f"{own}instruments/?row={foreign.pk}").status_code == 404
    assert browser.post(f"{own}instruments/", {"remove": foreign.pk}).status_code == 404


def test_lists_follow_the_role(as_):
    draft, listed = make_laboratory(listed=False), make_laboratory()
    address = reverse("labs:laboratories")
    assert as_(member_of(draft)).get(address).url == draft.get_absolute_url()
    assert shown(as_(member_of(draft.reported_by)).get(address)) == [draft.name]
    assert shown(as_(make_actor(Role.OFFICER)).get(address)) == [listed.name]
    assert as_(make_person()).get(address).status_code == 403


def test_a_service_institution_reports_fills_in_and_submits(as_):
    institution = make_service_institution()
    browser = as_(member_of(institution))
    party = {
        "name": "无码实验室", "uscc": "", "district": "haidian", "contact_name": "李", "contact_phone": "010",
        "kind": "key_lab", "field": "materials",
    }  # fmt: skip
    assert browser.get(reverse("labs:report")).status_code == 200
    assert browser.post(reverse("labs:report"), party).status_code == 302
    laboratory = Laboratory.objects.for_list().get()
    assert laboratory.reported_by == institution
    content = data_of(laboratory, host_uscc=next_uscc())
    assert browser.post(page("edit", laboratory), content).status_code == 302
    assert browser.post(page("submit", laboratory), {"note": ""}).status_code == 302
    assert reread(laboratory).state == State.SUBMITTED


def test_the_office_returns_a_nomination_and_takes_its_other_steps(as_):
    laboratory = nominate(make_laboratory(listed=False))
    browser = as_(make_actor(Role.OFFICER))
    asked = {
        "what_1": "field:introduction",
        "reason_1": "请补充。",
        "what_2": "document:accreditation",
        "reason_2": "缺证书。",
    }
    assert browser.get(page("return_for_correction", laboratory)).status_code == 200
    assert browser.post(page("return_for_correction", laboratory), asked).status_code == 302
    text = as_(member_of(laboratory)).get(laboratory.get_absolute_url()).content.decode()
    assert "缺证书。" in text
    listed = make_laboratory()
    browser = as_(make_actor(Role.OFFICER))
    assert browser.get(page("renew", listed)).status_code == 200
    assert browser.post(page("renew", listed), {"accreditation_valid_to": "2099-12-31"}).status_code == 302
    for name, form in [
        ("suspend", {"note": "核查。"}),
        ("resume", {"note": ""}),
        ("delist", {"note": "到期。"}),
    ]:
        assert browser.get(page(name, listed)).status_code == 200
        assert browser.post(page(name, listed), form).status_code == 302
    assert browser.post(page("undo_delist", listed), {"note": "更正。"}).status_code == 422
    browser = as_(make_actor(Role.APPROVER))
    assert browser.post(page("undo_delist", listed), {"note": "更正。"}).status_code == 302


def test_the_list_of_the_office_and_the_catalogue_cost_the_same_with_more_rows(
    as_, client, django_assert_num_queries
):
    officer = make_actor(Role.OFFICER)
    for more, total in ((1, 1), (2, 3)):
        for _number in range(more):
            make_laboratory()
        client.logout()
        with django_assert_num_queries(5):
            assert len(shown(client.get(reverse("labs:catalogue")))) == total
        browser = as_(officer)
        with django_assert_num_queries(7):
            assert len(shown(browser.get(reverse("labs:laboratories")))) == total


def test_the_page_of_a_laboratory_costs_the_same_with_more_offers(client, django_assert_num_queries):
    laboratory = make_laboratory()
    for number in range(3):
        make_instrument(laboratory, f"N-{number}")
        with django_assert_num_queries(9):
            client.get(laboratory.get_absolute_url())
