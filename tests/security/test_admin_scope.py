"""An institution's staff cannot see, guess, filter, export, autocomplete or import into another's data.

Two houses of each kind stand side by side; everything the first one's people can open is searched for words that only
the second one's rows hold.
"""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.admin import ScopedAdmin
from accounts.enums import ImportStage
from accounts.tables import ScopedTableAdmin
from labs.models import Instrument, Laboratory
from tests.factories.institutions import make_recommending_institution, make_service_institution, member_of
from tests.factories.labs import make_instrument, make_laboratory, make_service_item
from tests.factories.people import next_uscc
from tests.factories.policy import make_edition
from tests.factories.tables import confirm, send, upload, workbook

pytestmark = pytest.mark.timeout(400)
SECRET = "机密"
REGISTRY = {
    f"{model._meta.app_label}_{model._meta.model_name}": found
    for model, found in admin.site._registry.items()
}
SCOPED = sorted(name for name, found in REGISTRY.items() if isinstance(found, ScopedAdmin))
KEPT = sorted(
    name for name in SCOPED if REGISTRY[name].opts.app_label in {"labs", "institutions", "accounts"}
)
TABLES = sorted(name for name in SCOPED if isinstance(REGISTRY[name], ScopedTableAdmin))


class House:
    """A service institution with its laboratory, and a recommending institution; every word of it is its own."""

    def __init__(self, word: str) -> None:
        self.service = make_service_institution(name=f"{word}服务机构")
        self.recommender = make_recommending_institution(name=f"{word}推荐机构", enterprises=1, active=False)
        self.recommender.served_enterprises.update(name=f"{word}企业")
        self.recommender.planned_events.update(title=f"{word}活动")
        self.laboratory = make_laboratory(
            name=f"{word}实验室", reported_by=self.service, host_organisation=f"{word}大学", listed=False,
            host_uscc=next_uscc(), director=f"{word}主任",
        )  # fmt: skip
        make_instrument(self.laboratory, f"{word}-1", name=f"{word}仪器", year=1987)
        make_service_item(self.laboratory, f"{word}服务")

    @property
    def people(self) -> dict:
        return {
            "service": member_of(self.service),
            "laboratory": member_of(self.laboratory),
            "recommender": member_of(self.recommender),
        }


@pytest.fixture
def houses(db) -> tuple[House, House]:
    make_edition()
    return House("本家"), House(SECRET)


@pytest.fixture(params=["service", "laboratory", "recommender"])
def staff(request, houses) -> Client:
    """One of the first house's people at a screen."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(houses[0].people[request.param].user)
    return client


def secrets(answer) -> list[str]:
    """What an answer tells of the other house."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode("utf-8-sig", "replace")
    return re.findall(f".{{0,30}}{SECRET}.{{0,10}}", text)


def foreign_rows(name: str) -> list:
    """Rows whose words or whose owners' words are the other house's."""
    model = REGISTRY[name].model
    return [row for row in model._base_manager.all() if SECRET in f"{row}{vars(row)}"]


def test_lists_filters_and_searches_name_nothing_foreign(staff):
    for name in SCOPED:
        look_through(staff, reverse(f"admin:{name}_changelist"))


def look_through(staff, address: str) -> None:
    """A list as it opens, searched, and with everything shown."""
    for query in ("", "?q=", f"?q={SECRET}", "?all="):
        answer = staff.get(f"{address}{query}")
        assert answer.status_code in {200, 302, 403}
        text = [found for found in secrets(answer) if f'value="{SECRET}"' not in found]
        assert [found for found in text if f"q={SECRET}" not in found] == []


QUESTIONS = [
    ("labs_laboratory", "organisation__name__startswith", SECRET),
    ("labs_laboratory", "director__contains", SECRET),
    ("labs_laboratory", "history__director", f"{SECRET}主任"),
    ("labs_instrument", "laboratory__organisation__name__contains", SECRET),
    ("labs_instrument", "price_fen__gte", "1"),
    ("labs_serviceitem", "laboratory__director", f"{SECRET}主任"),
    ("institutions_servedenterprise", "institution__organisation__name__contains", SECRET),
    ("accounts_organisation", "uscc__startswith", "9"),
    ("accounts_organisation", "memberships__user__email__contains", "@"),
]


