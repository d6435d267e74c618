"""The public catalogue: what visitors find, narrow, order, compare and take away; and what they never see."""

import csv
import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from labs import services
from labs.models import CatalogueEntry, Laboratory, SynonymGroup
from labs.search import index, suggest
from labs.search.find import find
from labs.views import catalogue
from tests.factories.catalogue import make_catalogue
from tests.factories.institutions import make_service_institution, member_of
from tests.factories.labs import make_laboratory, make_service_item
from tests.factories.people import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.both]
HOSTILE = [
    "电" * 10_000,
    "a" * 10_000,
    "检测\x00电池",
    "\x00",
    '" OR 1=1 --',
    "* NEAR(电池 检测) : - ^",
    "NOT AND OR",
    "'; DROP TABLE labs_laboratory; --",
    "{电池}",
    "🔋🔋 battery 🧪",
    "\ud800",
    "%_\\",
    "()[]{}|&!<>@",
    "ﷺ㎡①Ⅷ",
    "的了吗",
    "?" * 300,
    " ".join(f"w{number}" for number in range(500)),
]


def names(answer) -> list[str]:
    return [card["laboratory"].organisation.name for card in answer.context["cards"]]


@pytest.fixture
def client() -> Client:
    """A visitor who reads English."""
    return Client(headers={"accept-language": "en"})


def look(client, **query):
    answer = client.get(reverse("labs:catalogue"), query)
    assert answer.status_code == 200
    return answer


@pytest.fixture
def offers(db) -> list[Laboratory]:
    """Three laboratories whose names sort as they stand here."""
    rows = [
        {"name": "甲金属实验室", "field": "materials", "kind": "key_lab", "district": "haidian",
         "introduction": "金属材料。", "instruments": [{"name": "扫描电子显微镜", "model": "S-4800"}],
         "services": [{"name": "断口分析", "activity_type": "testing", "unit_price_fen": 80_000, "lead_time_days": 5},
                      {"name": "合金开发", "activity_type": "joint_rd"}]},
        {"name": "乙设计中心", "field": "design", "kind": "design_center", "district": "chaoyang",
         "introduction": "外观与结构。", "instruments": [],
         "services": [{"name": "外观设计", "activity_type": "rd_design", "unit_price_fen": 50_000, "lead_time_days": 45}]},
        {"name": "丙检测平台", "field": "materials", "kind": "public_service", "district": "haidian",
         "introduction": "检测。", "instruments": [{"name": "X射线衍射仪", "model": "D8 Advance"}],
         "services": [{"name": "物相分析", "activity_type": "testing", "method": "GB/T 31467.3-2015"}]},
    ]  # fmt: skip
    return make_catalogue(sorted(rows, key=lambda row: "丙甲乙".index(row["name"][0])))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "金属"}, ["甲金属实验室"]),
        ({"q": "Ｓ４８００"}, ["甲金属实验室"]),
        ({"q": "s-4800"}, ["甲金属实验室"]),
        ({"q": "電子顯微鏡"}, ["甲金属实验室"]),
        ({"q": "SEM"}, ["甲金属实验室"]),
        ({"q": "gb/t31467"}, ["丙检测平台"]),
        ({"q": "GBT 31467"}, ["丙检测平台"]),
        ({"q": "advanse"}, ["丙检测平台"]),
        ({"q": "adva"}, ["丙检测平台"]),
        ({"q": "XRD"}, ["丙检测平台"]),
        ({"q": "镜"}, ["甲金属实验室"]),
        ({"q": "外观"}, ["乙设计中心"]),
        ({"q": "没有这个词语"}, []),
        ({"kind": "design_center"}, ["乙设计中心"]),
        ({"district": "chaoyang"}, ["乙设计中心"]),
        ({"activity": "rd_design"}, ["乙设计中心"]),
        ({"capability": "design"}, ["乙设计中心"]),
        ({"field": "materials"}, ["丙检测平台", "甲金属实验室"]),
        ({"kind": ["key_lab", "design_center"]}, ["甲金属实验室", "乙设计中心"]),
        ({"kind": "key_lab", "field": "design"}, []),
        ({"price": "500"}, ["乙设计中心"]),
        ({"price": "2000"}, ["甲金属实验室"]),
        ({"price": ["unknown"]}, ["丙检测平台"]),
        ({"days": "5"}, ["甲金属实验室"]),
        ({"sort": "price"}, ["乙设计中心", "甲金属实验室", "丙检测平台"]),
        ({"sort": "days"}, ["甲金属实验室", "乙设计中心", "丙检测平台"]),
        ({"kind": "nonsense", "sort": "nonsense", "page": "x"}, ["丙检测平台", "甲金属实验室", "乙设计中心"]),
    ],
)
def test_the_catalogue_finds_narrows_and_orders(client, offers, query, found):
    SynonymGroup.objects.exists()

    def key(answer):
        return {card["laboratory"].organisation.name for card in answer.context["cards"]}

    answer = look(client, **query)
    if "sort" in query or "q" in query:
        shown = names(answer)[: len(found)] if "q" in query and found else names(answer)
        if query.get("sort") == "nonsense":
            assert key(answer) == set(found)
        else:
            assert shown == found
    else:
        assert key(answer) == set(found)


