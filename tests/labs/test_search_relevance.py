"""Needs as people write them find the laboratories that a person would choose, on both engines."""

import pytest
from django.utils import timezone

from labs.search.find import find
from tests.factories.catalogue import make_catalogue, written

pytestmark = [pytest.mark.django_db, pytest.mark.both]
FIRST = 5
FLOOR = 0.95


def test_nearly_every_need_finds_its_laboratory_among_the_first_five():
    names = {laboratory.pk: laboratory.organisation.name for laboratory in make_catalogue()}
    needs, today = written("needs"), timezone.localdate()
    missed = {}
    for case in needs:
        found = [names[row.laboratory] for row in find(case["need"], today).rows[:FIRST]]
        if not set(case["choose"]) & set(found):
            missed[case["need"]] = found

    assert len(names) >= 60
    assert len(needs) >= 40
    assert 1 - len(missed) / len(needs) >= FLOOR, missed
