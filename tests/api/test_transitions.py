"""The tables of steps name every step of every machine, and each has its address."""

import pytest
from django.urls import reverse

from api.v1.transitions import INSTITUTION, LABORATORY, NEED, PROJECT
from applications.models import Project
from institutions.models import RecommendingInstitution, ServiceInstitution
from labs.models import Laboratory
from matching.models import Need

MACHINES = [
    (PROJECT, "project", [Project]),
    (LABORATORY, "laboratory", [Laboratory]),
    (NEED, "need", [Need]),
    (INSTITUTION, "institution", [RecommendingInstitution, ServiceInstitution]),
]


@pytest.mark.parametrize(("table", "noun", "models"), MACHINES)
def test_table_has_every_step_that_a_person_can_take(table, noun, models) -> None:
    offered = {t.name for model in models for t in model().transitions() if t.custom["offered"]}

    assert set(table) - {"claw_back_part", "drop_claw_back"} == offered  # offered where a case is open


@pytest.mark.parametrize(("table", "noun", "models"), MACHINES)
def test_step_is_the_last_segment_of_its_address(table, noun, models) -> None:
    for name in table:
        assert reverse(f"v1:{noun}_{name}", args=["P-7K3MQ2X5"]).endswith(f"/P-7K3MQ2X5/{name}/")


def test_service_has_the_name_of_its_step() -> None:
    differing = {
        name: step.take.__name__
        for table, _noun, _models in MACHINES
        for name, step in table.items()
        if step.take.__name__ != name
    }

    assert differing == {"object": "register_objection"}


def test_examples_are_valid_inputs_of_their_shape() -> None:
    """The documentation must not show what the API refuses; rows that it names need not exist."""
    for table, _noun, _models in MACHINES:
        for step in table.values():
            known = set(step.input().fields)
            assert set(step.input.example) <= known