def test_the_usual_order_is_not_written_into_the_address(client, offers):
    assert '<option value="" selected>Name' in look(client).content.decode()
    assert '<option value="" selected>Best match' in look(client, q="金属", sort="").content.decode()


def test_facets_count_what_each_value_would_show(client, offers):
    facets = {facet["name"]: facet for facet in look(client, field="materials").context["facets"]}
    fields = {option["value"]: option["count"] for option in facets["field"]["options"]}
    kinds = {option["value"]: option["count"] for option in facets["kind"]["options"]}

    assert fields == {"materials": 2, "design": 1}
    assert kinds == {"key_lab": 1, "public_service": 1}


def test_an_activity_that_an_edition_brought_is_a_facet_too(client, offers):
    laboratory = make_laboratory()
    make_service_item(laboratory, "数据标注", activity_type="data_labelling")

    facets = {facet["name"]: facet for facet in look(client).context["facets"]}
    answer = look(client, activity="data_labelling")

    assert ("data_labelling", 1) in [(row["value"], row["count"]) for row in facets["activity"]["options"]]
    assert names(answer) == [laboratory.organisation.name]
    assert [chip["label"] for chip in answer.context["chips"]] == ["data_labelling"]
    assert look(client, activity="<script>").context["chips"] == []


def test_a_hit_says_why_and_marks_the_words(client, offers):
    page = look(client, q="断口").content.decode()

    assert "<mark>断口</mark>分析" in page
    assert (
        "Nothing says “advanse”; this is what “advance” finds." in look(client, q="advanse").content.decode()
    )


def test_pages_go_forth_and_back(client, offers, monkeypatch):
    monkeypatch.setattr(catalogue, "PAGE_SIZE", 2)
    first = look(client)
    second = client.get(reverse("labs:catalogue") + first.context["next_url"])
    back = client.get(reverse("labs:catalogue") + second.context["previous_url"])

    assert len(names(first)) == 2
    assert len(set(names(first) + names(second))) == 3
    assert names(back) == names(first)
    assert names(look(client, page="999")) == names(second)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_find_or_find_nothing(client, offers, text):
    for name in ("catalogue", "data_csv", "data_json"):
        answer = client.get(
            reverse(f"labs:{name}"),
            {"q": text.encode(errors="replace"), "kind": text[:50].encode(errors="replace")},
        )
        assert answer.status_code == 200
    assert len(find(text, timezone.localdate()).rows) <= 3
    assert len(suggest(text)) <= 3
    for name in ("lab", "page", "sort", "after"):
        assert (
            client.get(reverse("labs:catalogue"), {name: text[:300].encode(errors="replace")}).status_code
            == 200
        )


