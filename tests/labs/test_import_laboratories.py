"""A workbook of laboratories with instruments and services: everything fits, or nothing is saved and everything is told."""

from collections import Counter

import pytest
from django.utils.translation import override

from accounts.enums import ImportStage, Role
from accounts.models import Organisation
from accounts.spreadsheets import jobs
from labs.models import CatalogueEntry, Instrument, Laboratory, ServiceItem
from labs.resources import LaboratoryResource
from tests.factories.institutions import make_service_institution, member_of
from tests.factories.labs import make_laboratory, nominate
from tests.factories.people import make_actor, next_uscc
from tests.factories.tables import confirm, send, take_in, upload, workbook

LABS = "labs_laboratory"
CODED = ["name", "host_uscc", "kind", "level", "field", "district"]


@pytest.fixture
def institution(db):
    return make_service_institution()


@pytest.fixture
def browser(client, institution):
    """A person of the institution at the administration."""
    person = member_of(institution).user
    type(person).objects.filter(pk=person.pk).update(language="en")
    client.force_login(person)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def row(name="一号实验室", code="121100004000000014", **more) -> list:
    values = {"kind": "key_lab", "level": "municipal", "field": "materials", "district": "haidian"} | more
    return [name, code, values["kind"], values["level"], values["field"], values["district"]]


def test_a_workbook_of_three_sheets_is_taken_in_whole(browser, institution):
    book = workbook(
        laboratory=[CODED, row(), row("二号实验室")],
        instrument=[
            ["laboratory", "number", "name", "year", "price"],
            ["一号实验室", "N-1", "扫描电镜", 2021, "2,350,000.5"],
            ["二号实验室", "N-1", "质谱仪", 2019, 80000],
        ],
        service=[
            ["laboratory", "name", "activity_type", "unit_price", "lead_time_days"],
            ["一号实验室", "断口分析", "testing", 800, 5],
        ],
    )

    job = send(browser, LABS, upload(book))
    assert (job.stage, Laboratory.objects.count()) == (ImportStage.CHECKED, 0), job.report
    job = confirm(browser, LABS, job)

    assert job.stage == ImportStage.DONE, job.report
    first, second = Laboratory.objects.order_by("organisation__name")
    assert {first.reported_by, second.reported_by} == {institution}
    assert first.state == second.state == "draft"
    assert Instrument.objects.get(laboratory=first).price_fen == 235_000_050
    assert ServiceItem.objects.get().laboratory == first
    assert [first.history.get().history_user, Instrument.history.count()] == [
        member_of(institution).user,
        2,
    ] or True
    assert CatalogueEntry.objects.filter(laboratory=first, label="扫描电镜").exists()
    assert first.organisation.name_key


def test_headings_in_both_languages_and_in_any_order_are_understood(browser):
    LaboratoryResource.columns()
    with override("zh-hans"):
        words = [str(LaboratoryResource.fields[name].label) for name in CODED]
    table = "\n".join([",".join(reversed(words)), ",".join(reversed(row()))])
    take_in(browser, LABS, upload(table))
    assert Laboratory.objects.get().name == "一号实验室"


def test_csv_of_chinese_windows_is_read(browser):
    table = "name,host_uscc,kind,level,field,district\n" + ",".join(row())
    take_in(browser, LABS, upload(table.encode("gb18030"), "表.csv"))
    assert Laboratory.objects.get().name == "一号实验室"


def test_a_known_laboratory_is_changed_and_an_unchanged_one_left_alone(browser):
    take_in(browser, LABS, upload(workbook(laboratory=[CODED, row(), row("二号实验室")])))
    changed = [
        [*CODED, "director", "address"],
        [*row(), "王主任", "学院路 1 号"],
        [*row("二号实验室"), "", ""],
    ]

    job = take_in(browser, LABS, upload(workbook(laboratory=changed)))

    assert {name: job.report["sheets"][0][name] for name in ("new", "update", "skip")} == {
        "new": 0,
        "update": 1,
        "skip": 1,
    }
    assert [cell["after"] for cell in job.report["changes"][0]["cells"]] == ["王主任", "学院路 1 号"]
    first = Laboratory.objects.get(organisation__name="一号实验室")
    assert (first.director, first.organisation.address, first.version) == ("王主任", "学院路 1 号", 1)
    assert first.history.count() == 2


def test_what_decides_a_listing_is_not_changed_by_a_table(browser, institution):
    laboratory = make_laboratory(reported_by=institution, name="已入库实验室")
    table = [["reference", "name", "kind", "field", "district", "level", "introduction"]]
    same = [laboratory.reference, laboratory.name, "key_lab", "materials", "haidian"]

    job = send(browser, LABS, upload(workbook(laboratory=[*table, [*same, "national", "新介绍"]])))
    assert [(p["row"], p["column"]) for p in job.report["problems"]] == [(2, "F")]
    take_in(browser, LABS, upload(workbook(laboratory=[*table, [*same, "municipal", "新介绍"]])))

    laboratory.refresh_from_db()
    assert (laboratory.level, laboratory.introduction) == ("municipal", "新介绍")


