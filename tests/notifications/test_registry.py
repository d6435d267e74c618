"""What apps declare, and what a declaration may not be."""

import pytest

from institutions.models import ServiceInstitution
from notifications import registry
from tests.notifications.conftest import LABEL, declare


def test_steps_that_nobody_declared_are_named(declarations):
    declare(on=("suspend", "resume"))
    registry.silent(LABEL, "recall", why="Nobody has seen it yet.")

    undeclared = registry.undeclared(ServiceInstitution)

    assert {"suspend", "resume", "recall"}.isdisjoint(undeclared)
    assert "approve" in undeclared
    assert undeclared == sorted(undeclared)


def test_declarations_without_a_step_or_twice_are_named(declarations):
    declare(on=("suspend", "suspnd"))
    registry.silent(LABEL, "suspend", why="By mistake.")

    assert registry.superfluous(ServiceInstitution) == ["suspend", "suspnd"]


def test_label_is_matched_in_any_case(declarations):
    registry.silent("institutions.ServiceInstitution", "recall", why="Nobody has seen it yet.")

    assert registry.superfluous(ServiceInstitution) == []
    assert "recall" not in registry.undeclared(ServiceInstitution)


def test_notice_without_audience_is_refused(declarations):
    with pytest.raises(TypeError, match="names no audience"):
        declare(audience="")
