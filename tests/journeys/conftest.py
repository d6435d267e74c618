"""The world before a journey: the demonstration's cast of a year ago, one open call with its money."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from applications.models import Call, NewTechProduct, Project
from funds.services import open_budget
from policy.models import Edition
from policy.services import load_editions
from tests.journeys.visitor import Visitor
from tests.worlds import standing
from voucher_portal.demo import cast as casting
from voucher_portal.demo import institutions
from voucher_portal.demo.cast import DOMAIN, PASSWORD, Cast
from voucher_portal.demo.clock import playing_from
from voucher_portal.demo.play import Play
from voucher_portal.demo.stories import story

PAST = 500
POOL = 500_000_000  # fen


@dataclass
class World:
    """Everybody whom a newcomer meets."""

    cast: Cast
    call: Call
    product: NewTechProduct
    uploads: Path

    def begin(
        self, state: str, title: str = "疲劳试验", *, who: int = 0, lab: int = 0, ago: int = 200, **more
    ) -> Project:
        """A project that others brought to a state, through the services; amounts in 元."""
        amounts = {"total": 100_000, "voucher": 50_000} | more
        with playing_from(ago) as clock:
            row = story(title, who, lab, state, activity="testing", days_ago=ago, **amounts)
            return Play(self.cast, clock, self.call, row).until(state)


def build(uploads: Path) -> World:
    """The programme as it stands when somebody new comes along; everybody reads English."""
    load_editions()
    cast = Cast()
    with playing_from(PAST):
        casting.office(cast)
        institutions.recommending(cast)
        institutions.service(cast)
        institutions.laboratories(cast)
        casting.applicants(cast)
    today = timezone.localdate()
    call = Call.objects.create(
        code="journey",
        title="Journey 2026",
        edition=Edition.objects.get(code="demo-2026"),
        opens_on=today - timedelta(days=PAST),
        closes_on=today + timedelta(days=PAST),
    )
    open_budget(call, POOL, cast.finance)
    product = NewTechProduct.objects.create(
        number="XJS-1",
        name="示例高精度数据采集仪",
        supplier="示例供应商",
        valid_from=today - timedelta(days=30),
        valid_to=today + timedelta(days=700),
    )
    User.objects.update(language="en")
    return World(cast, call, product, uploads)


@pytest.fixture(scope="module")
def standing_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with standing(django_db_blocker) as uploads:
        yield build(uploads)


@pytest.fixture
def world(standing_world: World, db, settings) -> World:
    """The world, whose files can be read; what a test changes is gone afterwards."""
    settings.MEDIA_ROOT = standing_world.uploads
    return standing_world


@pytest.fixture
def person(world: World) -> Callable[[str], Visitor]:
    """Somebody of the cast who has signed in, by the first part of their address."""

    def come(name: str) -> Visitor:
        visitor = Visitor(f"{name}@{DOMAIN}", PASSWORD)
        visitor.sign_in()
        return visitor

    return come


def reread(project: Project) -> Project:
    """The project as it stands."""
    return Project.objects.with_parties().get(pk=project.pk)
