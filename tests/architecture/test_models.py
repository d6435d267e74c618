"""What every table owes its reader and its database."""

import ast
import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from tests.architecture.source import APPS, ROOT, nodes, place

MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in APPS and not model.__name__.startswith("Historical")
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_model_says_what_a_row_is(model):
    generated = f"{model.__name__}("

    assert model.__doc__
    assert not model.__doc__.startswith(generated)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_model_has_names_for_people(model):
    assert model._meta.original_attrs.keys() >= {"verbose_name", "verbose_name_plural"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_model_has_no_hidden_order(model):
    assert list(model._meta.ordering) == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_constraints_are_named_and_speak(model):
    silent = [
        constraint.name
        for constraint in model._meta.constraints
        if not constraint.violation_error_message
        or constraint.violation_error_message == constraint.default_violation_error_message
    ]

    assert silent == [name for name in silent if name in NEVER_SEEN]
    assert all(constraint.name for constraint in model._meta.constraints)


# Constraints that no form can violate: rows are written by code alone, which meets what stands there already.
NEVER_SEEN = {
    "event_sequence_once": "the door numbers the steps under a lock",
    "message_draft_once": "autosaving writes over the draft that is there",
    "message_read_once": "reading again writes the later moment into the same row",
    "signal_once": "a comparison renews the signal that is there",
    "trait_once": "a comparison writes the traits of a project anew",
}


def test_exceptions_are_still_needed():
    names = {constraint.name for model in MODELS for constraint in model._meta.constraints}

    assert set(NEVER_SEEN) <= names


# Measures that are no money.
FLOATS = {"matching.Invitation.rank": "how well a laboratory fits, as the search counted it"}


def test_no_float_touches_money():
    found = [
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        for field in model._meta.fields
        if isinstance(field, models.FloatField)
    ]

    assert found == list(FLOATS)


def test_no_class_hides_an_order():
    found = [
        place(path, node)
        for path, node in nodes(ast.ClassDef)
        if node.name == "Meta"
        for line in node.body
        if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "ordering"
    ]

    assert found == []


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def our_migrations():
    loader = MigrationLoader(None)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in APPS}


def test_migrations_can_be_taken_back():
    stuck = [
        f"{app}.{name}"
        for (app, name), migration in our_migrations().items()
        for operation in migration.operations
        if isinstance(operation, (RunPython, RunSQL)) and not operation.reversible
    ]

    assert stuck == []


def test_migrations_are_one_line():
    """Every migration has one before it in its app, and only one after it."""
    migrations = our_migrations()
    for app in APPS:
        own = sorted(name for label, name in migrations if label == app)
        for before, name in zip([None, *own], own, strict=False):
            parents = {parent for label, parent in migrations[app, name].dependencies if label == app}
            assert parents == ({before} if before else set()), f"{app}.{name}"


def test_schema_and_data_are_apart():
    mixed = [
        f"{app}.{name}"
        for (app, name), migration in our_migrations().items()
        if len({isinstance(operation, (RunPython, RunSQL)) for operation in migration.operations}) > 1
    ]

    assert mixed == []


def test_migrations_are_named():
    assert [name for _app, name in our_migrations() if "_auto_" in name] == []


def test_tables_that_are_append_only_have_their_guard(db):
    """One guard per table that a migration promised to guard."""
    promised = sum(
        len(re.findall(r'append_only\(\s*"', path.read_text()))
        for app in APPS
        for path in (ROOT / app / "migrations").glob("*.py")
    )
    query = {
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%append_only'",
        "sqlite": "SELECT count(*) / 2 FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%append_only%'",
    }
    with connection.cursor() as cursor:
        cursor.execute(query[connection.vendor])
        found = cursor.fetchone()[0]

    assert found == promised > 0