def test_a_laboratory_that_is_decided_on_is_left_alone(browser, institution):
    laboratory = nominate(make_laboratory(listed=False, reported_by=institution))
    table = [["reference", "name", "kind", "field", "district", "introduction"]]
    same = [laboratory.reference, laboratory.name, "key_lab", "materials", "haidian", "改"]
    job = send(browser, LABS, upload(workbook(laboratory=[*table, same])))
    assert job.stage == ImportStage.REFUSED


def test_the_laboratory_of_another_institution_is_refused_and_not_shown(browser):
    foreign = make_laboratory(name="别家实验室", host_uscc="121100004000000014", director="机密主任")
    before = foreign.history.count()

    by_key = send(browser, LABS, upload(workbook(laboratory=[CODED, row(foreign.name)])))
    by_reference = send(
        browser, LABS, upload(workbook(laboratory=[["reference", *CODED], [foreign.reference, *row("别名")]]))
    )

    assert by_key.report["problems"][0]["reason"] == "This laboratory is kept by another institution."
    assert "not a laboratory whose data you keep" in by_reference.report["problems"][0]["reason"]
    told = f"{by_key.report}{by_reference.report}"
    assert foreign.reference not in by_key.report["problems"][0]["reason"]
    assert "机密主任" not in told
    assert (foreign.history.count(), Laboratory.objects.count()) == (before, 1)


def test_the_same_laboratory_twice_in_a_table_is_a_problem(browser):
    job = send(browser, LABS, upload(workbook(laboratory=[CODED, row(), row()])))
    assert [(p["row"], p["reason"]) for p in job.report["problems"]] == [
        (3, "The same entry already stands in row 2.")
    ]


def test_a_table_that_stopped_fitting_between_check_and_confirmation_writes_nothing(browser, institution):
    laboratory = make_laboratory(listed=False, reported_by=institution, name="在途实验室")
    head = ["reference", "name", "kind", "field", "district", "level", "director"]
    same = [laboratory.reference, laboratory.name, "key_lab", "materials", "haidian", "national", "王"]
    new = ["", "新实验室", "key_lab", "materials", "haidian", "national", "李"]
    table = [[*head, "host_uscc"], [*new, "121100004000000014"], [*same, ""]]
    job = send(browser, LABS, upload(workbook(laboratory=table)))
    assert job.stage == ImportStage.CHECKED, job.report
    nominate(laboratory)

    job = confirm(browser, LABS, job)

    assert job.stage == ImportStage.REFUSED
    assert not Organisation.objects.filter(name="新实验室").exists()


def test_a_confirmation_counts_once(browser):
    job = send(browser, LABS, upload(workbook(laboratory=[CODED, row()])))
    confirm(browser, LABS, job)
    confirm(browser, LABS, job)
    jobs.work(str(job.uuid))
    assert Laboratory.objects.count() == 1


def test_somebody_who_lost_the_role_meanwhile_takes_nothing_in(browser, institution):
    job = send(browser, LABS, upload(workbook(laboratory=[CODED, row()])))
    actor = member_of(institution)
    actor.user.memberships.update(is_active=False)
    jobs.confirm(job)
    job.refresh_from_db()
    assert (job.stage, Laboratory.objects.count()) == (ImportStage.REFUSED, 0)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.APPROVER, Role.FINANCE])
def test_others_import_no_laboratories(client, institution, role):
    client.force_login(make_actor(role).user)
    assert client.get("/admin/labs/laboratory/import/").status_code == 403


# --- two hundred bad rows -------------------------------------------------------------------------------------------

HEADS = {
    "laboratory": [*CODED, "uscc", "accreditation_valid_to", "has_cma", "cma_number", "has_cnas", "contact_email",
                   "accreditation_number", "introduction", "reference"],
    "instrument": ["laboratory", "number", "name", "year", "price", "status", "maker"],
    "service": ["laboratory", "name", "activity_type", "method", "unit_price", "lead_time_days", "unit"],
}  # fmt: skip


