"""What files have in common is shown to the office, explained, and decides nothing."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Membership
from risk import services
from risk.dates import Dates, odd_dates
from risk.enums import SignalKind, TraitKind
from risk.models import Look, Scan, Signal, Trait
from risk.services import comparing, scanning
from risk.traits import traits_of
from tests.factories.cast import Cast, cast
from tests.factories.projects import make_call, make_project, reread
from workflow.errors import NotPermitted, Unfit

LONG = "对高纯度石英坩埚在一千六百摄氏度下的析晶行为与寿命进行系统测试，并给出改进工艺的建议和对比数据。" * 2


@pytest.fixture
def people(db) -> Cast:
    return cast()


@pytest.fixture
def first(people):
    return make_project("submitted", people=people)


@pytest.fixture
def second(people, first):
    """The project of another applicant."""
    return make_project("submitted", people=cast(), call=first.call)


def browser(actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    return client


def standing(project) -> dict[str, dict]:
    found = Signal.objects.filter(project=project).standing()
    return {f"{row.kind}/{row.key.split(':')[0]}": row.figures for row in found}


def give(project, **values) -> None:
    for name, value in values.items():
        setattr(project.applicant, name, value)
    project.applicant.save()


def test_flawless_file_gives_no_signal(people, first) -> None:
    services.scan(first)

    assert standing(first) == {}
    assert Scan.objects.get(project=first).version == reread(first).version


@pytest.mark.parametrize(
    ("field", "kind"),
    [("contact_phone", TraitKind.PHONE), ("address", TraitKind.ADDRESS), ("bank_account", TraitKind.ACCOUNT)],
)
def test_applicant_and_laboratory_share_something(first, field, kind) -> None:
    laboratory = first.laboratory.organisation
    setattr(laboratory, field, "北京市 海淀区1-2号")
    laboratory.save()
    give(first, **{field: "北京市海淀区１－２号"})

    services.scan(first)

    assert standing(first) == {"tied_parties/laboratory": {"what_codes": [kind]}}


def test_common_controller_of_two_applicants_shows_on_both(first, second) -> None:
    for project in (first, second):
        project.applicant.enterprise.controller = "王某某"
        project.applicant.enterprise.save()
    services.scan(second)

    services.scan(first)

    figures = {"what_codes": ["controller"]}
    assert standing(first) == {"tied_applicants/party": figures}
    assert standing(second) == {"tied_applicants/party": figures}
    assert Signal.objects.get(project=first).others == [second.pk]


def test_one_person_who_acts_for_two_applicants(first, second, people) -> None:
    Membership.objects.create(user=people.applicant.user, organisation=second.applicant, role=Role.APPLICANT)

    services.scan(first)
    services.scan(second)

    assert standing(second) == {"tied_applicants/party": {"what_codes": ["person"]}}


def test_what_one_applicant_has_in_common_with_itself_says_nothing(first, people) -> None:
    give(first, contact_phone="010-5555 0101")
    again = make_project("submitted", people=people, call=first.call, content=LONG)
    type(first).objects.filter(pk=first.pk).update(content=LONG)

    services.scan(first)
    services.scan(again)

    assert standing(first) == standing(again) == {}


def test_same_long_text_of_another_applicant(first, second) -> None:
    type(first).objects.filter(pk=first.pk).update(content=LONG)
    type(first).objects.filter(pk=second.pk).update(content=LONG.replace("，", ", "))

    services.scan(first)
    services.scan(second)

    assert standing(second) == {f"same_text/{key}": {"count": 1, "text": "content"} for key in _keys(second)}
    assert len(_keys(second)) == 1


def _keys(project) -> list[str]:
    return list(Signal.objects.filter(project=project).values_list("key", flat=True))


@pytest.mark.parametrize(
    ("edition", "others", "found"), [({}, 1, False), ({}, 2, True), ({"signal_same_amounts": 2}, 1, True)]
)
def test_same_amount_is_told_as_often_as_the_edition_says(people, edition, others, found) -> None:
    first = make_project("submitted", people=people, call=make_call(people=people, **edition))
    for _number in range(others):
        other = make_project("submitted", people=cast(), call=first.call)
        type(other).objects.filter(pk=other.pk).update(laboratory=first.laboratory)
        services.scan(other)

    services.scan(first)

    assert (SignalKind.SAME_AMOUNT in {row.kind for row in Signal.objects.filter(project=first)}) == found


@pytest.mark.parametrize(("limit", "found"), [(3, True), (4, False)])
def test_seller_is_told_as_often_as_the_edition_says(people, limit, found) -> None:
    call = make_call(people=people, signal_one_seller=limit)
    projects = [make_project("submitted", people=cast(), call=call) for _number in range(3)]
    for number, project in enumerate(projects):
        sell(project, f"INV-{number}")
        services.scan(project)

    signals = Signal.objects.filter(project=projects[0], kind=SignalKind.ONE_SELLER)

    assert [row.figures for row in signals] == [{"count": 3, "seller": "北京票据商贸有限公司"}] * found


def sell(project, number: str) -> None:
    project.invoices.create(
        number=number,
        seller_uscc="91110108MA00SELL01",
        seller_name="北京票据商贸有限公司",
        issued_on=timezone.localdate(),
        amount=100,
    )


@pytest.mark.parametrize(("letters", "found"), [(19, False), (20, True)])
def test_text_is_compared_from_the_length_of_the_edition(people, letters, found) -> None:
    call = make_call(people=people, signal_text_length=20)
    words = {"background": "", "content": "", "deliverables": "测" * letters + "，。 "}
    one, other = (make_project("submitted", people=cast(), call=call) for _number in "ab")
    type(one).objects.filter(pk__in=(one.pk, other.pk)).update(**words)

    services.scan(one)
    services.scan(other)

    assert [row.figures for row in Signal.objects.filter(project=other)] == [
        {"count": 1, "text": "deliverables"}
    ] * found


def test_quick_report_is_told_as_the_edition_says() -> None:
    days = Dates(signed=DAY, reported=DAY + timedelta(days=4), today=DAY + timedelta(days=30))

    assert [code for code, _figures in odd_dates(days, 4)] == []
    assert [code for code, _figures in odd_dates(days, 5)] == ["done_at_once"]


def test_agent_with_two_accounts_is_known_by_e_mail_or_phone(first, second, people) -> None:
    agent = people.applicant.user
    give(second, contact_email=agent.email.upper())
    services.scan(first)
    services.scan(second)
    assert standing(second) == {"tied_applicants/party": {"what_codes": ["person"]}}

    agent.phone = "138 0013 8000"
    agent.save()
    give(second, contact_email="", contact_phone="13800138000")
    services.scan(first)
    services.scan(second)
    assert standing(second) == {"tied_applicants/party": {"what_codes": ["phone"]}}


def test_dash_in_place_of_a_value_is_nothing_in_common(first, second) -> None:
    for project in (first, second):
        give(project, contact_phone="-", address=" / ")
        services.scan(project)

    assert standing(second) == {}


def test_page_says_what_is_equal_and_hides_all_but_the_end_of_an_account(people, first, second) -> None:
    for project in (first, second):
        give(project, address="海淀区某路1号", bank_account="6222020200011112222")
        services.scan(project)

    page = browser(people.officer).get(reverse("risk:project_signals", args=[second.reference]))

    words = page.content.decode()
    assert first.reference in words
    assert "海淀区某路1号" in words
    assert "…2222" in words
    assert "6222020200011112222" not in words


def test_signal_names_no_own_matter_of_the_reader(people, first, second) -> None:
    give(first, contact_phone="010-5555 0101")
    give(second, contact_phone="010-5555 0101")
    services.scan(first)
    services.scan(second)
    Membership.objects.create(user=people.officer.user, organisation=first.applicant, role=Role.APPLICANT)

    address = reverse("risk:project_signals", args=[second.reference])

    assert first.reference not in browser(people.officer).get(address).content.decode()
    assert first.reference in browser(people.approver).get(address).content.decode()


def test_signal_that_no_longer_stands_is_kept_with_its_look(people, first, second) -> None:
    give(first, contact_phone="010-5555 0101")
    give(second, contact_phone="(010) 55550101")
    services.scan(first)
    services.scan(second)
    signal = Signal.objects.get(project=first)
    services.look(signal, actor=people.officer, harmless=True, note="One incubator.")
    assert not Signal.objects.filter(project=first).unseen().exists()

    give(second, contact_phone="010-5555 0199")
    services.scan(second)

    signal.refresh_from_db()
    assert signal.gone_at is not None
    assert Look.objects.filter(signal=signal).count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.all().delete()


def test_values_are_kept_as_keyed_digests_only(first) -> None:
    give(first, contact_phone="13800001234", bank_account="6222020200011112222")

    services.scan(first)

    stored = " ".join(str(row) for row in Trait.objects.values_list())
    assert "13800001234" not in stored
    assert "6222020200011112222" not in stored


DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        ({"founded": DAY, "applied": DAY}, []),
        ({"founded": DAY + timedelta(days=1), "applied": DAY}, ["founded_after_applying"]),
        ({"signed": DAY, "reported": DAY + timedelta(days=3)}, []),
        ({"signed": DAY, "reported": DAY + timedelta(days=2)}, ["done_at_once"]),
        ({"signed": DAY, "invoices": (DAY,)}, []),
        ({"signed": DAY, "invoices": (DAY - timedelta(days=1), DAY)}, ["invoice_before_contract"]),
        ({"invoices": (DAY + timedelta(days=30),)}, []),
        ({"invoices": (DAY + timedelta(days=31),)}, ["invoice_in_future"]),
    ],
)
def test_dates_that_hardly_fit(days, codes) -> None:
    assert [code for code, _figures in odd_dates(Dates(today=DAY + timedelta(days=30), **days), 3)] == codes


def test_timer_compares_what_moved_and_then_nothing(first, second) -> None:
    assert services.scan_due() == 2
    assert services.scan_due() == 0
    Scan.objects.filter(project=first).update(scanned_at=timezone.now() - timedelta(days=8))
    assert services.scan_due() == 1


def test_all_files_are_compared_anew_after_the_key_of_the_portal_changed(first, second, settings) -> None:
    type(first).objects.filter(pk=second.pk).update(state="paid")
    for project in (first, second):
        give(project, contact_phone="010-5555 0101")
    assert services.scan_due() == 2

    settings.SECRET_KEY = "another-key-of-the-same-portal-for-this-test-only"

    assert services.scan_due() == 2
    assert services.scan_due() == 0
    assert standing(first) == {"tied_applicants/party": {"what_codes": ["phone"]}}


def test_only_the_deciding_office_and_auditors_read_signals(people, first, second) -> None:
    give(first, contact_phone="010-5555 0101")
    give(second, contact_phone="010-5555 0101")
    services.scan(first)
    services.scan(second)
    one, everything = reverse("risk:project_signals", args=[first.reference]), reverse("risk:signals")

    for reader in (people.officer, people.approver, people.auditor):
        assert "Contact phone" in browser(reader).get(one).content.decode()
        assert first.title in browser(reader).get(everything).content.decode()
    for other in (people.applicant, people.recommender, people.laboratory, people.finance):
        assert browser(other).get(one).status_code == 404
        assert browser(other).get(everything).status_code == 403
        page = browser(other).get(first.get_absolute_url()).content.decode()
        assert "signals/" not in page
    assert "signals/" in browser(people.officer).get(first.get_absolute_url()).content.decode()


def test_officer_says_what_came_of_it_and_the_project_stays_as_it_is(people, first, second) -> None:
    give(first, contact_phone="010-5555 0101")
    give(second, contact_phone="010-5555 0101")
    services.scan(first)
    services.scan(second)
    signal = Signal.objects.get(project=first)
    address = reverse("risk:look", args=[first.reference, signal.pk])
    before = reread(first)

    assert browser(people.officer).post(address, {"harmless": "True", "note": ""}).status_code == 422
    assert browser(people.auditor).post(address, {"harmless": "True", "note": "x"}).status_code == 403
    assert (
        browser(people.officer).post(address, {"harmless": "False", "note": "<b>odd</b>"}).status_code == 302
    )

    page = browser(people.officer).get(reverse("risk:project_signals", args=[first.reference]))
    assert "&lt;b&gt;odd&lt;/b&gt;" in page.content.decode()
    assert (reread(first).state, reread(first).version) == (before.state, before.version)
    foreign = reverse("risk:look", args=[second.reference, signal.pk])
    assert browser(people.officer).get(foreign).status_code == 404


def test_nobody_looks_at_an_own_matter(people, first, second) -> None:
    give(first, contact_phone="010-5555 0101")
    give(second, contact_phone="010-5555 0101")
    services.scan(first)
    services.scan(second)
    Membership.objects.create(user=people.officer.user, organisation=first.applicant, role=Role.APPLICANT)
    signal = Signal.objects.select_related("project").get(project=first)
    actor = _again(people.officer)

    assert not Signal.objects.visible_to(actor).filter(project=first).exists()
    assert Signal.objects.visible_to(actor).filter(project=second).exists()
    with pytest.raises(NotPermitted):
        services.look(signal, actor=actor, harmless=True, note="Mine.")


def _again(actor):
    membership = Membership.objects.select_related("organisation", "user").get(
        user=actor.user, role=actor.role, organisation_id=actor.organisation_id
    )
    return type(actor).of(membership)


def test_list_takes_any_filter(people, first) -> None:
    client = browser(people.officer)
    for query in ({"kind": "x"}, {"seen": "all"}, {"kind": "same_text", "before": "x"}, {"seen": ["a", "b"]}):
        assert client.get(reverse("risk:signals"), query).status_code == 200


def test_note_is_needed(people, first, second) -> None:
    with pytest.raises(Unfit):
        services.look(
            Signal(project=first, kind=SignalKind.SAME_TEXT, key="x"),
            actor=people.officer,
            harmless=True,
            note=" ",
        )


def test_other_projects_of_the_same_parties_crowd_nothing_out(people, first, second, monkeypatch) -> None:
    give(first, contact_phone="010-62781234")
    give(second, contact_phone="010-62781234")
    newer = make_project("submitted", people=people, call=first.call)
    for project in (second, newer):
        services.scan(project)
    monkeypatch.setattr(comparing, "MOST_READ", 1)

    services.scan(first)

    assert "tied_applicants/party" in standing(first)


def test_file_that_cannot_be_compared_keeps_no_other_one_waiting(first, second, monkeypatch, caplog) -> None:
    def broken(project):
        if project.pk == first.pk:
            raise ValueError("out of order")
        return traits_of(project)

    monkeypatch.setattr(scanning, "traits_of", broken)

    assert services.scan_due() == 1
    assert list(Scan.objects.values_list("project", flat=True)) == [second.pk]
    assert first.reference in caplog.text