@pytest.mark.parametrize(("name", "lookup", "value"), QUESTIONS)
def test_no_filter_of_the_address_answers_a_question_about_foreign_values(staff, name, lookup, value):
    answer = staff.get(reverse(f"admin:{name}_changelist"), {lookup: value})
    assert answer.status_code in {302, 400, 403}
    assert answer.status_code != 302 or "e=1" in answer.url or "login" in answer.url


def test_filters_of_the_list_count_own_rows_only(houses, staff):
    address = reverse("admin:labs_instrument_changelist")
    answer = staff.get(address, {"year": "1987"})
    if answer.status_code == 200:
        mine = {row.laboratory_id for row in answer.context["cl"].queryset}
        assert mine <= {houses[0].laboratory.pk}


def test_inline_rows_of_a_foreign_laboratory_are_not_taken_over(houses, staff):
    own, foreign = houses
    row = foreign.laboratory.instruments.get(number=f"{SECRET}-1")
    before = (row.laboratory_id, row.name, row.history.count())
    form = {
        "instruments-TOTAL_FORMS": "1", "instruments-INITIAL_FORMS": "1", "instruments-0-id": row.pk,
        "instruments-0-laboratory": own.laboratory.pk, "instruments-0-name": "改名",
        "instruments-0-number": "X", "instruments-0-status": "in_service",
        "services-TOTAL_FORMS": "0", "services-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = staff.post(reverse("admin:labs_laboratory_change", args=[own.laboratory.pk]), form)
    assert secrets(answer) == []
    row.refresh_from_db()
    assert (row.laboratory_id, row.name, row.history.count()) == before


def test_pages_of_foreign_rows_do_not_exist(staff):
    rows = [(name, row) for name in KEPT for row in foreign_rows(name)]
    assert {name for name, _row in rows} >= {
        "labs_laboratory",
        "labs_instrument",
        "institutions_plannedevent",
    }
    for name, row in rows:
        for page in ("change", "delete", "history"):
            answer = staff.get(reverse(f"admin:{name}_{page}", args=[row.pk]))
            assert answer.status_code in {302, 403, 404}, (name, page)
            assert secrets(answer) == []
        before = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        staff.post(reverse(f"admin:{name}_change", args=[row.pk]), {"name": "改", "director": "改"})
        staff.post(reverse(f"admin:{name}_delete", args=[row.pk]), {"post": "yes"})
        row.refresh_from_db()
        assert {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} == before


def test_autocomplete_finds_own_rows_only(staff):
    for found in REGISTRY.values():
        for field in found.model._meta.fields:
            if field.remote_field and field.remote_field.model in admin.site._registry:
                query = {"app_label": found.opts.app_label, "model_name": found.opts.model_name}
                answer = staff.get(
                    reverse("admin:autocomplete"), query | {"field_name": field.name, "term": SECRET}
                )
                assert answer.status_code in {200, 403, 404}
                assert secrets(answer) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports_hold_own_rows_only(staff, kind):
    for name in TABLES:
        export(staff, name, kind)


def export(staff, name: str, kind: str) -> None:
    answer = staff.post(reverse(f"admin:{name}_export"), {"format": kind})
    assert answer.status_code in {200, 403}
    if answer.status_code == 200 and kind == "xlsx":
        from io import BytesIO  # noqa: PLC0415

        sheet = load_workbook(BytesIO(answer.content)).active
        assert SECRET not in str(list(sheet.values))
    assert secrets(answer) == []


def test_actions_do_not_reach_foreign_rows(houses, staff):
    _own, foreign = houses
    instrument = foreign.laboratory.instruments.get(number=f"{SECRET}-1")
    for name, row, actions in (
        ("labs_laboratory", foreign.laboratory, ["submit_chosen", "nominate_chosen"]),
        ("labs_instrument", instrument, ["set_retired", "set_under_repair", "delete_selected"]),
    ):
        for action in actions:
            form = {"action": action, "_selected_action": [row.pk], "select_across": "1"}
            answer = staff.post(reverse(f"admin:{name}_changelist"), form)
            assert secrets(answer) == []
    instrument.refresh_from_db()
    foreign.laboratory = Laboratory.objects.get(pk=foreign.laboratory.pk)
    assert (instrument.status, foreign.laboratory.state) == ("in_service", "draft")


def test_forms_take_no_foreign_laboratory(houses, staff):
    foreign = houses[1].laboratory
    before = foreign.instruments.count()
    form = {"laboratory": foreign.pk, "name": "偷放", "number": "X-1", "status": "in_service"}
    answer = staff.post(reverse("admin:labs_instrument_add"), form)
    assert secrets(answer) == []
    assert foreign.instruments.count() == before


@pytest.mark.parametrize("who", ["service", "laboratory"])
@pytest.mark.parametrize("named", ["reference", "name"])
def test_tables_do_not_write_into_a_foreign_laboratory(houses, who, named):
    own, foreign = houses
    client = Client(headers={"accept-language": "en"})
    client.force_login(own.people[who].user)
    lab = foreign.laboratory
    meant = lab.reference if named == "reference" else lab.name
    before = Instrument.history.count()
    row = [meant, f"{SECRET}-1", "改名"]

    job = send(client, "labs_instrument", upload(workbook(a=[["laboratory", "number", "name"], row])))

    assert job.stage == ImportStage.REFUSED
    assert "is not a laboratory whose data you keep" in job.report["problems"][0]["reason"]
    assert Instrument.history.count() == before


def test_a_table_with_a_foreign_natural_key_is_refused_without_a_word_about_it(houses):
    own, foreign = houses
    client = Client(headers={"accept-language": "en"})
    client.force_login(own.people["service"].user)
    lab = foreign.laboratory
    head = ["name", "host_uscc", "kind", "field", "district", "director"]
    row = [lab.name, lab.host_uscc, "key_lab", "materials", "haidian", "新主任"]

    job = send(client, "labs_laboratory", upload(workbook(a=[head, row])))

    [problem] = job.report["problems"]
    assert problem["reason"] == "This laboratory is kept by another institution."
    assert f"{SECRET}主任" not in str(job.report)
    assert lab.reference not in str(job.report)
    assert confirm(client, "labs_laboratory", job).stage == ImportStage.REFUSED
    assert Laboratory.objects.get(pk=lab.pk).director == f"{SECRET}主任"


def test_a_list_of_served_enterprises_goes_into_ones_own_house(houses):
    own, foreign = houses
    client = Client(headers={"accept-language": "en"})
    client.force_login(own.people["recommender"].user)
    code = foreign.recommender.served_enterprises.get().uscc

    job = send(client, "institutions_servedenterprise", upload(f"name,uscc\n新名,{code}\n"))
    job = confirm(client, "institutions_servedenterprise", job)

    assert job.stage == ImportStage.DONE
    assert own.recommender.served_enterprises.filter(uscc=code).get().name == "新名"
    assert foreign.recommender.served_enterprises.get().name == f"{SECRET}企业"


def test_the_report_of_somebody_elses_table_does_not_exist(houses, staff):
    client = Client()
    client.force_login(houses[1].people["service"].user)
    job = send(client, "labs_instrument", upload(f"laboratory,number,name\nx,1,{SECRET}\n"))
    for page in ("report", "problems"):
        answer = staff.get(reverse(f"admin:labs_instrument_import_{page}", args=[job.uuid]))
        assert answer.status_code in {403, 404}
        assert secrets(answer) == []
    staff.post(reverse("admin:labs_instrument_import_report", args=[job.uuid]), {"discard": "yes"})
    job.refresh_from_db()
    assert job.stage == ImportStage.REFUSED


def test_pages_and_api_hide_a_foreign_draft(houses, staff):
    lab = houses[1].laboratory
    names = ["laboratory", "edit", "documents", "instruments", "services", "invite", "submit", "nominate"]
    addresses = [reverse(f"labs:{name}", args=[lab.reference]) for name in names]
    addresses.append(f"/api/v1/laboratories/{lab.reference}/")
    for address in addresses:
        answer = staff.get(address)
        assert answer.status_code in {403, 404}, address
        assert secrets(answer) == []
    for address in (
        "/laboratories/managed/",
        "/laboratories/",
        f"/laboratories/?q={SECRET}",
        "/api/v1/laboratories/",
    ):
        assert [found for found in secrets(staff.get(address)) if f"{SECRET}实验室" in found] == []
