"""The catalogue through the API: the same search and facets as on the page."""

import pytest
from django.urls import reverse

from tests.factories.catalogue import make_catalogue

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/laboratories/"


def test_a_need_finds_with_reasons_facets_and_pages(client):
    make_catalogue()
    body = client.get(ADDRESS, {"q": "我们想测电池的循环寿命", "limit": 1}).json()
    assert body["results"][0]["name"] == "云岭先进电池材料重点实验室"
    assert "循环寿命" in body["results"][0]["reasons"][0]["words"]
    assert sum(body["facets"]["kind"].values()) == body["count"]
    everything = client.get(ADDRESS, {"limit": 50}).json()
    rest = client.get(everything["next"]).json()
    assert len(everything["results"]) + len(rest["results"]) == everything["count"] == 70
    assert rest["next"] is None
    several = client.get(ADDRESS, {"kind": ["design_center", "key_lab"], "sort": "price"}).json()
    assert {row["kind"] for row in several["results"]} == {"design_center", "key_lab"}
    assert client.get(ADDRESS, {"cursor": "bm9uc2Vuc2U"}).status_code == 422
    assert client.get(reverse("v1:laboratories"), {"days": "tomorrow"}).status_code == 422