def test_only_what_is_listed_today_is_found(client):
    kept, day = make_laboratory(name="甲实验室"), timezone.localdate()
    draft = make_laboratory(listed=False, name="乙实验室")
    ended, officer = (
        make_laboratory(name="丙实验室", accreditation_valid_to=day + timedelta(days=3)),
        make_actor(Role.OFFICER),
    )
    assert {row.laboratory for row in find("实验室", day).rows} == {kept.pk, ended.pk}
    assert {row.laboratory for row in find("实验室", day + timedelta(days=3)).rows} == {kept.pk, ended.pk}
    assert {row.laboratory for row in find("实验室", day + timedelta(days=4)).rows} == {kept.pk}
    services.suspend(kept, actor=officer, note="核查。")
    assert {row.laboratory for row in find("实验室", day).rows} == {ended.pk}
    assert [laboratory for laboratory, _score, _reasons in suggest("实验室")] == [ended.pk]
    answer = client.get(kept.get_absolute_url())
    assert answer.status_code == 404
    assert "suspended at present" in answer.content.decode()
    services.delist(Laboratory.objects.get(pk=kept.pk), actor=officer, note="到期。")
    assert client.get(kept.get_absolute_url()).status_code == 410
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get("/laboratories/LAB-NOTHING/").status_code == 404


def test_the_index_follows_what_keepers_write():
    laboratory, day = make_laboratory(name="甲实验室"), timezone.localdate()
    assert not find("氦质谱检漏", day).rows
    item = make_service_item(laboratory, "氦质谱检漏", unit_price_fen=30_000, lead_time_days=2)
    assert [row.price for row in find("氦质谱检漏", day).rows] == [30_000]
    services.remove_service_item(item, actor=member_of(laboratory))
    assert not find("氦质谱检漏", day).rows
    services.save_laboratory(laboratory, actor=member_of(laboratory), introduction="面向量子器件。")
    assert [row.laboratory for row in find("量子器件", day).rows] == [laboratory.pk]


def test_the_index_is_rebuilt_from_nothing(offers):
    CatalogueEntry.objects.all().delete()
    assert index.rebuild() == 3
    assert len(find("断口分析", timezone.localdate()).rows) == 1


def test_suggestions_come_with_reasons_and_obey_the_programme(offers):
    metal, design = (
        next(row for row in offers if row.organisation.name.startswith(first)) for first in "甲乙"
    )
    laboratory, score, reasons = suggest("我们想请人做断口分析")[0]
    assert (laboratory, reasons[0].source, reasons[0].label) == (metal.pk, "service", "断口分析")
    assert score > 1
    assert [row[0] for row in suggest("外观设计", industrial_design=True)] == [design.pk]
    assert suggest("断口分析", industrial_design=True) == []
    assert suggest("断口分析", activity="rd_design") == []
    assert suggest("") == []


def test_three_laboratories_stand_side_by_side(client, offers):
    names_in_address = [row.reference for row in offers]
    page = client.get(reverse("labs:compare"), {"lab": [*names_in_address, "LAB-FOURTH00", "\x00", "'"]})
    assert [row.pk for row in page.context["laboratories"]] == [row.pk for row in offers]
    assert "扫描电子显微镜 S-4800" in page.content.decode()
    chosen = look(client, lab=names_in_address[:2], q="金属")
    assert chosen.context["compare_url"].endswith(
        "?" + "&".join(f"lab={name}" for name in names_in_address[:2])
    )
    assert client.get(reverse("labs:compare")).status_code == 200


