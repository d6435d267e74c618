"""The second click, the other tab, the faster colleague: one step leaves one Event, and the late one is told."""

from collections.abc import Callable
from typing import Any

import pytest

from applications.models import Project
from tests.journeys.conftest import World, reread
from tests.journeys.visitor import Visitor
from workflow.models import Event

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey-repeats")]
REASONS = {"note": "理由。"}
# state, step, who takes it, what is filled in
STEPS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("draft", "submit", "applicant", {}),
    ("submitted", "endorse", "recommender", {"endorsement": "企业与项目均符合要求，予以推荐。"}),
    ("endorsed", "approve", "officer", {"amount": "50000"}),
    ("approved", "publish_notice", "officer", {}),
    ("contract_submitted", "clear_contract", "officer", {"determined_amount": "100000"}),
    ("contracted", "terminate", "officer", REASONS | {"parties_outcome": "协商一致。"}),
    ("closed", "request_redemption", "laboratory", {"confirmed": True}),
    ("redemption_requested", "redeem", "officer2", {}),
    ("redeemed", "pay", "finance", {"batch": "B-1", "receipt_number": "R-1"}),
    ("paid", "claw_back", "approver", REASONS),
]


@pytest.mark.parametrize(("state", "step", "who", "values"), STEPS, ids=[row[1] for row in STEPS])
def test_a_double_click_leaves_one_event(
    world: World, person: Callable[[str], Visitor], state: str, step: str, who: str, values: dict[str, Any]
):
    project = world.begin(state, ago=90)
    visitor = person(who)
    visitor.open(project.get_absolute_url())
    visitor.follow(f"/{step}/")
    form = visitor.page.form_with(*values)
    form.fill(values)
    before = Event.objects.of(project).count()
    visitor.repeat(form)
    second = visitor.repeat(form)

    assert second.status == 409
    assert "Already done by" in second.main
    assert visitor_name(project) in second.main
    assert "Nothing was changed." in second.main
    assert Event.objects.of(project).count() == before + 1


def visitor_name(project: Project) -> str:
    """Who took the last step."""
    return Event.objects.of(project).select_related("actor").last().actor.get_short_name()


def test_a_colleague_who_was_faster_is_named(world, person):
    project = world.begin("endorsed", ago=20)
    first, second = person("officer"), person("officer2")
    second.open(f"{project.get_absolute_url()}approve/")
    late = second.page.form_with("amount")
    first.take(project, "approve", {"amount": "50000"})
    late.fill({"amount": "40000"})
    told = second.repeat(late)

    assert told.status == 409
    assert "Already done by 王思远" in told.main
    assert reread(project).recommended_amount == 5_000_000


def test_a_form_from_another_tab_overwrites_nothing(world, person):
    project = world.begin("draft", ago=2)
    visitor = person("applicant")
    visitor.open(f"{project.get_absolute_url()}edit/")
    old = visitor.page.form_with("title")
    visitor.send({"deliverables": "第二个窗口写的。"}, button="stay")
    old.fill({"deliverables": "第一个窗口写的。"})
    told = visitor.repeat(old)

    assert told.status == 422
    assert reread(project).deliverables == "第二个窗口写的。"
    assert told.form_with("deliverables").controls["deliverables"].values == ["第一个窗口写的。"]
    assert "第二个窗口写的。" in told.main
    visitor.send({})
    assert reread(project).deliverables == "第一个窗口写的。"
