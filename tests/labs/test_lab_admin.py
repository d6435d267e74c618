"""The administration: keepers change their own laboratory's data, nobody else's, also not through a table."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import ImportStage, Role
from labs import services
from labs.models import Instrument, Laboratory
from tests.factories.institutions import member_of
from tests.factories.labs import make_instrument, make_laboratory, nominate
from tests.factories.people import make_actor, make_person

INSTRUMENTS = "admin:labs_instrument"


@pytest.fixture
def as_(client):
    """Signs a person in and gives the browser back."""

    def sign_in(actor):
        client.force_login(getattr(actor, "user", actor))
        return client

    return sign_in


def xlsx(rows) -> SimpleUploadedFile:
    book, stream = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return SimpleUploadedFile("table.xlsx", stream.getvalue())


def csv(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("table.csv", text.encode("utf-8-sig"))


def take_in(browser, upload, model="labs_instrument"):
    """Upload, and the confirmation when there is nothing to correct: the table on its way, and whether it came in."""
    answer = browser.post(reverse(f"admin:{model}_import"), {"file": upload})
    if answer.status_code != 302:
        return answer, False
    report = browser.get(answer.url)
    job = report.context["job"]
    if job.stage == ImportStage.CHECKED:
        browser.post(answer.url, {"confirm": "yes"})
        job.refresh_from_db()
    return job, job.stage == ImportStage.DONE


def problems(job) -> list[tuple]:
    """What is wrong, cell by cell."""
    return [(found["row"], found["column"], found["heading"]) for found in job.report.get("problems", [])]


def instrument_form(laboratory, **more) -> dict:
    return {"laboratory": laboratory.pk, "name": "新仪器", "number": "N-9", "status": "in_service"} | more


def test_keepers_see_and_change_their_own_rows_only(as_):
    own, foreign = make_laboratory(), make_laboratory()
    browser = as_(member_of(own))
    mine, theirs = own.instruments.get(), foreign.instruments.get()
    assert [row.pk for row in browser.get(reverse(f"{INSTRUMENTS}_changelist")).context["cl"].queryset] == [
        mine.pk
    ]
    assert browser.get(reverse(f"{INSTRUMENTS}_change", args=[mine.pk])).status_code == 200
    for name in ("change", "delete", "history"):
        answer = browser.get(reverse(f"{INSTRUMENTS}_{name}", args=[theirs.pk]))
        assert answer.status_code in {302, 403, 404}
        assert theirs.name not in answer.content.decode()
    form = instrument_form(own, number=mine.number, name="改名")
    assert browser.post(reverse(f"{INSTRUMENTS}_change", args=[mine.pk]), form).status_code == 302
    mine.refresh_from_db()
    assert mine.name == "改名"
    assert list(Laboratory.objects.search("改名")) == [own]


def test_a_forged_form_cannot_put_an_instrument_into_another_laboratory(as_):
    own, foreign = make_laboratory(), make_laboratory()
    browser = as_(member_of(own))
    assert browser.post(reverse(f"{INSTRUMENTS}_add"), instrument_form(foreign)).status_code == 200
    assert foreign.instruments.count() == 1
    assert browser.post(reverse(f"{INSTRUMENTS}_add"), instrument_form(own)).status_code == 302
    assert own.instruments.count() == 2


def test_nothing_is_changed_while_the_laboratory_is_decided_on(as_):
    laboratory = nominate(make_laboratory(listed=False))
    browser = as_(member_of(laboratory))
    row = laboratory.instruments.get()
    assert (
        browser.post(reverse(f"{INSTRUMENTS}_change", args=[row.pk]), instrument_form(laboratory)).status_code
        == 403
    )
    assert browser.post(reverse(f"{INSTRUMENTS}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    job, confirmed = take_in(browser, csv("number,name\nN-9,新\n"))
    assert problems(job) == [(2, "", "")]
    assert not confirmed


def test_the_institution_keeps_the_laboratories_it_reports(as_):
    laboratory, foreign = make_laboratory(), make_laboratory()
    browser = as_(member_of(laboratory.reported_by))
    rows = browser.get(reverse("admin:labs_laboratory_changelist")).context["cl"].queryset
    assert [row.pk for row in rows] == [laboratory.pk]
    assert browser.get(reverse("admin:labs_laboratory_change", args=[foreign.pk])).status_code == 302


def test_a_listed_laboratory_changes_its_presentation_in_the_administration(as_):
    laboratory = make_laboratory()
    browser = as_(member_of(laboratory))
    address = reverse("admin:labs_laboratory_change", args=[laboratory.pk])
    form = browser.get(address).context["adminform"].form
    assert set(form.fields) == {"introduction", "director", "contact", "working_hours"}
    empty = {
        f"{name}-{key}": "0"
        for name in ("instruments", "services")
        for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    answer = browser.post(
        address, empty | {"introduction": "新的介绍", "director": "李", "level": "national"}
    )
    assert answer.status_code == 302
    laboratory = Laboratory.objects.get(pk=laboratory.pk)
    assert (laboratory.introduction, laboratory.level) == ("新的介绍", "municipal")
    assert laboratory.history.count() > 1


def test_the_office_and_auditors_look_and_change_nothing(as_):
    laboratory = make_laboratory()
    row = laboratory.instruments.get()
    for role in (Role.OFFICER, Role.FINANCE, Role.AUDITOR):
        browser = as_(make_actor(role))
        for model, key in (
            ("laboratory", laboratory.pk),
            ("instrument", row.pk),
            ("serviceitem", laboratory.services.get().pk),
        ):
            assert browser.get(reverse(f"admin:labs_{model}_changelist")).status_code == 200
            assert browser.get(reverse(f"admin:labs_{model}_change", args=[key])).status_code == 200
        assert browser.get(reverse("admin:labs_laboratory_history", args=[laboratory.pk])).status_code == 200
        assert (
            browser.post(
                reverse(f"{INSTRUMENTS}_change", args=[row.pk]), instrument_form(laboratory)
            ).status_code
            == 403
        )
        assert browser.get(reverse(f"{INSTRUMENTS}_add")).status_code == 403
        assert browser.get(reverse(f"{INSTRUMENTS}_import")).status_code == 403


def test_applicants_do_not_enter(as_):
    assert as_(make_person()).get(reverse(f"{INSTRUMENTS}_changelist")).status_code in {302, 403}


def test_a_table_adds_and_changes_instruments(as_):
    laboratory = make_laboratory()
    known = laboratory.instruments.get()
    rows = [
        ["laboratory", "number", "name", "year", "price", "status"],
        [laboratory.reference, known.number, "扫描电镜（新）", 2020, 1200000.5, "Under repair"],
        ["", "N-7", "疲劳试验机", 2021, "80,000", ""],
    ]
    _answer, confirmed = take_in(as_(member_of(laboratory)), xlsx(rows))
    assert confirmed
    found = dict(laboratory.instruments.values_list("number", "price_fen"))
    assert found == {known.number: 120_000_050, "N-7": 8_000_000}
    known.refresh_from_db()
    assert (known.year, known.status, known.history.count()) == (2020, "under_repair", 2)
    assert list(Laboratory.objects.search("疲劳试验机")) == [laboratory]


def test_a_row_that_names_another_laboratory_is_an_error(as_):
    own, foreign = make_laboratory(), make_laboratory()
    table = f"laboratory,number,name\n{own.reference},N-7,自己的\n{foreign.reference},{foreign.instruments.get().number},别人的\n"
    job, confirmed = take_in(as_(member_of(own)), csv(table))
    assert problems(job) == [(3, "A", "laboratory")]
    assert not confirmed
    assert not Instrument.objects.filter(name__in=["自己的", "别人的"]).exists()


def test_a_shape_that_does_not_fit_is_an_error_of_its_row(as_):
    laboratory = make_laboratory()
    job, confirmed = take_in(as_(member_of(laboratory)), csv("number,name,status\nN-7,仪器,broken\n"))
    assert problems(job) == [(2, "C", "status")]
    assert not confirmed


def test_tables_without_their_columns_and_no_tables_at_all_are_told_so(as_):
    laboratory = make_laboratory()
    browser = as_(member_of(laboratory))
    job, confirmed = take_in(browser, csv("foo,bar\n1,2\n"))
    assert (len(problems(job)), confirmed) == (4, False)
    job, confirmed = take_in(browser, SimpleUploadedFile("table.xlsx", b"no table"))
    assert "refused" in job.report
    assert not confirmed


def test_the_export_holds_own_rows_and_no_formulas(as_):
    own = make_laboratory()
    make_laboratory()
    make_instrument(own, "N-7", name="=1+1")
    browser = as_(member_of(own))
    text = browser.post(reverse(f"{INSTRUMENTS}_export"), {"format": "csv"}).content.decode()
    assert text.count("LAB-") == 2
    assert ",'=1+1," in text


def test_services_are_taken_in_by_name(as_):
    laboratory = make_laboratory()
    head = "name,activity_type,method,unit_price,lead_time_days\n"
    table = f"{head}断口形貌分析,testing,GB/T 1,900,5\n疲劳试验,tech_solution,,1500,10\n"
    _answer, confirmed = take_in(as_(member_of(laboratory)), csv(table), "labs_serviceitem")
    assert confirmed
    assert dict(laboratory.services.values_list("name", "unit_price_fen")) == {
        "断口形貌分析": 90_000,
        "疲劳试验": 150_000,
    }


def test_an_institution_of_several_laboratories_names_one_in_each_row(as_):
    laboratory = make_laboratory()
    second = make_laboratory(reported_by=laboratory.reported_by)
    browser = as_(member_of(laboratory.reported_by))
    job, confirmed = take_in(browser, csv("number,name\nN-7,仪器\n"))
    assert problems(job) == [(2, "", "")]
    assert not confirmed
    _answer, confirmed = take_in(browser, csv(f"laboratory,number,name\n{second.reference},N-7,仪器\n"))
    assert confirmed
    assert second.instruments.filter(number="N-7").exists()


def test_the_people_of_an_ended_membership_keep_nothing(as_):
    laboratory = make_laboratory()
    actor = member_of(laboratory)
    services.save_laboratory(laboratory, actor=actor, director="李")
    actor.user.memberships.update(is_active=False)
    assert as_(actor).get(reverse(f"{INSTRUMENTS}_changelist")).status_code in {302, 403}