def test_a_page_tells_a_company_what_it_gets(client):
    laboratory = make_laboratory(name="甲<script>实验室", introduction="</script><b>金属")
    make_service_item(laboratory, "=断口", unit_price_fen=120_050, unit="件", lead_time_days=7)
    page = client.get(laboratory.get_absolute_url())
    text = page.content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    data = json.loads(block[1])
    assert data["name"] == "甲<script>实验室"
    assert {"price": "1200.50", "priceCurrency": "CNY"}.items() <= data["makesOffer"][0].items() or {
        "price": "1200.50", "priceCurrency": "CNY"}.items() <= data["makesOffer"][1].items()  # fmt: skip
    assert "<b>金属" not in text
    assert 'rel="canonical"' in text
    assert "no service of this kind is listed" in text


def test_visitors_keep_pages_until_something_changes(client, offers):
    address = reverse("labs:catalogue")
    first = client.get(address)
    assert "sessionid" not in first.cookies
    again = client.get(address)
    mark = again["ETag"]
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 304
    assert client.get(address, {"q": "金属"}, headers={"If-None-Match": mark}).status_code == 200
    assert (
        client.get(address, headers={"If-None-Match": mark, "Accept-Language": "zh-hans"}).status_code == 200
    )
    assert "private" in again["Cache-Control"]
    assert {"Cookie", "Accept-Language"} <= set(again["Vary"].split(", "))
    index.refresh([offers[0].pk])
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 200


def test_open_data_is_streamed_safe_and_licensed(client):
    institution = make_service_institution()
    laboratory = make_laboratory(
        name="=1+1实验室", introduction="@cmd|' /C calc'!A0", reported_by=institution
    )
    make_laboratory(listed=False, reported_by=institution)
    answer = client.get(reverse("labs:data_csv"))
    lines = list(csv.reader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()))
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    assert "CC BY 4.0" in lines[0][0]
    assert [row[:2] for row in lines[2:]] == [[laboratory.reference, "'=1+1实验室"]]
    assert lines[2][12].startswith("'@cmd")
    found = json.loads(b"".join(client.get(reverse("labs:data_json")).streaming_content))
    assert [row["name"] for row in found["laboratories"]] == ["=1+1实验室"]
    assert found["laboratories"][0]["services"][0]["unit_price"] == "800.00"
    assert client.get(reverse("labs:data_csv"), headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_robots_read_listed_laboratories_only(client):
    listed, draft = make_laboratory(), make_laboratory(listed=False)
    text = b"".join(client.get("/sitemap.xml").streaming_content).decode()
    assert listed.reference in text
    assert draft.reference not in text
    assert "/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_the_office_keeps_the_synonyms(client, offers):
    address, officer = reverse("labs:synonyms"), make_actor(Role.OFFICER)
    assert not find("扫苗机", timezone.localdate()).rows
    client.force_login(officer.user)
    assert client.get(address).status_code == 200
    assert client.post(address, {"words": "只有一个", "is_active": "on"}).status_code == 422
    assert client.post(address, {"words": "扫苗机，扫描电子显微镜", "is_active": "on"}).status_code == 302
    group = SynonymGroup.objects.get(words="扫苗机, 扫描电子显微镜")
    assert len(find("扫苗机", timezone.localdate()).rows) == 1
    assert client.post(f"{address}?row={group.pk}", {"words": group.words}).status_code == 302
    assert not find("扫苗机", timezone.localdate()).rows
    assert client.post(address, {"remove": group.pk}).status_code == 302
    assert client.post(address, {"remove": group.pk}).status_code == 404
    client.force_login(member_of(make_laboratory()).user)
    assert client.get(address).status_code == 403
    assert client.post(address, {"words": "甲, 乙"}).status_code == 403


def test_the_catalogue_costs_the_same_with_more_rows(client, django_assert_num_queries):
    institution = make_service_institution()
    for total in (1, 3):
        while Laboratory.objects.count() < total:
            make_laboratory(reported_by=institution)
        with django_assert_num_queries(10):
            assert (
                len(names(look(client, q="断口形貌 电子显微镜", lab=Laboratory.objects.first().reference)))
                == total
            )
