"""Catalogue search: how long a need in free words waits among 100,000 lines, and how often it finds the right laboratory.

Laboratories with instruments and services are made of the hand-written catalogue of the tests until it has 100,000 lines. Each
need of the hand-made list is read, found, ranked and counted by facet, one after the other; what is measured is all of
that in one process, without the page. The floor is what `icontains` takes to find the laboratories of the same words,
which neither ranks nor counts nor knows a synonym. The relevance is measured on the hand-written catalogue alone, where
a person can say which laboratory fits.
"""

from collections.abc import Iterator
from random import Random
from time import perf_counter
from typing import Any

from django.db import connection
from django.utils import timezone

from benchmarks import Row
from benchmarks.world.filling import size
from labs.models import CatalogueEntry, SynonymGroup
from labs.search.find import find
from labs.search.question import read
from labs.search.selection import Selection
from tests.factories.catalogue import make_catalogue, written

LINES, LINES_PER_LABORATORY = 100_000, 8
FIRST = 5
PLACES = (
    "云青朔北明铁霁澜雁苍桐汀南枕远鹤砺疾静恒沉浮流守知拾听望长天墨问慧万平"
    "凌虹采杏仁灵白星涵丹嘉瑞陇牧碧沃清晴净余绿暖灼寸准观测木锦寻羽行"
)


def run(say) -> Iterator[Row]:
    """Relevance, then time at size, then what the index takes."""
    needs, today = written("needs"), timezone.localdate()
    yield from relevance(needs, today)
    say("filling the catalogue")
    SynonymGroup.objects.all().delete()
    begun = perf_counter()
    count = size(LINES) // LINES_PER_LABORATORY
    make_catalogue(list(invented(count)))
    lines = CatalogueEntry.objects.count()
    yield Row("write and index, laboratories", count / (perf_counter() - begun), "laboratories/s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say(f"searching {lines:,} lines")
    texts = [case["need"] for case in needs]
    own = times(texts, lambda text: search(text, today))
    floor = times(texts, contains)
    for name, share in (("median", 0.5), ("95th percentile", 0.95)):
        base = at(floor, share)
        yield Row(
            f"{lines:,} lines, {name}",
            at(own, share),
            "ms",
            base,
            "icontains",
            note=f"icontains {base:.0f} ms",
        )
    yield Row(
        "all laboratories and facets, no words",
        at(times([""] * 10, lambda text: search(text, today)), 0.5),
        "ms",
    )
    yield from sizes()


def relevance(needs: list[dict[str, Any]], today) -> Iterator[Row]:
    """On how many needs a laboratory that a person would choose is among the first."""
    names = {laboratory.pk: laboratory.organisation.name for laboratory in make_catalogue()}
    first = found = 0
    for case in needs:
        shown = [names.get(row.laboratory) for row in find(case["need"], today).rows[:FIRST]]
        found += bool(set(shown) & set(case["choose"]))
        first += bool(shown and shown[0] in case["choose"])
    yield Row(f"right laboratory among the first {FIRST}", found, f"of {len(needs)} needs")
    yield Row("right laboratory first", first, f"of {len(needs)} needs")


def invented(count: int) -> Iterator[dict[str, Any]]:
    """Laboratories made of the hand-written ones: each offers three instruments and three services of its field."""
    chance, rows = Random(2026), written("catalogue")
    for number in range(count):
        base = rows[number % len(rows)]
        peers = [row for row in rows if row["field"] == base["field"]]
        instruments = [row for peer in peers for row in peer["instruments"]]
        services = [row for peer in peers for row in peer["services"]]
        prefix = "".join(chance.sample(PLACES, 2))
        yield base | {
            "name": f"{prefix}{base['name'][2:]}{number}",
            "instruments": [
                row | {"model": f"{prefix}-{chance.randrange(100, 9999)}"}
                for row in chance.sample(instruments, 3)
            ],
            "services": [
                row
                | {
                    "name": f"{row['name']}（{chance.choice(PLACES)}级）",
                    "unit_price_fen": chance.randrange(100, 100_000) * 100,
                    "lead_time_days": chance.randrange(1, 90),
                }
                for row in chance.sample(services, 3)
            ],
        }


def search(text: str, today) -> None:
    """Everything that the page asks of the search."""
    found = find(text, today)
    Selection().counts(found.rows)


def contains(text: str) -> None:
    """The laboratories with a line for every word, without an index."""
    words = [term.words for term in read(text).terms]
    for word in words or [text]:
        list(
            CatalogueEntry.objects.filter(text__icontains=word)
            .values_list("laboratory_id", flat=True)
            .distinct()
        )


def times(texts: list[str], ask) -> list[float]:
    """Milliseconds for each text, after one round to warm up."""
    for text in texts[:5]:
        ask(text)
    taken = []
    for text in texts:
        begun = perf_counter()
        ask(text)
        taken.append((perf_counter() - begun) * 1000)
    return sorted(taken)


def at(taken: list[float], share: float) -> float:
    """The value below which this share of the measurements lies."""
    return taken[min(len(taken) - 1, int(len(taken) * share))]


def sizes() -> Iterator[Row]:
    """What the index takes beside the lines themselves."""
    asked = {
        "lines": "labs_catalogueentry",
        "index of lines (GIN)": "labs_catalogueentry_grams",
        "cards": "labs_cataloguecard",
        "index of cards (GIN)": "labs_cataloguecard_grams",
        "words": "labs_cataloguegram",
    }
    base = 0.0
    with connection.cursor() as cursor:
        for name, relation in asked.items():
            # Of the words with their own indexes, by which spelling and sound are looked up.
            measure = "pg_total_relation_size" if name == "words" else "pg_table_size"
            cursor.execute(f"SELECT {measure}(%s::regclass)", [relation])
            size_of = cursor.fetchone()[0] / 2**20
            base = base or size_of
            yield Row(f"size of {name}", size_of, "MiB", base if size_of != base else None, "lines")
