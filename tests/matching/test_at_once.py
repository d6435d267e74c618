"""Two people of the same enterprise at the same moment: one choice holds, one application comes of it."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections
from django.utils import translation

from applications.models import Project
from matching import services
from tests.factories.cast import cast
from tests.factories.labs import make_laboratory
from tests.factories.needs import ask, make_need, quote, reread
from tests.factories.projects import make_call
from workflow.errors import WrongState
from workflow.models import Event

pytestmark = [pytest.mark.concurrency, pytest.mark.both, pytest.mark.django_db(transaction=True)]


def at_once(*steps: Callable) -> Counter:
    """Takes every step in a thread and a connection of its own; how many of which kind of answer came."""
    start = Barrier(len(steps))

    def take(step: Callable) -> str:
        try:
            start.wait(timeout=30)
            with translation.override("en"):
                return type(step()).__name__
        except WrongState as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as pool:
        return Counter(pool.map(take, steps))


def test_one_choice_and_one_application():
    people = cast()
    call = make_call(people=people)
    other = make_laboratory(name="另一实验室", reported_by=people.open_laboratory.reported_by)
    need = ask(make_need(people), people.open_laboratory, other, actor=people.applicant)
    rows = [quote(need, people.open_laboratory), quote(need, other)]

    chosen = at_once(
        *(partial(services.choose_laboratory, need, actor=people.applicant, invitation=row) for row in rows)
    )

    assert chosen == {"Event": 1, "WrongState": 1}
    assert Event.objects.of(need).filter(transition="choose_laboratory").count() == 1
    matched = reread(need)
    assert matched.chosen in rows

    turned = at_once(
        *(
            partial(services.turn_into_application, matched, actor=people.applicant, call=call)
            for _ in range(2)
        )
    )

    assert turned == {"Project": 1, "WrongState": 1}
    assert Project.objects.count() == 1
