"""Statistics: how long the figures take to count, beside one pass over the events.

The pages read figures that are counted at most once in ten minutes; this is what that one request waits for, and what keeping
them saves. The floor is the simplest question to the largest table, `SELECT COUNT(*)` over all events.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from django.core.cache import cache

from benchmarks import Row
from benchmarks.world.filling import fill, size
from voucher_portal.statistics import office, public
from voucher_portal.statistics.scope import EVERYTHING, Scope
from workflow.models import Event

SIZES = (10_000, 100_000)


def run(say) -> Iterator[Row]:
    """Both pages' figures, of everything and of one call, and the tables made of kept ones."""
    for count in map(size, SIZES):
        say(f"Filling up to {count:,} projects")
        fill(count)
        words = f"{count:,} projects"
        floor = timed(Event.objects.count)
        yield Row(f"COUNT(*) of {Event.objects.count():,} events", floor, "s")
        one = Scope(call=public.read()["calls"][0]["code"])
        questions: dict[str, Callable[[], Any]] = {
            "public figures": public.read,
            "figures of the office": lambda: office.read(EVERYTHING),
            "figures of the office, one call": lambda one=one: office.read(one),
        }
        for name, ask in questions.items():
            yield Row(f"{name}, {words}", timed(ask), "s", floor, "COUNT(*)")
        cache.clear()
        public.figures()
        yield Row(f"public tables from kept figures, {words}", timed(public.tables), "s", floor, "COUNT(*)")


def timed(ask: Callable[[], Any], times: int = 3) -> float:
    """The best of some tries, in seconds."""
    found = []
    for _try in range(times):
        begun = time.perf_counter()
        ask()
        found.append(time.perf_counter() - begun)
    return min(found)
