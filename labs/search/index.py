"""Keeps the catalogue's index up to date: cards to filter and show, lines to find, words to weigh."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from labs.enums import ActivityType, InstrumentStatus
from labs.models import (
    CatalogueCard,
    CatalogueEntry,
    CatalogueGram,
    Instrument,
    Laboratory,
    ServiceItem,
    Source,
)
from labs.search.question import ALL_LINES
from labs.search.sounds import sound
from labs.search.words import grams, normalise, padded
from workflow.engine import gram_counts, write_column

BATCH = 500


def refresh(laboratory_ids: Iterable[int]) -> None:
    """Reads some laboratories and writes what the catalogue searches of them, in batches and in bulk.

    The caller holds the transaction of the change, so that both come true together. Whether a laboratory is listed does
    not matter here: the search asks it of the laboratory itself.
    """
    wanted = sorted(set(laboratory_ids))
    for start in range(0, len(wanted), BATCH):
        _refresh(wanted[start : start + BATCH])


def rebuild() -> int:
    """Indexes every laboratory anew and counts the words; returns the number of laboratories."""
    wanted = list(Laboratory.objects.order_by("pk").values_list("pk", flat=True))
    refresh(wanted)
    recount()
    return len(wanted)


@transaction.atomic
def recount() -> None:
    """Counts in how many lines each word occurs; ranking weighs rare words more."""
    CatalogueGram.objects.all().delete()
    counted = [_gram(gram, count) for gram, count in gram_counts(CatalogueEntry, "grams")]
    counted.append(CatalogueGram(gram=ALL_LINES, entries=CatalogueEntry.objects.count()))
    CatalogueGram.objects.bulk_create(counted, batch_size=2000, ignore_conflicts=True)


@transaction.atomic
def _refresh(laboratory_ids: list[int]) -> None:
    laboratories = Laboratory.objects.filter(pk__in=laboratory_ids).select_related("organisation")
    instruments, services = _offers(Instrument, laboratory_ids), _offers(ServiceItem, laboratory_ids)
    cards, entries = [], []
    texts: dict[int, str] = {}
    for laboratory in laboratories:
        own_services, own_instruments = services[laboratory.pk], instruments[laboratory.pk]
        lines = [*_lines(laboratory, own_instruments, own_services)]
        entries += lines
        cards.append(_card(laboratory, own_instruments, own_services, lines))
        text = office_text(laboratory, own_instruments, own_services)
        if text != laboratory.search_text:
            texts[laboratory.pk] = text
    CatalogueCard.objects.filter(laboratory__in=laboratory_ids).delete()
    CatalogueEntry.objects.filter(laboratory__in=laboratory_ids).delete()
    CatalogueCard.objects.bulk_create(cards)
    CatalogueEntry.objects.bulk_create(entries, batch_size=2000)
    write_column(Laboratory, "search_text", texts)
    # Sorted, so that two writers wait for each other in the same order.
    seen = sorted({gram for entry in entries for gram in entry.grams})
    known: set[str] = set()
    for start in range(0, len(seen), BATCH):
        some = CatalogueGram.objects.filter(gram__in=seen[start : start + BATCH])
        known.update(some.values_list("gram", flat=True))
    fresh = (_gram(gram, 1) for gram in seen if gram not in known)
    CatalogueGram.objects.bulk_create(fresh, batch_size=2000, ignore_conflicts=True)


def _gram(gram: str, lines: int) -> CatalogueGram:
    pinyin, initials = sound(gram)
    return CatalogueGram(gram=gram, entries=lines, pinyin=pinyin, initials=initials)


def _offers(model, laboratory_ids: list[int]) -> dict[int, list]:
    found = defaultdict(list)
    for row in model.objects.filter(laboratory__in=laboratory_ids).order_by("pk"):
        found[row.laboratory_id].append(row)
    return found


def _lines(
    laboratory: Laboratory, instruments: list[Instrument], services: list[ServiceItem]
) -> Iterator[CatalogueEntry]:
    """A laboratory as lines; an instrument that is no longer in use finds nobody."""
    party = laboratory.organisation
    marks = [name for name, has in (("CMA", laboratory.has_cma), ("CNAS", laboratory.has_cnas)) if has]
    yield _line(laboratory, Source.NAME, party.name, laboratory.reference, laboratory.host_organisation)
    about = laboratory.introduction.strip()
    yield _line(laboratory, Source.DESCRIPTION, about or party.name, laboratory.accreditation_number, *marks)
    for row in instruments:
        if row.status != InstrumentStatus.RETIRED:
            label = f"{row.name} {row.model}".strip()
            yield _line(laboratory, Source.INSTRUMENT, label, row.maker)
    for item in services:
        label = f"{item.name} {item.method}".strip()
        yield _line(laboratory, Source.SERVICE, label, *_activity_words().get(item.activity_type, ()))


@cache
def _activity_words() -> dict[str, tuple[str, ...]]:
    """The activities in every language of the portal, so that a search does not depend on who indexed."""
    found: dict[str, tuple[str, ...]] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for code, label in ActivityType.choices:
                found[code] = (*found.get(code, ()), str(label))
    return found


def _line(laboratory: Laboratory, source: str, label: str, *more: str) -> CatalogueEntry:
    text = normalise(" ; ".join(filter(None, (label, *more))))
    found = sorted(grams(text))
    return CatalogueEntry(laboratory=laboratory, source=source, label=label, text=padded(text), grams=found)


def office_text(
    laboratory: Laboratory, instruments: Iterable[Instrument], services: Iterable[ServiceItem]
) -> str:
    """Everything by which the office and keepers find a laboratory in their lists, in lower case."""
    words = [
        laboratory.organisation.name,
        laboratory.organisation.name_key,
        laboratory.host_organisation,
        str(laboratory.get_kind_display()),
        str(laboratory.get_field_display()),
        laboratory.introduction,
    ]
    words += [words for row in instruments for words in (row.name, row.model)]
    words += [words for item in services for words in (item.name, item.method)]
    return " ".join(dict.fromkeys(word.lower() for word in words if word))


def _card(
    laboratory: Laboratory,
    instruments: list[Instrument],
    services: list[ServiceItem],
    lines: list[CatalogueEntry],
) -> CatalogueCard:
    prices = [item.unit_price_fen for item in services if item.unit_price_fen is not None]
    days = [item.lead_time_days for item in services if item.lead_time_days is not None]
    return CatalogueCard(
        laboratory=laboratory,
        activities=" ".join(sorted({item.activity_type for item in services})),
        lowest_price_fen=min(prices, default=None),
        shortest_days=min(days, default=None),
        instruments=sum(row.status != InstrumentStatus.RETIRED for row in instruments),
        services=len(services),
        grams=sorted({gram for line in lines for gram in line.grams}),
        refreshed_at=timezone.now(),
    )