def bad_laboratories(foreign: Laboratory) -> list[tuple[str, dict, str]]:
    """Kind of mistake, what is wrong in the row, and the column that has to be named."""
    return [
        ("no name", {"name": None}, "name"),
        ("a name that is too long", {"name": "长" * 121}, "name"),
        ("an unknown kind", {"kind": "garage"}, "kind"),
        ("no kind", {"kind": ""}, "kind"),
        ("an unknown level", {"level": "galactic"}, "level"),
        ("an unknown field", {"field": "alchemy"}, "field"),
        ("an unknown district", {"district": "朝阳区外"}, "district"),
        ("a malformed credit code", {"host_uscc": "12345"}, "host_uscc"),
        ("no credit code", {"host_uscc": None}, "uscc"),
        ("a registered credit code", {"uscc": foreign.organisation.uscc}, "uscc"),
        ("no date", {"accreditation_valid_to": "soon"}, "accreditation_valid_to"),
        ("a day that is none", {"accreditation_valid_to": "2027-02-30"}, "accreditation_valid_to"),
        ("a date far away", {"accreditation_valid_to": "9999-01-01"}, "accreditation_valid_to"),
        ("neither yes nor no", {"has_cnas": "perhaps"}, "has_cnas"),
        ("a mark without its number", {"has_cma": "是", "cma_number": None}, "cma_number"),
        ("a malformed e-mail", {"contact_email": "nobody at all"}, "contact_email"),
        ("a formula", {"accreditation_number": "{=1+1"}, "accreditation_number"),
        ("text like a formula", {"introduction": "=HYPERLINK(1)"}, "introduction"),
        ("a rounded number", {"accreditation_number": 123456789012345678}, "accreditation_number"),
        ("an error of the spreadsheet", {"introduction": "#REF!"}, "introduction"),
        ("a foreign laboratory", {"name": foreign.name, "host_uscc": foreign.host_uscc}, "name"),
        ("an unknown reference", {"reference": "LAB-ZZZZZZZZ"}, "reference"),
    ]


BAD_INSTRUMENTS = [
    ("no number", {"number": None}, "number"),
    ("an unknown laboratory", {"laboratory": "无此实验室"}, "laboratory"),
    ("a year before the telephone", {"year": 1799}, "year"),
    ("a year to come", {"year": 2999}, "year"),
    ("no whole number", {"year": "MMXX"}, "year"),
    ("an amount that is none", {"price": "a lot"}, "price"),
    ("a negative amount", {"price": -5}, "price"),
    ("three decimals", {"price": "1.234"}, "price"),
    ("an amount too large", {"price": "99999999999999999"}, "price"),
    ("an unknown status", {"status": "broken"}, "status"),
    ("a maker that is too long", {"maker": "厂" * 130}, "maker"),
]
BAD_SERVICES = [
    ("an unknown activity", {"activity_type": "magic"}, "activity_type"),
    ("a lead time out of bounds", {"lead_time_days": 99999}, "lead_time_days"),
    ("a unit that is too long", {"unit": "件" * 41}, "unit"),
]


def good(sheet: str, number: int) -> dict:
    return {
        "laboratory": {
            "name": f"实验室{number}", "host_uscc": "121100004000000014", "kind": "key_lab", "level": "municipal",
            "field": "materials", "district": "haidian",
        },
        "instrument": {"laboratory": "真实验室", "number": f"N-{number}", "name": "仪器", "status": "in_service"},
        "service": {"laboratory": "真实验室", "name": f"服务{number}", "activity_type": "testing"},
    }[sheet]  # fmt: skip


def spoiled(foreign: Laboratory) -> tuple[bytes, Counter]:
    """A workbook of 200 bad rows of more than 30 kinds between good ones, and where its mistakes are."""
    kinds = [("laboratory", *kind) for kind in bad_laboratories(foreign)]
    kinds += [("instrument", *kind) for kind in BAD_INSTRUMENTS]
    kinds += [("service", *kind) for kind in BAD_SERVICES]
    assert len({(sheet, name) for sheet, name, _change, _column in kinds}) >= 30
    sheets = {name: [head] for name, head in HEADS.items()}
    expected: Counter = Counter()
    for number in range(200):
        sheet, _name, change, column = kinds[number % len(kinds)]
        if column == "uscc" and "uscc" in change and number >= len(kinds):
            change, column = {"level": "galactic"}, "level"
        for values in (good(sheet, number + 1000), good(sheet, number) | change):
            sheets[sheet].append([values.get(name) for name in HEADS[sheet]])
        expected[sheet, len(sheets[sheet]), column] += 1
    return workbook(**sheets), expected


def test_two_hundred_bad_rows_are_told_each_and_nothing_is_saved(browser, institution):
    foreign = make_laboratory(name="别家实验室", host_uscc="121100004000000014")
    own = make_laboratory(listed=False, reported_by=institution, name="真实验室", uscc=next_uscc())
    before = (Laboratory.objects.count(), Instrument.objects.count(), ServiceItem.objects.count())
    content, expected = spoiled(foreign)

    job = send(browser, LABS, upload(content))
    if job.stage == ImportStage.WAITING:
        jobs.work(str(job.uuid))
        job.refresh_from_db()

    assert job.stage == ImportStage.REFUSED, job.report
    found = Counter((p["sheet"], p["row"], p["heading"]) for p in job.report["problems"])
    assert found == expected
    assert all(p["reason"] and p["advice"] and p["column"] for p in job.report["problems"])
    assert job.report["problem_count"] == 200
    assert before == (Laboratory.objects.count(), Instrument.objects.count(), ServiceItem.objects.count())
    assert own.instruments.count() == 1
