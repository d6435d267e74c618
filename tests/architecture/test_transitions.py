"""Every machine goes through the one door, and nothing else moves a state."""

from __future__ import annotations

import ast
from collections import defaultdict

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django_fsm import FSMFieldMixin

from notifications import registry
from policy.rules import registry as rules
from tests.architecture.source import ROOT, app_of, nodes, place
from workflow.models import Subject, step

MACHINES = [model for model in apps.get_models() if issubclass(model, Subject)]
KEYS = set(step("x", app="y"))


def table(model) -> list:
    return list(model._meta.get_field("state").get_all_transitions(model))


TRANSITIONS = [(model, transition) for model in MACHINES for transition in table(model)]
NAMES = sorted({transition.name for _model, transition in TRANSITIONS})
ONCE = {(model, transition.name): transition for model, transition in TRANSITIONS}


def label(case) -> str:
    return f"{case[0].__name__}.{case[1]}" if isinstance(case, tuple) else str(case)


def test_machines_are_known():
    assert sorted(model.__name__ for model in MACHINES) == [
        "Laboratory",
        "Need",
        "PaymentRun",
        "Project",
        "RecommendingInstitution",
        "ServiceInstitution",
    ]


def test_state_is_protected_and_the_only_state():
    for model in MACHINES:
        fields = [field for field in model._meta.fields if isinstance(field, FSMFieldMixin)]
        assert [(field.name, field.protected) for field in fields] == [("state", True)]


@pytest.mark.parametrize("case", ONCE, ids=label)
def test_transition_is_declared_completely(case):
    transition = ONCE[case]

    assert callable(transition.permission), "No permission means that everybody may."
    assert transition.permission.__module__ == f"{transition.method.__module__.split('.')[0]}.perms"
    assert set(transition.custom) == KEYS
    assert transition.custom["tone"] in {"primary", "danger", "plain"}
    assert str(transition.custom["label"])
    assert transition.custom["gate"] in {"", *(rule.chapter for rule in rules.all())}


@pytest.mark.parametrize("model", MACHINES)
def test_sources_and_targets_are_states(model):
    states = {value for value, _words in model._meta.get_field("state").flatchoices}

    for transition in table(model):
        assert transition.source in states
        targets = getattr(transition.target, "allowed_states", None) or [transition.target]
        assert set(targets) <= states
        assert transition.on_error is None


@pytest.mark.parametrize("model", MACHINES)
def test_every_state_is_reached(model):
    states = {value for value, _words in model._meta.get_field("state").flatchoices}
    found = {model._meta.get_field("state").default}
    for transition in table(model):
        found |= set(getattr(transition.target, "allowed_states", None) or [transition.target])

    assert found == states


@pytest.mark.parametrize("case", [case for case in ONCE if ONCE[case].custom["offered"]], ids=label)
def test_offered_step_has_its_page(case):
    model, name = case
    address = f"{ONCE[case].custom['app']}:{name}"

    try:
        path = reverse(address, args=["X-22222222"])
    except NoReverseMatch:
        pytest.fail(f"{address} has no URL, so its button leads nowhere.")
    assert path.endswith(f"/{name}/"), "The step is the last segment of its path."
    assert model


@pytest.mark.parametrize("model", MACHINES)
def test_every_step_is_announced_or_declared_silent(model):
    assert registry.undeclared(model) == []
    assert registry.superfluous(model) == []


# --- the code --------------------------------------------------------------------------------------------------------


def calls_of_advance() -> list[tuple]:
    """Where a transition is handed to the door: (path, call, transition)."""
    found = []
    for path, node in nodes(ast.Call):
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        if name == "advance" and node.args:
            found.append((path, node, node.args[0]))
    return found


def test_only_services_open_the_door():
    outside = [
        place(path, call)
        for path, call, _step in calls_of_advance()
        if "services" not in path.relative_to(ROOT).parts and path.stem != "services"
    ]

    assert outside == []


def test_every_door_is_opened_with_a_bound_transition():
    """Or with the `step` that a function of the same services was given, for steps that end alike."""
    unclear = [
        place(path, call)
        for path, call, given in calls_of_advance()
        if not (isinstance(given, ast.Attribute) and given.attr in NAMES)
        and not (isinstance(given, ast.Name) and given.id == "step")
    ]

    assert unclear == []


