"""An invented catalogue of laboratories of every field, written in bulk: for search alone, where no life is wanted."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from pypinyin import lazy_pinyin

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from labs.enums import ListingState
from labs.models import Instrument, Laboratory, ServiceItem, SynonymGroup
from labs.search import index
from workflow.references import new_reference

RELEVANCE = Path(__file__).resolve().parent.parent / "labs" / "relevance"
SYNONYMS = Path(__file__).resolve().parents[2] / "fixtures" / "reference" / "synonyms.json"


def written(name: str) -> list[dict[str, Any]]:
    """A list of the folder `relevance`."""
    return json.loads((RELEVANCE / f"{name}.json").read_text(encoding="utf-8"))


def make_catalogue(
    rows: list[dict[str, Any]] | None = None, *, today: date | None = None
) -> list[Laboratory]:
    """Listed laboratories with their instruments and services, and the synonyms of the programme, all indexed."""
    rows = written("catalogue") if rows is None else rows
    day = today or timezone.localdate()
    parties = [_party(row) for row in rows]
    Organisation.objects.bulk_create(parties, batch_size=2000)
    laboratories = [_laboratory(row, party, day) for row, party in zip(rows, parties, strict=True)]
    Laboratory.objects.bulk_create(laboratories, batch_size=2000)
    instruments, services = [], []
    for row, laboratory in zip(rows, laboratories, strict=True):
        for number, fields in enumerate(row["instruments"]):
            instruments.append(Instrument(laboratory=laboratory, number=f"N-{number}", **fields))
        services += [ServiceItem(laboratory=laboratory, **fields) for fields in row["services"]]
    Instrument.objects.bulk_create(instruments, batch_size=2000)
    ServiceItem.objects.bulk_create(services, batch_size=2000)
    words = json.loads(SYNONYMS.read_text(encoding="utf-8"))
    SynonymGroup.objects.bulk_create([SynonymGroup(words=group) for group in words])
    index.rebuild()
    return laboratories


def _party(row: dict[str, Any]) -> Organisation:
    name = row["name"]
    key = " ".join(lazy_pinyin(name)).lower()[:240]
    return Organisation(kind=OrganisationKind.LABORATORY, name=name, name_key=key, district=row["district"])


def _laboratory(row: dict[str, Any], party: Organisation, day: date) -> Laboratory:
    return Laboratory(
        organisation=party,
        reference=new_reference("LAB"),
        state=ListingState.LISTED,
        kind=row["kind"],
        level="municipal",
        field=row["field"],
        district=row["district"],
        introduction=row["introduction"],
        offers_industrial_design=row["field"] == "design",
        listed_from=day - timedelta(days=30),
        listed_to=day + timedelta(days=365),
    )
