"""Several who ask for papers at the same moment: each paper once, no number twice and none left out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections

from papers import services
from papers.models import IssuedPaper, PaperCounter
from papers.registry import paper_kind
from papers.services.issuing import subject_of
from tests.factories.cast import cast
from tests.factories.projects import make_project
from tests.papers.test_issuing import step

pytestmark = [pytest.mark.concurrency, pytest.mark.both, pytest.mark.django_db(transaction=True)]


def at_once(*steps: Callable) -> list:
    start = Barrier(len(steps))

    def take(one: Callable):
        try:
            start.wait(timeout=30)
            return one()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


def test_each_paper_is_issued_once_and_numbers_have_no_gap():
    people, paper = cast(), paper_kind("receipt")
    events = [step(make_project("submitted", people=people), "submit") for _ in range(3)]
    subjects = [subject_of(event) for event in events]
    asked = [
        partial(services.issue, event, subject, paper, language)
        for event, subject in zip(events, subjects, strict=True)
        for language in ("zh-hans", "en", "en")
    ]

    at_once(*asked)

    rows = IssuedPaper.objects.filter(kind="receipt")
    assert rows.count() == 6
    numbers = sorted({int(number[-6:]) for number in rows.values_list("number", flat=True)})
    assert numbers == [1, 2, 3]
    assert PaperCounter.objects.get(prefix="RC").last == 3