# Names of modules whose functions are services: `funds.award` is one, `project.award` is a transition.
SERVICES = {
    "services",
    "applications",
    "contracts",
    "review",
    "funds",
    "labs",
    "institutions",
    "policy",
    "deciding",
}


def is_of_services(named: ast.Attribute) -> bool:
    """Whether this is a function of a module of services and nothing of a row."""
    owner = named.value
    module = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
    return module in SERVICES or module.endswith("_services")


def handed_over() -> list[tuple]:
    """Where services take hold of a bound transition to hand it on: (path, node)."""
    return [
        (path, argument)
        for path, call in nodes(ast.Call)
        if "services" in path.relative_to(ROOT).parts
        for argument in call.args
        if isinstance(argument, ast.Attribute) and argument.attr in NAMES and not is_of_services(argument)
    ]


def owners(name: str) -> set[str]:
    """The apps that say of a transition of this name that it is theirs."""
    return {transition.custom["app"] for _model, transition in TRANSITIONS if transition.name == name}


@pytest.mark.parametrize("name", NAMES)
def test_transition_has_one_caller_in_the_services_of_its_app(name):
    callers = defaultdict(list)
    for path, given in handed_over():
        if given.attr == name:
            callers[app_of(path)].append(place(path, given))

    assert set(callers) == owners(name)
    assert {app: len(places) for app, places in callers.items()} == dict.fromkeys(owners(name), 1)


def is_self_or_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "super"


def test_nobody_calls_a_transition_past_the_door():
    """`x.award(…)` on a row; calls of services are told apart by the module's name before the dot."""
    found = []
    for path, node in nodes(ast.Call):
        function = node.func
        if not (isinstance(function, ast.Attribute) and function.attr in NAMES):
            continue
        known = is_of_services(function) or is_self_or_super(function.value) or _is_other_thing(function)
        if not known:
            found.append(f"{place(path, node)} {ast.unparse(function)}")

    assert found == []


# Words that the programme shares with Python's own objects.
OTHER_THINGS = {
    "close": {
        "connection",
        "file",
        "content",
        "stream",
        "archive",
        "book",
        "workbook",
        "handle",
        "writer",
        "parser",
        "stdout",
    },
    "end": {"match", "clock", "spelled", "value", "hit", "head", "label"},
    "submit": {"executor", "pool"},
}


def _is_other_thing(function: ast.Attribute) -> bool:
    owner = function.value
    name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
    return name in OTHER_THINGS.get(function.attr, set()) or name == "self"


# Rows with a state that are no machines: a change asked once and answered once, a paper that a worker reads.
NO_MACHINES = {"contracts/services/changes.py", "contracts/services/readings.py"}


def test_nobody_assigns_a_state():
    found = [
        str(path.relative_to(ROOT))
        for path, node in nodes((ast.Assign, ast.AnnAssign, ast.AugAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute) and target.attr == "state"
    ]

    assert set(found) <= NO_MACHINES


WRITES = {"update", "bulk_update", "create", "get_or_create", "update_or_create", "setattr"}


def test_nobody_writes_a_state_past_the_door():
    found = []
    for path, node in nodes(ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name not in WRITES:
            continue
        keywords = {keyword.arg for keyword in node.keywords}
        values = {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
        if ("state" in keywords or "state" in values) and str(path.relative_to(ROOT)) not in NO_MACHINES:
            found.append(place(path, node))

    assert found == []


def only_assigns(statement: ast.stmt) -> bool:
    """An assignment, nothing at all, a docstring, or such under a condition."""
    if isinstance(statement, ast.If):
        return all(map(only_assigns, [*statement.body, *statement.orelse]))
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Pass))


def is_transition(node: ast.AST) -> bool:
    marks = getattr(node, "decorator_list", [])
    return any(isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "transition" for mark in marks)


def test_bodies_of_transitions_assign_fields_only():
    """No query, no call of anything that writes, no notice: what a step does beside lives in its service."""
    found = [
        place(path, statement)
        for path, node in nodes(ast.FunctionDef)
        if is_transition(node)
        for statement in node.body
        if not only_assigns(statement)
    ]

    assert found == []
